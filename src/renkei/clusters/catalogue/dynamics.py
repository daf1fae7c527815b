"""How industries and regions change."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import SHARE
from renkei.language import Text

ENTRIES: Final = (
    Indicator(
        id="opening_rate",
        function="opening_rate",
        name=Text(zh_hant="新設工廠比率", en="Opening rate", ja="新設率"),
        unit=SHARE,
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
