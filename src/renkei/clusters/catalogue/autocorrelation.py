"""Whether neighbouring regions are alike."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.language import Text

_NEAR_ZERO: Final = Text(
    zh_hant="指數（隨機約為 0）", en="index (chance near 0)", ja="指数（偶然ならほぼ 0）"
)
_NEAR_ONE: Final = Text(zh_hant="指數（隨機為 1）", en="index (chance = 1)", ja="指数（偶然なら 1）")
_FROM_CHANCE: Final = Text(
    zh_hant="標準差（隨機為 0）", en="standard deviations (chance = 0)", ja="標準偏差（偶然なら 0）"
)
_LISA: Final = "Anselin (1995), Geographical Analysis 27, 93-115"
_ORD_GETIS: Final = "Ord & Getis (1995), Geographical Analysis 27, 286-306, eq. 14"

_WHOLE: Final = (
    Indicator(
        id="moran_global",
        function="moran_global",
        name=Text(zh_hant="莫蘭指數（全域）", en="Moran's I", ja="モランのI"),
        unit=_NEAR_ZERO,
        formula=r"I = \frac{n}{S_0}\,\frac{\sum_{ij} w_{ij} z_i z_j}{\sum_i z_i^2},\quad z_i = x_i - \bar{x}",
        source="Moran (1950), Biometrika 37, 17-23; Cliff & Ord (1981), Spatial Processes, 42-46",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="相鄰區域是否相似：大於 0 表示高值與高值、低值與低值相鄰，接近 0 表示與隨機無異。",
            en="Whether neighbouring regions are alike: above 0 high lies beside high and low beside low, near 0 "
            "there is no pattern.",
            ja="隣り合う地域が似ているかを示します。0より大きければ高い地域どうし、低い地域どうしが隣り合い、0に近ければ偶然"
            "と同じです。",
        ),
    ),
    Indicator(
        id="moran_bivariate",
        function="moran_bivariate",
        name=Text(zh_hant="雙變量莫蘭指數", en="Bivariate Moran's I", ja="二変量モランのI"),
        unit=_NEAR_ZERO,
        formula=r"I_{xy} = \frac{n}{S_0}\,\frac{\sum_{ij} w_{ij}(x_i-\bar{x})(y_j-\bar{y})}"
        r"{\sqrt{\sum_i (x_i-\bar{x})^2 \sum_i (y_i-\bar{y})^2}}",
        source="Wartenberg (1985), Geographical Analysis 17, 263-283; Lee (2001), Journal of Geographical Systems "
        "3, 369-385",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="一地的某項數值高時，鄰近區域的另一項數值是否也高：大於 0 表示是，小於 0 表示相反。",
            en="Whether regions that are high in one thing have neighbours that are high in another: above 0 they "
            "do, below 0 the opposite.",
            ja="ある値が高い地域の隣では、別の値も高いかを示します。0より大きければ高く、小さければ逆に低くなります。",
        ),
    ),
    Indicator(
        id="geary_global",
        function="geary_global",
        name=Text(zh_hant="蓋瑞指數（全域）", en="Geary's C", ja="ギアリーのC"),
        unit=_NEAR_ONE,
        formula=r"C = \frac{n-1}{2 S_0}\,\frac{\sum_{ij} w_{ij}(x_i-x_j)^2}{\sum_i (x_i-\bar{x})^2}",
        source="Geary (1954), Incorporated Statistician 5, 115-145; Cliff & Ord (1981), Spatial Processes, 42-46",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="相鄰區域相差多少：小於 1 表示比隨機相似，大於 1 表示比隨機不同。",
            en="How much neighbouring regions differ: below 1 they are more alike than chance has it, above 1 less.",
            ja="隣り合う地域がどれだけ違うかを示します。1より小さければ偶然より似ており、大きければ異なっています。",
        ),
    ),
    Indicator(
        id="getis_ord_global",
        function="getis_ord_global",
        name=Text(zh_hant="Getis–Ord 一般 G", en="General G of Getis and Ord", ja="ゲティス・オードの一般G"),
        unit=Text(zh_hant="占比（0 至 1）", en="share (0 to 1)", ja="割合（0〜1）"),
        formula=r"G = \frac{\sum_{ij} w_{ij} x_i x_j}{\sum_{i \ne j} x_i x_j}",
        source="Getis & Ord (1992), Geographical Analysis 24, 189-206, eq. 5",
        keys=("industry",),
        digits=4,
        meaning=Text(
            zh_hant="高值是否聚在一起：比隨機期望值大，表示高值相鄰；小則表示低值相鄰。",
            en="Whether high values lie together: above what chance would give they do, below it low values lie "
            "together.",
            ja="高い値が集まっているかを示します。偶然の期待値より大きければ高い値どうし、小さければ低い値どうしが隣り合って"
            "います。",
        ),
    ),
    Indicator(
        id="join_counts",
        function="join_counts",
        name=Text(zh_hant="相鄰對數", en="Join counts", ja="隣接の数"),
        unit=Text(zh_hant="對相鄰區域", en="pairs of neighbours", ja="組（隣り合う地域）"),
        formula=r"BB = \tfrac{1}{2}\sum_{ij} w_{ij} b_i b_j,\quad b_i = 1\ \text{if}\ x_i \ge x_{\min}",
        source="Moran (1948), Journal of the Royal Statistical Society B 10, 243-251; Cliff & Ord (1981), Spatial "
        "Processes, 11-21",
        keys=("industry",),
        digits=1,
        meaning=Text(
            zh_hant="達到門檻的區域之中，有多少對彼此相鄰；比隨機期望的多，表示這些區域聚在一起。",
            en="How many pairs of regions that reach a threshold touch each other; more than chance would give "
            "means that these regions lie together.",
            ja="基準に達した地域どうしが隣り合う組の数です。偶然の期待値より多ければ、それらの地域は集まっています。",
        ),
    ),
)

_LOCAL: Final = (
    Indicator(
        id="moran_local",
        function="moran_local",
        name=Text(zh_hant="局部莫蘭指數（LISA）", en="Local Moran (LISA)", ja="ローカル・モラン（LISA）"),
        unit=_NEAR_ZERO,
        formula=r"I_i = \frac{z_i}{m_2}\sum_j w_{ij} z_j,\quad z_i = x_i - \bar{x},\ m_2 = \tfrac{1}{n}\sum_i z_i^2",
        source=_LISA + ", eq. 12",
        keys=("region", "industry"),
        digits=3,
        meaning=Text(
            zh_hant="這個區域與鄰近區域是否相似：大於 0 表示同高或同低，小於 0 表示與鄰近區域相反。",
            en="Whether the region is like its neighbours: above 0 all are high or all are low, below 0 it stands out "
            "against them.",
            ja="その地域が周囲と似ているかを示します。0より大きければともに高いかともに低く、小さければ周囲と逆です。",
        ),
    ),
    Indicator(
        id="geary_local",
        function="geary_local",
        name=Text(zh_hant="局部蓋瑞指數", en="Local Geary", ja="ローカル・ギアリー"),
        unit=Text(
            zh_hant="差的平方（標準化）",
            en="squared difference (standardised)",
            ja="差の二乗（標準化）",
        ),
        formula=r"c_i = \frac{1}{m_2}\sum_j w_{ij}(x_i-x_j)^2,\quad m_2 = \tfrac{1}{n}\sum_i (x_i-\bar{x})^2",
        source=_LISA + ", eq. 18; Anselin (2019), Geographical Analysis 51, 133-150",
        keys=("region", "industry"),
        digits=3,
        meaning=Text(
            zh_hant="這個區域與鄰近區域相差多少：越接近 0 越相似。",
            en="How much the region differs from its neighbours: the nearer to 0, the more alike they are.",
            ja="その地域が周囲とどれだけ違うかを示します。0に近いほどよく似ています。",
        ),
    ),
    Indicator(
        id="getis_ord_local",
        function="getis_ord_local",
        name=Text(
            zh_hant="周邊熱點（Getis–Ord G）",
            en="Hot surroundings, Getis–Ord G",
            ja="周辺の高まり（G統計量）",
        ),
        unit=_FROM_CHANCE,
        formula=r"G_i = \frac{\sum_j w_{ij} x_j - W_i \bar{x}_{(i)}}"
        r"{s_{(i)}\sqrt{\left((n-1) S_{1i} - W_i^2\right)/(n-2)}}",
        source=_ORD_GETIS,
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="這個區域周邊（不含本身）的數值偏高還是偏低：超過 2 大致是熱點，低於 -2 大致是冷點。",
            en="Whether the surroundings of the region, without itself, are high or low: above 2 is roughly a hot "
            "spot, below -2 a cold spot.",
            ja="その地域の周囲（自身を除く）の値が高いか低いかを示します。およそ2を超えるとホットスポット、-2を下回ると"
            "コールドスポットです。",
        ),
    ),
    Indicator(
        id="getis_ord_star",
        function="getis_ord_star",
        name=Text(
            zh_hant="熱點（Getis–Ord G*）", en="Hot spot, Getis–Ord G*", ja="ホットスポット（G*統計量）"
        ),
        unit=_FROM_CHANCE,
        formula=r"G_i^* = \frac{\sum_j w_{ij}^* x_j - W_i^* \bar{x}}"
        r"{s\,\sqrt{\left(n S_{1i}^* - W_i^{*2}\right)/(n-1)}}",
        source=_ORD_GETIS,
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="這個區域連同周邊的數值偏高還是偏低：超過 2 大致是熱點，低於 -2 大致是冷點。",
            en="Whether the region and its surroundings together are high or low: above 2 is roughly a hot spot, "
            "below -2 a cold spot.",
            ja="その地域と周囲を合わせた値が高いか低いかを示します。およそ2を超えるとホットスポット、-2を下回ると"
            "コールドスポットです。",
        ),
    ),
)

ENTRIES: Final = (*_WHOLE, *_LOCAL)
