"""How many pairs of an industry's plants lie how far apart, against what chance would give."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.axes import BOTTOM, EDGE, LEFT, LINES, LINES_NARROW, TOP, Axis, Frame, even_axis
from renkei.charts.keys import DASHES, Key, KeyBlock
from renkei.charts.layers import drawn, picture_id, specification, telling
from renkei.charts.palette import ACCENT, BELOW_TO_ABOVE, GROUND, HATCH, QUIET, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.scales import Quantity
from renkei.charts.text import sentences
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.language import LanguageCode

RAIL: Final = 5
"""Height in px of the bars on the base line at the distances outside the global band."""
STRIPS: Final = 80
"""Stretches of the distance axis that say their numbers, at most."""
NUMBERS: Final = (
    "distance",
    "k_density",
    "expected",
    "local_low",
    "local_high",
    "global_low",
    "global_high",
)
Point = tuple[float, float, float]
"""Distance, value and limit."""


def k_density_plot(rows: pl.DataFrame, quantity: Quantity, sheet: Sheet) -> Picture:
    """The density of distances between plants, with the bands that chance leaves it in.

    `rows` has distance (km), k_density, expected, local_low, local_high, global_low and global_high, one row
    per distance of one industry. The local band holds at each distance by itself and is filled; the global
    band holds for the whole line and is dashed. Where the line is above the global band the industry is
    localised, below it dispersed: both are shaded and marked on the base line. A missing density leaves a
    gap, a missing band is not drawn and the words say so (Duranton & Overman 2005, section 3). Raises
    `ParameterError` if no distance has a density.
    """
    numbers = rows.select(pl.col(name).cast(pl.Float64).fill_nan(None) for name in NUMBERS).sort("distance")
    if numbers["k_density"].null_count() == len(numbers):
        raise ParameterError("“{title}” has no value to draw.", title=quantity.title)
    plot = _Plot(numbers, quantity, sheet)
    description = _description(plot, quantity, sheet)
    return Picture(
        id=picture_id("k-density", quantity.title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(), description=description),
        title=quantity.title,
        description=description,
        table=_table(numbers, quantity, sheet),
        row_links=("",) * len(numbers),
        width=sheet.width,
        height=plot.height,
    )


class _Plot:
    """The layout of the line, its bands and its key; `above` and `below` are the stretches outside the band."""

    def __init__(self, numbers: pl.DataFrame, quantity: Quantity, sheet: Sheet) -> None:
        self.numbers, self.quantity, self.sheet = numbers, quantity, sheet
        self.above = stretches_beyond(numbers.select("distance", "k_density", "global_high"), 1)
        self.below = stretches_beyond(numbers.select("distance", "k_density", "global_low"), -1)
        self.banded = not numbers.drop_nulls(["k_density", "global_low", "global_high"]).is_empty()
        self.keys = KeyBlock(self._wanted(), sheet, 0)
        top = self.keys.bottom + TOP
        self.height = round(top + sheet.width * (0.72 if sheet.narrow else 0.45) + BOTTOM)
        distances = numbers["distance"].to_list()
        values = [value for name in NUMBERS[1:] for value in numbers[name].drop_nulls().to_list()]
        most = LINES_NARROW if sheet.narrow else LINES
        self.x = _whole_axis(distances, sheet.width - 2 * EDGE, most)
        self.y = even_axis([0.0, *values], self.height - BOTTOM, top, base=0.0, most=most)
        kilometres = Quantity("", translated("Distance between two plants", sheet.language), "km")
        self.frame = Frame(self.x, self.y, kilometres, quantity, sheet, self.height, top)

    def _wanted(self) -> list[Key]:
        """The keys of what is drawn."""
        language = self.sheet.language
        known = {name for name in NUMBERS if self.numbers[name].null_count() < len(self.numbers)}
        every = [
            (True, Key("line", ACCENT.light, translated("observed", language))),
            ("expected" in known, Key("line", QUIET.light, translated("expected by chance", language))),
            ("local_high" in known, Key("box", HATCH.light, translated("local band", language))),
            (self.banded, Key("dashed", SOFT_INK.light, translated("global band", language))),
            (bool(self.above), Key("box", ACCENT.light, translated("more pairs than by chance", language))),
            (
                bool(self.below),
                Key("box", BELOW_TO_ABOVE[0].light, translated("fewer pairs than by chance", language)),
            ),
        ]
        return [key for shown, key in every if shown]

    def layers(self) -> list[Spec]:
        """Bands below, then the stretches outside them, the line, and what is told at each distance."""
        return [
            *self.frame.grid(),
            *self._band("local_low", "local_high"),
            *self._outside(self.above, ACCENT.light),
            *self._outside(self.below, BELOW_TO_ABOVE[0].light),
            *self._line("expected", {"stroke": QUIET.light, "strokeWidth": 1.2}),
            *self._line("global_low", {"stroke": SOFT_INK.light, "strokeWidth": 1.2, "strokeDash": DASHES}),
            *self._line("global_high", {"stroke": SOFT_INK.light, "strokeWidth": 1.2, "strokeDash": DASHES}),
            *self._line("k_density", {"stroke": ACCENT.light, "strokeWidth": 2.2}),
            self._strips(),
            *self.keys.layers(),
        ]

    def _runs(self, *names: str) -> list[list[tuple[float, ...]]]:
        """The rows where all of `names` are known, in stretches without a gap."""
        runs: list[list[tuple[float, ...]]] = [[]]
        for row in self.numbers.select("distance", *names).iter_rows():
            if None in row:
                runs.append([])
            else:
                runs[-1].append(row)
        return [run for run in runs if run]

    def _line(self, name: str, mark: Spec) -> list[Spec]:
        points: list[Row] = [
            {"x": self.x.at(distance), "y": self.y.at(value), "part": part}
            for part, run in enumerate(self._runs(name))
            for distance, value in run
        ]
        detail = {"detail": {"field": "part", "type": "nominal"}}
        return [drawn({"type": "line", "strokeJoin": "round", **mark}, points, detail)] if points else []

    def _band(self, low: str, high: str) -> list[Spec]:
        runs = [[(at, top, bottom) for at, bottom, top in run] for run in self._runs(low, high)]
        return self._areas(runs, {"fill": HATCH.light, "fillOpacity": 0.55})

    def _outside(self, runs: list[list[Point]], colour: str) -> list[Spec]:
        """The shade between line and band, and bars on the base line, which also show where it is thin."""
        base = self.y.start
        rails: list[Row] = [
            {"x": self.x.at(run[0][0]), "x2": self.x.at(run[-1][0]), "y": base - RAIL, "y2": base}
            for run in runs
        ]
        areas = self._areas(runs, {"fill": colour, "fillOpacity": 0.45})
        return [*areas, drawn({"type": "rect", "fill": colour}, rails)] if runs else []

    def _areas(self, runs: list[list[Point]], mark: Spec) -> list[Spec]:
        points: list[Row] = [
            {"x": self.x.at(at), "y": self.y.at(one), "y2": self.y.at(other), "part": part}
            for part, run in enumerate(runs)
            for at, one, other in run
        ]
        detail = {"detail": {"field": "part", "type": "nominal"}}
        return [drawn({"type": "area", **mark}, points, detail)] if points else []

    def _strips(self) -> Spec:
        """Invisible strips that say the numbers of their distance."""
        rows = self.numbers.gather_every(-(-len(self.numbers) // STRIPS))
        places = [self.x.at(distance) for distance in rows["distance"]]
        edges = [self.x.start, *((a + b) / 2 for a, b in pairwise(places)), self.x.end]
        strips: list[Row] = [
            {
                "x": left,
                "x2": right,
                "y": self.y.end,
                "y2": self.y.start,
                "label": _told(row, self.quantity, self.sheet.language),
            }
            for (left, right), row in zip(pairwise(edges), rows.iter_rows(named=True), strict=True)
        ]
        mark = {"type": "rect", "aria": True, "fill": GROUND.light, "fillOpacity": 0}
        return drawn(mark, strips, {**telling(Sheet(self.sheet.language, self.sheet.width))})


def _whole_axis(distances: list[float], end: float, most: int) -> Axis:
    """An axis from 0 to the largest distance, which it ends with."""
    far = max(*distances, 1e-9)
    rough = even_axis([0.0, far], LEFT, end, base=0.0, most=most)
    return Axis(0.0, far, LEFT, end, logarithmic=False, ticks=tuple(it for it in rough.ticks if it <= far))


def stretches_beyond(rows: pl.DataFrame, sign: int) -> list[list[Point]]:
    """The stretches where the value is beyond its limit, from crossing to crossing (distance, value, limit).

    `rows` has the three as columns, in this order, by distance; `sign` is 1 for above and -1 for below.
    """
    runs: list[list[Point]] = []
    last: Point | None = None
    inside = True
    for distance, value, limit in rows.iter_rows():
        if distance is None or value is None or limit is None:
            last, inside = None, True
            continue
        here = (distance, value, limit)
        outside = sign * (value - limit) > 0
        if outside and inside:
            runs.append([] if last is None else [_crossing(last, here)])
        if outside:
            runs[-1].append(here)
        elif not inside and last is not None:
            runs[-1].append(_crossing(last, here))
        last, inside = here, not outside
    return runs


def _crossing(one: Point, other: Point) -> Point:
    """Where the value meets its limit between two neighbouring distances, both taken as straight lines."""
    before, after = one[1] - one[2], other[1] - other[2]
    share = before / (before - after) if before != after else 0.0
    height = one[1] + share * (other[1] - one[1])
    return one[0] + share * (other[0] - one[0]), height, height


def _told(row: Row, quantity: Quantity, language: LanguageCode) -> str:
    low, value, high = (
        quantity.written(row[name], language) for name in ("global_low", "k_density", "global_high")
    )
    distance = translated("{distance} km", language).format(distance=f"{row['distance']:g}")
    if row["global_low"] is None or row["global_high"] is None:
        return translated("{place}: {value}", language).format(place=distance, value=value)
    template = translated("{place}: {value}; global band {low} to {high}", language)
    return template.format(place=distance, value=value, low=low, high=high)


def _description(plot: _Plot, quantity: Quantity, sheet: Sheet) -> str:
    language = sheet.language
    template = _finding(plot)
    said = translated(template, language).format(
        title=quantity.title,
        far=formatted_count(plot.x.high, language),
        above=_stretches(plot.above, language),
        below=_stretches(plot.below, language),
    )
    missing = plot.numbers["k_density"].null_count()
    gap = translated("No density is known at {count} distances.", language) if missing else ""
    return sentences((said, gap.format(count=missing)), language)


def _finding(plot: _Plot) -> str:
    """The template of what can be said of the whole line.

    Below the band an industry is dispersed only if it is nowhere above it (Duranton & Overman 2005, section 3).
    """
    if not plot.banded:
        template = (
            "{title}. Density of the distances between plants up to {far} km; no global band is known, so it "
            "cannot be said whether the industry is localised."
        )
    elif plot.above and plot.below:
        template = (
            "{title}. Density of the distances between plants up to {far} km: localised at {above}, where the "
            "line is above the global band; fewer pairs than by chance at {below}."
        )
    elif plot.above:
        template = (
            "{title}. Density of the distances between plants up to {far} km: localised at {above}, where the "
            "line is above the global band."
        )
    elif plot.below:
        template = (
            "{title}. Density of the distances between plants up to {far} km: dispersed, with fewer pairs than "
            "by chance at {below}, where the line is below the global band."
        )
    else:
        template = (
            "{title}. Density of the distances between plants up to {far} km: the line stays inside the global "
            "band, neither localised nor dispersed."
        )
    return template


def _stretches(runs: list[list[Point]], language: LanguageCode) -> str:
    """Each stretch from its first to its last kilometre."""
    several, single = translated("{low}–{high} km", language), translated("{distance} km", language)
    ends = [(formatted_count(run[0][0], language), formatted_count(run[-1][0], language)) for run in runs]
    spans = [
        several.format(low=low, high=high) if low != high else single.format(distance=low)
        for low, high in ends
    ]
    return joined_list(spans, language)


def _table(numbers: pl.DataFrame, quantity: Quantity, sheet: Sheet) -> pl.DataFrame:
    language = sheet.language
    headings = (
        translated("Distance (km)", language),
        quantity.heading(language),
        translated("Expected by chance", language),
        translated("Local band, low", language),
        translated("Local band, high", language),
        translated("Global band, low", language),
        translated("Global band, high", language),
    )
    columns = {
        heading: numbers[name].round(2 if name == "distance" else quantity.digits)
        for heading, name in zip(headings, NUMBERS, strict=True)
    }
    return pl.DataFrame(columns)
