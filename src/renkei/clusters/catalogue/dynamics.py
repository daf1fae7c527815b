"""How industries and regions change."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import SHARE
from renkei.language import Text

OF_MEAN: Final = Text(
    zh_hant="占兩年平均的比例", en="ratio to the mean of both years", ja="2時点の平均に対する比"
)
DEVIATIONS: Final = Text(
    zh_hant="標準差（典型 = 0）", en="standard deviations (typical = 0)", ja="標準偏差（典型 = 0）"
)
STAGE: Final = Text(zh_hant="階段", en="stage", ja="段階")
DAVIS: Final = "Davis, Haltiwanger & Schuh (1996), Job Creation and Destruction, ch. 2"
DUNNE: Final = "Dunne, Roberts & Samuelson (1988), RAND Journal of Economics 19, 495"

TURNOVER: Final = (
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
    Indicator(
        id="entry_rate",
        function="entry_exit",
        name=Text(zh_hant="產業進入率", en="Entry rate of industries", ja="産業の参入率"),
        unit=Text(
            zh_hant="占期初產業數的比例", en="ratio to industries at the start", ja="期首の産業数に対する比"
        ),
        formula=r"NE_r / N_r",
        source=DUNNE + ", eq. 1",
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="期間內新出現的產業，相當於期初已有產業的幾成。",
            en="How many industries came to the place, compared with those it had at the start.",
            ja="期間中に新しく現れた産業が、期首にあった産業に対してどれだけかを示します。",
        ),
    ),
    Indicator(
        id="exit_rate",
        function="entry_exit",
        name=Text(zh_hant="產業退出率", en="Exit rate of industries", ja="産業の退出率"),
        unit=SHARE,
        formula=r"NX_r / N_r",
        source=DUNNE + ", eq. 2",
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="期初已有的產業之中，期間內消失的部分。",
            en="Of the industries that the place had at the start, the part that is gone at the end.",
            ja="期首にあった産業のうち、期末までになくなったものの割合です。",
        ),
    ),
    Indicator(
        id="symmetric_growth",
        function="gross_flows",
        name=Text(zh_hant="對稱成長率", en="Symmetric growth rate", ja="対称成長率"),
        unit=OF_MEAN,
        formula=r"\frac{e'_r - e_r}{(e'_r + e_r)/2}",
        source=DAVIS,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="增減量與前後平均之比：2 表示全為新增，-2 表示全部消失。",
            en="Change compared with the mean of both years: 2 means all is new, minus 2 that all is gone.",
            ja="増減量を前後の平均で割ったものです。2ならすべて新規、-2ならすべて消滅です。",
        ),
    ),
    Indicator(
        id="creation_rate",
        function="gross_flows",
        name=Text(zh_hant="創造率", en="Creation rate", ja="創出率"),
        unit=OF_MEAN,
        formula=r"\frac{\sum \max(e' - e, 0)}{(e'_r + e_r)/2}",
        source=DAVIS,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="成長中的部分總共增加了多少，相對於前後平均。",
            en="What all growing parts of the place added together, compared with its mean size.",
            ja="伸びた部分が増やした量の合計を、前後の平均と比べたものです。",
        ),
    ),
    Indicator(
        id="destruction_rate",
        function="gross_flows",
        name=Text(zh_hant="流失率", en="Destruction rate", ja="喪失率"),
        unit=OF_MEAN,
        formula=r"\frac{\sum \max(e - e', 0)}{(e'_r + e_r)/2}",
        source=DAVIS,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="縮減中的部分總共減少了多少，相對於前後平均。",
            en="What all shrinking parts of the place lost together, compared with its mean size.",
            ja="縮んだ部分が減らした量の合計を、前後の平均と比べたものです。",
        ),
    ),
    Indicator(
        id="reallocation_rate",
        function="gross_flows",
        name=Text(zh_hant="重配置率", en="Reallocation rate", ja="再配分率"),
        unit=OF_MEAN,
        formula=r"c_r + d_r",
        source=DAVIS,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="創造與流失合計，顯示表面變動之下的活動有多大。",
            en="Creation and destruction together: how much moves beneath the net change.",
            ja="創出と喪失の合計で、差引きの下でどれだけ動いているかを示します。",
        ),
    ),
    Indicator(
        id="excess_reallocation",
        function="gross_flows",
        name=Text(zh_hant="超額重配置率", en="Excess reallocation rate", ja="超過再配分率"),
        unit=OF_MEAN,
        formula=r"c_r + d_r - |c_r - d_r|",
        source=DAVIS,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="超出淨增減所需的更替：越高表示汰舊換新越活躍。",
            en="Replacement beyond what the net change needed: the higher, the more is renewed.",
            ja="差引きの増減に必要な分を超えた入れ替わりです。高いほど新陳代謝が活発です。",
        ),
    ),
    Indicator(
        id="plant_opening_rate",
        function="plant_turnover",
        name=Text(zh_hant="工廠開設率", en="Plant opening rate", ja="事業所の開設率"),
        unit=OF_MEAN,
        formula=r"\frac{o}{(n + n')/2}",
        source=DAVIS,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="期間內開設的工廠，相對於前後平均家數。",
            en="Plants that opened in the period, compared with the mean number of plants.",
            ja="期間中に開設された事業所を、前後の平均の事業所数と比べたものです。",
        ),
    ),
    Indicator(
        id="plant_closure_rate",
        function="plant_turnover",
        name=Text(zh_hant="工廠關閉率", en="Plant closure rate", ja="事業所の閉鎖率"),
        unit=OF_MEAN,
        formula=r"\frac{x}{(n + n')/2}",
        source=DAVIS,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="期間內關閉的工廠，相對於前後平均家數；名冊未記錄關閉時無法計算。",
            en="Plants that closed in the period, compared with the mean number; missing where a register keeps no "
            "closures.",
            ja="期間中に閉鎖された事業所を、平均の事業所数と比べたものです。閉鎖の記録がなければ欠測です。",
        ),
    ),
    Indicator(
        id="plant_churn",
        function="plant_turnover",
        name=Text(zh_hant="工廠更替率", en="Plant churn", ja="事業所の入れ替わり率"),
        unit=OF_MEAN,
        formula=r"\frac{o + x}{(n + n')/2}",
        source=DAVIS,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="開設與關閉的工廠合計，相對於前後平均家數。",
            en="Plants that opened or closed in the period, compared with the mean number of plants.",
            ja="開設と閉鎖の合計を、前後の平均の事業所数と比べたものです。",
        ),
    ),
)

COURSE: Final = (
    Indicator(
        id="life_cycle_stage",
        function="life_cycle_stage",
        name=Text(zh_hant="聚落生命週期階段", en="Life-cycle stage", ja="ライフサイクルの段階"),
        unit=STAGE,
        formula=r"\text{first condition of } \texttt{life\_cycle\_conditions} \text{ that holds}",
        source="Menzel & Fornahl (2010), Industrial and Corporate Change 19, 205; thresholds are ours",
        keys=("region", "industry"),
        digits=0,
        meaning=Text(
            zh_hant="聚落正在成形、成長、成熟、衰退還是再生；資料不足時說明無法判斷。",
            en="Whether the cluster is forming, growing, mature, declining or renewing, or that the data cannot tell.",
            ja="クラスターが形成・成長・成熟・衰退・再生のどの段階か。データが足りなければ「判断できない」とします。",
        ),
    ),
    Indicator(
        id="momentum",
        function="momentum",
        name=Text(zh_hant="聚落成長動能", en="Growth momentum", ja="成長の勢い"),
        unit=DEVIATIONS,
        formula=r"m = \sum_c v_c z_c \Big/ \sum_c v_c",
        source="Composite after OECD & JRC (2008), Handbook on Constructing Composite Indicators; components are ours",
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="綜合廠商、就業、銷售與新進者，看它比典型的聚落成長得快或慢，近年比重較大。",
            en="Whether it grows faster than is typical, from firms, jobs, sales and newcomers together; recent years "
            "count more.",
            ja="企業・雇用・売上・新規参入を総合し、典型より速く伸びているかを示します。最近の年ほど重くみます。",
        ),
    ),
    Indicator(
        id="entry_probability",
        function="entry_forecast",
        name=Text(zh_hant="產業進入機率", en="Probability of entry", ja="参入確率"),
        unit=Text(zh_hant="機率（0 至 1）", en="probability (0 to 1)", ja="確率（0〜1）"),
        formula=r"1 / \left(1 + e^{-(a + b \cdot x_{ri})}\right)",
        source="Hidalgo et al. (2007), Science 317, 482; Boschma, Balland & Kogler (2015), Industrial and Corporate "
        "Change 24, 223",
        keys=("region", "industry"),
        digits=3,
        meaning=Text(
            zh_hant="當地目前缺少的產業，依過去的經驗，幾年後成為當地專長的可能性。",
            en="How likely an industry that the place lacks now is to be one of its strengths some years later, going "
            "by the past.",
            ja="今は地域にない産業が、数年後に地域の得意な産業となる見込みを、過去の経験から示します。",
        ),
    ),
)

ENTRIES: Final = (*TURNOVER, *COURSE)
