"""Which type of cluster a cluster is: four scores with what is not known of them, and the evidence behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import LABEL_SIZE, drawn, picture_id, specification, telling, written
from renkei.charts.palette import ACCENT, GROUND, HATCH, INK, LAND, QUIET, RULE, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import sentences, shortened, text_width
from renkei.errors import ParameterError
from renkei.language import formatted_number, formatted_percent, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.language import LanguageCode

PITCH: Final = 34
TALL_PITCH: Final = 50
"""Pixels of a line; on a phone the name stands above its track."""
TRACK: Final = 14
"""Height in px of the track that a score runs on."""
NAME_SIZE: Final = 12
NAME_SHARE: Final = 0.3
EDGE: Final = 8
SPACING: Final = 5
SCORES: Final = ("score", "low", "high", "known_weight")


def type_scores(
    rows: pl.DataFrame,
    title: str,
    sheet: Sheet,
    *,
    innovation: pl.DataFrame | None = None,
    least: Literal[0, -1] = 0,
) -> Picture:
    """How much a cluster is like each type, as bars from 0 to 1, hatched as far as the evidence is unknown.

    `rows` has type, name, score, low, high and known_weight (the share of the evidence, by weight, that is
    known), in the order in which they are drawn; `low` and `high` are where the score would lie if the rest
    of the evidence spoke against or for the type. A missing score is a track hatched all over that says
    "cannot tell". `innovation` is one row of the same numbers, drawn below between "low cost" (`least`) and
    "innovative" (1). With `least` -1 scores run from -1 (all evidence is against) to 1, and bars point both
    ways from 0. The words name the type with the highest score and those that it cannot be told from,
    because their ranges meet. Raises `ParameterError` if there is no row (Markusen 1996, table 1).
    """
    if rows.is_empty():
        raise ParameterError("“{title}” has no value to draw.", title=title)
    tracks = [_track(row, least) for row in rows.iter_rows(named=True)]
    placed = [] if innovation is None else innovation.head(1).to_dicts()
    axis = [_track({"name": "", **row}, least) for row in placed]
    card = _Card(tracks, axis, sheet)
    description = _description(tracks, axis, title, sheet.language)
    return Picture(
        id=picture_id("types", title, sheet),
        language=sheet.language,
        spec=specification(sheet, card.height, card.layers(), description=description),
        title=title,
        description=description,
        table=_table([*tracks, *axis], len(tracks), sheet.language),
        row_links=("",) * (len(tracks) + len(axis)),
        width=sheet.width,
        height=card.height,
    )


@dataclass(frozen=True, slots=True)
class _Track:
    """One score with its range; `low` and `high` are the score itself where no range is known."""

    name: str
    score: float | None
    low: float | None
    high: float | None
    known: float | None
    least: float

    @property
    def span(self) -> tuple[float, float]:
        """What the score can be: its range, or anything where it is not known."""
        if self.score is None:
            return self.least, 1.0
        ends = [self.score if end is None else end for end in (self.low, self.high)]
        return min(*ends, self.score), max(*ends, self.score)

    @property
    def open(self) -> bool:
        """Whether evidence is missing and its range with it."""
        return (self.low is None or self.high is None) and self.known != 1


def _track(row: Row, least: float) -> _Track:
    score, low, high, known = (_number(row.get(name), least) for name in SCORES)
    return _Track(row["name"], score, low, high, known, least)


def _number(value: float | None, least: float) -> float | None:
    """`value` between `least` and 1; none for what is no number."""
    return None if value is None or value != value else min(max(float(value), least), 1.0)


class _Card:
    """The layout of the tracks, one below the other, and of the axis between low cost and innovative."""

    def __init__(self, tracks: list[_Track], axis: list[_Track], sheet: Sheet) -> None:
        self.tracks, self.axis, self.sheet, self.least = tracks, axis, sheet, tracks[0].least
        language = sheet.language
        self.pitch = TALL_PITCH if sheet.narrow else PITCH
        self.keys = KeyBlock(
            [
                Key("box", ACCENT.light, translated("score from the evidence that is known", language)),
                Key("hatched", HATCH.light, translated("range that the unknown evidence leaves", language)),
            ],
            sheet,
            0,
        )
        self.numbers = [_written(track, language) for track in [*tracks, *axis]]
        widest = max(text_width(track.name, NAME_SIZE) for track in tracks)
        self.left = EDGE if sheet.narrow else EDGE + min(widest + 12, NAME_SHARE * sheet.width)
        beside = max(text_width(text, LABEL_SIZE) for text in self.numbers) + 12
        self.right = sheet.width - EDGE - (6 if sheet.narrow else beside)
        self.top = self.keys.bottom + 26
        self.ends = self.top + self.pitch * len(tracks)
        self.height = round(self.ends + (4 if not axis else 70 if sheet.narrow else 58))

    def _at(self, value: float) -> float:
        share = (value - self.least) / (1 - self.least)
        return round(self.left + share * (self.right - self.left), 1)

    def _middle(self, index: int) -> float:
        """The y of the middle of a track; the axis is the last, further down."""
        if index == len(self.tracks):
            return self.ends + 38
        return (
            self.top
            + self.pitch * index
            + (self.pitch - TRACK / 2 - 8 if self.sheet.narrow else self.pitch / 2)
        )

    def layers(self) -> list[Spec]:
        """Scale, tracks, ranges, bars, and what stands beside them."""
        every = list(enumerate([*self.tracks, *self.axis]))
        return [
            *self._scale(),
            self._grounds(every),
            *self._hatches(every),
            *self._bars(every[: len(self.tracks)]),
            *self._point(),
            self._answers(every),
            *self._names(),
            *self.keys.layers(),
        ]

    def _scale(self) -> list[Spec]:
        ticks: list[Row] = [
            {
                "x": self._at(value),
                "y": self.top - 9,
                "text": formatted_number(value, self.sheet.language, 2).rstrip("0").rstrip("."),
                "align": "center",
            }
            for value in (self.least + at * (1 - self.least) / 4 for at in range(5))
        ]
        lines: list[Row] = [
            {"x": row["x"], "x2": row["x"], "y": self.top - 2, "y2": self.ends} for row in ticks
        ]
        mark = {"type": "rule", "stroke": RULE.light, "strokeWidth": 0.8}
        return [drawn(mark, lines), written(ticks, colour=SOFT_INK.light)]

    def _grounds(self, every: list[tuple[int, _Track]]) -> Spec:
        """The tracks, which say their numbers."""
        tracks: list[Row] = [
            {
                **self._box(index, self.least, 1),
                "label": translated("{place}: {value}", self.sheet.language).format(
                    place=track.name or translated("Innovative or low cost", self.sheet.language),
                    value=self.numbers[index],
                ),
            }
            for index, track in every
        ]
        mark = {"type": "rect", "aria": True, "fill": LAND.light, "stroke": QUIET.light, "strokeWidth": 0.6}
        return drawn(mark, tracks, telling(Sheet(self.sheet.language, self.sheet.width)))

    def _box(self, index: int, low: float, high: float) -> Row:
        middle = self._middle(index)
        return {"x": self._at(low), "x2": self._at(high), "y": middle - TRACK / 2, "y2": middle + TRACK / 2}

    def _bars(self, tracks: list[tuple[int, _Track]]) -> list[Spec]:
        """From 0 to the score, thin enough that the hatching shows behind it."""
        bars: list[Row] = []
        for index, track in tracks:
            if track.score is not None:
                middle, tip = self._middle(index), self._at(track.score)
                box = self._box(index, *sorted((0.0, track.score)))
                bars.append({**box, "y": middle - 3, "y2": middle + 3, "tip": tip})
        ends: list[Row] = [
            {"x": row["tip"], "x2": row["tip"], "y": row["y"] - 4, "y2": row["y2"] + 4} for row in bars
        ]
        return (
            [
                drawn({"type": "rect", "fill": ACCENT.light}, bars),
                drawn({"type": "rule", "stroke": ACCENT.light, "strokeWidth": 3}, ends),
            ]
            if bars
            else []
        )

    def _hatches(self, every: list[tuple[int, _Track]]) -> list[Spec]:
        """Diagonal lines over what each score can be."""
        boxes = [self._box(index, *track.span) for index, track in every if track.span[0] < track.span[1]]
        lines = [line for box in boxes for line in _diagonals(box)]
        grounds = drawn({"type": "rect", "fill": GROUND.light}, boxes)
        edges = drawn({"type": "rect", "fill": None, "stroke": QUIET.light, "strokeWidth": 0.8}, boxes)
        strokes = drawn({"type": "rule", "stroke": QUIET.light, "strokeWidth": 0.9}, lines)
        return [grounds, strokes, edges] if boxes else []

    def _point(self) -> list[Spec]:
        """Where the cluster stands between low cost and innovative, and what the ends mean."""
        if not self.axis:
            return []
        y, score, half = self._middle(len(self.tracks)), self.axis[0].score, self._at((self.least + 1) / 2)
        middle: list[Row] = [{"x": half, "x2": half, "y": y - 10, "y2": y + 10}]
        rule = drawn({"type": "rule", "stroke": SOFT_INK.light, "strokeWidth": 0.8}, middle)
        point = {"type": "point", "shape": "diamond", "size": 130, "filled": True, "opacity": 1}
        paint = {"fill": INK.light, "stroke": GROUND.light}
        places: list[Row] = [] if score is None else [{"x": self._at(score), "y": y}]
        dots = [drawn({**point, **paint}, places)] if places else []
        return [written(self._ends(y)), rule, *dots]

    def _ends(self, y: float) -> list[Row]:
        """What the ends of the axis mean, above it."""
        language, room = self.sheet.language, (self.right - self.left) / 2 - 4
        low = shortened(translated("low cost", language), LABEL_SIZE, room)
        high = shortened(translated("innovative", language), LABEL_SIZE, room)
        return [
            {"x": self.left, "y": y - 17, "text": low},
            {"x": self.right, "y": y - 17, "text": high, "align": "right"},
        ]

    def _answers(self, every: list[tuple[int, _Track]]) -> Spec:
        """The numbers beside the tracks, on a phone above them."""
        narrow, last = self.sheet.narrow, len(self.tracks)
        rows: list[Row] = []
        for index, _ in every:
            above = narrow and index < last
            below = narrow and index == last
            rows.append(
                {
                    "x": self.sheet.width - EDGE if narrow else self.right + 10,
                    "y": self._middle(index) - (20 if above else -18 if below else 0),
                    "text": self.numbers[index],
                    "align": "right" if narrow else "left",
                }
            )
        return written(rows)

    def _names(self) -> list[Spec]:
        narrow = self.sheet.narrow
        rows: list[Row] = []
        for index, track in enumerate(self.tracks):
            beside = text_width(self.numbers[index], LABEL_SIZE)
            room = self.sheet.width - 2 * EDGE - beside - 10 if narrow else self.left - EDGE - 10
            rows.append(
                {
                    "x": EDGE if narrow else self.left - 10,
                    "y": self._middle(index) - (20 if narrow else 0),
                    "text": shortened(track.name, NAME_SIZE, room),
                    "align": "left" if narrow else "right",
                }
            )
        return [written(rows, size=NAME_SIZE)]


def _diagonals(box: Row) -> list[Row]:
    """Hatch lines that rise to the right inside a box."""
    lines: list[Row] = []
    height, at = box["y2"] - box["y"], box["x"] - (box["y2"] - box["y"])
    while at < box["x2"]:
        left, right = max(at, box["x"]), min(at + height, box["x2"])
        if right > left:
            lines.append(
                {"x": left, "x2": right, "y": box["y2"] - (left - at), "y2": box["y2"] - (right - at)}
            )
        at += SPACING
    return lines


def _written(track: _Track, language: LanguageCode) -> str:
    """The score with how much of the evidence is known; "cannot tell" where there is no score."""
    number = (
        translated("cannot tell", language)
        if track.score is None
        else formatted_number(track.score, language)
    )
    if track.known is None:
        return number
    known = formatted_percent(track.known, language, 0)
    return translated("{value} (evidence known: {share})", language).format(value=number, share=known)


def _description(tracks: list[_Track], axis: list[_Track], title: str, language: LanguageCode) -> str:
    scored = [track for track in tracks if track.score is not None]
    if not scored:
        said = translated(
            "{title}. It cannot be told which type the cluster is: the evidence is missing.", language
        )
        return said.format(title=title)
    leader = max(scored, key=lambda track: track.score if track.score is not None else track.least)
    rivals = [track.name for track in tracks if track is not leader and track.span[1] >= leader.span[0]]
    if rivals:
        template = (
            "{title}. The cluster is most like {leader} ({value}), but with the evidence known it cannot be "
            "told from {rivals}."
        )
    elif any(track.open for track in scored):
        template = (
            "{title}. The cluster is most like {leader} ({value}); it is not known how much the rest of the "
            "evidence could change that."
        )
    else:
        template = (
            "{title}. The cluster is most like {leader} ({value}), whatever the evidence that is not known."
        )
    said = translated(template, language).format(
        title=title,
        leader=leader.name,
        value=formatted_number(leader.score, language),
        rivals=joined_list(rivals, language),
    )
    return sentences((said, *(_position(track, language) for track in axis)), language)


def _position(track: _Track, language: LanguageCode) -> str:
    """Whether the cluster is innovative or low-cost, as far as its range is on one side of the middle."""
    (low, high), middle = track.span, (track.least + 1) / 2
    if low > middle:
        template = "It is innovative rather than low-cost."
    elif high < middle:
        template = "It is low-cost rather than innovative."
    else:
        template = "It cannot be told whether it is innovative or low-cost."
    return translated(template, language)


def _table(tracks: list[_Track], types: int, language: LanguageCode) -> pl.DataFrame:
    axis = translated("Innovative (high) or low cost (low)", language)
    names = [track.name if index < types else axis for index, track in enumerate(tracks)]
    columns = {
        translated("Type", language): pl.Series(names, dtype=pl.String),
        translated("Score", language): pl.Series([track.score for track in tracks], dtype=pl.Float64).round(
            2
        ),
        translated("At least", language): pl.Series([track.low for track in tracks], dtype=pl.Float64).round(
            2
        ),
        translated("At most", language): pl.Series([track.high for track in tracks], dtype=pl.Float64).round(
            2
        ),
        translated("Share of the evidence known", language): pl.Series(
            [track.known for track in tracks], dtype=pl.Float64
        ).round(2),
    }
    return pl.DataFrame(columns)
