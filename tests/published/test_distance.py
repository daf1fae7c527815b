"""Distance-based measures against published numbers, closed forms, and R.

R package dbmss 2.11-0 (Marcon, Traissac, Puech & Lang 2015, Journal of Statistical Software 67 (3)) on its data set
paracou16: 2,426 trees of Paracou field station, plot 16, with species and basal area, in a window of 13 corners. The
data file is not ours to copy. Put `paracou16.csv` (columns x, y, type, w) into the folder of open data, or set
RENKEI_PARACOU to it; the tests against R are skipped without it. Numbers: R output, all digits.

Tolerances. K-density: R smooths by a Fourier transform of binned distances (512 or more points), so it is itself off
by up to 0.26 %; Renkei agrees with the exact sum to 2e-5. R takes the bandwidth from the pairs no farther than twice
the last distance shown, so the test hands that bandwidth over. M: all ten digits. Ripley's K: all digits where no two
trees lie at exactly the distance asked for; spatstat leaves these out (except at the last distance), the definition
counts them, so the test asks just below.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from scipy.spatial.distance import cdist, pdist

from renkei.clusters import (
    cross_k_density,
    cross_m_function,
    k_density,
    localisation,
    m_function,
    ripley_k,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ROSEA, AMERICANA = "Q. Rosea", "V. Americana"
WINDOW = pl.DataFrame(
    {
        "x": [300.0, 477.0, 467.0, 436.5, 467.0, 500.0, 500.0, 464.0, 367.5, 316.5, 310.0, 324.0, 300.0],
        "y": [0.0, 0.0, 46.7, 76.7, 86.7, 90.0, 220.0, 231.0, 222.5, 185.0, 210.0, 250.0, 250.0],
    }
)
AT = (0, 5, 10, 20, 30, 50, 100)
KD_ROSEA = (
    0.002090515741,
    0.002259461834,
    0.002718362835,
    0.003980971370,
    0.004861281474,
    0.005125048337,
    0.007199645248,
)
KD_ROSEA_AMERICANA = (
    0.0006928720742,
    0.0007674807411,
    0.0009761816874,
    0.0017306586011,
    0.0028711138196,
    0.0041925730500,
    0.0061118580484,
)
KEMP_ROSEA = (
    0.001913016262,
    0.002110040907,
    0.002634597321,
    0.003961245431,
    0.004666533623,
    0.004740486755,
    0.006294705879,
)
M_ROSEA = (0.8699259569, 0.6069201021, 1.0193991261, 1.3004079539, 1.2617654100, 1.0301551217)
M_AMERICANA_ROSEA = (0.5450748648, 0.2260581102, 0.5450475252, 0.6071046589, 0.8250446422, 0.7426343502)
RIPLEY_K = (71.56162171, 306.86724381, 1254.17920955, 2835.25348672, 7954.63627513, 31697.34893325)
# The exact sum with R's bandwidth, by another program (r = 0 to 50 as above).
KD_ROSEA_EXACT = (0.002086012, 0.002254995, 0.002714488, 0.003978323, 0.004858162, 0.005120414)


@pytest.fixture(scope="module")
def paracou() -> pl.DataFrame:
    """The trees as points; skipped where the file is not at hand."""
    places = [Path(os.environ.get("RENKEI_PARACOU", "paracou16.csv"))]
    data = Path(os.environ.get("RENKEI_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
    places += sorted(data.rglob("paracou16.csv")) if data.is_dir() else []
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        pytest.skip("paracou16.csv (from R package dbmss) not found; set RENKEI_PARACOU to it")
    trees = pl.read_csv(file).rename({"type": "industry", "w": "weight"})
    return trees.with_row_index("establishment").with_columns(pl.col("establishment").cast(pl.Int64))


def rng() -> np.random.Generator:
    return np.random.default_rng(2016)


def of_species(trees: pl.DataFrame, species: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    return trees.filter(pl.col("industry") == species).select("x", "y").to_numpy()


def bandwidth_of_r(distances: np.ndarray[Any, np.dtype[np.float64]], shown: float) -> float:
    """Silverman's bandwidth over the pairs no farther apart than twice the last distance shown, in km."""
    near = distances[distances <= 2 * shown]
    quarters = np.quantile(near, [0.25, 0.75])
    spread = min(near.std(ddof=1), (quarters[1] - quarters[0]) / 1.34)
    return float(0.9 * spread * len(near) ** -0.2 / 1000)


def shown(found: pl.DataFrame, name: str, at: tuple[int, ...]) -> list[float]:
    """The values at the distances `at`, in metres, of a result with 101 distances from 0 to 100 m."""
    return [found[name][metres] for metres in at]


def test_k_density_within_a_species(paracou: pl.DataFrame) -> None:
    bandwidth = bandwidth_of_r(pdist(of_species(paracou, ROSEA)), 100)
    assert bandwidth * 1000 == pytest.approx(13.3351, abs=5e-5)
    options: dict[str, Any] = {"industries": (ROSEA,), "to_km": 0.1, "simulations": 19, "rng": rng()}
    found = k_density(paracou.drop("weight"), bandwidth_km=bandwidth, **options)
    per_metre = [value / 1000 for value in shown(found, "k_density", AT)]
    assert per_metre == pytest.approx(KD_ROSEA, rel=3e-3)
    assert per_metre[:6] == pytest.approx(KD_ROSEA_EXACT, rel=3e-5)


def test_k_density_with_the_bandwidth_of_a_shorter_plot(paracou: pl.DataFrame) -> None:
    """R gives .0027 or .0023 at 10 m by how far the plot reaches: here only if the bandwidth is given."""
    bandwidth = bandwidth_of_r(pdist(of_species(paracou, ROSEA)), 50)
    assert bandwidth * 1000 == pytest.approx(8.7038, abs=5e-5)
    bare = paracou.drop("weight")
    options: dict[str, Any] = {"industries": (ROSEA,), "simulations": 19}
    found = k_density(bare, to_km=0.1, bandwidth_km=bandwidth, **options, rng=rng())
    assert found["k_density"][10] / 1000 == pytest.approx(0.002257573, rel=1e-3)
    assert found["k_density"][10] / 1000 == pytest.approx(0.002256099, rel=3e-5)
    short = k_density(bare, to_km=0.05, **options, rng=rng())
    wide = k_density(bare, to_km=0.1, **options, rng=rng())
    assert short["k_density"][20] == pytest.approx(wide["k_density"][10], rel=1e-9)


def test_weighted_k_density(paracou: pl.DataFrame) -> None:
    bandwidth = bandwidth_of_r(pdist(of_species(paracou, ROSEA)), 100)
    found = k_density(
        paracou, industries=(ROSEA,), to_km=0.1, bandwidth_km=bandwidth, simulations=19, rng=rng()
    )
    per_metre = [value / 1000 for value in shown(found, "k_density", AT)]
    assert per_metre == pytest.approx(KEMP_ROSEA, rel=3e-3)


def test_k_density_between_species(paracou: pl.DataFrame) -> None:
    bandwidth = bandwidth_of_r(cdist(of_species(paracou, ROSEA), of_species(paracou, AMERICANA)).ravel(), 100)
    pair = pl.DataFrame({"industry_a": [ROSEA], "industry_b": [AMERICANA]})
    found = cross_k_density(
        paracou.drop("weight"), pair, to_km=0.1, bandwidth_km=bandwidth, simulations=19, rng=rng()
    )
    per_metre = [value / 1000 for value in shown(found, "cross_k_density", AT)]
    assert per_metre == pytest.approx(KD_ROSEA_AMERICANA, rel=3e-3)


def test_m_within_a_species(paracou: pl.DataFrame) -> None:
    found = m_function(paracou, industries=(ROSEA,), to_km=0.1, simulations=19, rng=rng())
    assert shown(found, "m_function", AT[1:]) == pytest.approx(M_ROSEA, rel=2e-10)


def test_m_of_one_species_around_another(paracou: pl.DataFrame) -> None:
    pair = pl.DataFrame({"industry_a": [AMERICANA], "industry_b": [ROSEA]})
    found = cross_m_function(paracou, pair, to_km=0.1, simulations=19, rng=rng())
    assert shown(found, "cross_m_function", AT[1:]) == pytest.approx(M_AMERICANA_ROSEA, rel=2e-10)


def test_ripley_k_of_all_trees(paracou: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("renkei.clusters.distance.ripley._Area.null", _no_draws)
    trees = paracou.with_columns(industry=pl.lit("all"))
    below = ripley_k(trees, WINDOW, to_km=0.1 * (1 - 1e-9), simulations=19, rng=rng())
    square_metres = [value * 1e6 for value in shown(below, "ripley_k", AT[1:])]
    assert square_metres[:5] == pytest.approx(RIPLEY_K[:5], rel=4e-5)
    at_last = ripley_k(trees, WINDOW, to_km=0.1, simulations=19, rng=rng())
    assert at_last["ripley_k"][100] * 1e6 == pytest.approx(RIPLEY_K[5], rel=3e-6)


def _no_draws(area: Any, simulations: int, rng: np.random.Generator) -> np.ndarray[Any, Any]:
    """Stand-in for the 19 draws of 2,426 points, which this test does not look at."""
    return np.zeros((simulations, len(area.distances)))


@pytest.mark.parametrize(
    ("shape", "mean", "median"),
    [
        # Two random points of a unit square: mean (2 + √2 + 5 ln(1 + √2)) / 15 (Santaló 1976, Integral Geometry,
        # p. 49); the median solves π s² - 8/3 s³ + s⁴/2 = 1/2.
        ("square", 0.5214054331, 0.5120),
        # Of a disc of radius 1: mean 128 / 45π (Santaló 1976, p. 49); the median from the same density by quadrature.
        ("disc", 0.9054147874, 0.8913),
    ],
)
def test_distances_between_random_points_of_a_square_and_a_disc(
    shape: str, mean: float, median: float
) -> None:
    """3,000 random points: sampling alone leaves some 1 %."""
    x, y = _square(3000) if shape == "square" else _disc(3000)
    points = pl.DataFrame({"establishment": range(3000), "industry": "all", "x": x * 1e4, "y": y * 1e4})
    found = localisation(points, to_km=25, bandwidth_km=0.1, simulations=19, rng=rng())
    assert found["median_km"][0] / 10 == pytest.approx(median, rel=0.015)
    curve = k_density(points, to_km=25, bandwidth_km=0.1, simulations=19, rng=rng())
    moment = (curve["distance_km"] * curve["k_density"]).sum() * 0.25 / 10
    assert moment == pytest.approx(mean, rel=0.015)


def _square(count: int) -> tuple[Any, Any]:
    return tuple(np.random.default_rng(5).random((2, count)))


def _disc(count: int) -> tuple[Any, Any]:
    radius, turn = np.random.default_rng(5).random((2, count))
    return np.sqrt(radius) * np.cos(2 * np.pi * turn), np.sqrt(radius) * np.sin(2 * np.pi * turn)


def test_two_towns_have_the_two_distances_that_they_were_given() -> None:
    """Two clusters of normal points, 30 km apart, σ = 1 km: within, distances are Rayleigh with scale √2 σ and mean
    √π σ; between, their squares are σ² times noncentral chi-squared (Rice, mean 30.03 km)."""
    draw = np.random.default_rng(1)
    x = np.concatenate([draw.normal(0, 1000, 300), draw.normal(30_000, 1000, 300)])
    points = pl.DataFrame(
        {"establishment": range(600), "industry": "towns", "x": x, "y": draw.normal(0, 1000, 600)}
    )
    found = k_density(points, to_km=40, bandwidth_km=0.05, simulations=19, rng=rng())
    km, density = found["distance_km"].to_numpy(), found["k_density"].to_numpy()
    near = km < 15
    share = 2 * 300 * 299 / 2 / (600 * 599 / 2)
    assert density[near].sum() * 0.4 == pytest.approx(share, rel=0.01)
    assert (km * density)[near].sum() * 0.4 / share == pytest.approx(np.sqrt(np.pi), rel=0.03)
    assert (km * density)[~near].sum() * 0.4 / (1 - share) == pytest.approx(30.03, rel=0.01)


@pytest.mark.parametrize("spacing", [250.0, 400.0, 1000.0])
def test_ripley_k_of_a_regular_lattice_counts_its_shells(spacing: float) -> None:
    """A square lattice has 4, 4, 4, 8 neighbours at 1, √2, 2, √5 spacings: K = shells × spacing² n / (n - 1).

    The edge correction makes up for neighbours outside on average; on a lattice that leaves some per cent.
    """
    side = 24
    at = (np.arange(side) + 0.5) * spacing
    x, y = np.meshgrid(at, at)
    points = pl.DataFrame(
        {"establishment": range(side**2), "industry": "all", "x": x.ravel(), "y": y.ravel()}
    )
    edge = side * spacing
    window = pl.DataFrame({"x": [0.0, edge, edge, 0.0], "y": [0.0, 0.0, edge, edge]})
    found = ripley_k(points, window, to_km=2.5 * spacing / 1000, simulations=19, rng=rng())
    whole = (side * spacing / 1000) ** 2 / (side**2 - 1.0)
    for spacings, shells in ((0.9, 0), (1.2, 4), (1.9, 8), (2.1, 12), (2.4, 20)):
        value = found["ripley_k"][round(spacings / 2.5 * 100)]
        assert value == pytest.approx(shells * whole, rel=0.05)


@pytest.mark.parametrize("measure", [k_density, m_function])
def test_every_published_number_is_asked_for_at_its_own_distance(measure: Callable[..., Any]) -> None:
    """The 101 distances of a result up to 100 m are 0, 1, … 100 m."""
    points = pl.DataFrame(
        {"establishment": range(4), "industry": ["a", "a", "b", "b"], "x": [0.0, 9, 50, 99], "y": 0.0}
    )
    found = measure(points, industries=("a",), to_km=0.1, simulations=19, rng=rng())
    assert (found["distance_km"] * 1000).to_list() == pytest.approx(list(range(101)))
