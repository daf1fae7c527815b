"""Related industries: each measure by its formula, chance by the hypergeometric law, the space by its tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.stats import hypergeom

from renkei.clusters import industry_relatedness, industry_space, product_complexity, related_industries
from renkei.clusters.relatedness.measures import Measure
from renkei.clusters.relatedness.pairs import spanning_tree
from renkei.clusters.relatedness.proximity import chance_of_overlap, chance_of_sharing
from renkei.errors import ParameterError
from tests.clusters.examples import COUNTS, SIX_ROWS, as_activity
from tests.clusters.relatedness.examples import HAND, as_presences, random_presences, textbook_proximity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

COLUMNS = ["industry_a", "industry_b", "shared_regions", "relatedness", "chance"]


def of_pair(measure: Measure, a: str, b: str) -> float:
    rows = related_industries(as_presences(HAND), measure=measure, location_quotient=0)
    return float(rows.filter(industry_a=a, industry_b=b)["relatedness"].item())


def test_a_worked_example_of_six_rows(kind: Kind) -> None:
    # LQ ≥ 0.5: a {x, y}, b {x, y, z}, c {z}. Of 3 regions 2 have each industry: both by chance at least 1 of
    # the 2 (certain), both 2 in 1 of 3 draws.
    rows = kind.rows(related_industries(kind.frame(SIX_ROWS), location_quotient=0.5))
    assert rows.columns == COLUMNS
    assert rows.drop("chance").rows() == [("x", "y", 2, 1.0), ("x", "z", 1, 0.5), ("y", "z", 1, 0.5)]
    assert rows["chance"].to_list() == pytest.approx([1 / 3, 1, 1])


def test_each_measure_follows_its_formula() -> None:
    # p0 and p3: in 5 and 3 of 6 regions, 3 of them the same; s0 = 13, s3 = 10 pairs of T = 60.
    assert of_pair("proximity", "p000", "p003") == pytest.approx(3 / 5)
    assert of_pair("cosine", "p000", "p003") == pytest.approx(3 / 15**0.5)
    assert of_pair("jaccard", "p000", "p003") == pytest.approx(3 / 5)
    assert of_pair("association", "p000", "p003") == pytest.approx(3 * 6 / 15)
    spread = (2.5 * (1 - 5 / 6) * (6 - 3) / 5) ** 0.5
    assert of_pair("standardised", "p000", "p003") == pytest.approx((3 - 2.5) / spread)
    pairs = int((HAND[:, 3] * (HAND.sum(axis=1) - 1)).sum())
    assert of_pair("cosine_of_pairs", "p000", "p003") == pytest.approx(3 / (13 * pairs) ** 0.5)
    assert of_pair("jaccard_of_pairs", "p000", "p003") == pytest.approx(3 / (13 + pairs - 3))
    assert of_pair("association_of_pairs", "p000", "p003") == pytest.approx(3 * 60 / (13 * pairs))
    chance = 13 / 60 * pairs / (60 - 13) + pairs / 60 * 13 / (60 - pairs)
    assert of_pair("probability_of_pairs", "p000", "p003") == pytest.approx(3 / (30 * chance))


def test_the_standardised_measure_is_the_deviation_from_the_hypergeometric_law() -> None:
    rows = related_industries(
        as_presences(random_presences(np.random.default_rng(2), (20, 12))),
        measure="standardised",
        location_quotient=0,
    )
    one = random_presences(np.random.default_rng(2), (20, 12)).sum(axis=0)
    for a, b, shared, value, _ in rows.rows():
        law = hypergeom(20, one[int(a[1:])], one[int(b[1:])])
        expected = 0.0 if law.std() == 0 else (shared - law.mean()) / law.std()
        assert value == pytest.approx(expected, abs=1e-9)


@given(COUNTS)
@settings(max_examples=20)
def test_proximity_is_what_clusters_are_found_by(counts: np.ndarray) -> None:
    table = as_activity(counts)
    rows = related_industries(table)
    known = industry_relatedness(table, minimum=0)
    assert rows.select(COLUMNS[:3]).rows() == known.select(COLUMNS[:3]).rows()
    assert rows["relatedness"].to_list() == pytest.approx(known["proximity"].to_list())
    assert rows["chance"].to_list() == pytest.approx(known["chance"].to_list())


@pytest.mark.parametrize("regions", [1, 7, 300])
def test_chance_is_the_upper_tail_of_the_hypergeometric_law(regions: int) -> None:
    rng = np.random.default_rng(regions)
    a, b = rng.integers(0, regions + 1, (2, 2000))
    together = np.minimum(rng.integers(0, regions + 1, 2000), np.minimum(a, b))
    expected = hypergeom.sf(together - 1, regions, a, b)
    found = chance_of_overlap(together, a, b, regions)
    assert found == pytest.approx(expected, abs=1e-11)
    seen = expected > 1e-250
    assert np.abs(found[seen] / expected[seen] - 1).max() < 1e-9
    square = chance_of_sharing(np.minimum.outer(a[:5], a[:5]), a[:5], regions)
    assert square == pytest.approx(
        hypergeom.sf(np.minimum.outer(a[:5], a[:5]) - 1, regions, a[:5, None], a[:5])
    )


def test_pairs_of_years_are_found_each_by_itself() -> None:
    first, second = (
        as_presences(part).with_columns(year=pl.lit(year)) for year, part in ((1, HAND), (2, HAND[:4]))
    )
    rows = related_industries(pl.concat([second, first]), location_quotient=0)
    assert rows.columns == ["industry_a", "industry_b", "year", *COLUMNS[2:]]
    for year, part in ((1, HAND), (2, HAND[:4])):
        alone = related_industries(as_presences(part), location_quotient=0)
        assert rows.filter(year=year).drop("year").equals(alone)


def test_one_industry_or_none_makes_no_pair() -> None:
    for shape in ((3, 1), (1, 1), (2, 0)):
        rows = related_industries(as_presences(np.ones(shape, dtype=np.int64)), location_quotient=0)
        assert rows.height == 0
        assert rows.columns == COLUMNS


@pytest.mark.parametrize("measure", get_args(Measure))
def test_no_measure_makes_infinities_or_nan(measure: Measure) -> None:
    for present in (
        HAND,
        np.ones((4, 3), dtype=np.int64),
        np.eye(4, dtype=np.int64),
        np.ones((1, 2), dtype=np.int64),
    ):
        rows = related_industries(as_presences(present), measure=measure, location_quotient=0)
        assert rows["relatedness"].is_finite().all()
        assert rows["relatedness"].null_count() == 0


def test_the_tree_is_a_spanning_tree_of_greatest_weight() -> None:
    rng = np.random.default_rng(5)
    for size in (2, 9, 40):
        near = textbook_proximity(random_presences(rng, (25, size))).astype(np.float32)
        np.fill_diagonal(near, 0)
        tree = spanning_tree(near)
        least = minimum_spanning_tree(np.where(near > 0, 2 - near, 0))
        assert tree.sum() // 2 == least.nnz
        assert near[tree].sum() / 2 == pytest.approx((2 - least.data).sum(), rel=1e-6)
        assert (tree == tree.T).all()


def test_the_industry_space_has_the_tree_and_every_strong_edge(kind: Kind) -> None:
    present = random_presences(np.random.default_rng(9), (30, 25))
    table = as_presences(present)
    space = industry_space(kind.frame(table), threshold=0.6, location_quotient=0)
    assert space.nodes.columns == ["industry", "ubiquity", "unknown", "establishments", "product_complexity"]
    assert space.nodes["establishments"].to_list() == present.sum(axis=0).tolist()
    assert space.nodes["product_complexity"].equals(
        product_complexity(table, location_quotient=0)["product_complexity"]
    )
    edges = space.edges
    assert edges.columns == ["industry_a", "industry_b", "proximity", "shared_regions", "in_tree"]
    assert (edges["in_tree"] | (edges["proximity"] >= 0.6)).all()
    strong = related_industries(table, location_quotient=0).filter(pl.col("relatedness") >= 0.6)
    drawn = edges.filter(pl.col("proximity") >= 0.6).select("industry_a", "industry_b", "proximity")
    assert drawn.rows() == strong.select("industry_a", "industry_b", "relatedness").rows()
    assert edges["in_tree"].sum() == int((present.sum(axis=0) > 0).sum()) - 1


def test_a_threshold_counts_where_the_proximity_is_exactly_so() -> None:
    edges = industry_space(as_presences(HAND), threshold=0.6, location_quotient=0).edges
    assert ("p000", "p003", 0.6, 3) in edges.drop("in_tree").rows()


def test_islands_of_industries_have_trees_of_their_own_and_the_unheld_have_no_edge() -> None:
    present = np.zeros((5, 6), dtype=np.int64)
    present[:2, :2] = 1
    present[2:, 2:5] = 1
    space = industry_space(as_presences(present), location_quotient=0)
    assert space.nodes.height == 6
    assert space.edges.filter("in_tree").select("industry_a", "industry_b").rows() == [
        ("p000", "p001"),
        ("p002", "p003"),
        ("p002", "p004"),
    ]


def test_a_threshold_that_is_no_proximity_and_an_unknown_measure_are_refused() -> None:
    for wrong in (0, -0.1, float("nan"), float("inf")):
        with pytest.raises(ParameterError, match=f"`threshold` is {wrong}; give a number above zero"):
            industry_space(as_presences(HAND), threshold=wrong)
    with pytest.raises(ParameterError, match="`measure` is nearness; choose one of proximity"):
        related_industries(as_presences(HAND), measure="nearness")  # type: ignore[arg-type]
