"""Clusters of a given definition: planted ones are found, breadth is asked for, chance is not taken for one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from renkei.clusters import PlaceRules, clusters_in_place
from renkei.clusters.places.nearness import near_pairs
from renkei.errors import ParameterError, TableError
from tests.clusters.test_detection import as_activity, chance_counts, grid_neighbours

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

RULES = PlaceRules(permutations=99)
DEFINITION = pl.DataFrame(
    {"definition": ["D", "D", "D", "E", "E"], "industry": ["i0", "i1", "i2", "i3", "i4"]}
)
BLOCK = (9, 10, 17, 18)


def planted_counts() -> np.ndarray:
    """Chance everywhere; three industries of D in a block of four regions, one of E in two regions far off."""
    counts = chance_counts(np.random.default_rng(7), industries=12).astype(np.int64)
    for region in BLOCK:
        counts[region, :3] += 40
    counts[[62, 63], 3] += 60
    return counts


@pytest.fixture(scope="module")
def planted() -> pl.DataFrame:
    return as_activity(planted_counts())


def seed() -> np.random.Generator:
    return np.random.default_rng(1)


def test_a_planted_cluster_is_found_with_its_regions(planted: pl.DataFrame) -> None:
    found = clusters_in_place(planted, DEFINITION, grid_neighbours(), rules=RULES, rng=seed())
    first = found.clusters.filter(pl.col("definition") == "D").row(0, named=True)
    inside = found.members.filter(pl.col("cluster") == first["cluster"])
    assert set(inside["region"]) == {f"r{r:02}" for r in BLOCK}
    assert set(inside["industry"]) == {"i0", "i1", "i2"}
    assert first["cluster"] == f"D-{first['lead_region']}"
    assert (first["industries"], first["specialised_industries"], first["regions"]) == (3, 3, 4)
    assert first["q_value"] <= 0.05
    assert first["establishments"] == inside["establishments"].sum()
    assert first["location_quotient"] == pytest.approx(first["establishments"] / first["expected"])


def test_one_industry_alone_is_no_cluster_of_a_definition_of_two(planted: pl.DataFrame) -> None:
    def definitions(rules: PlaceRules) -> set[str]:
        found = clusters_in_place(planted, DEFINITION, grid_neighbours(), rules=rules, rng=seed())
        return set(found.clusters["definition"])

    assert definitions(RULES) == {"D"}
    assert definitions(replace(RULES, breadth=1)) == {"D", "E"}


def test_a_definition_of_one_industry_asks_for_that_one(planted: pl.DataFrame) -> None:
    single = pl.DataFrame({"definition": ["S", "S"], "industry": ["i3", "not in the nation"]})
    found = clusters_in_place(planted, single, grid_neighbours(), rules=RULES, rng=seed())
    assert found.clusters["lead_region"].item() in ("r62", "r63")


def test_regions_are_near_by_commuting_from_the_share_on() -> None:
    pairs = pl.DataFrame(
        {"region_a": ["a", "b", "c", "d"], "region_b": ["b", "a", "d", "d"], "share": [0.2, 0.01, None, 0.9]}
    )
    assert near_pairs(pairs, share=0.15).rows() == [("a", "b")]
    assert near_pairs(pairs.drop("share"), share=0.15).height == 3


def test_commuting_joins_what_no_border_does() -> None:
    counts = planted_counts()
    counts[[7, 56], :2] += 120
    far = pl.DataFrame({"region_a": ["r56"], "region_b": ["r07"], "share": [0.3]})
    clusters = [
        clusters_in_place(as_activity(counts), DEFINITION, pairs, rules=RULES, rng=seed())
        .members.filter(pl.col("region").is_in(["r07", "r56"]))["cluster"]
        .n_unique()
        for pairs in (grid_neighbours(), far)
    ]
    assert clusters == [2, 1]


def test_chance_alone_is_rarely_taken_for_a_cluster() -> None:
    found = 0
    for number in range(40):
        rng = np.random.default_rng(number)
        table = as_activity(chance_counts(rng))
        found += (
            clusters_in_place(table, DEFINITION, grid_neighbours(), rules=RULES, rng=rng).clusters.height > 0
        )
    assert found <= 6  # more than 6 of 40 would have a probability below 1 % at 5 %


def test_any_kind_of_frame_and_order_gives_the_same(kind: Kind, planted: pl.DataFrame) -> None:
    shuffled = planted.sample(fraction=1, shuffle=True, seed=3)
    given = [kind.frame(table) for table in (shuffled, DEFINITION, grid_neighbours())]
    wanted = clusters_in_place(planted, DEFINITION, grid_neighbours(), rules=RULES, rng=seed())
    found = clusters_in_place(*given, rules=RULES, rng=seed())
    assert found.clusters.equals(wanted.clusters)
    assert found.members.equals(wanted.members)


def test_a_definition_of_another_classification_is_refused(planted: pl.DataFrame) -> None:
    other = DEFINITION.with_columns(industry=pl.lit("311") + pl.col("industry"))
    with pytest.raises(TableError, match=r"None of the industries of `definition` \(311i0, "):
        clusters_in_place(planted, other, grid_neighbours(), rng=seed())


def test_unknown_counts_are_refused(planted: pl.DataFrame) -> None:
    holes = planted.with_columns(
        establishments=pl.when(pl.col("region") == "r00").then(None).otherwise("establishments")
    )
    with pytest.raises(TableError, match="unknown"):
        clusters_in_place(holes, DEFINITION, grid_neighbours(), rng=seed())


def test_a_pair_named_twice_is_refused(planted: pl.DataFrame) -> None:
    with pytest.raises(TableError, match="occur more than once"):
        clusters_in_place(planted, DEFINITION, pl.concat([grid_neighbours()] * 2), rng=seed())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"breadth": 0}, "`breadth` is 0"),
        ({"share": 15.0}, "`share` is 15"),
        ({"significance": -0.1}, "`significance`"),
        ({"permutations": 5}, "at least 19"),
    ],
)
def test_rules_out_of_range_are_refused(options: dict[str, float], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        replace(PlaceRules(), **options)
