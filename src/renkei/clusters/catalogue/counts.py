"""How much there is: plants by place and industry."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import ESTABLISHMENTS
from renkei.language import Text

_COUNTING: Final = "Full counting: a plant counts once in each industry that it lists."

ENTRIES: Final = (
    Indicator(
        id="establishments",
        name=Text(zh_hant="工廠家數", en="Establishments", ja="事業所数"),
        unit=ESTABLISHMENTS,
        formula=r"n_{ri}",
        source=_COUNTING,
        keys=("region", "industry"),
        digits=0,
        meaning=Text(
            zh_hant="這個地方有多少家工廠從事這項產業；一家工廠登記幾項產業，就在每一項各計一次。",
            en="How many plants in this place work in this industry; a plant counts once in each industry "
            "that it lists.",
            ja="この地域でその産業を営む事業所の数。複数の産業を届け出た事業所は、それぞれで1回ずつ数えます。",
        ),
    ),
    Indicator(
        id="establishments_total",
        name=Text(zh_hant="區域工廠總數", en="Establishments in the region", ja="地域の事業所総数"),
        unit=ESTABLISHMENTS,
        formula=r"n_r = \sum_i n_{ri}",
        source=_COUNTING + " Summed over the broadest industries.",
        keys=("region",),
        digits=0,
        meaning=Text(
            zh_hant="這個地方各產業（最上層分類）工廠家數的合計；同時從事兩項產業的工廠會計入兩次。",
            en="The plants of this place added up over its broadest industries; one that works in two of them "
            "counts twice.",
            ja="この地域の事業所を産業大分類ごとに数えて合計した数。二つの分類にまたがる事業所は2回数えます。",
        ),
    ),
    Indicator(
        id="establishments_industry",
        name=Text(zh_hant="產業工廠總數", en="Establishments in the industry", ja="産業の事業所総数"),
        unit=ESTABLISHMENTS,
        formula=r"n_i = \sum_r n_{ri}",
        source=_COUNTING,
        keys=("industry",),
        digits=0,
        meaning=Text(
            zh_hant="全國有多少家工廠從事這項產業。",
            en="How many plants in the whole country work in this industry.",
            ja="全国でその産業を営む事業所の数です。",
        ),
    ),
    Indicator(
        id="establishment_density",
        function="establishment_density",
        name=Text(zh_hant="工廠密度", en="Establishment density", ja="事業所密度"),
        unit=Text(zh_hant="家/平方公里", en="establishments per km²", ja="事業所/km²"),
        formula=r"n_r / A_r",
        source="Plants by area of the region's outline, in km²",
        keys=("region",),
        digits=2,
        meaning=Text(
            zh_hant="平均每平方公里土地上有多少家工廠。",
            en="How many plants there are on an average square kilometre of this place.",
            ja="この地域の土地1平方キロメートルあたり、平均して何事業所があるかを示します。",
        ),
    ),
    Indicator(
        id="openings",
        name=Text(zh_hant="新設工廠家數", en="Openings", ja="新設事業所数"),
        unit=ESTABLISHMENTS,
        formula=r"o_{ri,t}",
        source="Plants that still exist, by year of registration; early years are too low",
        keys=("region", "industry"),
        digits=0,
        meaning=Text(
            zh_hant="現有工廠之中，在這一年登記的家數；已經歇業的工廠無從計入，所以年代愈早愈偏低。",
            en="How many of today's plants registered in this year; plants that have closed since cannot be counted, "
            "so the further back, the more are missing.",
            ja="現存の事業所のうち、この年に登録されたものの数。すでに廃業した事業所は数えられないため、古い年ほど少なめに出ます。",
        ),
    ),
)
