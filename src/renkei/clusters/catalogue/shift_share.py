"""How change splits into the nation's part, the industries' and the place's own."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import RATIO
from renkei.language import Text

SAME_UNIT: Final = Text(zh_hant="與輸入數值相同", en="as the value given", ja="入力した値と同じ")
DUNN: Final = "Dunn (1960), Papers of the Regional Science Association 6, 97"
ESTEBAN: Final = "Esteban-Marquillas (1972), Regional and Urban Economics 2, 249, eq. 6-8"
GERFIN: Final = "Gerfin (1964), Kyklos 17, 565"
BARFF: Final = "Barff & Knight (1988), Growth and Change 19 (2), 1"

ENTRIES: Final = (
    Indicator(
        id="national_effect",
        function="shift_share",
        name=Text(zh_hant="全國成長效果", en="National effect", ja="全国成長効果"),
        unit=SAME_UNIT,
        formula=r"e_r\, g",
        source=DUNN,
        keys=("region",),
        digits=0,
        meaning=Text(
            zh_hant="如果這個地方與全國同步成長，會增加多少。",
            en="How much the place would have gained if it had grown as the whole country did.",
            ja="この地域が全国と同じ率で成長した場合に増えたはずの量です。",
        ),
    ),
    Indicator(
        id="mix_effect",
        function="shift_share",
        name=Text(zh_hant="產業結構效果", en="Industry mix effect", ja="産業構成効果"),
        unit=SAME_UNIT,
        formula=r"\sum_i e_{ri}\,(g_i - g)",
        source=DUNN,
        keys=("region",),
        digits=0,
        meaning=Text(
            zh_hant="因為當地的產業在全國屬於成長快或慢的產業，而多增加或少增加的部分。",
            en="How much more or less it gained because its industries grow faster or slower than others nationwide.",
            ja="地域の産業が全国的に伸びる産業か縮む産業かによって、多く（少なく）増えた量です。",
        ),
    ),
    Indicator(
        id="regional_effect",
        function="shift_share",
        name=Text(zh_hant="區域競爭效果", en="Regional effect", ja="地域競争効果"),
        unit=SAME_UNIT,
        formula=r"\sum_i \left(e'_{ri} - e_{ri}(1 + g_i)\right)",
        source=DUNN,
        keys=("region",),
        digits=0,
        meaning=Text(
            zh_hant="扣除全國景氣與產業結構之後，這個地方自己多增加或少增加的部分。",
            en="What the place itself gained or lost, beyond what the nation and its own industries account for.",
            ja="全国の動きと産業構成では説明できない、その地域自身による増減です。",
        ),
    ),
    Indicator(
        id="net_shift",
        function="shift_share",
        name=Text(zh_hant="淨移轉", en="Net shift", ja="純シフト"),
        unit=SAME_UNIT,
        formula=r"e'_r - e_r(1 + g)",
        source=DUNN,
        keys=("region",),
        digits=0,
        meaning=Text(
            zh_hant="比照全國成長率，這個地方多增加或少增加的部分。",
            en="How much more or less the place gained than it would have at the national rate.",
            ja="全国と同じ率で成長した場合と比べた増減です。",
        ),
    ),
    Indicator(
        id="competitive_effect",
        function="homothetic_shift_share",
        name=Text(zh_hant="純競爭效果", en="Competitive effect, mix taken off", ja="純競争効果"),
        unit=SAME_UNIT,
        formula=r"\sum_i \frac{e_r\, e_i}{e}\,(g_{ri} - g_i)",
        source=ESTEBAN,
        keys=("region",),
        digits=0,
        meaning=Text(
            zh_hant="假設當地產業結構與全國相同時，因各產業成長較快或較慢而增減的部分。",
            en="What the place gains from its industries growing faster here, if it had the country's mix of "
            "industries.",
            ja="産業構成が全国と同じだとした場合に、各産業の伸びの差がもたらす増減です。",
        ),
    ),
    Indicator(
        id="allocation_effect",
        function="homothetic_shift_share",
        name=Text(zh_hant="配置效果", en="Allocation effect", ja="配分効果"),
        unit=SAME_UNIT,
        formula=r"\sum_i \left(e_{ri} - \frac{e_r\, e_i}{e}\right)(g_{ri} - g_i)",
        source=ESTEBAN,
        keys=("region",),
        digits=0,
        meaning=Text(
            zh_hant="當地專長的產業是否正好是當地成長較快的產業：正值表示是。",
            en="Whether the place specialises in what grows faster here than elsewhere: above zero it does.",
            ja="地域が得意とする産業が、地域でよく伸びる産業かどうか。正ならそうです。",
        ),
    ),
    Indicator(
        id="structural_factor",
        function="shift_share_factors",
        name=Text(zh_hant="結構因子", en="Structural factor", ja="構造要因"),
        unit=RATIO,
        formula=r"\frac{\sum_i e_{ri}(1 + g_i)}{e_r (1 + g)}",
        source=GERFIN,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="當地產業結構有利於成長的程度：大於 1 表示比全國有利。",
            en="How favourable the mix of industries was for growth: above 1 it was better than the country's.",
            ja="産業構成が成長に有利だった度合いです。1を超えると全国より有利です。",
        ),
    ),
    Indicator(
        id="location_factor",
        function="shift_share_factors",
        name=Text(zh_hant="區位因子", en="Location factor", ja="立地要因"),
        unit=RATIO,
        formula=r"\frac{e'_r}{\sum_i e_{ri}(1 + g_i)}",
        source=GERFIN,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="同樣的產業在當地比全國成長得好的程度：大於 1 表示較好。",
            en="How much better the same industries did here than in the country: above 1 they did better.",
            ja="同じ産業が全国より地域でよく伸びた度合いです。1を超えるとよく伸びています。",
        ),
    ),
    Indicator(
        id="regional_factor",
        function="shift_share_factors",
        name=Text(zh_hant="區域因子", en="Regional factor", ja="地域要因"),
        unit=RATIO,
        formula=r"\frac{1 + g_r}{1 + g}",
        source=GERFIN,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="這個地方的成長是全國的幾倍：大於 1 表示比全國快。",
            en="How the growth of the place compares with the country's: above 1 it was faster.",
            ja="地域の成長が全国の何倍かを示します。1を超えると全国より速いです。",
        ),
    ),
    *(
        Indicator(
            id=f"dynamic_{part}_effect",
            function="dynamic_shift_share",
            name=name,
            unit=SAME_UNIT,
            formula=formula,
            source=BARFF,
            keys=("region",),
            digits=0,
            meaning=meaning,
        )
        for part, name, formula, meaning in (
            (
                "national",
                Text(zh_hant="動態全國成長效果", en="National effect, year by year", ja="動学的全国成長効果"),
                r"\sum_t e_{r,t}\, g_t",
                Text(
                    zh_hant="逐年比照全國成長率，累計會增加多少。",
                    en="How much the place would have gained at the national rate of each year, added up.",
                    ja="毎年、全国と同じ率で成長した場合に増えたはずの量の累計です。",
                ),
            ),
            (
                "mix",
                Text(
                    zh_hant="動態產業結構效果",
                    en="Industry mix effect, year by year",
                    ja="動学的産業構成効果",
                ),
                r"\sum_t \sum_i e_{ri,t}\,(g_{i,t} - g_t)",
                Text(
                    zh_hant="逐年依當時的產業結構，累計多增加或少增加的部分。",
                    en="What the mix of industries of each year brought or cost the place, added up.",
                    ja="各年の産業構成がもたらした増減の累計です。",
                ),
            ),
            (
                "regional",
                Text(zh_hant="動態區域競爭效果", en="Regional effect, year by year", ja="動学的地域競争効果"),
                r"\sum_t \sum_i \left(e_{ri,t+1} - e_{ri,t}(1 + g_{i,t})\right)",
                Text(
                    zh_hant="逐年扣除全國與產業結構之後，當地自己多增加或少增加的累計。",
                    en="What the place itself gained or lost in each year, beyond nation and industries, added up.",
                    ja="毎年の、全国と産業構成では説明できない地域自身の増減の累計です。",
                ),
            ),
        )
    ),
)
