"""How far an industry gathers in few places."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import GAMMA, HERFINDAHL, INDEX
from renkei.language import Text

_FK: Final = "Farhauer & Kröll (2013), Standorttheorien, Springer Gabler"
_EG: Final = "Ellison & Glaeser (1997), Journal of Political Economy 105, 889-927, eq. 5"

ENTRIES: Final = (
    Indicator(
        id="concentration_herfindahl",
        function="concentration_herfindahl",
        name=Text(
            zh_hant="地理集中度（赫芬達爾）",
            en="Spread over regions, Herfindahl",
            ja="地理的な集中度（ハーフィンダール）",
        ),
        unit=INDEX,
        formula=r"H_i = \sum_r (e_{ri}/e_i)^2",
        source=HERFINDAHL,
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業有多集中在少數地方：接近 0 表示分散各地，1 表示全在同一個地方。",
            en="How far this industry sits in few places: near 0 it is everywhere, at 1 all of it is in one.",
            ja="その産業が少数の地域にどれだけ偏っているかを示します。0に近いほど各地に広がり、1なら一か所だけです。",
        ),
    ),
    Indicator(
        id="locational_gini",
        function="locational_gini",
        name=Text(zh_hant="區位吉尼係數", en="Locational Gini", ja="立地ジニ係数"),
        unit=INDEX,
        formula=r"G_i = \frac{2\sum_r \rho_r LQ_{ri}}{n\sum_r LQ_{ri}} - \frac{n+1}{n},\quad "
        r"\rho_r\ \text{the rank of}\ LQ_{ri}",
        source=_FK + ": Gini of industry concentration (regions unweighted)",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業在各地比重的差異有多大：0 表示各地比重相同，接近 1 表示只有少數地方有。",
            en="How uneven this industry's share is from place to place: at 0 it is the same everywhere, near 1 "
            "only a few places have it.",
            ja="その産業の割合が地域によってどれだけ違うかを示します。0ならどこも同じ、1に近いほど一部の地域だけに"
            "あります。",
        ),
    ),
    Indicator(
        id="ellison_glaeser",
        function="ellison_glaeser",
        name=Text(zh_hant="艾里森-葛雷瑟指數", en="Ellison–Glaeser index", ja="エリソン・グレイザー指数"),
        unit=GAMMA,
        formula=r"\gamma_i = \frac{G_i - (1-\sum_r x_r^2) H_i}{(1-\sum_r x_r^2)(1-H_i)},\quad "
        r"G_i = \sum_r (s_{ri}-x_r)^2,\quad H_i = \sum_j z_j^2",
        source=_EG,
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="考慮工廠大小之後，這項產業的群聚是否超過偶然：0 表示與隨機分布無異，超過 0.05 表示明顯群聚。",
            en="Whether this industry gathers more than chance would have it, given the sizes of its plants: 0 is "
            "chance, above 0.05 is strong gathering.",
            ja="事業所の規模を考えに入れても、その産業が偶然以上に集まっているかを示します。0なら偶然と同じ、0.05を"
            "超えると明らかな集積です。",
        ),
    ),
    Indicator(
        id="ellison_glaeser_count",
        function="ellison_glaeser_count",
        name=Text(
            zh_hant="艾里森-葛雷瑟指數（家數版）",
            en="Ellison–Glaeser index, count version",
            ja="エリソン・グレイザー指数（事業所数版）",
        ),
        unit=GAMMA,
        formula=r"\gamma_i = \frac{G_i - (1-\sum_r x_r^2)/n_i}{(1-\sum_r x_r^2)(1-1/n_i)},\quad "
        r"G_i = \sum_r (s_{ri}-x_r)^2",
        source=_EG + ", with equal plant sizes (H = 1/n), as sizes are not known",
        keys=("industry",),
        digits=3,
        meaning=Text(
            zh_hant="這項產業的工廠是否比偶然更群聚；因不知工廠大小，每家視為一樣大：0 表示與隨機分布無異。",
            en="Whether this industry's plants gather more than chance would have it; sizes are not known, so all "
            "count the same: 0 is chance.",
            ja="その産業の事業所が偶然以上に集まっているかを示します。規模がわからないため、すべて同じ大きさとして"
            "数えます。0なら偶然と同じです。",
        ),
    ),
)
