"""What a region is made of."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import HERFINDAHL, INDEX, RATIO, SHARE
from renkei.language import Text

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
)
