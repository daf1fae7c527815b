"""What a build left out because the data do not allow it, said in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from renkei.language import Text

_TEXTS: Final[dict[str, Text]] = {
    "no_openings": Text(
        "開業年份：資料中沒有工廠的登記日期，因此不計算新設率。",
        "Openings: the data have no opening dates, so opening rates are not computed.",
        "開設年：データに開設日がないため、新設率は計算していません。",
    ),
    "no_regions": Text(
        "區域名稱與地圖：沒有匯入這個地理區劃的 `regions` 表，因此只顯示代碼，也沒有地圖。",
        "Names and maps of regions: no table `regions` of this geography was imported, so codes are shown and "
        "there are no maps.",
        "地域の名称と地図：この地理区分の `regions` 表が取り込まれていないため、コードのみを表示し、地図はありません。",
    ),
    "no_industries": Text(
        "產業名稱：沒有匯入這個分類的 `industries` 表，因此只顯示代碼。",
        "Names of industries: no table `industries` of this classification was imported, so codes are shown.",
        "産業の名称：この分類の `industries` 表が取り込まれていないため、コードのみを表示します。",
    ),
    "unknown_counts": Text(
        "產業聚落：部分工廠家數未知（空白或因保密隱匿）。未知不能當作零，因此不偵測聚落。",
        "Clusters: some plant counts are unknown (empty or suppressed). Unknown is not zero, so no clusters "
        "are looked for.",
        "産業集積：事業所数の一部が不明（空欄または秘匿）です。不明はゼロではないため、集積の検出は行いません。",
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
    "no_points": Text(
        "工廠之間的距離與熱點：資料沒有工廠座標，因此不計算。",
        "Distances and hot spots: the data have no coordinates of plants, so they are not computed.",
        "工場間の距離とホットスポット：工場の座標がないため、計算していません。",
    ),
    "few_points": Text(
        "工廠之間的距離：沒有任何產業有十家以上座標已知的工廠。",
        "Distances between plants: no industry has ten plants of known place.",
        "工場間の距離：位置のわかる工場が10件以上ある産業がありません。",
    ),
    "no_cluster_evidence": Text(
        "聚落類型：資料只有加總家數，沒有個別工廠、廠商或連結，因此無從判斷類型。",
        "Types of clusters: the data hold totals, not single plants, firms or links, so no type can be told.",
        "集積の類型：個々の工場・企業・つながりのデータがなく合計のみのため、類型は判断できません。",
    ),
    "no_course": Text(
        "聚落動能與階段：資料只有一個年份，也沒有開業年份。",
        "Momentum and stage of clusters: the data have one year only and no opening dates.",
        "集積の勢いと段階：データが1年分のみで、開設日もありません。",
    ),
    "one_year": Text(
        "成長的分解：資料只有一個年份。",
        "Taking growth apart: the data have one year only.",
        "成長の要因分解：データが1年分しかありません。",
    ),
    "short_panel": Text(
        "新產業進入的預測：資料年份太少，無法學習與回測。",
        "Forecast of entries: the data have too few years to learn from and to test on.",
        "新規参入の予測：学習と検証に必要な年数のデータがありません。",
    ),
    "no_entries": Text(
        "新產業進入的預測：資料年份不連續，或沒有任何進入可供學習。",
        "Forecast of entries: the years have gaps, or nothing entered from which to learn.",
        "新規参入の予測：年に欠けがあるか、学習できる参入がありません。",
    ),
    "unknown_panel": Text(
        "成長的分解：部分數值未知（空白或因保密隱匿），未知不能當作零。",
        "Taking growth apart: some values are unknown (empty or suppressed), and unknown is not zero.",
        "成長の要因分解：値の一部が不明（空欄または秘匿）です。不明はゼロではありません。",
    ),
    "few_industries": Text(
        "產業分群：產業太少，無從分群。",
        "Groups of industries: there are too few industries to group.",
        "産業のグループ分け：産業が少なすぎます。",
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
