"""Where values gather: local Moran, Geary and Getis–Ord for each region, with chance drawn conditionally.

All functions take a table with region and a value, and neighbours: a table (region_a, region_b; each pair
counts in both directions; with a column `weight` each row is one direction) or `SpatialWeights`. A table's
weights are row-standardised, so that a lag is the neighbours' mean. With industry or year each industry and
year is a map of its own; a pair of region and industry without a row is zero if the region has any row (in
that year).

Unknown values (empty, NaN, `suppressed`) and islands: a region whose value is unknown has a row without
results and is no one's neighbour; its neighbours' other weights are standardised anew, and their column
`unknown` counts what was left out. An island has a value that counts in mean and chance but no result of its
own. Where all known values are the same, or fewer than three are known, nothing is said: results are missing.

Chance: the region keeps its value, its neighbours' values are drawn without replacement from all others
(Anselin 1995, 96). `p_value` is two-sided, twice the smaller tail; GeoDa and esda show half of it. `z`
compares with the exact mean and deviation of these draws, without simulation. `q_value` controls the false
discovery rate over the regions of a map (Benjamini & Hochberg 1995; for local statistics de Castro & Singer
2006). The same `rng` gives the same numbers, whatever other maps the table has and however many threads run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from renkei.clusters.autocorrelation.discovery import false_discovery_rates
from renkei.clusters.autocorrelation.draws import Reached, reached
from renkei.clusters.autocorrelation.fields import Field, check_permutations, field, seed_from
from renkei.clusters.autocorrelation.lists import Neighbourhoods
from renkei.clusters.autocorrelation.local_scores import (
    ASSOCIATIONS,
    QUADRANTS,
    SPOTS,
    LocalFound,
    geary_scores,
    getis_ord_scores,
    moran_scores,
    star_scores,
)
from renkei.clusters.autocorrelation.maps import ValueMap, ValueMaps, value_maps
from renkei.clusters.autocorrelation.weights import (
    SpatialWeights,
    listed_neighbours,
    row_sizes,
    weights_between,
    weights_of,
)
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]
    Counts = NDArray[np.int64]
    Columns = dict[str, NDArray[Any]]


def moran_local(
    values: FrameT,
    neighbours: IntoFrame | SpatialWeights,
    *,
    value: str = "establishments",
    permutations: int = 9_999,
    rng: np.random.Generator,
) -> FrameT:
    """Which regions are like or unlike their neighbours: local Moran (LISA), with chance and quadrant.

    Columns: region, (industry, year,) `value`, lag (weighted sum of the neighbours' values: their mean, in
    the unit of `value`), moran_local I_i = z_i Σ_j w_ij z_j with z the standard scores (so that with m2 =
    Σ (x - x̄)² / n the sum of all I_i is S0 times Moran's I), z, p_value, q_value, quadrant (first the
    region, then its neighbours, above the mean or not: High-High, Low-Low, High-Low, Low-High), neighbours
    (counted), unknown (left out). esda multiplies I_i by (n - 1) / n. Sorted by key. Time: see `reached` in
    `renkei.clusters.autocorrelation.draws`.

    Raises `TableError` if a column is absent, a key is empty or repeated, a value is text or infinite, no
    region has a neighbour, or as `SpatialWeights.from_neighbours`; `ParameterError` for fewer than 39
    permutations.

    Source: Anselin (1995), Geographical Analysis 27, 93-115, eq. 12; z: Sokal, Oden & Thomson (1998),
    Geographical Analysis 30, 331-354.
    """
    request = _Request(value, permutations, seed_from(rng))
    return as_kind_of(_local(values, neighbours, request, _MORAN), values)


def geary_local(
    values: FrameT,
    neighbours: IntoFrame | SpatialWeights,
    *,
    value: str = "establishments",
    permutations: int = 9_999,
    rng: np.random.Generator,
) -> FrameT:
    """How much regions differ from their neighbours: local Geary, small where alike.

    Columns as `moran_local`, with geary_local c_i = Σ_j w_ij (z_i - z_j)², z (negative: more alike than chance
    has it), and association: High-High and Low-Low (alike, both above or below the mean), Similar (alike,
    around the mean), Different. Unlike Moran it sees similarity of middling values. With row-standardised
    weights the mean of all c_i is 2 n / (n - 1) times Geary's C. Errors as `moran_local`.

    Source: Anselin (1995), eq. 18; Anselin (2019), Geographical Analysis 51, 133-150, eq. 5.
    """
    request = _Request(value, permutations, seed_from(rng))
    return as_kind_of(_local(values, neighbours, request, _GEARY), values)


def getis_ord_local(
    values: FrameT,
    neighbours: IntoFrame | SpatialWeights,
    *,
    value: str = "establishments",
    permutations: int = 9_999,
    rng: np.random.Generator,
) -> FrameT:
    """Hot and cold spots around each region, without itself: Getis–Ord G_i in standard deviations.

    Columns: region, (industry, year,) `value`, lag, ratio = Σ_j w_ij x_j / Σ_(j≠i) x_j (Getis & Ord 1992; missing
    where a value is negative or all others are zero), getis_ord_local = the ratio less its mean by chance,
    in standard deviations, p_value, q_value, spot (Hot above the mean, Cold below), neighbours, unknown.
    Errors as `moran_local`.

    Source: Getis & Ord (1992), Geographical Analysis 24, 189-206; Ord & Getis (1995), Geographical Analysis
    27, 286-306, eq. 14.
    """
    request = _Request(value, permutations, seed_from(rng))
    return as_kind_of(_local(values, neighbours, request, _GETIS_ORD), values)


def getis_ord_star(
    values: FrameT,
    neighbours: IntoFrame | SpatialWeights,
    *,
    value: str = "establishments",
    permutations: int = 9_999,
    rng: np.random.Generator,
) -> FrameT:
    """Hot and cold spots of each region and its neighbours together: Getis–Ord G_i* in standard deviations.

    As `getis_ord_local`, with the region among its own neighbours: it weighs as much as they do on average
    (standardised weights still add up to 1). lag and ratio, with Σ_j x_j below, contain it; `neighbours` does
    not. `getis_ord_star` is in standard deviations over all ways to deal the values out, the region's own as
    well; `p_value` is drawn conditionally, with the region's own value in place, and so equals that of G_i.
    Errors as `moran_local`.

    Source: Ord & Getis (1995), Geographical Analysis 27, 286-306, eq. 14.
    """
    request = _Request(value, permutations, seed_from(rng))
    return as_kind_of(_local(values, neighbours, request, _STAR), values)


@dataclass(frozen=True, slots=True)
class _Request:
    value: str
    permutations: int
    seed: int

    def __post_init__(self) -> None:
        check_permutations(self.permutations)


@dataclass(frozen=True, slots=True)
class _Method:
    """How a statistic is computed, the columns it fills, and its label with the words for it."""

    compute: Callable[[Field], LocalFound]
    columns: tuple[str, ...]
    label: str
    words: tuple[str, ...]


_MORAN: Final = _Method(moran_scores, ("lag", "moran_local", "z"), "quadrant", QUADRANTS)
_GEARY: Final = _Method(geary_scores, ("lag", "geary_local", "z"), "association", ASSOCIATIONS)
_GETIS_ORD: Final = _Method(getis_ord_scores, ("lag", "ratio", "getis_ord_local"), "spot", SPOTS)
_STAR: Final = _Method(star_scores, ("lag", "ratio", "getis_ord_star"), "spot", SPOTS)


def _local(
    values: IntoFrame, neighbours: IntoFrame | SpatialWeights, request: _Request, method: _Method
) -> pl.DataFrame:
    """The result of a method for every map; maps that know the same regions share weights and draws."""
    maps = value_maps(values, (request.value,))
    weights = weights_of(neighbours, standardised=True)
    between = weights_between(weights, maps.names)
    listed = listed_neighbours(weights, maps.names)
    drawn = list(maps)
    alike: dict[bytes, list[int]] = {}
    for number, one in enumerate(drawn):
        alike.setdefault(one.known.tobytes(), []).append(number)
    parts: dict[int, Columns] = {}
    for numbers in alike.values():
        known = drawn[numbers[0]].known
        only = between.only(known)
        fields = [field(drawn[number].values[0, known], only) for number in numbers]
        results = _results(fields, only, request, method)
        for number, result in zip(numbers, results, strict=True):
            parts[number] = _columns(drawn[number], result, listed)
    return _table(maps, [parts[number] for number in range(len(drawn))], request.value, method)


def _results(
    fields: list[Field | None], weights: SpatialWeights, request: _Request, method: _Method
) -> list[Columns]:
    """For each field the method's columns, one number per known region; NaN where nothing is said."""
    found = [method.compute(one) if one is not None else None for one in fields]
    sums = [one.sums for one in found if one is not None]
    counts = iter(reached(sums, Neighbourhoods.of(weights), request.permutations, request.seed))
    sizes = row_sizes(weights)
    return [
        _nothing(sizes, method) if one is None else _result(one, next(counts), sizes, request, method)
        for one in found
    ]


def _result(found: LocalFound, counts: Reached, sizes: Counts, request: _Request, method: _Method) -> Columns:
    near = sizes > 0
    p = np.where(near, counts.p_values(request.permutations), np.nan)
    numbers = {name: np.where(near, found.numbers[name], np.nan) for name in method.columns}
    label = np.where(near, found.label, len(method.words))
    return {
        **numbers,
        "p_value": p,
        "q_value": false_discovery_rates(p),
        method.label: label,
        "neighbours": sizes,
    }


def _nothing(sizes: Counts, method: _Method) -> Columns:
    numbers = dict.fromkeys((*method.columns, "p_value", "q_value"), np.full(sizes.size, np.nan))
    return {**numbers, method.label: np.full(sizes.size, len(method.words)), "neighbours": sizes}


def _columns(one: ValueMap, result: Columns, listed: Counts) -> Columns:
    """The result for each region that the map has, where known; with `place`, value and unknown neighbours."""
    known, places = one.known[one.there], np.flatnonzero(one.there)
    found: Columns = {"place": places, "value": one.values[0, places]}
    for name, part in result.items():
        nothing = np.nan if part.dtype.kind == "f" else 0
        found[name] = np.full(places.size, nothing, dtype=part.dtype)
        found[name][known] = part
    found["unknown"] = np.where(known, listed[places] - found["neighbours"], 0)
    found["known"] = known
    return found


def _table(maps: ValueMaps, parts: list[Columns], value: str, method: _Method) -> pl.DataFrame:
    """All maps in one table, sorted by region, industry and year; NaN made missing."""
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    number = np.repeat(np.arange(len(parts)), [part["place"].size for part in parts])
    said = np.where(rows["known"], rows[method.label], len(method.words))
    numbers = (*method.columns, "p_value", "q_value")
    table = pl.DataFrame(
        {
            "region": maps.regions.gather(rows["place"]),
            **{name: maps.labels[name].gather(number) for name in maps.labels.columns},
            value: rows["value"],
            **{name: rows[name] for name in numbers},
            method.label: pl.Series([*method.words, None], dtype=pl.String).gather(said),
            "neighbours": rows["neighbours"],
            "unknown": rows["unknown"],
        }
    )
    return table.fill_nan(None).sort("region", *maps.labels.columns)
