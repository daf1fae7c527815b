"""The network of related industries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import LABEL_SIZE, drawn, haloed, picture_id, specification, telling, told
from renkei.charts.network_layout import kept_layout, kept_ties, ties_between
from renkei.charts.palette import GROUND, GROUPS, HATCH, INK, QUIET
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import Anchor, placed_labels, shortened
from renkei.errors import ParameterError
from renkei.language import formatted_count, formatted_number, joined_list, translated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from renkei.charts.layers import Row

PER_NODE: Final = 1.6
"""Drawn edges per node, besides those that hold the network together."""
LARGEST: Final = 13.0
LARGEST_NARROW: Final = 9.0
SMALLEST: Final = 3.0
"""Radii of nodes in px."""
EDGE: Final = 8
MARGIN: Final = 26
LEADERS: Final = 3


def relatedness_network(
    industries: pl.DataFrame,
    relatedness: pl.DataFrame,
    title: str,
    sheet: Sheet,
    *,
    highlight: Sequence[str] = (),
) -> Picture:
    """Industries as dots, joined where they are often specialised in the same regions.

    `industries` has industry, name, establishments, division and division_name; the area of a dot is its
    establishments, its colour its division (the six with the most establishments among those with several
    industries; others are grey). `relatedness` has industry_a, industry_b and proximity. Drawn are the
    strongest ties and those that hold the network together; the table lists them, and an industry without a
    tie is left out. `highlight` rings some dots. Raises `ParameterError` if no tie joins two industries.
    """
    nodes = industries.sort("industry")
    network = _network(nodes, relatedness)
    if not network.edges:
        raise ParameterError("“{title}” has no tie between its industries to draw.", title=title)
    plot = _Plot(network, sheet, highlight)
    description = _description(network, title, sheet)
    return Picture(
        id=picture_id("network", title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(), description=description),
        title=title,
        description=description,
        table=_table(network, sheet),
        row_links=tuple(sheet.link(network.codes[one]) for one, _, _ in network.edges),
        width=sheet.width,
        height=plot.height,
    )


@dataclass(frozen=True, slots=True)
class _Network:
    """Industries in order of code, and the ties that are drawn (two positions, proximity), strongest first."""

    codes: list[str]
    names: list[str]
    plants: list[float]
    divisions: list[tuple[str, str]]
    edges: list[tuple[int, int, float]]
    places: NDArray[np.float64]


def _network(nodes: pl.DataFrame, relatedness: pl.DataFrame) -> _Network:
    tied = kept_ties(ties_between(nodes["industry"].to_list(), relatedness), PER_NODE)
    joined = tied.any(axis=1)
    nodes, tied = nodes.filter(pl.Series(joined)), np.ascontiguousarray(tied[joined][:, joined])
    pairs = [(int(one), int(other)) for one, other in zip(*np.nonzero(np.triu(tied)), strict=True)]
    edges = [(one, other, float(tied[one, other])) for one, other in pairs]
    return _Network(
        codes=nodes["industry"].to_list(),
        names=nodes["name"].to_list(),
        plants=nodes["establishments"].fill_null(0).cast(pl.Float64).to_list(),
        divisions=list(nodes.select("division", "division_name").iter_rows()),
        edges=sorted(edges, key=lambda edge: (-edge[2], edge[0], edge[1])),
        places=kept_layout(tied),
    )


class _Plot:
    """The layout of dots, ties, names and key on the sheet."""

    def __init__(self, network: _Network, sheet: Sheet, highlight: Sequence[str]) -> None:
        self.network, self.sheet, self.highlight = network, sheet, set(highlight)
        self.colours = _colours(network)
        self.bottom = round(sheet.width * (1.15 if sheet.narrow else 0.78))
        self.keys = self._keys()
        self.height = round(self.keys.bottom) + EDGE
        room = np.array([sheet.width - 2 * MARGIN, self.bottom - 2 * MARGIN])
        self.points = np.round(MARGIN + network.places * room, 1).tolist()
        largest = LARGEST_NARROW if sheet.narrow else LARGEST
        most = max(*network.plants, 1.0)
        self.radii = [max(largest * (plants / most) ** 0.5, SMALLEST) for plants in network.plants]

    def layers(self) -> list[Spec]:
        """Ties, dots, rings, names and key."""
        return [self._ties(), *self._rings(), self._dots(), *self._names(), *self.keys.layers()]

    def _ties(self) -> Spec:
        lines: list[Row] = []
        for one, other, proximity in self.network.edges:
            (x, y), (x2, y2) = self.points[one], self.points[other]
            lines.append({"x": x, "y": y, "x2": x2, "y2": y2, "width": round(0.5 + 2.2 * proximity**2, 2)})
        width = {"strokeWidth": {"field": "width", "type": "quantitative", "scale": None}}
        return drawn({"type": "rule", "stroke": HATCH.light, "opacity": 0.9}, lines, width)

    def _dots(self) -> Spec:
        template = translated("{name} (establishments: {plants})", self.sheet.language)
        dots: list[Row] = []
        for index in sorted(range(len(self.radii)), key=lambda at: -self.radii[at]):
            plants = formatted_count(self.network.plants[index], self.sheet.language)
            label = template.format(name=self.network.names[index], plants=plants)
            x, y = self.points[index]
            size = round(3.1416 * self.radii[index] ** 2, 1)
            colour = self.colours.get(self.network.divisions[index][0], QUIET.light)
            code = self.network.codes[index]
            dots.append({"x": x, "y": y, "size": size, "fill": colour, **told(label, code, self.sheet)})
        encoding = {
            "size": {"field": "size", "type": "quantitative", "scale": None},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            **telling(self.sheet),
        }
        mark = {"type": "circle", "aria": True, "opacity": 1, "stroke": GROUND.light, "strokeWidth": 1}
        return drawn(mark, dots, encoding)

    def _rings(self) -> list[Spec]:
        rings: list[Row] = [
            {
                "x": self.points[index][0],
                "y": self.points[index][1],
                "size": 3.1416 * (self.radii[index] + 4) ** 2,
            }
            for index, code in enumerate(self.network.codes)
            if code in self.highlight
        ]
        size = {"size": {"field": "size", "type": "quantitative", "scale": None}}
        mark = {"type": "point", "filled": False, "stroke": INK.light, "strokeWidth": 1.5, "opacity": 1}
        return [drawn(mark, rings, size)] if rings else []

    def _names(self) -> list[Spec]:
        """Names, the highlighted and the largest first, where there is room."""
        size = LABEL_SIZE - 1
        order = sorted(
            range(len(self.radii)),
            key=lambda at: (self.network.codes[at] not in self.highlight, -self.radii[at]),
        )
        anchors = []
        for at in order:
            (x, y), name = self.points[at], shortened(self.network.names[at], size, self.sheet.width * 0.3)
            anchors.append(Anchor(x, y, name, self.radii[at]))
        area = (2, 2, self.sheet.width - 2, self.bottom - 2)
        return haloed(placed_labels(anchors, size=size, sheet=area), size=size)

    def _keys(self) -> KeyBlock:
        """The divisions with a colour, below the plot."""
        names = dict(self.network.divisions)
        entries = [Key("dot", colour, names[code]) for code, colour in self.colours.items()]
        if len(names) > len(entries):
            others = translated("other divisions", self.sheet.language)
            entries.append(Key("dot", QUIET.light, others))
        return KeyBlock(entries, self.sheet, self.bottom)


def _colours(network: _Network) -> dict[str, str]:
    """The colours of the six largest divisions with several industries, in order of code."""
    industries: Counter[str] = Counter()
    plants: Counter[str] = Counter()
    for (code, _), count in zip(network.divisions, network.plants, strict=True):
        industries[code] += 1
        plants[code] += round(count)
    several = [code for code in industries if industries[code] > 1]
    largest = sorted(several, key=lambda code: (-plants[code], code))[: len(GROUPS)]
    return {code: tone.light for code, tone in zip(sorted(largest), GROUPS, strict=False)}


def _description(network: _Network, title: str, sheet: Sheet) -> str:
    language = sheet.language
    pair = translated("{first} and {second} ({value})", language)
    top = [
        pair.format(
            first=network.names[one], second=network.names[other], value=formatted_number(proximity, language)
        )
        for one, other, proximity in network.edges[:LEADERS]
    ]
    template = "{title}. Network of {count} industries and {ties} ties; the closest are {top}."
    return translated(template, language).format(
        title=title,
        count=formatted_count(len(network.codes), language),
        ties=formatted_count(len(network.edges), language),
        top=joined_list(top, language),
    )


def _table(network: _Network, sheet: Sheet) -> pl.DataFrame:
    language = sheet.language
    columns: dict[str, list[Any]] = {
        translated("Industry", language): [network.names[one] for one, _, _ in network.edges],
        translated("Related industry", language): [network.names[other] for _, other, _ in network.edges],
        translated("Proximity", language): [round(proximity, 2) for _, _, proximity in network.edges],
    }
    return pl.DataFrame(columns)
