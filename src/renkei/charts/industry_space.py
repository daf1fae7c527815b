"""The space of industries: those that regions share lie together, and a region sees where it stands in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import LABEL_SIZE, drawn, haloed, picture_id, specification, telling, told
from renkei.charts.network_layout import kept_layout, nearest_ties, ties_between, untangled
from renkei.charts.palette import GROUND, GROUPS, HATCH, INK, QUIET
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import Anchor, Label, label_box, placed_labels, sentences, shortened
from renkei.errors import ParameterError
from renkei.language import formatted_count, formatted_number, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.network_layout import Places
    from renkei.charts.text import Box
    from renkei.language import LanguageCode

STRONGEST: Final = 2
"""Ties drawn of each industry, besides those that hold the network together."""
MARGIN: Final = 18
EDGE: Final = 8
NAMED_WIDTH: Final = 28
"""Pixels of the sheet's width for each name, which bounds how many are tried."""
FIRM: Final = 4.5
"""Radius in px of dots that no name may cover."""
DENSE: Final = 300
"""Industries from which even specialisations may be covered: else the largest would stay without a name."""
LEADERS: Final = 3
NAME_SIZE: Final = LABEL_SIZE - 1


def industry_space(nodes: pl.DataFrame, edges: pl.DataFrame, title: str, sheet: Sheet) -> Picture:
    """All industries as dots, near each other where many regions are specialised in both.

    `nodes` has industry, name, group_name (a broad division: its colour), size (plants: the area of the dot),
    complexity (may be missing) and present: whether the region that the picture is about is specialised in
    it; missing for all where it is about no region. `edges` has industry_a, industry_b and proximity. The
    six groups with the most plants have colours, the same in every language; others are grey. Of a region
    its specialisations are filled, other industries are rings, and unknown ones are grey rings. Names are
    those of the largest and most connected, those of the region first. Drawn are the two strongest ties of
    each industry and those that hold the network together (Hidalgo et al. 2007); an industry without any
    tie is in the table only, and the words say how many there are. Raises `ParameterError` if no tie joins
    two industries.
    """
    space = _space(nodes.sort("industry").cast({"present": pl.Boolean}), edges)
    if not space.edges:
        raise ParameterError("“{title}” has no tie between its industries to draw.", title=title)
    plot = _Plot(space, sheet)
    description = _description(space, title, sheet.language)
    table, codes = _table(space, sheet.language)
    return Picture(
        id=picture_id("space", title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(), description=description),
        title=title,
        description=description,
        table=table,
        row_links=tuple(sheet.link(code) for code in codes),
        width=sheet.width,
        height=plot.height,
    )


@dataclass(frozen=True, slots=True)
class _Space:
    """`nodes` in order of code, those with a tie; `alone`, those without; and the drawn ties by position."""

    nodes: pl.DataFrame
    alone: pl.DataFrame
    edges: list[tuple[int, int, float]]
    nearest: list[tuple[int, float]]
    places: Places

    @property
    def regional(self) -> bool:
        """Whether the picture is about a region."""
        return self.nodes["present"].null_count() < len(self.nodes)

    @property
    def colours(self) -> list[str]:
        """The colour of each node: that of its group if this is one of the six with the most plants."""
        plants: Counter[str] = Counter()
        for group, size in self.nodes.select("group_name", pl.col("size").fill_null(0)).iter_rows():
            plants[group] += size
        order = [group for group in plants if group is not None]
        largest = sorted(order, key=lambda group: -plants[group])[: len(GROUPS)]
        tones = dict(zip((group for group in order if group in largest), GROUPS, strict=False))
        return [tones.get(group, QUIET).light for group in self.nodes["group_name"]]


def _space(nodes: pl.DataFrame, edges: pl.DataFrame) -> _Space:
    every = ties_between(nodes["industry"].to_list(), edges)
    joined = every.any(axis=1)
    near = np.ascontiguousarray(every[joined][:, joined])
    tied = nearest_ties(near, STRONGEST) if near.size else near
    pairs = [(int(one), int(other)) for one, other in zip(*np.nonzero(np.triu(tied)), strict=True)]
    found = [(one, other, float(tied[one, other])) for one, other in pairs]
    mask = pl.Series(joined, dtype=pl.Boolean)
    return _Space(
        nodes=nodes.filter(mask),
        alone=nodes.filter(~mask),
        edges=sorted(found, key=lambda edge: (-edge[2], edge[0], edge[1])),
        nearest=[(int(row.argmax()), float(row.max())) for row in near],
        places=kept_layout(tied),
    )


class _Plot:
    """The layout of dots, ties, names and key."""

    def __init__(self, space: _Space, sheet: Sheet) -> None:
        self.space, self.sheet = space, sheet
        self.present = space.nodes["present"].to_list()
        self.colours = space.colours
        self.bottom = round(sheet.width * (1.25 if sheet.narrow else 0.74))
        self.keys = KeyBlock(self._wanted(), sheet, self.bottom)
        self.height = round(self.keys.bottom) + EDGE
        room = np.array([sheet.width - 2 * MARGIN, self.bottom - 2 * MARGIN])
        self.radii = self._radii(float((room.prod() / len(space.nodes)) ** 0.5))
        points = untangled(MARGIN + space.places * room, self.radii, room + 2 * MARGIN)
        self.points = np.round(points, 1).tolist()

    def _radii(self, spacing: float) -> list[float]:
        """Radii whose areas follow the plants, as large as the room of a node allows."""
        largest, smallest = min(max(0.36 * spacing, 4.0), 17.0), min(max(0.12 * spacing, 1.8), 4.0)
        sizes = self.space.nodes["size"].fill_null(0).cast(pl.Float64).to_list()
        most = max(*sizes, 1.0)
        return [max(largest * (size / most) ** 0.5, smallest) for size in sizes]

    def _wanted(self) -> list[Key]:
        """What colours mean, in order of code, and what the region has."""
        language = self.sheet.language
        named = dict(zip(self.colours, self.space.nodes["group_name"], strict=True))
        keys = [Key("dot", tone.light, named[tone.light]) for tone in GROUPS if tone.light in named]
        if QUIET.light in named:
            keys.append(Key("dot", QUIET.light, translated("other groups", language)))
        if self.space.regional:
            keys.append(Key("dot", INK.light, translated("specialised", language)))
            keys.append(Key("ring", INK.light, translated("not specialised", language)))
        if self.space.regional and None in self.present:
            keys.append(Key("ring", HATCH.light, translated("no data", language)))
        return keys

    def layers(self) -> list[Spec]:
        """Ties, dots, names and key."""
        return [
            *self._ties(),
            self._dots(),
            *haloed(self._names(), size=NAME_SIZE),
            *self.keys.layers(),
        ]

    def _ties(self) -> list[Spec]:
        """The ties, over them those between two specialisations of the region."""
        finer = min(1.0, 150 / len(self.space.nodes)) ** 0.25
        lines: dict[bool, list[Row]] = {False: [], True: []}
        for one, other, proximity in self.space.edges:
            (x, y), (x2, y2) = self.points[one], self.points[other]
            width = round(finer * (0.5 + 2.2 * proximity**2), 2)
            both = bool(self.present[one]) and bool(self.present[other])
            lines[both].append({"x": x, "y": y, "x2": x2, "y2": y2, "width": width + 0.4 * both})
        encoding = {"strokeWidth": {"field": "width", "type": "quantitative", "scale": None}}
        tones = {False: HATCH.light, True: INK.light}
        return [
            drawn({"type": "rule", "stroke": tones[both], "opacity": 0.8}, rows, encoding)
            for both, rows in lines.items()
            if rows
        ]

    def _dots(self) -> Spec:
        labels = _labels(self.space.nodes, self.sheet.language)
        codes = self.space.nodes["industry"].to_list()
        dots: list[Row] = []
        # Large dots first, so that small ones lie on top of them.
        for at in sorted(range(len(codes)), key=lambda at: (bool(self.present[at]), -self.radii[at])):
            (x, y), colour = self.points[at], self.colours[at]
            paint = {"fill": colour, "stroke": GROUND.light}
            if self.space.regional and not self.present[at]:
                paint = {"fill": GROUND.light, "stroke": HATCH.light if self.present[at] is None else colour}
            size = round(3.1416 * self.radii[at] ** 2, 1)
            dots.append({"x": x, "y": y, "size": size, **paint, **told(labels[at], codes[at], self.sheet)})
        encoding = {
            "size": {"field": "size", "type": "quantitative", "scale": None},
            **{part: {"field": part, "type": "nominal", "scale": None} for part in ("fill", "stroke")},
            **telling(self.sheet),
        }
        return drawn({"type": "circle", "aria": True, "opacity": 1, "strokeWidth": 1}, dots, encoding)

    def _names(self) -> list[Label]:
        """Names beside all dots where there is room; the first few also over dots that are small and idle."""
        order = self._by_weight()
        wanted = self.sheet.width // NAMED_WIDTH
        anchors = [self._anchor(at) for at in order]
        free = self._placed(anchors[: 3 * wanted], _marks(anchors[3 * wanted :]), wanted)
        named = {label.text for label in free}
        sparse = len(anchors) < DENSE
        firm = [
            it
            for it, at in zip(anchors, order, strict=True)
            if it.radius > FIRM or (sparse and self.present[at])
        ]
        left = [anchor for anchor in anchors[: wanted // 2] if anchor.text not in named]
        taken = [*_marks(firm), *(label_box(label, NAME_SIZE) for label in free)]
        over = self._placed(left, taken, len(left))
        return [*free, *over]

    def _placed(self, anchors: list[Anchor], taken: list[Box], most: int) -> list[Label]:
        area = (2, 2, self.sheet.width - 2, self.bottom - 2)
        return placed_labels(anchors, size=NAME_SIZE, sheet=area, taken=taken, most=most) if most else []

    def _by_weight(self) -> list[int]:
        """The nodes, those of the region first, then the largest and most connected."""
        ties: Counter[int] = Counter()
        for one, other, _ in self.space.edges:
            ties.update((one, other))
        most, busiest = max(self.radii), max(ties.values())
        score = [radius / most + 0.5 * ties[at] / busiest for at, radius in enumerate(self.radii)]
        return sorted(range(len(score)), key=lambda at: (not self.present[at], -score[at]))

    def _anchor(self, at: int) -> Anchor:
        name = self.space.nodes["name"][at]
        x, y = self.points[at]
        room = self.sheet.width * (0.38 if self.sheet.narrow else 0.26)
        return Anchor(x, y, shortened(name, NAME_SIZE, room), self.radii[at])


def _marks(anchors: list[Anchor]) -> list[Box]:
    """The room that dots take."""
    return [(it.x - it.radius, it.y - it.radius, it.x + it.radius, it.y + it.radius) for it in anchors]


def _labels(nodes: pl.DataFrame, language: LanguageCode) -> list[str]:
    """What is told at each dot."""
    plain = translated("{name} (establishments: {plants})", language)
    full = translated("{name} (establishments: {plants}; complexity: {complexity})", language)
    return [
        (plain if complexity is None else full).format(
            name=name,
            plants=formatted_count(size, language),
            complexity=formatted_number(complexity, language),
        )
        for name, size, complexity in nodes.select("name", "size", "complexity").iter_rows()
    ]


def _description(space: _Space, title: str, language: LanguageCode) -> str:
    names, pair = space.nodes["name"], translated("{first} and {second} ({value})", language)
    closest = [
        pair.format(first=names[one], second=names[other], value=formatted_number(proximity, language))
        for one, other, proximity in space.edges[:LEADERS]
    ]
    largest = space.nodes.filter("present").sort(
        "size", "industry", descending=[True, False], nulls_last=True
    )
    template = (
        "{title}. Network of {count} industries and {ties} ties; the region is specialised in {present} of "
        "them, the largest being {largest}."
        if len(largest)
        else "{title}. Network of {count} industries and {ties} ties; the closest are {top}."
    )
    said = translated(template, language).format(
        title=title,
        count=formatted_count(len(space.nodes), language),
        ties=formatted_count(len(space.edges), language),
        top=joined_list(closest, language),
        present=formatted_count(len(largest), language),
        largest=joined_list(largest["name"].head(LEADERS).to_list(), language),
    )
    left_out = translated("Industries without a tie, in the table only: {count}.", language)
    return sentences((said, left_out.format(count=len(space.alone)) if len(space.alone) else ""), language)


def _table(space: _Space, language: LanguageCode) -> tuple[pl.DataFrame, list[str]]:
    """One row per industry, the largest first, with the industry nearest to it; and the codes of the rows."""
    names = space.nodes["name"].to_list()
    nearest = pl.DataFrame(
        [(names[at], round(proximity, 2)) for at, proximity in space.nearest],
        schema={"nearest": pl.String, "proximity": pl.Float64},
        orient="row",
    )
    every = pl.concat([space.nodes.hstack(nearest), space.alone], how="diagonal")
    ranked = every.sort("size", "industry", descending=[True, False], nulls_last=True)
    columns = {
        translated("Industry", language): ranked["name"],
        translated("Group", language): ranked["group_name"],
        translated("Establishments", language): ranked["size"],
        translated("Complexity", language): ranked["complexity"].cast(pl.Float64).round(2),
        translated("Closest industry", language): ranked["nearest"],
        translated("Proximity", language): ranked["proximity"],
    }
    if space.regional:
        words = {True: translated("yes", language), False: translated("no", language)}
        unknown = translated("no data", language)
        columns[translated("Specialised", language)] = pl.Series(
            [words.get(one, unknown) for one in ranked["present"]], dtype=pl.String
        )
    return pl.DataFrame(columns), ranked["industry"].to_list()
