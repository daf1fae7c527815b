"""What a region is made of."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import DIFFERENCE, HERFINDAHL, INDEX, RATIO, SHARE
from renkei.language import Text

DEVIATIONS: Final = Text(zh_hant="個標準差", en="standard deviations", ja="標準偏差")
RATIO_MEAN: Final = Text(zh_hant="倍（當地平均 = 1）", en="ratio (local mean = 1)", ja="倍（地域の平均 = 1）")
SYMMETRIC: Final = Text(
    zh_hant="指數（-1 至 1；全國 = 0）", en="index (-1 to 1; nation = 0)", ja="指数（-1〜1、全国 = 0）"
)

ENTRIES: Final = (
    Indicator(
        id="location_quotient",
        function="location_quotient",
        name=Text(zh_hant="區位商數", en="Location quotient", ja="特化係数"),
        unit=RATIO,
        formula=r"LQ_{ri} = \frac{e_{ri}/e_r}{e_i/e}",
        source="Florence (1939); Billings & Johnson (2012), Regional Science and Urban Economics 42, eq. 1",
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="這項產業在當地的比重是全國平均的幾倍：1 表示與全國相同，2 表示加倍。",
            en="How many times larger this industry's share is here than in the country: 1 is the same, 2 is "
            "double.",
            ja="その産業の割合が全国平均の何倍かを示します。1なら全国と同じ、2なら2倍です。",
        ),
    ),
    Indicator(
        id="share_of_region",
        function="shares",
        name=Text(zh_hant="占區域比重", en="Share of the region", ja="地域内の割合"),
        unit=SHARE,
        formula=r"e_{ri}/e_r",
        source="Part of the location quotient: Florence (1939), Report on the Location of Industry",
        keys=("region", "industry"),
        digits=4,
        meaning=Text(
            zh_hant="當地所有產業活動之中，屬於這項產業的部分。",
            en="Of all industrial activity in this place, the part that belongs to this industry.",
            ja="この地域の産業活動全体のうち、その産業が占める部分です。",
        ),
    ),
    Indicator(
        id="share_of_nation",
        function="shares",
        name=Text(zh_hant="占全國比重", en="Share of the nation", ja="全国に占める割合"),
        unit=SHARE,
        formula=r"e_{ri}/e_i",
        source="Part of the location quotient: Florence (1939), Report on the Location of Industry",
        keys=("region", "industry"),
        digits=4,
        meaning=Text(
            zh_hant="全國這項產業之中，位於這個地方的部分。",
            en="Of all that this industry has in the country, the part that lies in this place.",
            ja="全国のその産業のうち、この地域にある部分です。",
        ),
    ),
    Indicator(
        id="diversity_herfindahl",
        function="diversity_herfindahl",
        name=Text(
            zh_hant="產業結構集中度（赫芬達爾）",
            en="Industry mix, Herfindahl",
            ja="産業構成の集中度（ハーフィンダール）",
        ),
        unit=INDEX,
        formula=r"H_r = \sum_i (e_{ri}/e_r)^2",
        source=HERFINDAHL,
        keys=("region",),
        digits=3,
        meaning=Text(
            zh_hant="當地有多依賴少數產業：接近 0 表示產業多元，1 表示只有一項產業。",
            en="How far this place depends on few industries: near 0 it has many, at 1 it has only one.",
            ja="この地域が少数の産業にどれだけ頼っているかを示します。0に近いほど多様で、1なら一つの産業だけです。",
        ),
    ),
    Indicator(
        id="symmetric_location_quotient",
        function="symmetric_location_quotient",
        name=Text(
            zh_hant="對稱區位商數",
            en="Symmetric location quotient",
            ja="対称特化係数",
        ),
        unit=SYMMETRIC,
        formula=r"\frac{LQ_{ri}-1}{LQ_{ri}+1}",
        source="Laursen (2015), Eurasian Business Review 5, 99-115",
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="把區位商數換成 -1 到 1 的尺度：0 表示與全國相同，正數表示當地比重較高，負數表示較低。",
            en="The location quotient on a scale from -1 to 1: 0 is the national share, above it "
            "there is more of the industry here, below it less.",
            ja="特化係数を-1から1の尺度に直したものです。0なら全国と同じ、正なら全国より多く、負なら少ないことを示します。",
        ),
    ),
    Indicator(
        id="additive_location_quotient",
        function="additive_location_quotient",
        name=Text(
            zh_hant="區位比重差",
            en="Additive location quotient",
            ja="特化差",
        ),
        unit=DIFFERENCE,
        formula=r"e_{ri}/e_r - e_i/e",
        source="Hoen & Oosterhaven (2006), Annals of Regional Science 40, 677-691",
        keys=("region", "industry"),
        digits=4,
        meaning=Text(
            zh_hant="這項產業在當地的比重比全國高出多少：0.05 表示高出 5 個百分點，負數表示較低。",
            en="How far this industry's share here lies above its national share: 0.05 is five "
            "percentage points more, a negative number is less.",
            ja="その産業の地域内の割合が全国の割合をどれだけ上回るかを示します。0.05なら5ポイント高く、負なら低いことを表します。",
        ),
    ),
    Indicator(
        id="weighted_location_quotient",
        function="weighted_location_quotient",
        name=Text(
            zh_hant="加權區位商數",
            en="Weighted location quotient",
            ja="加重特化係数",
        ),
        unit=RATIO_MEAN,
        formula=r"LQ_{ri} \Big/ \frac{1}{n}\sum_j LQ_{rj}",
        source="Proudman & Redding (2000), Review of International Economics 8, 373-396",
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="這項產業的區位商數是當地各產業平均的幾倍，可用來比較不同地方；1 表示等於當地平均。",
            en="This industry's location quotient beside the average quotient of all industries "
            "here, so that places can be compared: 1 is the local average.",
            ja="その産業の特化係数が、この地域の全産業の平均の何倍かを示し、地域どうしを比べられます。1なら地域の平均と同じです。",
        ),
    ),
    Indicator(
        id="standardised_location_quotient",
        function="standardised_location_quotient",
        name=Text(
            zh_hant="標準化區位商數",
            en="Standardised location quotient",
            ja="標準化特化係数",
        ),
        unit=DEVIATIONS,
        formula=r"\frac{LQ_{ri}-\overline{LQ_i}}{sd(LQ_i)}",
        source="O'Donoghue & Gleave (2004), Regional Studies 38, 419-427",
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="當地在這項產業上比其他地方突出多少：超過 1.96 表示明顯高於一般地方。",
            en="How far this place stands out from all others in this industry: above 1.96 it is "
            "clearly higher than chance among places would have it.",
            ja="この地域がその産業でほかの地域からどれだけ抜きん出ているかを示します。1.96を超えると明らかに高いといえます。",
        ),
    ),
    Indicator(
        id="location_quotient_error",
        function="location_quotient_interval",
        name=Text(
            zh_hant="區位商數標準誤",
            en="Standard error of the location quotient",
            ja="特化係数の標準誤差",
        ),
        unit=RATIO,
        formula=r"LQ_{ri}\sqrt{\left(\tfrac{1}{e_{ri}}-\tfrac{1}{e_i}\right)^2 v_r + \tfrac{\sum_q v_q - "
        r"v_r}{e_i^2}},\quad v_r = e_{ri}(1-e_{ri}/e_r)",
        source="Moineddin, Beyene & Boyle (2003), Geographical Analysis 35, 249-256",
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="因為家數不多，區位商數可能偏差多少；數字愈大，愈不能據以下結論。",
            en="How far the location quotient may be off because plants are few; the larger this is, "
            "the less should be concluded from it.",
            ja="事業所が少ないために特化係数がどれだけぶれうるかを示します。大きいほど、そこから結論を出すことはできません。",
        ),
    ),
    Indicator(
        id="location_quotient_bootstrap_error",
        function="location_quotient_bootstrap",
        name=Text(
            zh_hant="區位商數標準誤（拔靴法）",
            en="Bootstrap error of the location quotient",
            ja="特化係数の標準誤差（ブートストラップ）",
        ),
        unit=RATIO,
        formula=r"sd(LQ^*_{ri}),\quad e^* \sim \text{Multinomial}(e, e_{ri}/e)",
        source="Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13; Tian (2013), "
        "Journal of Regional Analysis and Policy 43, 186-197",
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="把所有工廠重新抽樣許多次，區位商數上下變動多少；變動愈大，愈不可靠。",
            en="How much the location quotient moves when all plants are drawn anew many times; the "
            "more it moves, the less sure it is.",
            ja="すべての事業所を何度も抽出し直したとき、特化係数がどれだけ動くかを示します。大きく動くほど不確かです。",
        ),
    ),
)
