"""The Ellison–Glaeser index: a worked example on every kind of frame, invariants, recovery of planted truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from polars.testing import assert_frame_equal

from renkei.clusters import ellison_glaeser, ellison_glaeser_count
from renkei.errors import TableError
from tests.clusters.examples import SIX_ROWS, as_activity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.clusters.conftest import Kind

SIX_PLANTS = {
    "establishment": ["p1", "p2", "p3", "p4", "p5", "p6"],
    "region": ["a", "a", "b", "b", "c", "c"],
    "industry": ["x", "x", "x", "y", "y", "y"],
    "jobs": [20, 10, 10, 30, 20, 10],
}
TOTALS = {"region": ["a", "b", "c", "d"], "jobs": [300, 400, 200, 100]}
PLANTS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz"), st.integers(0, 500)), min_size=1, max_size=25
)


def as_plants(rows: list[tuple[str, str, int]]) -> pl.DataFrame:
    numbered = [(f"p{number}", *row) for number, row in enumerate(rows)]
    return pl.DataFrame(numbered, schema=["establishment", "region", "industry", "jobs"], orient="row")


def by_the_book(jobs: NDArray[Any], regions: NDArray[Any], weights: NDArray[Any]) -> tuple[float, float]:
    """γ and z of one industry, written out from Ellison & Glaeser (1997)."""
    z, x = jobs / jobs.sum(), weights / weights.sum()
    s = np.array([z[regions == region].sum() for region in range(len(x))])
    g, h, x2 = ((s - x) ** 2).sum(), (z**2).sum(), (x**2).sum()
    gamma = (g - (1 - x2) * h) / ((1 - x2) * (1 - h))
    spread = h**2 * (x2 - 2 * (x**3).sum() + x2**2) - (z**4).sum() * (x2 - 4 * (x**3).sum() + 3 * x2**2)
    return gamma, (g - (1 - x2) * h) / np.sqrt(2 * spread)


def test_index_of_six_plants_with_given_totals(kind: Kind) -> None:
    found = kind.rows(ellison_glaeser(kind.frame(SIX_PLANTS), region_totals=kind.frame(TOTALS)))
    assert found.columns == [
        "industry",
        "establishments",
        "unknown",
        "jobs",
        "raw_concentration",
        "plant_herfindahl",
        "ellison_glaeser",
        "standard_error",
        "z",
    ]
    assert found["industry"].to_list() == ["x", "y"]
    assert found["establishments"].to_list() == [3, 3]
    assert found["jobs"].to_list() == [40, 60]
    # x: s = 0.75, 0.25, 0, 0 and x = 0.3, 0.4, 0.2, 0.1; H = 0.25 + 0.0625 + 0.0625.
    assert found["raw_concentration"][0] == pytest.approx(0.45**2 + 0.15**2 + 0.2**2 + 0.1**2)
    assert found["plant_herfindahl"][0] == pytest.approx(0.375)
    weights = np.array(TOTALS["jobs"])
    for row, regions, jobs in ((0, [0, 0, 1], [20, 10, 10]), (1, [1, 2, 2], [30, 20, 10])):
        gamma, z = by_the_book(np.array(jobs), np.array(regions), weights)
        assert found["ellison_glaeser"][row] == pytest.approx(gamma)
        assert found["z"][row] == pytest.approx(z)


def test_without_totals_regions_weigh_what_their_plants_add_up_to(kind: Kind) -> None:
    own = pl.DataFrame(SIX_PLANTS).group_by("region").agg(pl.col("jobs").sum())
    given_totals = kind.rows(ellison_glaeser(kind.frame(SIX_PLANTS), region_totals=kind.frame(own)))
    found = kind.rows(ellison_glaeser(kind.frame(SIX_PLANTS)))
    assert_frame_equal(found, given_totals, check_exact=False)
    assert found["ellison_glaeser"][0] != pytest.approx(
        ellison_glaeser(pl.DataFrame(SIX_PLANTS), region_totals=pl.DataFrame(TOTALS))["ellison_glaeser"][0]
    )


def test_count_version_takes_all_plants_for_alike(kind: Kind) -> None:
    found = kind.rows(ellison_glaeser_count(kind.frame(SIX_ROWS)))
    assert found.columns == [
        "industry",
        "establishments",
        "unknown",
        "raw_concentration",
        "plant_herfindahl",
        "ellison_glaeser_count",
        "standard_error",
        "z",
    ]
    assert found["establishments"].to_list() == [40, 35, 25]
    assert found["plant_herfindahl"].to_list() == pytest.approx([1 / 40, 1 / 35, 1 / 25])
    gamma, z = by_the_book(np.ones(40), np.repeat([0, 1], [30, 10]), np.array([40, 40, 20]))
    assert found["ellison_glaeser_count"][0] == pytest.approx(gamma)
    assert found["z"][0] == pytest.approx(z)


def test_count_version_is_the_index_of_plants_of_one_size() -> None:
    rows = pl.DataFrame(SIX_ROWS).select(pl.col("region", "industry").repeat_by("establishments").explode())
    plants = rows.with_columns(establishment=pl.int_range(pl.len()).cast(pl.String), jobs=pl.lit(7))
    sized, counted = ellison_glaeser(plants), ellison_glaeser_count(pl.DataFrame(SIX_ROWS))
    for name, other in (("ellison_glaeser", "ellison_glaeser_count"), ("z", "z"), ("plant_herfindahl",) * 2):
        assert sized[name].to_list() == pytest.approx(counted[other].to_list())


def test_each_year_of_a_panel_is_computed_by_itself(kind: Kind) -> None:
    plants, totals = pl.DataFrame(SIX_PLANTS), pl.DataFrame(TOTALS)
    later = (
        plants.with_columns(jobs=pl.col("jobs").reverse()),
        totals.with_columns(jobs=pl.col("jobs").reverse()),
    )
    years = ((2015, (plants, totals)), (2016, later))
    panel = [
        pl.concat([tables[part].with_columns(year=pl.lit(year)) for year, tables in years]) for part in (0, 1)
    ]
    found = kind.rows(ellison_glaeser(kind.frame(panel[0]), region_totals=kind.frame(panel[1])))
    own = kind.rows(ellison_glaeser(kind.frame(panel[0])))
    for year, tables in years:
        alone = ellison_glaeser(tables[0], region_totals=tables[1])
        assert_frame_equal(found.filter(year=year).drop("year"), alone, check_exact=False)
        assert_frame_equal(own.filter(year=year).drop("year"), ellison_glaeser(tables[0]), check_exact=False)


def test_plants_of_unknown_size_are_left_out_and_counted(kind: Kind) -> None:
    table = pl.DataFrame(SIX_PLANTS | {"jobs": [20, 10, None, 30, 20, 10]})
    found = kind.rows(ellison_glaeser(kind.frame(table), region_totals=kind.frame(TOTALS)))
    known = ellison_glaeser(table.drop_nulls(), region_totals=pl.DataFrame(TOTALS))
    assert found["unknown"].to_list() == [1, 0]
    assert found["establishments"].to_list() == [2, 3]
    assert_frame_equal(found.drop("unknown"), known.drop("unknown"), check_dtypes=False)


def test_one_plant_or_no_known_size_or_one_region_gives_no_index(kind: Kind) -> None:
    table = {
        "establishment": ["p1", "p2", "p3", "p4", "p5"],
        "region": ["a", "a", "b", "a", "b"],
        "industry": ["one", "none", "none", "two", "two"],
        "jobs": [5.0, None, None, 3, 4],
    }
    found = kind.rows(ellison_glaeser(kind.frame(table)))
    assert found["industry"].to_list() == ["none", "one", "two"]
    assert found["ellison_glaeser"].is_null().to_list() == [True, True, False]
    assert found["z"].is_null().to_list()[:2] == [True, True]
    assert found["raw_concentration"].is_null().to_list() == [True, False, False]
    one_region = pl.DataFrame(SIX_ROWS).with_columns(region=pl.lit("a")).unique("industry")
    counted = kind.rows(ellison_glaeser_count(kind.frame(one_region)))
    assert counted["ellison_glaeser_count"].to_list() == [None] * 3
    assert counted["z"].to_list() == [None] * 3


def test_tables_of_zeros_and_empty_tables_have_no_index(kind: Kind) -> None:
    zeros = pl.DataFrame(SIX_PLANTS).with_columns(jobs=pl.lit(0))
    assert kind.rows(ellison_glaeser(kind.frame(zeros)))["ellison_glaeser"].to_list() == [None, None]
    assert kind.rows(ellison_glaeser(kind.frame(zeros.clear()))).height == 0
    counts = pl.DataFrame(SIX_ROWS).with_columns(establishments=pl.lit(0))
    assert (
        kind.rows(ellison_glaeser_count(kind.frame(counts)))["ellison_glaeser_count"].to_list() == [None] * 3
    )
    assert kind.rows(ellison_glaeser_count(kind.frame(counts.clear()))).height == 0


@given(PLANTS, st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_neither_the_order_of_plants_nor_that_of_regions_matters(rows: list[Any], random: Any) -> None:
    plants, totals = as_plants(rows), pl.DataFrame(TOTALS)
    expected = ellison_glaeser(plants, region_totals=totals)
    order = list(range(plants.height))
    random.shuffle(order)
    found = ellison_glaeser(plants[order], region_totals=totals.reverse())
    assert_frame_equal(found, expected, abs_tol=1e-9)


@given(PLANTS)
@settings(max_examples=10, deadline=None)
def test_ten_times_the_jobs_change_nothing(rows: list[Any]) -> None:
    plants = as_plants(rows)
    ten = ellison_glaeser(plants.with_columns(pl.col("jobs") * 10))
    assert_frame_equal(ten.drop("jobs"), ellison_glaeser(plants).drop("jobs"), abs_tol=1e-9)


def test_an_industry_spread_exactly_as_all_activity_is_less_gathered_than_chance() -> None:
    """Then G = 0, and γ = -H / (1 - H), here with H = 1 / n."""
    counts = np.outer([4, 10, 6], [1, 2, 5])
    found = ellison_glaeser_count(as_activity(counts))
    assert found["raw_concentration"].to_list() == pytest.approx([0, 0, 0], abs=1e-12)
    assert found["ellison_glaeser_count"].to_list() == pytest.approx([-1 / 19, -1 / 39, -1 / 99])


def test_a_planted_agglomeration_is_recovered_and_chance_is_not_taken_for_one() -> None:
    """Plants choose regions with shares ~ Dirichlet(x (1 - γ) / γ), whose variance is γ x (1 - x): EG's model."""
    rng = np.random.default_rng(11)
    industries, plants, regions = 300, 60, 20
    x = rng.dirichlet(np.full(regions, 5.0))
    totals = pl.DataFrame({"region": [f"r{r}" for r in range(regions)], "jobs": x})
    names = np.repeat([f"i{i}" for i in range(industries)], plants)
    for planted in (0.0, 0.05, 0.2):
        drawn = [
            rng.choice(regions, plants, p=x if planted == 0 else rng.dirichlet(x * (1 - planted) / planted))
            for _ in range(industries)
        ]
        table = as_plants(
            list(
                zip(
                    (f"r{r}" for r in np.concatenate(drawn)),
                    names,
                    rng.lognormal(2, 1, len(names)),
                    strict=True,
                )
            )
        )
        found = ellison_glaeser(table, region_totals=totals)
        error = found["ellison_glaeser"].std() / np.sqrt(industries)
        assert found["ellison_glaeser"].mean() == pytest.approx(planted, abs=4 * error)
        if planted == 0:
            assert found["z"].mean() == pytest.approx(0, abs=0.2)
            assert found["z"].std() == pytest.approx(1, abs=0.15)


def test_a_region_that_totals_lack_is_named(kind: Kind) -> None:
    totals = pl.DataFrame(TOTALS).filter(pl.col("region") != "b")
    with pytest.raises(TableError, match=r"1 region\(s\) of `plants` are not in `region_totals` \(b\)"):
        ellison_glaeser(kind.frame(SIX_PLANTS), region_totals=kind.frame(totals))


def test_an_unknown_total_is_named(kind: Kind) -> None:
    totals = pl.DataFrame(TOTALS | {"jobs": [300, None, 200, 100]})
    with pytest.raises(TableError, match=r"1 region\(s\) in `region_totals` have no known `jobs` \(b\)"):
        ellison_glaeser(kind.frame(SIX_PLANTS), region_totals=kind.frame(totals))


def test_totals_must_be_of_a_kind_that_can_be_joined() -> None:
    import duckdb

    totals = duckdb.from_arrow(pl.DataFrame(TOTALS).to_arrow())
    with pytest.raises(TableError, match=r"different kinds of frame \(polars, duckdb\)"):
        ellison_glaeser(pl.DataFrame(SIX_PLANTS), region_totals=totals)
    found = ellison_glaeser(pl.DataFrame(SIX_PLANTS), region_totals=pl.DataFrame(TOTALS).to_pandas())
    assert isinstance(found, pl.DataFrame)


def test_years_must_be_in_both_tables_or_in_neither() -> None:
    totals = pl.DataFrame(TOTALS).with_columns(year=pl.lit(2016))
    with pytest.raises(TableError, match="Only one of `plants` and `region_totals` has a column `year`"):
        ellison_glaeser(pl.DataFrame(SIX_PLANTS), region_totals=totals)


def test_a_plant_without_a_region_is_refused() -> None:
    plants = pl.DataFrame(SIX_PLANTS | {"region": ["a", None, "b", "b", "c", "c"]})
    with pytest.raises(TableError, match=r"1 row\(s\) of `plants` leave a required column empty"):
        ellison_glaeser(plants)
