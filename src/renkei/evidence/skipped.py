"""What a build left out because the data do not allow it, said in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from renkei.language import Text

_TEXTS: Final[dict[str, Text]] = {
    "no_openings": Text(
        "開業年份：資料中沒有工廠的登記日期，因此不計算新設率與成長。",
        "Openings: the data have no opening dates, so opening rates and growth are not computed.",
        "開設年：データに開設日がないため、新設率と成長は計算していません。",
    ),
    "no_geometry": Text(
        "相鄰關係：區域沒有界線，因此每個區域單獨判斷是否為聚落。",
        "Neighbours: the regions have no outlines, so each region is judged by itself when clusters are looked for.",
        "隣接関係：地域に境界がないため、集積の判定は地域ごとに行っています。",
    ),
    "no_sizes": Text(
        "Ellison–Glaeser 指數：工廠規模未知，改以家數計算（每家工廠視為同樣大小）。",
        "Ellison–Glaeser index: plant sizes are not known, so the count version is computed (all plants alike).",
        "エリソン・グレイザー指数：工場の規模が不明なため、件数版（すべての工場を同じ大きさとみなす）で計算しています。",
    ),
    "no_establishments": Text(
        "產業聚落：資料沒有工廠家數，無法以隨機重排檢定集中程度。",
        "Clusters: the data have no plant counts, so concentration cannot be tested against random labelling.",
        "産業集積：事業所数がないため、無作為配置との比較による検定ができません。",
    ),
    "no_zones": Text(
        "園區：資料沒有園區。",
        "Zones: the data have no zones.",
        "特区・工業団地：データに含まれていません。",
    ),
}


@dataclass(frozen=True, slots=True)
class Skip:
    """One thing left out: a code for programs, a sentence for people."""

    code: str
    text: Text

    @classmethod
    def of(cls, code: str) -> Skip:
        """The skip called `code`."""
        return cls(code, _TEXTS[code])
