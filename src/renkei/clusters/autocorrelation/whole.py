"""Whether neighbouring regions are alike over the whole map: Moran, Geary, Getis–Ord and join counts.

Tables, neighbours, unknown values and islands are read as in `renkei.clusters.autocorrelation.local`: one row
for each map (industry and year, as far as the table has them), with `regions` (whose value is known),
`unknown` (left out) and `islands` (regions with a value, but no neighbour that has one; they count in mean
and chance). Where all known values are the same, or fewer than three are known, results are missing.

Chance in three ways: `z_normal`, `p_normal` if values were independent and normal; `z_random`, `p_random` if
the observed values were dealt out at random, with exact mean and variance and a normal limit (needs four
regions); `p_value` from permutations, two-sided: twice the smaller tail, the observed map counted among the
draws (esda shows half of it). The same `rng` gives the same numbers, whatever other maps the table has and
however many threads run. Time grows as maps × permutations × (regions + pairs of neighbours), memory as
regions + pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from renkei.clusters.autocorrelation.fields import seed_from, standard_scores
from renkei.clusters.autocorrelation.moments import (
    Chance,
    difference_sums,
    geary_if_normal,
    moran_if_normal,
    product_sums,
    randomisation,
    two_sided,
)
from renkei.clusters.autocorrelation.over_maps import KnownMap, Request, Statistic, over_maps, tails
from renkei.clusters.autocorrelation.weights import SpatialWeights, weights_of
from renkei.errors import TableError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]

CELLS: Final = 1 << 20


def moran_global(
    values: FrameT,
    neighbours: IntoFrame | SpatialWeights,
    *,
    value: str = "establishments",
    permutations: int = 999,
    rng: np.random.Generator,
) -> FrameT:
    """How alike neighbours are on the whole map: Moran's I.

    Columns: (industry, year,) regions, unknown, islands, moran_global I = (n / S0) Σ w_ij z_i z_j / Σ z_i²
    (above `expected`: neighbours alike; below: unlike), expected = -1 / (n - 1), z_normal, p_normal,
    z_random, p_random, p_value. Sorted by key. A table's weights are row-standardised. Errors as
    `moran_local`.

    Source: Moran (1950), Biometrika 37, 17-23; moments: Cliff & Ord (1981), Spatial Processes, 42-46.
    """
    request = Request((value,), permutations, seed_from(rng))
    found = over_maps(values, weights_of(neighbours, standardised=True), request, _MORAN)
    return as_kind_of(found, values)


def geary_global(
    values: FrameT,
    neighbours: IntoFrame | SpatialWeights,
    *,
    value: str = "establishments",
    permutations: int = 999,
    rng: np.random.Generator,
) -> FrameT:
    """How much neighbours differ on the whole map: Geary's C.

    Columns as `moran_global`, with geary_global C = (n - 1) Σ w_ij (z_i - z_j)² / (2 S0 Σ z_i²): below
    `expected` = 1 neighbours are alike, above it unlike. Errors as `moran_local`.

    Source: Geary (1954), Incorporated Statistician 5, 115-145; moments: Cliff & Ord (1981), 42-46.
    """
    request = Request((value,), permutations, seed_from(rng))
    found = over_maps(values, weights_of(neighbours, standardised=True), request, _GEARY)
    return as_kind_of(found, values)


def getis_ord_global(
    values: FrameT,
    neighbours: IntoFrame | SpatialWeights,
    *,
    value: str = "establishments",
    permutations: int = 999,
    rng: np.random.Generator,
) -> FrameT:
    """Whether high or low values lie together: the general G of Getis and Ord.

    Columns: (industry, year,) regions, unknown, islands, getis_ord_global G = Σ w_ij x_i x_j / Σ_(i≠j) x_i x_j
    (above `expected`: high values lie together; below: low ones), expected = S0 / (n (n - 1)), z_random,
    p_random, p_value. A table's neighbours count 1 each, as in the paper. Raises `TableError` if a value is
    negative; else as `moran_local`.

    Source: Getis & Ord (1992), Geographical Analysis 24, 189-206, eq. 5.
    """
    request = Request((value,), permutations, seed_from(rng))
    found = over_maps(values, weights_of(neighbours, standardised=False), request, _GENERAL_G)
    return as_kind_of(found, values)


def moran_bivariate(
    values: FrameT,
    neighbours: IntoFrame | SpatialWeights,
    *,
    value: str,
    beside: str,
    permutations: int = 999,
    rng: np.random.Generator,
) -> FrameT:
    """How `value` in a region goes with `beside` in its neighbours: bivariate Moran's I.

    Columns: (industry, year,) regions, unknown (either value), islands, moran_bivariate I = (n / S0) Σ w_ij
    x_i y_j / √(Σ x_i² Σ y_j²) with both as deviations from their mean, correlation (of the two in the same
    region; part of I may be its echo), z_random, p_random, p_value with `beside` dealt out at random, mean 0.
    A table's weights are row-standardised. Errors as `moran_local`.

    Source: Wartenberg (1985), Geographical Analysis 17, 263-283; Lee (2001), Journal of Geographical Systems
    3, 369-385, on how to read it.
    """
    request = Request((value, beside), permutations, seed_from(rng))
    found = over_maps(values, weights_of(neighbours, standardised=True), request, _BIVARIATE)
    return as_kind_of(found, values)


def _moran(one: KnownMap) -> dict[str, float]:
    z = standard_scores(one.values[0])
    if z is None:
        return {}
    found = one.products(z) / one.sums.all
    by_chance = randomisation(one.sums, product_sums(z), z.size).scaled(1.0 / one.sums.all)
    if_normal = moran_if_normal(one.sums, z.size)
    permuted = one.relabelled_products(z) / one.sums.all
    return {
        "moran_global": found,
        "expected": -1.0 / (z.size - 1),
        **_normal("normal", if_normal, found),
        **_normal("random", by_chance, found),
        "p_value": tails(permuted, found),
    }


def _geary(one: KnownMap) -> dict[str, float]:
    z = standard_scores(one.values[0])
    if z is None:
        return {}
    n, relabelled = z.size, one.relabelled(z)
    factor = (n - 1) / (2.0 * n * one.sums.all)
    found = factor * one.differences(z)
    by_chance = randomisation(one.sums, difference_sums(z), n).scaled(factor)
    return {
        "geary_global": found,
        "expected": 1.0,
        **_normal("normal", geary_if_normal(one.sums, n), found),
        **_normal("random", by_chance, found),
        "p_value": tails(factor * (relabelled.squares - 2.0 * relabelled.products), found),
    }


def _general_g(one: KnownMap) -> dict[str, float]:
    x = one.values[0]
    _check_not_negative(x)
    whole = product_sums(x / x.max(initial=0.0)).all if x.any() else 0.0
    if standard_scores(x) is None or whole <= 0.0:
        return {}
    u = x / x.max()
    found = one.products(u) / whole
    by_chance = randomisation(one.sums, product_sums(u), u.size).scaled(1.0 / whole)
    return {
        "getis_ord_global": found,
        "expected": one.sums.all / (u.size * (u.size - 1)),
        **_normal("random", by_chance, found),
        "p_value": tails(one.relabelled_products(u) / whole, found),
    }


def _check_not_negative(x: Numbers) -> None:
    negative = x[x < 0.0]
    if negative.size:
        raise TableError(
            "{count} value(s) of a map are negative (such as {example}); the general G compares sums of amounts. "
            "Use `moran_global` for values that can be negative.",
            count=negative.size,
            example=float(negative.min()),
        )


def _bivariate(one: KnownMap) -> dict[str, float]:
    x, y = (standard_scores(values) for values in one.values)
    if x is None or y is None:
        return {}
    reach = np.asarray(one.weights.matrix.T @ x) / one.sums.all
    found = float(reach @ y)
    by_chance = Chance(0.0, float(np.square(reach - reach.mean()).sum()) * y.size / (y.size - 1))
    return {
        "moran_bivariate": found,
        "correlation": float(x @ y) / x.size,
        **_normal("random", by_chance, found),
        "p_value": tails(_dealt(y, reach, one), found),
    }


def _dealt(y: Numbers, reach: Numbers, one: KnownMap) -> Numbers:
    """Σ reach × y for each way of dealing `y` out."""
    rng = np.random.default_rng(one.request.seed)
    step = max(1, CELLS // y.size)
    sizes = [
        min(step, one.request.permutations - first) for first in range(0, one.request.permutations, step)
    ]
    return np.concatenate([rng.permuted(np.tile(y, (size, 1)), axis=1) @ reach for size in sizes])


def _normal(name: str, chance: Chance, found: float) -> dict[str, float]:
    z = chance.z(found)
    return {f"z_{name}": z, f"p_{name}": two_sided(z)}


_RANDOM: Final = ("z_random", "p_random", "p_value")
_BOTH: Final = ("z_normal", "p_normal", *_RANDOM)
_MORAN: Final = Statistic(_moran, ("moran_global", "expected", *_BOTH))
_GEARY: Final = Statistic(_geary, ("geary_global", "expected", *_BOTH))
_GENERAL_G: Final = Statistic(_general_g, ("getis_ord_global", "expected", *_RANDOM))
_BIVARIATE: Final = Statistic(_bivariate, ("moran_bivariate", "correlation", *_RANDOM))
