"""The indicator catalogue: what each number in an evidence build is called, means, and comes from.

To add an indicator, write its function, put its entry here, and name it in `renkei.evidence.indicators`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from renkei.language import Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry: names, unit and one plain sentence in three languages, formula in LaTeX, source, keys.

    `keys` are those of region, industry that apply; one indicator may be computed for several key sets, each
    named in its function. `digits` are the decimals worth showing.
    """

    id: str
    name: Text
    unit: Text
    formula: str
    source: str
    keys: tuple[str, ...]
    digits: int
    meaning: Text


_ESTABLISHMENTS: Final = Text(zh_hant="家", en="establishments", ja="事業所")
_RATIO: Final = Text(zh_hant="倍（全國 = 1）", en="ratio (nation = 1)", ja="倍（全国 = 1）")
_SHARE: Final = Text(zh_hant="占比（0 至 1）", en="share (0 to 1)", ja="割合（0〜1）")
_INDEX: Final = Text(zh_hant="指數（0 至 1）", en="index (0 to 1)", ja="指数（0〜1）")
_GAMMA: Final = Text(zh_hant="指數（隨機分布 = 0）", en="index (chance = 0)", ja="指数（偶然の分布 = 0）")
_COUNTING: Final = "Full counting: a plant counts once in each industry that it lists."
_HERFINDAHL: Final = (
    "Herfindahl (1950), Concentration in the Steel Industry; "
    "Hirschman (1964), American Economic Review 54, 761"
)
_FK: Final = "Farhauer & Kröll (2013), Standorttheorien, Springer Gabler"
_EG: Final = "Ellison & Glaeser (1997), Journal of Political Economy 105, 889-927, eq. 5"

_ENTRIES: Final = (
    Indicator(
        id="establishments",
        name=Text(zh_hant="工廠家數", en="Establishments", ja="事業所数"),
        unit=_ESTABLISHMENTS,
        formula=r"n_{ri}",
        source=_COUNTING,
        keys=("region", "industry"),
        digits=0,
        meaning=Text(
            zh_hant="這個地方有多少家工廠從事這項產業；一家工廠登記幾項產業，就在每一項各計一次。",
            en="How many plants in this place work in this industry; a plant counts once in each industry "
            "that it lists.",
            ja="この地域でその産業を営む事業所の数。複数の産業を届け出た事業所は、それぞれで1回ずつ数えます。",
        ),
    ),
    Indicator(
        id="establishments_total",
        name=Text(zh_hant="區域工廠總數", en="Establishments in the region", ja="地域の事業所総数"),
        unit=_ESTABLISHMENTS,
        formula=r"n_r = \sum_i n_{ri}",
        source=_COUNTING + " Summed over the broadest industries.",
        keys=("region",),
        digits=0,
        meaning=Text(
            zh_hant="這個地方各產業（最上層分類）工廠家數的合計；同時從事兩項產業的工廠會計入兩次。",
            en="The plants of this place added up over its broadest industries; one that works in two of them "
            "counts twice.",
            ja="この地域の事業所を産業大分類ごとに数えて合計した数。二つの分類にまたがる事業所は2回数えます。",
        ),
    ),
    Indicator(
        id="establishments_industry",
        name=Text(zh_hant="產業工廠總數", en="Establishments in the industry", ja="産業の事業所総数"),
        unit=_ESTABLISHMENTS,
        formula=r"n_i = \sum_r n_{ri}",
        source=_COUNTING,
        keys=("industry",),
        digits=0,
        meaning=Text(
            zh_hant="全國有多少家工廠從事這項產業。",
            en="How many plants in the whole country work in this industry.",
            ja="全国でその産業を営む事業所の数です。",
        ),
    ),
    Indicator(
        id="location_quotient",
        name=Text(zh_hant="區位商數", en="Location quotient", ja="特化係数"),
        unit=_RATIO,
        formula=r"LQ_{ri} = \frac{e_{ri}/e_r}{e_i/e}",
        source="Florence (1939); Billings & Johnson (2012), Regional Science and Urban Economics 42, eq. 1",
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="這項產業在當地的比重是全國平均的幾倍：1 表示與全國相同，2 表示加倍。",
            en="How many times larger this industry's share is here than in the country: 1 is the same, 2 is "
            "double.",
            ja="その産業の割合が全国平均の何倍かを示します。1なら全国と同じ、2なら2倍です。",
        ),
    ),
    Indicator(
        id="share_of_region",
        name=Text(zh_hant="占區域比重", en="Share of the region", ja="地域内の割合"),
        unit=_SHARE,
        formula=r"e_{ri}/e_r",
        source="Part of the location quotient: Florence (1939), Report on the Location of Industry",
        keys=("region", "industry"),
        digits=4,
        meaning=Text(
            zh_hant="當地所有產業活動之中，屬於這項產業的部分。",
            en="Of all industrial activity in this place, the part that belongs to this industry.",
            ja="この地域の産業活動全体のうち、その産業が占める部分です。",
        ),
    ),
    Indicator(
        id="share_of_nation",
        name=Text(zh_hant="占全國比重", en="Share of the nation", ja="全国に占める割合"),
        unit=_SHARE,
        formula=r"e_{ri}/e_i",
        source="Part of the location quotient: Florence (1939), Report on the Location of Industry",
        keys=("region", "industry"),
        digits=4,
        meaning=Text(
            zh_hant="全國這項產業之中，位於這個地方的部分。",
            en="Of all that this industry has in the country, the part that lies in this place.",
            ja="全国のその産業のうち、この地域にある部分です。",
        ),
    ),
    Indicator(
        id="establishment_density",
        name=Text(zh_hant="工廠密度", en="Establishment density", ja="事業所密度"),
        unit=Text(zh_hant="家/平方公里", en="establishments per km²", ja="事業所/km²"),
        formula=r"n_r / A_r",
        source="Plants by area of the region's outline, in km²",
        keys=("region",),
        digits=2,
        meaning=Text(
            zh_hant="平均每平方公里土地上有多少家工廠。",
            en="How many plants there are on an average square kilometre of this place.",
            ja="この地域の土地1平方キロメートルあたり、平均して何事業所があるかを示します。",
        ),
    ),
    Indicator(
        id="diversity_herfindahl",
        name=Text(
            zh_hant="產業結構集中度（赫芬達爾）",
            en="Industry mix, Herfindahl",
            ja="産業構成の集中度（ハーフィンダール）",
        ),
        unit=_INDEX,
        formula=r"H_r = \sum_i (e_{ri}/e_r)^2",
        source=_HERFINDAHL,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="當地有多依賴少數產業：接近 0 表示產業多元，1 表示只有一項產業。",
            en="How far this place depends on few industries: near 0 it has many, at 1 it has only one.",
            ja="この地域が少数の産業にどれだけ頼っているかを示します。0に近いほど多様で、1なら一つの産業だけです。",
        ),
    ),
    Indicator(
        id="concentration_herfindahl",
        name=Text(
            zh_hant="地理集中度（赫芬達爾）",
            en="Spread over regions, Herfindahl",
            ja="地理的な集中度（ハーフィンダール）",
        ),
        unit=_INDEX,
        formula=r"H_i = \sum_r (e_{ri}/e_i)^2",
        source=_HERFINDAHL,
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
        name=Text(zh_hant="區位吉尼係數", en="Locational Gini", ja="立地ジニ係数"),
        unit=_INDEX,
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
        name=Text(zh_hant="艾里森-葛雷瑟指數", en="Ellison–Glaeser index", ja="エリソン・グレイザー指数"),
        unit=_GAMMA,
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
        name=Text(
            zh_hant="艾里森-葛雷瑟指數（家數版）",
            en="Ellison–Glaeser index, count version",
            ja="エリソン・グレイザー指数（事業所数版）",
        ),
        unit=_GAMMA,
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
        id="openings",
        name=Text(zh_hant="新設工廠家數", en="Openings", ja="新設事業所数"),
        unit=_ESTABLISHMENTS,
        formula=r"o_{ri,t}",
        source="Plants that still exist, by year of registration; early years are too low",
        keys=("region", "industry"),
        digits=0,
        meaning=Text(
            zh_hant="現有工廠之中，在這一年登記的家數；已經歇業的工廠無從計入，所以年代愈早愈偏低。",
            en="How many of today's plants registered in this year; plants that have closed since cannot be counted, "
            "so the further back, the more are missing.",
            ja="現存の事業所のうち、この年に登録されたものの数。すでに廃業した事業所は数えられないため、古い年ほど少なめに出ます。",
        ),
    ),
    Indicator(
        id="opening_rate",
        name=Text(zh_hant="新設工廠比率", en="Opening rate", ja="新設率"),
        unit=_SHARE,
        formula=r"o_{(t-k,\,t]} / o_{\le t},\quad k = 5\ \text{unless set otherwise}",
        source="Plants that still exist, by date of registration; plants without a date are in neither number",
        keys=("region", "industry"),
        digits=3,
        meaning=Text(
            zh_hant="現有且登記日期已知的工廠之中，最近幾年（預設五年）新登記者所占的部分。",
            en="Of today's plants whose date of registration is known, the part that registered in the last years "
            "(five unless set otherwise).",
            ja="登録日がわかる現存の事業所のうち、最近の数年（標準は5年）に登録されたものの割合です。",
        ),
    ),
)

INDICATORS: Final[dict[str, Indicator]] = {entry.id: entry for entry in _ENTRIES}
