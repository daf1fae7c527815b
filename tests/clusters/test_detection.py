"""Detected clusters: planted ones are found, chance is not taken for one, and the result is stable."""

from __future__ import annotations

from itertools import pairwise

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import false_discovery_control

from renkei.clusters.autocorrelation.discovery import false_discovery_rates
from renkei.clusters.places.areas import (
    AreaRules,
    log_likelihood_ratio,
    specialised_areas,
)
from renkei.clusters.places.detection import detected_clusters, industry_relatedness
from renkei.clusters.places.joining import joined_areas
from renkei.clusters.places.rules import ClusterRules
from renkei.clusters.relatedness.proximity import chance_of_sharing, presence, proximity
from renkei.errors import ParameterError, TableError

SIDE = 8
RULES = ClusterRules(permutations=199)


def grid_neighbours(side: int = SIDE) -> pl.DataFrame:
    """A square country: region r touches the one to its right and the one below."""
    right = [(r, r + 1) for r in range(side * side) if (r + 1) % side]
    below = [(r, r + side) for r in range(side * (side - 1))]
    pairs = [(f"r{a:02}", f"r{b:02}") for a, b in right + below]
    return pl.DataFrame(pairs, schema=["region_a", "region_b"], orient="row")


def grid_edges() -> np.ndarray:
    return np.array([(int(a[1:]), int(b[1:])) for a, b in grid_neighbours().iter_rows()])


def as_activity(counts: np.ndarray) -> pl.DataFrame:
    rows = [
        (f"r{r:02}", f"i{i}", int(n)) for r, line in enumerate(counts) for i, n in enumerate(line) if n > 0
    ]
    return pl.DataFrame(rows, schema=["region", "industry", "establishments"], orient="row")


def chance_counts(rng: np.random.Generator, industries: int = 6) -> np.ndarray:
    """Industries scattered over regions of very different size, with no preference for any place."""
    size = rng.lognormal(3, 1, SIDE * SIDE)
    return np.stack([rng.multinomial(400, size / size.sum()) for _ in range(industries)], axis=1)


@pytest.fixture
def planted() -> pl.DataFrame:
    """Chance everywhere, plus industries 0 and 1 together in four regions and industry 2 in one region."""
    counts = chance_counts(np.random.default_rng(7)).astype(np.int64)
    for region in (9, 10, 17, 18):
        counts[region, 0] += 60
        counts[region, 1] += 50
    counts[60, 2] += 80
    # Elsewhere 0 and 1 are found together too, so that they are related.
    for region in (30, 33, 44, 55):
        counts[region, :2] += 12
    return as_activity(counts)


def test_planted_clusters_are_found_with_their_regions_and_industries(planted: pl.DataFrame) -> None:
    found = detected_clusters(planted, grid_neighbours(), rules=RULES, rng=np.random.default_rng(1))
    first = found.clusters.row(0, named=True)
    inside = found.members.filter(pl.col("cluster") == first["cluster"])
    assert set(inside["industry"]) == {"i0", "i1"}
    assert {"r09", "r10", "r17", "r18"} <= set(inside["region"])
    assert first["q_value"] <= 0.05
    lone = found.members.filter((pl.col("industry") == "i2") & (pl.col("region") == "r60"))
    assert lone.height == 1


def test_chance_alone_is_rarely_taken_for_a_cluster() -> None:
    """Under the null the share of maps with any cluster stays near the false-discovery level of 5 %."""
    maps_with_clusters = 0
    for seed in range(40):
        found = detected_clusters(
            as_activity(chance_counts(np.random.default_rng(seed))),
            grid_neighbours(),
            rules=ClusterRules(permutations=99),
            rng=np.random.default_rng(seed),
        )
        maps_with_clusters += found.clusters.height > 0
    assert maps_with_clusters <= 6  # more than 6 of 40 would have a probability below 1 % at 5 %


def test_every_cluster_adds_up_to_its_members(planted: pl.DataFrame) -> None:
    found = detected_clusters(planted, grid_neighbours(), rules=RULES, rng=np.random.default_rng(1))
    sums = found.members.group_by("cluster").agg(pl.col("establishments").sum(), pl.col("region").n_unique())
    joined = found.clusters.join(sums, on="cluster", suffix="_members")
    assert joined["establishments"].to_list() == joined["establishments_members"].to_list()
    assert joined["regions"].to_list() == joined["region"].to_list()
    assert np.allclose(joined["location_quotient"], joined["establishments"] / joined["expected"])


def test_the_same_table_in_any_order_and_kind_of_frame_gives_the_same_clusters(planted: pl.DataFrame) -> None:
    shuffled = planted.sample(fraction=1, shuffle=True, seed=3)
    arrow = planted.to_arrow()
    results = [
        detected_clusters(frame, grid_neighbours(), rules=RULES, rng=np.random.default_rng(1)).clusters
        for frame in (planted, shuffled, planted.lazy(), planted.to_pandas(), arrow, duckdb.from_arrow(arrow))
    ]
    assert all(a.equals(b) for a, b in pairwise(results))


def test_relatedness_of_a_worked_example() -> None:
    """Hidalgo et al. (2007), eq. 1, by hand: a in r1 r2, b in r1 r2 r3, c in r3 only."""
    counts = np.array([[9.0, 9, 0, 1], [9, 9, 0, 1], [0, 9, 9, 1], [0, 0, 0, 40]])
    present = presence(counts)
    assert present[:, :3].astype(int).tolist() == [[1, 1, 0], [1, 1, 0], [0, 1, 1], [0, 0, 0]]
    near, together = proximity(present)
    assert near[0, 1] == pytest.approx(2 / 3)
    assert near[1, 2] == pytest.approx(1 / 3)
    assert near[0, 2] == 0
    chance = chance_of_sharing(together, present.sum(axis=0), 4)
    assert chance[0, 1] == pytest.approx(3 / 6)  # of the 6 pairs of regions for a, 3 lie within b's three


def test_relatedness_table_lists_each_pair_once(planted: pl.DataFrame) -> None:
    table = industry_relatedness(planted)
    assert (table["industry_a"] < table["industry_b"]).all()
    assert not table.select("industry_a", "industry_b").is_duplicated().any()
    assert table["proximity"].is_between(0, 1).all()


def test_false_discovery_rates_agree_with_scipy() -> None:
    values = np.random.default_rng(0).uniform(0, 1, 200) ** 2
    assert np.allclose(false_discovery_rates(list(values)), false_discovery_control(values))


def test_the_scan_statistic_is_zero_without_excess_and_grows_with_it() -> None:
    observed, expected = np.array([5.0, 10.0, 20.0, 100.0]), np.full(4, 10.0)
    values = log_likelihood_ratio(observed, expected, 100.0)
    assert values[0] == values[1] == 0
    assert values[2] == pytest.approx(20 * np.log(2) + 80 * np.log(80 / 90))
    assert values[3] == pytest.approx(100 * np.log(10))


def test_areas_are_contiguous_and_meet_the_thresholds() -> None:
    counts = chance_counts(np.random.default_rng(5)).astype(float)
    edges = grid_edges()
    areas = specialised_areas(counts, edges, AreaRules(1.5, 10, 19), np.random.default_rng(0))
    assert areas
    for area in areas:
        assert _is_connected(set(area.regions), edges)
        for region in area.regions:
            expected = counts[region].sum() * counts[:, area.industry].sum() / counts.sum()
            assert counts[region, area.industry] >= max(10, 1.5 * expected)


def _is_connected(regions: set[int], edges: np.ndarray) -> bool:
    reached: set[int] = set()
    frontier = [min(regions)]
    while frontier:
        here = frontier.pop()
        reached.add(here)
        touching = {int(b) for a, b in edges if a == here} | {int(a) for a, b in edges if b == here}
        frontier += [region for region in touching & regions if region not in reached]
    return reached == regions


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.1, 0.9))
def test_joining_puts_every_area_into_exactly_one_cluster(seed: int, overlap: float) -> None:
    rng = np.random.default_rng(seed)
    counts = chance_counts(rng).astype(float)
    areas = specialised_areas(counts, grid_edges(), AreaRules(1.2, 3, 1), rng)
    related = rng.random((6, 6)) < 0.5
    groups = joined_areas(areas, counts, related | related.T, overlap=overlap)
    assert sorted(area for group in groups for area in group) == sorted(areas)


def test_unrelated_industries_in_the_same_place_stay_apart(planted: pl.DataFrame) -> None:
    strict = ClusterRules(permutations=199, proximity=1.0)
    found = detected_clusters(planted, grid_neighbours(), rules=strict, rng=np.random.default_rng(1))
    assert (found.clusters["industries"] == 1).all()


def test_too_few_permutations_are_refused() -> None:
    with pytest.raises(ParameterError, match="at least 19"):
        ClusterRules(permutations=5)


def test_an_overlap_above_one_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"`overlap` is 1\.5"):
        ClusterRules(overlap=1.5)


def test_a_negative_count_is_refused() -> None:
    bad = pd.DataFrame({"region": ["r01"], "industry": ["i0"], "establishments": [-1]})
    with pytest.raises(TableError, match="out of range"):
        detected_clusters(bad, grid_neighbours(), rules=RULES, rng=np.random.default_rng(0))


def test_neighbours_without_their_columns_are_refused(planted: pl.DataFrame) -> None:
    lacking = pl.DataFrame({"region_a": ["r01"]})
    with pytest.raises(TableError, match="region_b"):
        detected_clusters(planted, lacking, rules=RULES, rng=np.random.default_rng(0))


def test_an_empty_country_has_no_clusters() -> None:
    empty = pl.DataFrame(schema={"region": pl.String, "industry": pl.String, "establishments": pl.Int64})
    found = detected_clusters(empty, grid_neighbours(), rules=RULES, rng=np.random.default_rng(0))
    assert found.clusters.is_empty()
    assert found.members.is_empty()
