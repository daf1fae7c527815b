"""The life of a cluster: what it did year by year, and in which stage it was."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.axes import EDGE, TOP, even_axis
from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import LABEL_SIZE, drawn, picture_id, specification, telling, written
from renkei.charts.palette import (
    ACCENT_SOFT,
    BELOW_TO_ABOVE,
    GROUND,
    GROUPS,
    HATCH,
    LOW_TO_HIGH,
    QUIET,
    RULE,
    SOFT_INK,
)
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import sentences, shortened, text_width
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.scales import Quantity
    from renkei.language import LanguageCode

STAGES: Final = {
    "forming": LOW_TO_HIGH[1],
    "growing": LOW_TO_HIGH[3],
    "mature": LOW_TO_HIGH[5],
    "mature_or_declining": BELOW_TO_ABOVE[1],
    "declining": BELOW_TO_ABOVE[0],
    "renewing": GROUPS[3],
}
RIBBON: Final = 14
"""Height in px of the ribbon of stages under the columns."""
BELOW: Final = 64
"""Pixels under the base line: ribbon, names of stages and years."""
Stretch = tuple[str | None, int, int]
"""A stage (none: not known) from the first to the last year."""


def life_cycle_timeline(
    rows: pl.DataFrame, quantity: Quantity, sheet: Sheet, *, value: str = "openings"
) -> Picture:
    """A number of a cluster by year as columns, over a ribbon of the stages that it went through.

    `rows` has year, the column named `value` (openings, or another activity, in the unit of `quantity`) and
    stage: forming, growing, mature, mature_or_declining, declining or renewing; missing or unknown where it
    cannot be told, which is hatched. A year without a row, or with a missing number, has no column but a
    hatched foot. The words name the stages in their order. Raises `ParameterError` if no year has a number,
    or for another stage.
    """
    years = _every_year(rows, value, quantity)
    plot = _Timeline(years, quantity, sheet)
    description = _description(years, plot.stretches, quantity, sheet.language)
    return Picture(
        id=picture_id("life-cycle", quantity.title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(), description=description),
        title=quantity.title,
        description=description,
        table=_table(years, quantity, sheet.language),
        row_links=("",) * len(years),
        width=sheet.width,
        height=plot.height,
    )


def _every_year(rows: pl.DataFrame, value: str, quantity: Quantity) -> pl.DataFrame:
    """One row for each year from the first to the last: year, value, stage."""
    known = rows.select("year", pl.col(value).cast(pl.Float64).fill_nan(None).alias("value"), "stage")
    known = known.with_columns(pl.when(pl.col("stage") != "unknown").then("stage"))
    if known["value"].null_count() == len(known):
        raise ParameterError("“{title}” has no value to draw.", title=quantity.title)
    strange = sorted(set(known["stage"].drop_nulls()) - set(STAGES))
    if strange:
        raise ParameterError(
            "“{title}” has the unknown stage {stage}; known are {known}.",
            title=quantity.title,
            stage=strange[0],
            known=", ".join(STAGES),
        )
    first, last = int(rows["year"].to_numpy().min()), int(rows["year"].to_numpy().max())
    whole = pl.DataFrame({"year": range(first, last + 1)}, schema={"year": pl.Int64})
    return whole.join(known.cast({"year": pl.Int64}), on="year", how="left", maintain_order="left")


class _Timeline:
    """The layout of columns, ribbon, scales and key."""

    def __init__(self, years: pl.DataFrame, quantity: Quantity, sheet: Sheet) -> None:
        self.years, self.quantity, self.sheet = years, quantity, sheet
        self.first, self.last = int(years["year"][0]), int(years["year"][-1])
        self.stretches: list[Stretch] = [
            (stage, (kept := list(run))[0][0], kept[-1][0])
            for stage, run in groupby(years.select("year", "stage").iter_rows(), key=lambda row: row[1])
        ]
        self.keys = KeyBlock(self._wanted(), sheet, 0)
        top = self.keys.bottom + TOP
        self.height = round(top + (170 if sheet.narrow else 220) + BELOW)
        self.base = self.height - BELOW
        values = years["value"].drop_nulls().to_list()
        self.y = even_axis([0.0, *values], self.base, top, base=0.0)
        ticks = (quantity.written_break(tick, sheet.language) for tick in self.y.ticks)
        self.left = EDGE + max(text_width(tick, LABEL_SIZE) for tick in ticks) + 8
        self.step = (sheet.width - EDGE - self.left) / len(years)

    def _wanted(self) -> list[Key]:
        """The stages that occur, in the order of a life."""
        names = stage_names(self.sheet.language)
        found = {stage for stage, _, _ in self.stretches}
        keys = [Key("box", tone.light, names[stage]) for stage, tone in STAGES.items() if stage in found]
        if None in found or self.years["value"].null_count():
            keys.append(Key("hatched", HATCH.light, translated("not known", self.sheet.language)))
        return keys

    def _x(self, year: float) -> float:
        return round(self.left + (year - self.first) * self.step, 1)

    def layers(self) -> list[Spec]:
        """Scales, columns, ribbon and key."""
        return [*self._scales(), *self._columns(), *self._ribbon(), *self.keys.layers()]

    def _scales(self) -> list[Spec]:
        language, right = self.sheet.language, self.sheet.width - EDGE
        heading = shortened(self.quantity.heading(language), LABEL_SIZE, self.sheet.width - 2 * EDGE)
        grid: list[Row] = [
            {"x": self.left, "x2": right, "y": self.y.at(tick), "y2": self.y.at(tick)}
            for tick in self.y.ticks
        ]
        ticks: list[Row] = [
            {
                "x": self.left - 6,
                "y": self.y.at(tick),
                "text": self.quantity.written_break(tick, language),
                "align": "right",
            }
            for tick in self.y.ticks
        ]
        return [
            written([{"x": EDGE, "y": self.keys.bottom + 10, "text": heading}]),
            drawn({"type": "rule", "stroke": RULE.light, "strokeWidth": 0.8}, grid[1:]),
            drawn({"type": "rule", "stroke": QUIET.light, "strokeWidth": 1}, grid[:1]),
            written([*ticks, *self._years()], colour=SOFT_INK.light),
        ]

    def _years(self) -> list[Row]:
        """Years that end in a round number, as many as there is room for."""
        least = (text_width("2000", LABEL_SIZE) + 12) / self.step
        every = next((step for step in (1, 2, 5, 10, 20, 50) if step >= least), 100)
        half = text_width("2000", LABEL_SIZE) / 2
        return [
            {
                "x": min(self._x(year + 0.5), self.sheet.width - half - 2),
                "y": self.base + RIBBON + 34,
                "text": str(year),
                "align": "center",
            }
            for year in range(self.first, self.last + 1)
            if year % every == 0 or len(self.years) == 1
        ]

    def _columns(self) -> list[Spec]:
        gap = min(max(self.step * 0.18, 0.4), 4) / 2
        names = stage_names(self.sheet.language)
        columns: list[Row] = []
        feet: list[Row] = []
        for year, value, stage in self.years.iter_rows():
            left, right = self._x(year) + gap, self._x(year + 1) - gap
            if value is None:
                feet += _hatches(left, right, self.base - 10, self.base)
                continue
            label = self._told(year, value, names.get(stage))
            columns.append({"x": left, "x2": right, "y": self.y.at(value), "y2": self.base, "label": label})
        mark = {"type": "rect", "aria": True, "fill": ACCENT_SOFT.light}
        named = telling(Sheet(self.sheet.language, self.sheet.width))
        return [drawn(mark, columns, named), *_hatched(feet)]

    def _told(self, year: int, value: float, stage: str | None) -> str:
        language = self.sheet.language
        number = self.quantity.written(value, language)
        if stage is None:
            return translated("{place}: {value}", language).format(place=year, value=number)
        return translated("{place}: {value}; stage: {stage}", language).format(
            place=year, value=number, stage=stage
        )

    def _ribbon(self) -> list[Spec]:
        """The stages, with names below where they fit; hatched where the stage cannot be told."""
        names = stage_names(self.sheet.language)
        top, bottom = self.base + 4, self.base + 4 + RIBBON
        boxes: list[Row] = []
        hatches: list[Row] = []
        words: list[Row] = []
        for stage, first, last in self.stretches:
            left, right = self._x(first), self._x(last + 1)
            fill = GROUND.light if stage is None else STAGES[stage].light
            label = translated("{place}: {value}", self.sheet.language).format(
                place=_span(first, last),
                value=translated("not known", self.sheet.language) if stage is None else names[stage],
            )
            boxes.append({"x": left, "x2": right, "y": top, "y2": bottom, "fill": fill, "label": label})
            if stage is None:
                hatches += _hatches(left, right, top, bottom)
            elif text_width(names[stage], LABEL_SIZE) <= right - left:
                words.append({"x": left, "y": bottom + 9, "text": names[stage]})
        filled = {"fill": {"field": "fill", "type": "nominal", "scale": None}}
        named = telling(Sheet(self.sheet.language, self.sheet.width))
        mark = {"type": "rect", "aria": True, "stroke": GROUND.light, "strokeWidth": 1}
        return [drawn(mark, boxes, {**filled, **named}), *_hatched(hatches), written(words)]


def stage_names(language: LanguageCode) -> dict[str | None, str]:
    """What the stages are called."""
    return {
        "forming": translated("forming", language),
        "growing": translated("growing", language),
        "mature": translated("mature", language),
        "mature_or_declining": translated("mature or declining", language),
        "declining": translated("declining", language),
        "renewing": translated("renewing", language),
    }


def _hatches(left: float, right: float, top: float, bottom: float) -> list[Row]:
    """Lines that rise to the right inside a box."""
    lines: list[Row] = []
    height, at = bottom - top, left - (bottom - top)
    while at < right:
        start, end = max(at, left), min(at + height, right)
        if end > start:
            lines.append({"x": start, "x2": end, "y": bottom - (start - at), "y2": bottom - (end - at)})
        at += 5
    return lines


def _hatched(lines: list[Row]) -> list[Spec]:
    return [drawn({"type": "rule", "stroke": HATCH.light, "strokeWidth": 1}, lines)] if lines else []


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _description(
    years: pl.DataFrame, stretches: list[Stretch], quantity: Quantity, language: LanguageCode
) -> str:
    names = stage_names(language)
    peak = years.sort("value", "year", descending=[True, False], nulls_last=True).row(0)
    template = "{title}. Columns from {first} to {last}, highest in {peak} ({most})."
    said = translated(template, language).format(
        title=quantity.title,
        first=int(years["year"][0]),
        last=int(years["year"][-1]),
        peak=peak[0],
        most=quantity.written(peak[1], language),
    )
    staged = translated("{name} ({value})", language)
    known = [
        staged.format(name=names[stage], value=_span(first, last))
        for stage, first, last in stretches
        if stage
    ]
    stages = translated("Stages in their order: {stages}.", language) if known else ""
    unknown = years["stage"].null_count()
    lacking = translated("Years whose stage cannot be told: {count}.", language)
    missing = translated("Years without a number: {count}.", language)
    blank = years["value"].null_count()
    return sentences(
        (
            said,
            stages.format(stages=joined_list(known, language)),
            lacking.format(count=formatted_count(unknown, language)) if unknown else "",
            missing.format(count=formatted_count(blank, language)) if blank else "",
        ),
        language,
    )


def _table(years: pl.DataFrame, quantity: Quantity, language: LanguageCode) -> pl.DataFrame:
    names, unknown = stage_names(language), translated("not known", language)
    stages = [names.get(stage, unknown) for stage in years["stage"]]
    return pl.DataFrame(
        {
            translated("Year", language): years["year"].cast(pl.String),
            quantity.heading(language): years["value"].round(quantity.digits + 2 * quantity.percent),
            translated("Stage", language): pl.Series(stages, dtype=pl.String),
        }
    )
