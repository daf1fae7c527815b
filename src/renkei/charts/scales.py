"""How numbers become classes with colours: readable breaks, few classes, the same on page, print and screen."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import TYPE_CHECKING, Final

from renkei.charts.palette import BELOW_TO_ABOVE, LAND, LOW_TO_HIGH, Tone
from renkei.language import formatted_number, formatted_percent, translated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renkei.language import LanguageCode

RATIO_BREAKS: Final = (0.5, 0.8, 1.25, 2.0, 4.0, 8.0)
"""Classes of a ratio to the average: symmetric about 1 on a log scale, longer where clusters are."""
MIDDLE: Final = 2
"""The class of `BELOW_TO_ABOVE` about the average."""
READABLE: Final = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0)
SHARES: Final = (0.2, 0.4, 0.6, 0.8, 0.95)
"""Quantiles near which the breaks of amounts are put: even classes, and a small one for the top."""


@dataclass(frozen=True, slots=True)
class MapScale:
    """Classes of a number: class i holds `breaks[i-1]` ≤ value < `breaks[i]` and is drawn in `tones[i]`.

    Zero is not a low value but none at all and has the colour of the land, unless it is the `average`: the
    value that means neither much nor little, if there is one.
    """

    breaks: tuple[float, ...]
    tones: tuple[Tone, ...]
    average: float | None = None

    @property
    def zero_is_none(self) -> bool:
        """Whether a zero says that there is none; on a scale about zero it is a value like any other."""
        return self.average != 0

    def tone(self, value: float) -> Tone:
        """The colour of `value`."""
        return LAND if value == 0 and self.zero_is_none else self.tones[bisect_right(self.breaks, value)]


def ratio_scale() -> MapScale:
    """Seven fixed classes for ratios to an average such as the location quotient, so that maps compare."""
    return MapScale(RATIO_BREAKS, BELOW_TO_ABOVE, average=1.0)


def balanced_scale(values: Iterable[float | None]) -> MapScale:
    """Classes for numbers above and below zero, such as standard scores: as far below as above, about zero.

    The outer limits lie near the upper quartile of the distances of `values` from zero, the inner ones at
    about a third of that; where some reach farther above, there is a class from 1.5 and from 2 times.
    """
    known = [value for value in values if value is not None and isfinite(value) and value != 0]
    if not known:
        return MapScale((), (BELOW_TO_ABOVE[MIDDLE],), average=0.0)
    distances = sorted(abs(value) for value in known)
    far = _readable(distances[int(0.75 * len(distances))])
    near = _readable(far / 3)
    farther = [limit for limit in (1.5 * far, 2 * far) if max(known) >= limit]
    breaks = (-far, -near, near, far, *(float(f"{limit:.6g}") for limit in farther))
    return MapScale(breaks, BELOW_TO_ABOVE[: len(breaks) + 1], average=0.0)


def amount_scale(values: Iterable[float | None]) -> MapScale:
    """Up to six classes for counts, shares and densities, with round breaks near the quantiles of `values`.

    For numbers that can be negative take `balanced_scale`: here they would all be in the lowest class.
    """
    positive = sorted(value for value in values if value is not None and isfinite(value) and value > 0)
    breaks: list[float] = []
    for share in SHARES:
        if positive:
            nice = _readable(positive[min(int(share * len(positive)), len(positive) - 1)])
            if positive[0] < nice <= positive[-1] and nice not in breaks:
                breaks.append(nice)
    # Few classes keep the ends of the ramp, so that the highest class is always dark.
    classes = len(breaks) + 1
    steps = [round(index * (len(LOW_TO_HIGH) - 1) / max(classes - 1, 1)) for index in range(classes)]
    tones = tuple(LOW_TO_HIGH[step] for step in steps) if classes > 1 else (LOW_TO_HIGH[3],)
    return MapScale(tuple(breaks), tones)


def _readable(value: float) -> float:
    """The round number nearest to `value`."""
    power = 10.0 ** floor(log10(value))
    return float(f"{min(READABLE, key=lambda step: abs(step * power - value)) * power:.6g}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that pictures show: the picture's `title`, the number's `name` and `unit` for the legend.

    All three are in the reader's language. `digits` are shown after the decimal point; with `percent` the
    number is a share of 1 and written as a percentage.
    """

    title: str
    name: str
    unit: str = ""
    digits: int = 2
    percent: bool = False

    def written(self, value: float | None, language: LanguageCode) -> str:
        """`value` as the language writes it; an en dash where it is missing."""
        if self.percent:
            return formatted_percent(value, language, self.digits)
        return formatted_number(value, language, self.digits)

    def heading(self, language: LanguageCode) -> str:
        """Name and unit, for a legend or a column."""
        if not self.unit:
            return self.name
        return translated("{name} ({unit})", language).format(name=self.name, unit=self.unit)

    def written_break(self, value: float, language: LanguageCode) -> str:
        """A class limit with no more decimals than it needs."""
        number = value * 100 if self.percent else value
        digits = next((count for count in range(6) if abs(round(number, count) - number) < 1e-9), 6)
        if self.percent:
            return formatted_percent(value, language, digits)
        return formatted_number(value, language, digits)
