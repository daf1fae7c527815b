"""Coagglomeration: the paper's formula written out, pairs as a group of two, its spread under chance, planted ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from renkei.clusters import coagglomeration, coagglomeration_pairs, pairwise_coagglomeration
from renkei.errors import ParameterError, TableError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

PLANTS = {
    "establishment": [f"p{n}" for n in range(9)],
    "region": ["a", "a", "b", "b", "c", "c", "a", "b", "b"],
    "industry": ["x", "x", "x", "y", "y", "y", "z", "z", "z"],
    "jobs": [20, 10, 10, 30, 20, 10, 5, 15, 20],
}
TOTALS = {"region": ["a", "b", "c", "d"], "jobs": [300, 400, 200, 100]}
GROUPS = {"industry": ["x", "y", "z"], "parent": ["p", "p", "q"]}


def by_the_book(plants: pl.DataFrame, totals: dict[str, list[Any]]) -> float:
    """γᶜ as Ellison and Glaeser (1997) write it, with γ and H of each industry."""
    x = np.array(totals["jobs"]) / sum(totals["jobs"])
    x2, whole = x @ x, plants["jobs"].sum()
    group, weighted, own = np.zeros(len(x)), 0.0, 0.0
    for _, one in plants.group_by("industry"):
        z = one["jobs"].to_numpy() / one["jobs"].sum()
        s = np.array([z[(one["region"] == region).to_numpy()].sum() for region in totals["region"]])
        w, h = one["jobs"].sum() / whole, (z**2).sum()
        gamma = (((s - x) ** 2).sum() - (1 - x2) * h) / ((1 - x2) * (1 - h))
        group, weighted, own = group + w * s, weighted + w**2, own + w**2 * (gamma * (1 - h) + h)
    return float((((group - x) ** 2).sum() / (1 - x2) - own) / (1 - weighted))


def test_index_of_one_group_of_all(kind: Kind) -> None:
    found = kind.rows(coagglomeration(kind.frame(PLANTS), region_totals=kind.frame(TOTALS)))
    assert found.columns == [
        "group",
        "industries",
        "establishments",
        "unknown",
        "jobs",
        "raw_concentration",
        "plant_herfindahl",
        "mean_agglomeration",
        "coagglomeration",
        "standard_error",
        "z",
    ]
    row = found.row(0, named=True)
    assert (row["group"], row["industries"], row["establishments"], row["jobs"]) == ("all", 3, 9, 140)
    assert row["coagglomeration"] == pytest.approx(by_the_book(pl.DataFrame(PLANTS), TOTALS))
    assert row["plant_herfindahl"] == pytest.approx(sum(jobs**2 for jobs in PLANTS["jobs"]) / 140**2)


def test_groups_come_from_a_second_table(kind: Kind) -> None:
    found = kind.rows(
        coagglomeration(kind.frame(PLANTS), kind.frame(GROUPS), region_totals=kind.frame(TOTALS))
    )
    two = pl.DataFrame(PLANTS).filter(pl.col("industry") != "z")
    assert found["group"].to_list() == ["p", "q"]
    assert found["coagglomeration"].to_list() == [pytest.approx(by_the_book(two, TOTALS)), None]
    assert found["z"].is_null().to_list() == [False, True]


def test_industries_that_are_not_listed_weigh_in_the_regions_alone() -> None:
    listed = pl.DataFrame(GROUPS).filter(parent="p")
    found = coagglomeration(pl.DataFrame(PLANTS), listed)
    own = (
        pl.DataFrame(PLANTS)
        .group_by("region")
        .agg(pl.col("jobs").sum())
        .sort("region")
        .to_dict(as_series=False)
    )
    two = pl.DataFrame(PLANTS).filter(pl.col("industry") != "z")
    assert found["coagglomeration"].to_list() == pytest.approx([by_the_book(two, own)])


def test_a_pair_is_a_group_of_two_and_a_group_the_mean_of_its_pairs(kind: Kind) -> None:
    pairs = kind.rows(coagglomeration_pairs(kind.frame(PLANTS), region_totals=kind.frame(TOTALS)))
    assert pairs.columns == ["industry_a", "industry_b", "coagglomeration_pairs", "standard_error", "z"]
    plants, weights = pl.DataFrame(PLANTS), {"x": 40, "y": 60, "z": 40}
    for a, b, index, error, z in pairs.iter_rows():
        two = coagglomeration(
            plants.filter(pl.col("industry").is_in([a, b])), region_totals=pl.DataFrame(TOTALS)
        )
        assert two.row(0)[-3:] == pytest.approx((index, error, z))
    w = [weights[a] * weights[b] for a, b in pairs.select("industry_a", "industry_b").iter_rows()]
    group = coagglomeration(plants, region_totals=pl.DataFrame(TOTALS))["coagglomeration"][0]
    assert np.average(pairs["coagglomeration_pairs"], weights=w) == pytest.approx(group)


def test_pairs_weighed_by_industries_are_those_of_ellison_glaeser_and_kerr() -> None:
    plants = pl.DataFrame(PLANTS)
    found = coagglomeration_pairs(plants, weights="industries")["coagglomeration_pairs"]
    cells = plants.group_by("region", "industry").agg(pl.col("jobs").sum())
    counted = pairwise_coagglomeration(cells, value="jobs")["pairwise_coagglomeration"]
    assert found.to_list() == pytest.approx(counted.to_list())
    assert found.to_list() != pytest.approx(coagglomeration_pairs(plants)["coagglomeration_pairs"].to_list())


def placed(industries: int, rng: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame]:
    x = rng.dirichlet(np.full(10, 2.0))
    sizes = np.tile(rng.lognormal(2, 1, 15), industries)
    table = pl.DataFrame(
        {
            "establishment": [f"p{p}" for p in range(len(sizes))],
            "region": [f"r{r}" for r in rng.choice(10, len(sizes), p=x)],
            "industry": np.repeat([f"i{i:03}" for i in range(industries)], 15),
            "jobs": sizes,
        }
    )
    return table, pl.DataFrame({"region": [f"r{r}" for r in range(10)], "jobs": x})


def test_the_standard_errors_are_those_of_plants_placed_by_chance() -> None:
    plants, totals = placed(400, np.random.default_rng(8))
    pairs = coagglomeration_pairs(plants, region_totals=totals)
    assert pairs["z"].std() == pytest.approx(1, abs=0.03)
    assert pairs["z"].mean() == pytest.approx(0, abs=0.03)
    quartets = pl.DataFrame(
        {"industry": [f"i{i:03}" for i in range(400)], "parent": [i // 4 for i in range(400)]}
    )
    groups = coagglomeration(plants, quartets, region_totals=totals)
    assert groups["z"].std() == pytest.approx(1, abs=0.2)
    assert groups["z"].mean() == pytest.approx(0, abs=0.3)


def test_industries_that_follow_each_other_are_found() -> None:
    rng = np.random.default_rng(9)
    plants, totals = placed(30, rng)
    gathered = pl.col("industry") == "i003"
    plants = plants.with_columns(region=pl.when(gathered).then(pl.lit("r7")).otherwise(pl.col("region")))
    followers = plants.filter(industry="i003").with_columns(
        industry=pl.lit("i999"), establishment="f" + pl.col("establishment")
    )
    pairs = coagglomeration_pairs(pl.concat([plants, followers]), region_totals=totals)
    assert pairs.sort("z", descending=True).row(0)[:2] == ("i003", "i999")


def test_years_are_apart(kind: Kind) -> None:
    later = pl.DataFrame(PLANTS).with_columns(pl.col("jobs").reverse())
    panel = pl.concat(
        [pl.DataFrame(PLANTS).with_columns(year=pl.lit(2015)), later.with_columns(year=pl.lit(2016))]
    )
    for function in (coagglomeration, coagglomeration_pairs):
        found = kind.rows(function(kind.frame(panel))).filter(year=2016).drop("year")
        assert_frame_equal(found, function(later), check_dtypes=False)


def test_unknown_sizes_and_single_regions(kind: Kind) -> None:
    table = pl.DataFrame(PLANTS | {"jobs": [20, None, 10, 30, 20, 10, None, None, None]})
    found = kind.rows(coagglomeration(kind.frame(table))).row(0, named=True)
    assert (found["industries"], found["unknown"], found["establishments"]) == (2, 4, 5)
    assert kind.rows(coagglomeration_pairs(kind.frame(table))).select("industry_a", "industry_b").rows() == [
        ("x", "y")
    ]
    one = kind.frame(pl.DataFrame(PLANTS).with_columns(region=pl.lit("a")))
    assert kind.rows(coagglomeration(one))["coagglomeration"].to_list() == [None]
    assert kind.rows(coagglomeration_pairs(one))["coagglomeration_pairs"].to_list() == [None] * 3


def test_what_is_refused(kind: Kind) -> None:
    with pytest.raises(ParameterError, match="`weights` is area; choose one of activity, industries"):
        coagglomeration_pairs(kind.frame(PLANTS), weights="area")
    doubled = kind.frame({"industry": ["x", "x"], "parent": ["p", "q"]})
    with pytest.raises(TableError, match=r"1 key\(s\) of `industries` occur more than once"):
        coagglomeration(kind.frame(PLANTS), doubled)
    missing = kind.frame(pl.DataFrame(TOTALS).head(2))
    with pytest.raises(TableError, match=r"1 region\(s\) of `plants` are not in `region_totals` \(c\)"):
        coagglomeration_pairs(kind.frame(PLANTS), region_totals=missing)
