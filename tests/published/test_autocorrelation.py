"""Spatial autocorrelation against the numbers in PySAL's documentation, on the data that ship in libpysal.

Sources: docstrings of esda 2.9 (Rey & Anselin 2007, Review of Regional Studies 37, 5-27; BSD licence), data of
libpysal 4.14: homicide rates of 78 counties around St Louis (stl), sudden infant deaths in 100 counties of
North Carolina (sids2; Cressie 1993), the six points of the Getis–Ord example. Tolerances: all digits of a
double for numbers recomputed with esda 2.9 (published.md, marked [R]); else the digits that are printed.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from struct import unpack
from typing import Any

import numpy as np
import polars as pl
import pytest

from renkei.clusters import (
    SpatialWeights,
    geary_global,
    getis_ord_global,
    getis_ord_local,
    getis_ord_star,
    join_counts,
    moran_bivariate,
    moran_global,
    moran_local,
    neighbours_within,
)

ANYTHING = 99
"""Permutations: the published numbers compared here do not depend on them."""


@pytest.fixture(scope="module")
def examples() -> Path:
    found = find_spec("libpysal")
    if found is None or found.origin is None:
        pytest.skip("the data are in libpysal, which is not installed: python -m pip install libpysal")
    return Path(found.origin).parent / "examples"


def neighbours_of(file: Path) -> pl.DataFrame:
    """A GAL file: a first line that ends in nothing we need, then two lines for each region."""
    lines = [line.split() for line in file.read_text().splitlines()[1:] if line.strip()]
    pairs = [
        (head[0], other) for head, others in zip(lines[::2], lines[1::2], strict=True) for other in others
    ]
    return pl.DataFrame(pairs, schema=["region_a", "region_b"], orient="row")


def numbers_of(file: Path) -> pl.DataFrame:
    """The numeric columns of a dBASE file."""
    content = file.read_bytes()
    count, header, width = unpack("<4xIHH", content[:12])
    fields = [content[start : start + 32] for start in range(32, header - 1, 32)]
    columns: dict[str, list[str]] = {field[:11].split(b"\0")[0].decode(): [] for field in fields}
    for record in range(count):
        at = header + record * width + 1
        for name, field in zip(columns, fields, strict=True):
            columns[name].append(content[at : at + field[16]].decode().strip())
            at += field[16]
    return pl.DataFrame(columns)


@pytest.fixture(scope="module")
def st_louis(examples: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = pl.read_csv(examples / "stl" / "stl_hom.txt", skip_rows=1).with_row_index("region", offset=1)
    return rows, neighbours_of(examples / "stl" / "stl.gal")


@pytest.fixture(scope="module")
def carolina(examples: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    rates = [pl.col(name).cast(pl.Float64) for name in ("SIDR74", "SIDR79", "NWR74", "NWR79")]
    rows = numbers_of(examples / "sids2" / "sids2.dbf").select(
        pl.col("FIPSNO").cast(pl.Float64).cast(pl.Int64).alias("region"), *rates
    )
    return rows, neighbours_of(examples / "sids2" / "sids2.gal")


def row(statistic: Any, data: tuple[pl.DataFrame, pl.DataFrame], **options: Any) -> dict[str, Any]:
    found = statistic(*data, **{"permutations": ANYTHING, "rng": np.random.default_rng(1), **options})
    return dict(found.row(0, named=True))


def test_moran_of_homicides_around_st_louis(st_louis: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    found = row(moran_global, st_louis, value="HR8893")
    assert found["moran_global"] == pytest.approx(0.24365582621771695, rel=1e-13)
    assert found["expected"] == pytest.approx(-0.012987012987012988, rel=1e-14)
    assert found["p_normal"] == pytest.approx(0.000271478627709, rel=1e-11)
    assert found["p_normal"] == pytest.approx(0.00027147862770937614, rel=1e-11)


def test_geary_of_homicides_around_st_louis(st_louis: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    assert row(geary_global, st_louis, value="HR8893")["geary_global"] == pytest.approx(
        0.597128215893689, rel=1e-13
    )


def test_moran_of_infant_deaths_in_north_carolina(carolina: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    found = row(moran_global, carolina, value="SIDR74")
    assert found["moran_global"] == pytest.approx(0.24772519320480135, rel=1e-13)
    assert found["p_normal"] == pytest.approx(0.00011583307814905, rel=1e-11)


@pytest.mark.parametrize(
    ("value", "beside", "published", "printed"),
    [
        ("SIDR79", "SIDR74", 0.156, 5e-4),
        ("SIDR74", "SIDR79", 0.1936261, 5e-8),
        ("NWR79", "SIDR74", 0.3770138, 5e-8),
    ],
)
def test_bivariate_moran_of_infant_deaths(
    value: str, beside: str, published: float, printed: float, carolina: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    found = row(moran_bivariate, carolina, value=value, beside=beside)
    assert found["moran_bivariate"] == pytest.approx(published, abs=printed)


POINTS = pl.DataFrame(
    {
        "region": [1, 2, 3, 4, 5, 6],
        "x": [10_000.0, 20_000.0, 40_000.0, 15_000.0, 30_000.0, 30_000.0],
        "y": [10_000.0, 10_000.0, 10_000.0, 20_000.0, 20_000.0, 30_000.0],
        "v": [2.0, 3.0, 3.2, 5.0, 8.0, 7.0],
    }
)


def test_the_general_g_of_six_points() -> None:
    found = row(getis_ord_global, (POINTS, neighbours_within(POINTS, km=15)), value="v")
    assert found["getis_ord_global"] == pytest.approx(0.557, abs=5e-4)
    # esda prints the one-sided probability.
    assert found["p_random"] / 2 == pytest.approx(0.173, abs=5e-4)


def test_the_local_g_of_six_points() -> None:
    binary = SpatialWeights.from_neighbours(neighbours_within(POINTS, km=15))
    for statistic, name, published in (
        (
            getis_ord_local,
            "getis_ord_local",
            [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941],
        ),
        (
            getis_ord_star,
            "getis_ord_star",
            [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331],
        ),
    ):
        found = statistic(POINTS, binary, value="v", permutations=ANYTHING, rng=np.random.default_rng(1))
        assert found[name].to_list() == pytest.approx(published, abs=5e-9)


def test_join_counts_of_half_a_board() -> None:
    pairs = [(4 * r + c, 4 * r + c + step) for r in range(4) for c in range(4) for step in (1, 4)]
    on_board = [(a, b) for a, b in pairs if b < 16 and (b - a == 4 or b % 4)]
    board = pl.DataFrame({"region": range(16), "v": [0.0] * 8 + [1.0] * 8})
    found = row(
        join_counts, (board, pl.DataFrame(on_board, schema=["region_a", "region_b"], orient="row")), value="v"
    )
    assert (found["join_counts"], found["mixed"], found["joins"]) == (10, 4, 24)


def test_quadrants_of_the_desmith_example(examples: Path) -> None:
    rows = pl.read_csv(examples / "desmith" / "desmith.txt", skip_rows=1)
    table = rows.select(region="id", v="z")
    neighbours = neighbours_of(examples / "desmith" / "desmith.gal")
    found = moran_local(table, neighbours, value="v", permutations=ANYTHING, rng=np.random.default_rng(1))
    published = {1: "High-High", 2: "Low-High", 3: "Low-Low", 4: "High-Low"}
    assert found["quadrant"].to_list() == [published[q] for q in (4, 4, 4, 2, 3, 3, 1, 4, 3, 3)]
