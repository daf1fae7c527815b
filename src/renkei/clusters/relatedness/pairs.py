"""Pairs of industries and how related they are, and the network of the nearest: the industry space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from renkei.clusters.activity.options import check_above_zero
from renkei.clusters.relatedness.measures import Margins, Measure, check_measure
from renkei.clusters.relatedness.presences import Panel, PresenceRule, Presences, stacked
from renkei.clusters.relatedness.proximity import chance_of_overlap
from renkei.clusters.relatedness.sums import RelatednessSums
from renkei.clusters.relatedness.vectors import complexity_vectors, standardised
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    import polars as pl
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

    Places = NDArray[np.integer[Any]]
    Singles = NDArray[np.float32]


def related_industries(
    activity: FrameT,
    *,
    measure: Measure = "proximity",
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> FrameT:
    """How related each pair of industries is, from the regions that are specialised in both.

    Columns: industry_a, industry_b (a before b), (year,) shared_regions, relatedness by `measure` (formulas
    in `renkei.clusters.relatedness.measures`), chance: the probability of as many shared regions or more if
    both industries had their regions at random (hypergeometric). One row per pair that shares a region; the
    relatedness of any other pair is 0 (`standardised`: below 0). A region is specialised where LQ ≥
    `location_quotient` with at least `minimum` of `value`; one with a row in the year counts among the n even
    if it is specialised in nothing; an unknown amount is no specialisation. Sorted by year, industry_a,
    industry_b. Time and memory grow with the square of industries.

    Raises `TableError` as `location_quotient`, `ParameterError` for a measure or threshold out of range.

    Source: Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317, 482-487, eq. 1 (proximity); for the
    others that module.
    """
    check_measure(measure)
    panel = Panel.read(activity, PresenceRule(value, location_quotient, minimum))
    return as_kind_of(stacked([_pairs(year, measure) for year in panel]), activity)


@dataclass(frozen=True, slots=True)
class IndustrySpace:
    """The industry space to draw.

    `nodes`: industry, (year,) ubiquity, unknown, the known total of the value, product_complexity; `edges`:
    industry_a, industry_b, (year,) proximity, shared_regions, in_tree (whether the edge belongs to the tree).
    """

    nodes: pl.DataFrame
    edges: pl.DataFrame


def industry_space(
    activity: IntoFrame,
    *,
    threshold: float = 0.55,
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> IndustrySpace:
    """The network of industries by proximity: the maximum spanning tree, and every edge of `threshold` or more.

    The tree joins all industries that any path joins, by the strongest edges; each group without a tie to the
    others has a tree of its own, and an industry that no region is specialised in has no edge. Among equally
    strong edges the one whose industry comes first is taken. Raises `TableError` as `location_quotient`,
    `ParameterError` for a threshold of zero or less. Time and memory grow with the square of industries.

    Source: Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317, 482-487, fig. 1 (0.55) and
    supporting material.
    """
    check_above_zero("threshold", threshold)
    panel = Panel.read(activity, PresenceRule(value, location_quotient, minimum))
    nodes, edges = zip(*(_space(year, threshold, value) for year in panel), strict=True)
    return IndustrySpace(stacked(list(nodes), "industry"), stacked(list(edges)))


def _pairs(year: Presences, measure: Measure) -> pl.DataFrame:
    a, b, together = _sharing(year)
    margins = Margins.of(year.present, measure)
    ubiquity = np.asarray(year.present.sum(axis=0)).astype(np.int64)
    return year.industry_pair_rows(
        a,
        b,
        shared_regions=together,
        relatedness=margins.relatedness(together.astype(np.float64), a, b),
        chance=chance_of_overlap(together, ubiquity[a], ubiquity[b], year.shape[0]),
    )


def _sharing(year: Presences) -> tuple[Places, Places, NDArray[np.int64]]:
    """The places of each pair of industries that shares a region, in order, and how many they share."""
    one = year.present.astype(np.float32).toarray()
    a, b, shared = [], [], []
    for first in range(one.shape[1]):
        together = one[:, first] @ one[:, first + 1 :]
        there = np.flatnonzero(together)
        a.append(np.full(len(there), first))
        b.append(there + first + 1)
        shared.append(together[there])
    if not a:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(a), np.concatenate(b), np.concatenate(shared).astype(np.int64)


def _space(year: Presences, threshold: float, value: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    complexity = standardised(complexity_vectors(year.present).industries)
    totals = np.asarray(year.amounts.sum(axis=0))
    nodes = year.industry_rows(**{value: totals}, product_complexity=complexity)
    near = RelatednessSums(year.present, "proximity", "excluded").matrix()
    tree = spanning_tree(near)
    a, b = np.nonzero(np.triu(tree | (near >= np.float32(threshold)), 1))
    larger = np.maximum(*(np.asarray(year.present.sum(axis=0))[side] for side in (a, b)))
    shared = np.rint(near[a, b] * larger).astype(np.int64)
    edges = year.industry_pair_rows(
        a, b, proximity=shared / larger, shared_regions=shared, in_tree=tree[a, b]
    )
    return nodes, edges


def spanning_tree(near: Singles) -> NDArray[np.bool_]:
    """Which pairs belong to the maximum spanning tree (or trees) of a matrix; ties by the first place.

    Prim's algorithm on the dense matrix: time grows with its size. Entries of zero are no edges.
    """
    count = len(near)
    tree = np.zeros((count, count), dtype=np.bool_)
    best, link = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.int64)
    outside = np.ones(count, dtype=np.bool_)
    for _ in range(count):
        reach = np.where(outside, best, np.float32(-1.0))
        place = int(reach.argmax())
        if reach[place] > 0.0:
            tree[place, link[place]] = tree[link[place], place] = True
        outside[place] = False
        stronger = near[place] > best
        best[stronger], link[stronger] = near[place][stronger], place
    return tree
