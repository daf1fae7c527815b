"""How varied what a region is made of is, and how far from the nation's."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import INDEX, RATIO, SHARE, ZERO_TWO
from renkei.language import Text

BITS: Final = Text(zh_hant="位元", en="bits", ja="ビット")
NUMBER: Final = Text(zh_hant="指數（0.5 以上）", en="index (0.5 and more)", ja="指数（0.5以上）")

ENTRIES: Final = (
    Indicator(
        id="krugman_specialisation",
        function="krugman_specialisation",
        name=Text(
            zh_hant="克魯曼專業化指數",
            en="Krugman specialisation index",
            ja="クルーグマン特化指数",
        ),
        unit=ZERO_TWO,
        formula=r"K_r = \sum_i \left|e_{ri}/e_r - e_i/e\right|",
        source="Krugman (1991), Geography and Trade, 75-76",
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="當地的產業結構與全國相差多少：0 表示完全相同，2 表示沒有任何相同的產業。",
            en="How far this place's mix of industries lies from the nation's: at 0 they are the "
            "same, at 2 they have no industry in common.",
            ja="この地域の産業構成が全国とどれだけ違うかを示します。0なら同じ、2なら共通する産業がありません。",
        ),
    ),
    Indicator(
        id="hoover_specialisation",
        function="hoover_specialisation",
        name=Text(
            zh_hant="胡佛專業化係數",
            en="Hoover coefficient of specialisation",
            ja="フーバー特化係数",
        ),
        unit=SHARE,
        formula=r"\tfrac12 \sum_i \left|e_{ri}/e_r - e_i/e\right|",
        source="Hoover (1936), Review of Economics and Statistics 18, 162-171",
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="當地要有多少比例的活動改換產業，結構才會與全國一樣。",
            en="The part of this place's activity that would have to change industry for its mix to "
            "be that of the nation.",
            ja="産業構成を全国と同じにするために、産業を変えなければならない活動の割合です。",
        ),
    ),
    Indicator(
        id="krugman_dissimilarity",
        function="krugman_dissimilarity",
        name=Text(
            zh_hant="克魯曼差異指數",
            en="Krugman dissimilarity of two regions",
            ja="二地域のクルーグマン相違指数",
        ),
        unit=ZERO_TWO,
        formula=r"K_{ab} = \sum_i \left|e_{ai}/e_a - e_{bi}/e_b\right|",
        source="Krugman (1991), Geography and Trade, 75-76",
        keys=("region_a", "region_b"),
        digits=3,
        meaning=Text(
            zh_hant="兩個地方的產業結構相差多少：0 表示完全相同，2 表示沒有任何相同的產業。",
            en="How far the industries of two places differ: at 0 their mix is the same, at 2 they "
            "have no industry in common.",
            ja="二つの地域の産業構成がどれだけ違うかを示します。0なら同じ、2なら共通する産業がありません。",
        ),
    ),
    Indicator(
        id="relative_diversity",
        function="relative_diversity",
        name=Text(
            zh_hant="相對多樣性指數",
            en="Relative diversity index",
            ja="相対多様性指数",
        ),
        unit=NUMBER,
        formula=r"RDI_r = 1 \Big/ \sum_i \left|e_{ri}/e_r - e_i/e\right|",
        source="Duranton & Puga (2000), Urban Studies 37, 533-555",
        keys=("region",),
        digits=2,
        meaning=Text(
            zh_hant="當地的產業結構有多接近全國：數字愈大愈接近，最低為 0.5。",
            en="How close this place's mix of industries comes to the nation's: the higher, the "
            "closer; the lowest possible is one half.",
            ja="この地域の産業構成が全国にどれだけ近いかを示します。大きいほど近く、最も小さい値は0.5です。",
        ),
    ),
    Indicator(
        id="relative_specialisation",
        function="relative_specialisation",
        name=Text(
            zh_hant="相對專業化指數",
            en="Relative specialisation index",
            ja="相対特化指数",
        ),
        unit=RATIO,
        formula=r"RZI_r = \max_i LQ_{ri}",
        source="Duranton & Puga (2000), Urban Studies 37, 533-555",
        keys=("region",),
        digits=2,
        meaning=Text(
            zh_hant="當地最突出的產業，比重是全國平均的幾倍。",
            en="How many times its national share the industry has that stands out most in this place.",
            ja="この地域で最も際立つ産業の割合が、全国平均の何倍かを示します。",
        ),
    ),
    Indicator(
        id="diversity_entropy",
        function="diversity_entropy",
        name=Text(
            zh_hant="產業多樣性（熵）",
            en="Diversity of industries, entropy",
            ja="産業の多様性（エントロピー）",
        ),
        unit=BITS,
        formula=r"H_r = \sum_i s_{ri}\log_2(1/s_{ri}),\quad s_{ri}=e_{ri}/e_r",
        source="Shannon (1948), Bell System Technical Journal 27, 379-423; Frenken, van Oort & Verburg "
        "(2007), Regional Studies 41, 685-697",
        keys=("region",),
        digits=2,
        meaning=Text(
            zh_hant="當地的產業有多少種、分布有多平均：0 表示只有一項，每增加 1 相當於產業數加倍。",
            en="How many industries this place has and how evenly: at 0 there is one, each further 1 "
            "is like twice as many industries.",
            ja="この地域の産業がどれだけ多く、均等かを示します。0なら一つだけで、1増えるごとに産業数が2倍になるのと同じです。",
        ),
    ),
    Indicator(
        id="related_variety",
        function="related_variety",
        name=Text(
            zh_hant="相關多樣性",
            en="Related variety",
            ja="関連多様性",
        ),
        unit=BITS,
        formula=r"RV_r = \sum_g S_{rg} H_{rg},\quad H_{rg} = \sum_{i\in g} "
        r"\frac{s_{ri}}{S_{rg}}\log_2\frac{S_{rg}}{s_{ri}}",
        source="Frenken, van Oort & Verburg (2007), Regional Studies 41, 685-697",
        keys=("region",),
        digits=2,
        meaning=Text(
            zh_hant="當地在同一大類之內有多少種相近的產業；相近的產業容易互相學習。",
            en="How many kinds of kindred industries this place has within the same broad groups; "
            "kindred industries learn from each other easily.",
            ja="同じ大分類のなかに、近い産業がどれだけ多様にあるかを示します。近い産業は互いに学びやすいとされます。",
        ),
    ),
    Indicator(
        id="unrelated_variety",
        function="related_variety",
        name=Text(
            zh_hant="非相關多樣性",
            en="Unrelated variety",
            ja="非関連多様性",
        ),
        unit=BITS,
        formula=r"UV_r = \sum_g S_{rg}\log_2(1/S_{rg})",
        source="Frenken, van Oort & Verburg (2007), Regional Studies 41, 685-697",
        keys=("region",),
        digits=2,
        meaning=Text(
            zh_hant="當地的活動分散在多少個不同的產業大類；分散愈廣，某一大類不景氣時影響愈小。",
            en="How widely this place's activity is spread over different broad groups of "
            "industries; the wider, the less a slump in one of them hurts.",
            ja="この地域の活動が異なる大分類にどれだけ広がっているかを示します。広いほど、一つの分野の不況の影響は小さくなります。",
        ),
    ),
    Indicator(
        id="normalised_diversity_herfindahl",
        function="normalised_diversity_herfindahl",
        name=Text(
            zh_hant="產業結構集中度（標準化）",
            en="Industry mix, normalised Herfindahl",
            ja="産業構成の集中度（正規化）",
        ),
        unit=INDEX,
        formula=r"\frac{H_r - 1/n}{1 - 1/n}",
        source="Herfindahl (1950), Concentration in the Steel Industry; Hall & Tideman (1967), Journal "
        "of the American Statistical Association 62, 162-168",
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="當地有多依賴少數產業，不受產業總數影響：0 表示各產業一樣大，1 表示只有一項。",
            en="How far this place depends on few industries, however many are counted: at 0 all are "
            "alike, at 1 there is only one.",
            ja="この地域が少数の産業にどれだけ頼っているかを、産業の総数によらずに示します。0ならすべて同じ大きさ、1なら一つだけです。",
        ),
    ),
    Indicator(
        id="specialisation_gini",
        function="specialisation_gini",
        name=Text(
            zh_hant="專業化吉尼係數",
            en="Specialisation Gini",
            ja="特化ジニ係数",
        ),
        unit=INDEX,
        formula=r"G_r = \frac{2\sum_i \rho_i LQ_{ri}}{n\sum_i LQ_{ri}} - \frac{n+1}{n},\quad \rho_i\ "
        r"\text{the rank of}\ LQ_{ri}",
        source="Farhauer & Kröll (2013), Standorttheorien, Springer Gabler: Gini of regional specialisation",
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="當地各產業與全國比重的差異有多不平均：0 表示結構與全國相同，接近 1 表示只突出少數產業。",
            en="How uneven this place's shares are beside the nation's: at 0 the mix is the same, "
            "near 1 only a few industries stand out.",
            ja="全国と比べた各産業の割合がどれだけ偏っているかを示します。0なら全国と同じ構成、1に近いほど少数の産業だけが際立ちます。",
        ),
    ),
    Indicator(
        id="weighted_specialisation_gini",
        function="weighted_specialisation_gini",
        name=Text(
            zh_hant="專業化吉尼係數（加權）",
            en="Specialisation Gini, weighted",
            ja="特化ジニ係数（加重）",
        ),
        unit=INDEX,
        formula=r"G^w_r = 1 - \sum_i x_i (2Y_i - y_i)",
        source="Amiti (1999), Weltwirtschaftliches Archiv 135, 573-593",
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="同專業化吉尼係數，但大產業的影響較大：0 表示結構與全國相同，接近 1 表示差異很大。",
            en="As the specialisation Gini, but large industries count for more: at 0 the mix is the "
            "nation's, near 1 it is very different.",
            ja="特化ジニ係数と同じですが、大きな産業ほど重く数えます。0なら全国と同じ構成、1に近いほど大きく異なります。",
        ),
    ),
)
