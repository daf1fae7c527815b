"""Units and sources that several entries share."""

from __future__ import annotations

from typing import Final

from renkei.language import Text

ESTABLISHMENTS: Final = Text(zh_hant="家", en="establishments", ja="事業所")
RATIO: Final = Text(zh_hant="倍（全國 = 1）", en="ratio (nation = 1)", ja="倍（全国 = 1）")
SHARE: Final = Text(zh_hant="占比（0 至 1）", en="share (0 to 1)", ja="割合（0〜1）")
INDEX: Final = Text(zh_hant="指數（0 至 1）", en="index (0 to 1)", ja="指数（0〜1）")
GAMMA: Final = Text(zh_hant="指數（隨機分布 = 0）", en="index (chance = 0)", ja="指数（偶然の分布 = 0）")
DIFFERENCE: Final = Text(
    zh_hant="比重差（-1 至 1）", en="difference of shares (-1 to 1)", ja="割合の差（-1〜1）"
)
ZERO_TWO: Final = Text(zh_hant="指數（0 至 2）", en="index (0 to 2)", ja="指数（0〜2）")
HERFINDAHL: Final = (
    "Herfindahl (1950), Concentration in the Steel Industry; "
    "Hirschman (1964), American Economic Review 54, 761"
)
