"""How close plants of an industry lie to each other."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import RATIO
from renkei.language import Text

_DO: Final = "Duranton & Overman (2005), Review of Economic Studies 72, 1077-1106"
_MP: Final = "Marcon & Puech (2010), Journal of Economic Geography 10, 745-762"
_RIPLEY: Final = "Ripley (1976), Journal of Applied Probability 13, 255-266"
_PER_KM: Final = Text(zh_hant="每公里所占的配對比例", en="share of pairs per km", ja="1 kmあたりのペアの割合")
_PAIRS: Final = Text(zh_hant="配對比例", en="share of pairs", ja="ペアの割合")

ENTRIES: Final = (
    Indicator(
        id="k_density",
        function="k_density",
        name=Text(zh_hant="工廠間距離密度（K 密度）", en="K-density", ja="事業所間距離の密度（K密度）"),
        unit=_PER_KM,
        formula=r"K(d) = \frac{1}{h\sum_{i<j} w_i w_j}\sum_{i<j} w_i w_j\,f\!\left(\frac{d-d_{ij}}{h}\right)",
        source=_DO + ", eq. 1",
        keys=("industry", "distance_km"),
        digits=4,
        meaning=Text(
            zh_hant="同一產業的工廠兩兩相隔某個距離的比例有多高；高於隨機範圍，表示工廠比偶然更常相隔這麼遠。",
            en="How many pairs of this industry's plants lie about this far apart; above the band of chance, more "
            "than random locations would give.",
            ja="同じ産業の事業所どうしがこの距離だけ離れている割合です。偶然の範囲を上回れば、偶然より多いことを示します。",
        ),
    ),
    Indicator(
        id="localisation",
        function="localisation",
        name=Text(zh_hant="聚集指數（距離法）", en="Localisation index", ja="局地化指数"),
        unit=_PAIRS,
        formula=r"\Gamma = \int_0^{D} \max\left(K(d)-\overline{K}(d),\,0\right)\,\mathrm{d}d",
        source=_DO + ", eq. 3-4",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業的工廠有多少配對的距離超出偶然所能解釋；0 表示看不出聚集。",
            en="How many pairs of this industry's plants lie at distances more common than chance allows; at 0 no "
            "gathering is seen.",
            ja="偶然では説明できないほど多い距離にあるペアの割合です。0なら集まりは認められません。",
        ),
    ),
    Indicator(
        id="dispersion",
        function="localisation",
        name=Text(zh_hant="分散指數（距離法）", en="Dispersion index", ja="分散指数"),
        unit=_PAIRS,
        formula=r"\Psi = \int_0^{D} \max\left(\underline{K}(d)-K(d),\,0\right)\,\mathrm{d}d\ \text{if}\ \Gamma=0,"
        r"\ \text{else}\ 0",
        source=_DO + ", eq. 5-6",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業的工廠比偶然彼此遠離的程度；只在沒有聚集時計算，0 表示看不出分散。",
            en="How far this industry's plants keep apart beyond chance; counted only where they do not gather, at 0 "
            "no keeping apart is seen.",
            ja="その産業の事業所が偶然以上に互いに離れている度合いです。集まりがない場合だけ計算し、0なら認められません。",
        ),
    ),
    Indicator(
        id="cross_k_density",
        function="cross_k_density",
        name=Text(zh_hant="兩產業間距離密度", en="K-density between industries", ja="産業間の距離の密度"),
        unit=_PER_KM,
        formula=r"K_{AB}(d) = \frac{1}{h\sum w_i w_j}\sum_{i\in A,\,j\in B} w_i w_j\,"
        r"f\!\left(\frac{d-d_{ij}}{h}\right)",
        source=_DO,
        keys=("industry_a", "industry_b", "distance_km"),
        digits=4,
        meaning=Text(
            zh_hant="兩項產業的工廠相隔某個距離的比例有多高；高於隨機範圍，表示比偶然更常相隔這麼遠。",
            en="How many pairs with one plant of either industry lie about this far apart; above the band, more than "
            "chance would give.",
            ja="二つの産業の事業所どうしがこの距離だけ離れている割合です。偶然の範囲を上回れば、偶然より多いことを示します。",
        ),
    ),
    Indicator(
        id="joint_localisation",
        function="joint_localisation",
        name=Text(
            zh_hant="兩產業共同聚集指數",
            en="Joint localisation of two industries",
            ja="産業間の共同局地化指数",
        ),
        unit=_PAIRS,
        formula=r"\Gamma_{AB} = \int_0^{D} \max\left(K_{AB}(d)-\overline{K}_{AB}(d),\,0\right)\,\mathrm{d}d",
        source=_DO,
        keys=("industry_a", "industry_b"),
        digits=3,
        meaning=Text(
            zh_hant="兩項產業的工廠有多少配對的距離超出偶然所能解釋；0 表示看不出彼此靠攏。",
            en="How many pairs with one plant of either industry lie at distances more common than chance allows; at 0 "
            "no gathering is seen.",
            ja="二つの産業の事業所のペアのうち、偶然では説明できないほど多い距離にあるものの割合です。0なら認められません。",
        ),
    ),
    Indicator(
        id="joint_dispersion",
        function="joint_localisation",
        name=Text(
            zh_hant="兩產業相互分散指數", en="Joint dispersion of two industries", ja="産業間の相互分散指数"
        ),
        unit=_PAIRS,
        formula=r"\Psi_{AB} = \int_0^{D} \max\left(\underline{K}_{AB}(d)-K_{AB}(d),\,0\right)\,\mathrm{d}d\ "
        r"\text{if}\ \Gamma_{AB}=0,\ \text{else}\ 0",
        source=_DO,
        keys=("industry_a", "industry_b"),
        digits=3,
        meaning=Text(
            zh_hant="兩項產業的工廠比偶然彼此遠離的程度；只在沒有共同聚集時計算，0 表示看不出分散。",
            en="How far the plants of two industries keep apart beyond chance; counted only where they do not gather.",
            ja="二つの産業の事業所が偶然以上に互いに離れている度合いです。共同の集まりがない場合だけ計算します。",
        ),
    ),
    Indicator(
        id="m_function",
        function="m_function",
        name=Text(zh_hant="M 函數", en="M function", ja="M関数"),
        unit=RATIO,
        formula=r"M(d) = \sum_i \frac{W_i^S(d)}{W_i(d)} \Big/ \sum_i \frac{W^S-w_i}{W-w_i}",
        source=_MP + ", eq. 3-5",
        keys=("industry", "distance_km"),
        digits=2,
        meaning=Text(
            zh_hant="這項產業的工廠周圍這個距離內，同業所占比重是全國比重的幾倍；2 表示兩倍。",
            en="How many times its national share the industry itself has within this distance of its plants.",
            ja="その産業の事業所からこの距離までの範囲で、同業の割合が全国の割合の何倍かを示します。2なら2倍です。",
        ),
    ),
    Indicator(
        id="cross_m_function",
        function="cross_m_function",
        name=Text(zh_hant="兩產業間 M 函數", en="M function between industries", ja="産業間のM関数"),
        unit=RATIO,
        formula=r"M_{AB}(d) = \sum_{i\in A} \frac{W_i^B(d)}{W_i(d)} \Big/ \sum_{i\in A} \frac{W^B}{W-w_i}",
        source=_MP + ", eq. 6-8",
        keys=("industry_a", "industry_b", "distance_km"),
        digits=2,
        meaning=Text(
            zh_hant="第一項產業的工廠周圍這個距離內，第二項產業所占比重是全國比重的幾倍。",
            en="How many times its national share the second industry has within this distance of the first's plants.",
            ja="第一の産業の事業所からこの距離までの範囲で、第二の産業の割合が全国の割合の何倍かを示します。",
        ),
    ),
    Indicator(
        id="ripley_k",
        function="ripley_k",
        name=Text(zh_hant="里普利 K 函數", en="Ripley's K", ja="リプリーのK関数"),
        unit=Text(zh_hant="平方公里", en="km²", ja="平方キロメートル"),
        formula=r"\hat K(d) = \frac{|W|}{n(n-1)} \sum_i \sum_{j\ne i} \frac{1(d_{ij}\le d)}{s_{ij}}",
        source=_RIPLEY,
        keys=("industry", "distance_km"),
        digits=2,
        meaning=Text(
            zh_hant="工廠周圍這個距離內的鄰廠數，換算成完全隨機時要多大的面積才有；大於圓面積表示聚集。",
            en="The area that would hold as many neighbours as a plant has within this distance, if plants lay "
            "anywhere; more than the circle's area means gathering.",
            ja="この距離内の近隣事業所数が、完全に偶然ならどれだけの面積に当たるかを示します。円の面積より大きければ集まっています。",
        ),
    ),
    Indicator(
        id="ripley_l",
        function="ripley_l",
        name=Text(zh_hant="貝薩格 L 函數", en="Besag's L", ja="ベサグのL関数"),
        unit=Text(zh_hant="公里", en="km", ja="キロメートル"),
        formula=r"\hat L(d) = \sqrt{\hat K(d)/\pi}",
        source="Besag (1977), Journal of the Royal Statistical Society B 39, 193-195",
        keys=("industry", "distance_km"),
        digits=2,
        meaning=Text(
            zh_hant="把里普利 K 換算成距離：等於這個距離表示完全隨機，更大表示工廠聚集。",
            en="Ripley's K as a distance: as long as the distance itself where plants lie anywhere, longer where they "
            "gather.",
            ja="リプリーのKを距離に直したものです。その距離と同じなら完全に偶然、長ければ集まっています。",
        ),
    ),
)
