"""Clusters in place."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.language import Text

ENTRIES: Final = (
    Indicator(
        id="cluster_strength",
        function="cluster_strength",
        name=Text(zh_hant="聚落星等", en="Cluster stars", ja="集積の星の数"),
        unit=Text(zh_hant="顆星（0 至 4）", en="stars (0 to 4)", ja="星の数（0〜4）"),
        formula=r"\text{stars}_{rd} = [s_{rd} \ge s^{*}_d] + [LQ_{rd} \ge 2] + [f_{rd} \ge f^{*}] "
        r"+ [g_{rd} \ge g^{*}_d],\quad s_{rd} = e_{rd}/e_d,\ f_{rd} = e_{rd}/e_r",
        source="Sölvell, Ketels & Lindqvist (2008), Competitiveness Review 18, 104-130; European Cluster "
        "Observatory (2007), Evaluation of regional cluster strength",
        keys=("region", "definition"),
        digits=0,
        meaning=Text(
            zh_hant="這個地方的這類產業有多強：規模、專業化、在地比重、成長各得一顆星；資料不足的星不計入，也不當作零。",
            en="How strong these industries are here: one star each for size, specialisation, weight in the "
            "region and growth; a star that cannot be judged is not counted.",
            ja="この地域のこの産業群の強さを示します。規模、特化、地域での比重、成長に星を一つずつ与え、判断できない星は"
            "数えません。",
        ),
    ),
    Indicator(
        id="relative_density",
        function="hot_spots",
        name=Text(zh_hant="熱區密集倍數", en="Density of a hot spot", ja="ホットスポットの密集度"),
        unit=Text(zh_hant="倍（所有工廠 = 1）", en="ratio (all plants = 1)", ja="倍（全事業所 = 1）"),
        formula=r"\frac{o}{m},\quad m = n_i \frac{\sum_{p \in H} w_p}{\sum_p w_p},\quad "
        r"H = \Big\{p : \frac{\sum_q K_{pq} c_q / n_i}{\sum_q K_{pq} w_q / n} \ge 2\Big\}",
        source="Kelsall & Diggle (1995), Statistics in Medicine 14, 2335-2342; Kulldorff (1997), Communications "
        "in Statistics 26, 1481-1496, eq. 3",
        keys=("industry", "hot_spot"),
        digits=1,
        meaning=Text(
            zh_hant="這一帶這項產業的工廠，是依所有工廠的分布應有家數的幾倍；只列出偶然難以解釋的地帶。",
            en="How many times more plants of this industry stand here than the spread of all plants would give; "
            "only areas that chance hardly explains are shown.",
            ja="この一帯にあるこの産業の事業所が、全事業所の分布から見込まれる数の何倍かを示します。偶然では説明しにくい所だけを"
            "示します。",
        ),
    ),
)
