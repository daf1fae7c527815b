"""Which type a cluster is."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.language import Text

ENTRIES: Final = (
    Indicator(
        id="technique_diversity",
        function="technique_diversity",
        name=Text(zh_hant="技術多樣性", en="Diversity of techniques", ja="技術の多様性"),
        unit=Text(
            zh_hant="奈特（單一產業 = 0）", en="nats (one industry = 0)", ja="ナット（一産業のみ = 0）"
        ),
        formula=r"D_c = -\sum_i s_{ci} \ln s_{ci}",
        source="Kiyonari & Hashimoto (1997); Shannon (1948), Bell System Technical Journal 27, 379-423",
        keys=("cluster",),
        digits=2,
        meaning=Text(
            zh_hant="這個聚落的工廠分散在多少種產業：0 表示全屬同一種，越大表示技術越多樣。",
            en="How varied the cluster is: at 0 all plants are in one industry; the higher, the more evenly they "
            "are spread over many.",
            ja="この集積の事業所がどれだけ多様な産業に分かれているかを示します。0なら一産業のみで、大きいほど多様です。",
        ),
    ),
)
