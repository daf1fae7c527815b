"""How far an industry gathers in few places."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import DIFFERENCE, GAMMA, HERFINDAHL, INDEX, RATIO, SHARE, ZERO_TWO
from renkei.language import Text

_FK: Final = "Farhauer & Kröll (2013), Standorttheorien, Springer Gabler"
_EG: Final = "Ellison & Glaeser (1997), Journal of Political Economy 105, 889-927, eq. 5"

NATS: Final = Text(zh_hant="奈特", en="nats", ja="ナット")

ENTRIES: Final = (
    Indicator(
        id="concentration_herfindahl",
        function="concentration_herfindahl",
        name=Text(
            zh_hant="地理集中度（赫芬達爾）",
            en="Spread over regions, Herfindahl",
            ja="地理的な集中度（ハーフィンダール）",
        ),
        unit=INDEX,
        formula=r"H_i = \sum_r (e_{ri}/e_i)^2",
        source=HERFINDAHL,
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業有多集中在少數地方：接近 0 表示分散各地，1 表示全在同一個地方。",
            en="How far this industry sits in few places: near 0 it is everywhere, at 1 all of it is in one.",
            ja="その産業が少数の地域にどれだけ偏っているかを示します。0に近いほど各地に広がり、1なら一か所だけです。",
        ),
    ),
    Indicator(
        id="locational_gini",
        function="locational_gini",
        name=Text(zh_hant="區位吉尼係數", en="Locational Gini", ja="立地ジニ係数"),
        unit=INDEX,
        formula=r"G_i = \frac{2\sum_r \rho_r LQ_{ri}}{n\sum_r LQ_{ri}} - \frac{n+1}{n},\quad "
        r"\rho_r\ \text{the rank of}\ LQ_{ri}",
        source=_FK + ": Gini of industry concentration (regions unweighted)",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業在各地比重的差異有多大：0 表示各地比重相同，接近 1 表示只有少數地方有。",
            en="How uneven this industry's share is from place to place: at 0 it is the same everywhere, near 1 "
            "only a few places have it.",
            ja="その産業の割合が地域によってどれだけ違うかを示します。0ならどこも同じ、1に近いほど一部の地域だけに"
            "あります。",
        ),
    ),
    Indicator(
        id="ellison_glaeser",
        function="ellison_glaeser",
        name=Text(zh_hant="艾里森-葛雷瑟指數", en="Ellison–Glaeser index", ja="エリソン・グレイザー指数"),
        unit=GAMMA,
        formula=r"\gamma_i = \frac{G_i - (1-\sum_r x_r^2) H_i}{(1-\sum_r x_r^2)(1-H_i)},\quad "
        r"G_i = \sum_r (s_{ri}-x_r)^2,\quad H_i = \sum_j z_j^2",
        source=_EG,
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="考慮工廠大小之後，這項產業的群聚是否超過偶然：0 表示與隨機分布無異，超過 0.05 表示明顯群聚。",
            en="Whether this industry gathers more than chance would have it, given the sizes of its plants: 0 is "
            "chance, above 0.05 is strong gathering.",
            ja="事業所の規模を考えに入れても、その産業が偶然以上に集まっているかを示します。0なら偶然と同じ、0.05を"
            "超えると明らかな集積です。",
        ),
    ),
    Indicator(
        id="ellison_glaeser_count",
        function="ellison_glaeser_count",
        name=Text(
            zh_hant="艾里森-葛雷瑟指數（家數版）",
            en="Ellison–Glaeser index, count version",
            ja="エリソン・グレイザー指数（事業所数版）",
        ),
        unit=GAMMA,
        formula=r"\gamma_i = \frac{G_i - (1-\sum_r x_r^2)/n_i}{(1-\sum_r x_r^2)(1-1/n_i)},\quad "
        r"G_i = \sum_r (s_{ri}-x_r)^2",
        source=_EG + ", with equal plant sizes (H = 1/n), as sizes are not known",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業的工廠是否比偶然更群聚；因不知工廠大小，每家視為一樣大：0 表示與隨機分布無異。",
            en="Whether this industry's plants gather more than chance would have it; sizes are not known, so all "
            "count the same: 0 is chance.",
            ja="その産業の事業所が偶然以上に集まっているかを示します。規模がわからないため、すべて同じ大きさとして"
            "数えます。0なら偶然と同じです。",
        ),
    ),
    Indicator(
        id="normalised_concentration_herfindahl",
        function="normalised_concentration_herfindahl",
        name=Text(
            zh_hant="地理集中度（標準化）",
            en="Spread over regions, normalised Herfindahl",
            ja="地理的な集中度（正規化）",
        ),
        unit=INDEX,
        formula=r"\frac{H_i - 1/n}{1 - 1/n}",
        source="Herfindahl (1950), Concentration in the Steel Industry; Hall & Tideman (1967), Journal "
        "of the American Statistical Association 62, 162-168",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業有多集中在少數地方，不受地方總數影響：0 表示各地一樣多，1 表示全在一地。",
            en="How far this industry sits in few places, however many are counted: at 0 all have as "
            "much, at 1 all of it is in one.",
            ja="その産業が少数の地域にどれだけ偏っているかを、地域の総数によらずに示します。0ならどこも同じ、1なら一か所だけです。",
        ),
    ),
    Indicator(
        id="weighted_locational_gini",
        function="weighted_locational_gini",
        name=Text(
            zh_hant="區位吉尼係數（加權）",
            en="Locational Gini, weighted",
            ja="立地ジニ係数（加重）",
        ),
        unit=INDEX,
        formula=r"G^w_i = 1 - \sum_r x_r (2Y_r - y_r)",
        source="Krugman (1991), Geography and Trade, 55-58; Kim (1995), Quarterly Journal of Economics "
        "110, 881-908",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="同區位吉尼係數，但大的地方影響較大：0 表示分布與所有產業相同，接近 1 表示非常集中。",
            en="As the locational Gini, but large places count for more: at 0 the industry is spread "
            "as all activity is, near 1 it is very concentrated.",
            ja="立地ジニ係数と同じですが、大きな地域ほど重く数えます。0なら全産業と同じ分布、1に近いほど強く集中しています。",
        ),
    ),
    Indicator(
        id="krugman_concentration",
        function="krugman_concentration",
        name=Text(
            zh_hant="克魯曼集中指數",
            en="Krugman concentration index",
            ja="クルーグマン集中指数",
        ),
        unit=ZERO_TWO,
        formula=r"K_i = \sum_r \left|e_{ri}/e_i - e_r/e\right|",
        source="Krugman (1991), Geography and Trade, 75-76; Farhauer & Kröll (2013), Standorttheorien, "
        "Springer Gabler",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業的分布與所有產業相差多少：0 表示分布相同，2 表示完全在不同的地方。",
            en="How far this industry's spread over places lies from that of all activity: at 0 it "
            "is the same, at 2 they share no place.",
            ja="その産業の分布が全産業とどれだけ違うかを示します。0なら同じ、2なら同じ地域にまったくありません。",
        ),
    ),
    Indicator(
        id="hoover_concentration",
        function="hoover_concentration",
        name=Text(
            zh_hant="胡佛集中係數",
            en="Hoover coefficient of concentration",
            ja="フーバー集中係数",
        ),
        unit=SHARE,
        formula=r"\tfrac12 \sum_r \left|e_{ri}/e_i - e_r/e\right|",
        source="Hoover (1936), Review of Economics and Statistics 18, 162-171",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業要有多少比例搬到別處，分布才會與所有產業一樣。",
            en="The part of this industry that would have to move elsewhere for it to be spread as "
            "all activity is.",
            ja="分布を全産業と同じにするために、ほかの地域へ移らなければならない割合です。",
        ),
    ),
    Indicator(
        id="theil_concentration",
        function="theil_concentration",
        name=Text(
            zh_hant="泰爾集中指數",
            en="Theil index of concentration",
            ja="タイル集中指数",
        ),
        unit=NATS,
        formula=r"T_i = \sum_r s_{ri}\ln(s_{ri}/x_r)",
        source="Theil (1967), Economics and Information Theory; Brülhart & Traeger (2005), Regional "
        "Science and Urban Economics 35, 597-624",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業的分布有多不平均：0 表示與所有產業的分布相同，愈大愈集中。",
            en="How unevenly this industry is spread over places: at 0 it is spread as all activity "
            "is, the higher the more concentrated.",
            ja="その産業がどれだけ偏って分布しているかを示します。0なら全産業と同じ分布で、大きいほど集中しています。",
        ),
    ),
    Indicator(
        id="theil_between",
        function="theil_decomposition",
        name=Text(
            zh_hant="泰爾集中指數：組間",
            en="Theil index between groups of regions",
            ja="タイル集中指数（グループ間）",
        ),
        unit=NATS,
        formula=r"\sum_g S_{gi}\ln(S_{gi}/X_g)",
        source="Theil (1967), Economics and Information Theory; Cutrini (2009), Regional Science and "
        "Urban Economics 39, 632-643",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業的集中，有多少來自大區域之間的差異（例如南部與北部）。",
            en="How much of this industry's concentration comes from differences between broader "
            "regions, such as north and south.",
            ja="その産業の集中のうち、南部と北部のような大きな地域の間の違いから来る部分です。",
        ),
    ),
    Indicator(
        id="theil_within",
        function="theil_decomposition",
        name=Text(
            zh_hant="泰爾集中指數：組內",
            en="Theil index within groups of regions",
            ja="タイル集中指数（グループ内）",
        ),
        unit=NATS,
        formula=r"\sum_g S_{gi}\sum_{r\in g}\frac{s_{ri}}{S_{gi}}\ln\frac{s_{ri}/S_{gi}}{x_r/X_g}",
        source="Theil (1967), Economics and Information Theory; Cutrini (2009), Regional Science and "
        "Urban Economics 39, 632-643",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業的集中，有多少來自同一大區域之內各地的差異。",
            en="How much of this industry's concentration comes from differences between places of "
            "the same broader region.",
            ja="その産業の集中のうち、同じ大きな地域のなかの場所どうしの違いから来る部分です。",
        ),
    ),
    Indicator(
        id="ellison_glaeser_error",
        function="ellison_glaeser_interval",
        name=Text(
            zh_hant="艾里森-葛雷瑟指數標準誤",
            en="Standard error of the Ellison–Glaeser index",
            ja="エリソン・グレイザー指数の標準誤差",
        ),
        unit=GAMMA,
        formula=r"sd(\gamma^*_i)\ \text{of plants placed anew with}\ \gamma_i",
        source="Cassey & Smith (2014), Journal of Urban Economics 81, 85-103",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="因為工廠數目有限，群聚指數可能偏差多少；數字愈大，愈不能確定。",
            en="How far the index of gathering may be off because an industry has only so many "
            "plants; the larger this is, the less sure it is.",
            ja="事業所の数が限られるために、集積の指数がどれだけぶれうるかを示します。大きいほど不確かです。",
        ),
    ),
    Indicator(
        id="maurel_sedillot",
        function="maurel_sedillot",
        name=Text(
            zh_hant="莫雷爾-塞迪約指數",
            en="Maurel–Sédillot index",
            ja="モレル・セディヨ指数",
        ),
        unit=GAMMA,
        formula=r"\gamma_i = \frac{p_i - \sum_r x_r^2}{1 - \sum_r x_r^2},\quad p_i = \frac{\sum_r s_{ri}^2 "
        r"- H_i}{1 - H_i}",
        source="Maurel & Sédillot (1999), Regional Science and Urban Economics 29, 575-604",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業的兩家工廠落在同一地方的機會，是否高於偶然：0 表示與隨機分布無異，愈高愈群聚。",
            en="Whether two plants of this industry lie in the same place more often than chance "
            "would have it: 0 is chance, higher is gathering.",
            ja="その産業の二つの事業所が、偶然より高い割合で同じ地域にあるかを示します。0なら偶然と同じ、高いほど集積しています。",
        ),
    ),
    Indicator(
        id="coagglomeration",
        function="coagglomeration",
        name=Text(
            zh_hant="共同群聚指數",
            en="Coagglomeration index",
            ja="共集積指数",
        ),
        unit=GAMMA,
        formula=r"\gamma^c = \frac{G/(1-\sum_r x_r^2) - H - \sum_j \gamma_j w_j^2 (1-H_j)}{1-\sum_j w_j^2}",
        source="Ellison & Glaeser (1997), Journal of Political Economy 105, 889-927",
        keys=("group",),
        digits=3,
        meaning=Text(
            zh_hant="這一組產業是否傾向聚在相同的地方：0 表示各自選擇地點，愈高愈常在一起，負數表示彼此避開。",
            en="Whether the industries of this group gather in the same places: at 0 each chooses "
            "for itself, higher they go together, below 0 apart.",
            ja="このグループの産業が同じ地域に集まるかを示します。0なら互いに無関係、高いほど一緒に集まり、負なら離れ合っています。",
        ),
    ),
    Indicator(
        id="coagglomeration_pairs",
        function="coagglomeration_pairs",
        name=Text(
            zh_hant="兩產業共同群聚指數（依工廠）",
            en="Coagglomeration of two industries, from plants",
            ja="二産業の共集積指数（事業所別）",
        ),
        unit=GAMMA,
        formula=r"\gamma^c_{ab} = \frac{\sum_r (s_{ra}-x_r)(s_{rb}-x_r)}{1-\sum_r x_r^2}",
        source="Ellison & Glaeser (1997), Journal of Political Economy 105, 889-927; Ellison, Glaeser & "
        "Kerr (2010), American Economic Review 100, 1195-1213",
        keys=("industry_a", "industry_b"),
        digits=3,
        meaning=Text(
            zh_hant="兩項產業是否傾向聚在相同的地方：0 表示各自選擇，愈高愈常在一起，負數表示彼此避開。",
            en="Whether two industries gather in the same places: at 0 each chooses for itself, "
            "higher they go together, below 0 apart.",
            ja="二つの産業が同じ地域に集まるかを示します。0なら互いに無関係、高いほど一緒に集まり、負なら離れ合っています。",
        ),
    ),
    Indicator(
        id="colocation",
        function="colocation",
        name=Text(
            zh_hant="同地率",
            en="Colocation index",
            ja="同地指数",
        ),
        unit=SHARE,
        formula=r"CL_{ab} = \frac{\sum_r n_{ra} n_{rb}}{n_a n_b}",
        source="Howard, Newman & Tarp (2016), Journal of Economic Geography 16, 1055-1078",
        keys=("industry_a", "industry_b"),
        digits=4,
        meaning=Text(
            zh_hant="從兩項產業各取一家工廠，兩家位於同一地方的機率。",
            en="How likely it is that a plant of the one industry and a plant of the other lie in "
            "the same place.",
            ja="二つの産業から事業所を一つずつ選んだとき、同じ地域にある確率です。",
        ),
    ),
    Indicator(
        id="excess_colocation",
        function="colocation",
        name=Text(
            zh_hant="超額同地率",
            en="Excess colocation",
            ja="超過同地指数",
        ),
        unit=DIFFERENCE,
        formula=r"XCL_{ab} = CL_{ab} - E[CL_{ab}]",
        source="Howard, Newman & Tarp (2016), Journal of Economic Geography 16, 1055-1078; moments: "
        "Cliff & Ord (1981), Spatial Processes",
        keys=("industry_a", "industry_b"),
        digits=4,
        meaning=Text(
            zh_hant="兩項產業的工廠位於同一地方的機率，比隨機排列高出多少：正數表示相聚，負數表示分開。",
            en="How much more often plants of two industries share a place than if their places were "
            "dealt out at random; below 0 they keep apart.",
            ja="二つの産業の事業所が同じ地域にある確率が、無作為な配置をどれだけ上回るかを示します。負なら離れ合っています。",
        ),
    ),
    Indicator(
        id="litzenberger_sternberg",
        function="litzenberger_sternberg",
        name=Text(
            zh_hant="利岑貝格-施特恩貝格聚落指數",
            en="Litzenberger–Sternberg cluster index",
            ja="リッツェンベルガー・シュテルンベルク指数",
        ),
        unit=RATIO,
        formula=r"CI_{ri} = \frac{(e_{ri}/e_i)\,(b_{ri}/b_i)}{(a_r/a)\,(p_r/p)}",
        source="Litzenberger & Sternberg (2006), Zeitschrift für Wirtschaftsgeographie 50, 209-224",
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="這項產業在當地是否密集、重要且由許多工廠組成：1 表示與全國一樣，愈高愈像聚落。",
            en="Whether this industry is dense and important here and made of many plants: 1 is as "
            "in the country, higher is more like a cluster.",
            ja="その産業がこの地域で密で、重要で、多くの事業所から成るかを示します。1なら全国並みで、高いほど集積らしいといえます。",
        ),
    ),
)
