"""Groups of industries that form clusters: how related they are, and how far two such sets agree."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import INDEX, SHARE
from renkei.language import Text

_AGREEMENT: Final = Text(
    zh_hant="指數（相同 = 1，隨機 = 0）", en="index (same = 1, chance = 0)", ja="指数（一致 = 1、偶然 = 0）"
)
_DEVIATIONS: Final = Text(
    zh_hant="標準差（平均 = 0）", en="standard deviations (mean = 0)", ja="標準偏差（平均 = 0）"
)
_DELGADO: Final = "Delgado, Porter & Stern (2016), Journal of Economic Geography 16, 1-38"
_VINH: Final = "Vinh, Epps & Bailey (2010), Journal of Machine Learning Research 11, 2837-2854"

ENTRIES: Final = (
    Indicator(
        id="within_cluster_relatedness",
        function="within_cluster_relatedness",
        name=Text(zh_hant="聚落內關聯度", en="Relatedness within a definition", ja="クラスター内の関連度"),
        unit=_DEVIATIONS,
        formula=r"WCR_c = \frac{1}{n_c(n_c-1)}\sum_{a\ne b\in c} M_{ab}",
        source=_DELGADO,
        keys=("definition",),
        digits=2,
        meaning=Text(
            zh_hant="同一聚落定義內的產業平均有多相關：0 表示與任意兩項產業無異。",
            en="How related the industries of one cluster definition are on average: at 0 no more than any two "
            "industries.",
            ja="同じクラスター定義に入る産業が平均してどれだけ関連しているかを示します。0なら任意の二産業と同じです。",
        ),
    ),
    Indicator(
        id="validation_score",
        function="validation_scores",
        name=Text(zh_hant="聚落定義驗證分數", en="Validation score", ja="クラスター定義の検証スコア"),
        unit=SHARE,
        formula=r"\frac{1}{4}\sum_{u\in\{c,i\}} \left(P[WCR_u>\overline{BCR}_u] + P[WCR_u>BCR_u^{95}]\right)",
        source=_DELGADO,
        keys=("definitions",),
        digits=3,
        meaning=Text(
            zh_hant="聚落與產業之中，內部關聯高於對外關聯的比例；1 表示全部如此。",
            en="The share of clusters and industries that are more related inside their definition than to other "
            "definitions; 1 is all of them.",
            ja="クラスターと産業のうち、内部の関連が外部との関連より強いものの割合です。1ならすべてです。",
        ),
    ),
    Indicator(
        id="adjusted_rand",
        function="definition_agreement",
        name=Text(zh_hant="調整蘭德指數", en="Adjusted Rand index", ja="調整ランド指数"),
        unit=_AGREEMENT,
        formula=r"ARI = \frac{RI - E[RI]}{\max RI - E[RI]}",
        source="Hubert & Arabie (1985), Journal of Classification 2, 193-218, eq. 5",
        keys=("industries",),
        digits=3,
        meaning=Text(
            zh_hant="兩套定義把相同產業放在一起的程度：1 完全一致，0 與隨機相同。",
            en="How far two definitions put the same industries together: 1 is complete agreement, 0 is what "
            "chance gives.",
            ja="二つの定義が同じ産業をまとめている度合いです。1は完全な一致、0は偶然と同じです。",
        ),
    ),
    Indicator(
        id="normalised_mutual_information",
        function="definition_agreement",
        name=Text(zh_hant="標準化互資訊", en="Normalised mutual information", ja="正規化相互情報量"),
        unit=INDEX,
        formula=r"NMI = \frac{2\, I(c,d)}{H(c)+H(d)}",
        source=_VINH,
        keys=("industries",),
        digits=3,
        meaning=Text(
            zh_hant="知道一套定義，能得知另一套定義多少：1 表示全部；聚落又多又小時，隨機也會偏高。",
            en="How much one set of definitions tells about the other: 1 is all; with many small definitions it is "
            "high even by chance.",
            ja="一方の定義から他方がどれだけ分かるかを示します。1はすべてです。小さい定義が多いと偶然でも高くなります。",
        ),
    ),
    Indicator(
        id="adjusted_mutual_information",
        function="definition_agreement",
        name=Text(zh_hant="調整互資訊", en="Adjusted mutual information", ja="調整相互情報量"),
        unit=_AGREEMENT,
        formula=r"AMI = \frac{I - E[I]}{\frac{1}{2}(H(c)+H(d)) - E[I]}",
        source=_VINH,
        keys=("industries",),
        digits=3,
        meaning=Text(
            zh_hant="扣除隨機之後，一套定義透露另一套定義的程度：1 完全一致，0 與隨機相同。",
            en="How much one set of definitions tells about the other beyond chance: 1 is everything, 0 is "
            "nothing.",
            ja="偶然を差し引いて、一方の定義から他方がどれだけ分かるかを示します。1は完全な一致、0は偶然と同じです。",
        ),
    ),
    Indicator(
        id="jaccard",
        function="definition_overlap",
        name=Text(zh_hant="聚落定義重疊度", en="Overlap of definitions", ja="クラスター定義の重なり"),
        unit=INDEX,
        formula=r"J_{cd} = \frac{|c\cap d|}{|c\cup d|}",
        source="Jaccard (1912), New Phytologist 11, 37-50",
        keys=("definition_first", "definition_second"),
        digits=3,
        meaning=Text(
            zh_hant="兩個聚落定義共有的產業，占兩者所有產業的比例。",
            en="Of the industries that belong to either of two cluster definitions, the share that belongs to "
            "both.",
            ja="二つのクラスター定義のどちらかに入る産業のうち、両方に入るものの割合です。",
        ),
    ),
)
