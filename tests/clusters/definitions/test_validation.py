"""Validation scores: six industries worked by hand, and against plain loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from renkei.clusters import validation_scores, within_cluster_relatedness
from renkei.errors import TableError
from tests.clusters.definitions.planted import planted

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

# Two definitions of three industries; f belongs with d and e in name alone.
NEAR = {("a", "b"), ("a", "c"), ("b", "c"), ("d", "e"), ("a", "f"), ("b", "f")}
SIX = "abcdef"
PAIRS = {
    "industry_a": [a for a in SIX for b in SIX if a < b],
    "industry_b": [b for a in SIX for b in SIX if a < b],
    "tie": [float((a, b) in NEAR) for a in SIX for b in SIX if a < b],
}
HALVES = {"industry": list(SIX), "definition": ["first"] * 3 + ["second"] * 3}


def test_relatedness_of_six_industries(kind: Kind) -> None:
    found = kind.rows(within_cluster_relatedness(kind.frame(PAIRS), kind.frame(HALVES)))
    assert found.columns == [
        "definition", "industries", "within_cluster_relatedness", "between", "between_95", "related",
    ]  # fmt: skip
    ties = np.array(PAIRS["tie"])
    first, second, across = ((value - ties.mean()) / ties.std() for value in (1.0, 1 / 3, 2 / 9))
    assert found["within_cluster_relatedness"].to_list() == pytest.approx([first, second])
    assert found["between"].to_list() == pytest.approx([across, across])
    assert found["related"].to_list() == [True, True]


def test_scores_of_six_industries(kind: Kind) -> None:
    found = kind.rows(validation_scores(kind.frame(PAIRS), kind.frame(HALVES)))
    row = found.row(0, named=True)
    assert (row["industries"], row["definitions"]) == (6, 2)
    assert (row["only_in_similarity"], row["only_in_definitions"]) == (0, 0)
    # f is tied to a and b, not to d and e; c, d, e are tied to their own alone.
    assert row["vs_cluster_mean"] == row["vs_cluster_95"] == 1.0
    assert row["vs_industry_mean"] == row["vs_industry_95"] == pytest.approx(5 / 6)
    assert row["validation_score"] == pytest.approx((2 + 2 * 5 / 6) / 4)


def test_a_definition_of_one_industry_fails() -> None:
    alone = {**HALVES, "definition": ["first"] * 3 + ["second"] * 2 + ["alone"]}
    found = within_cluster_relatedness(pl.DataFrame(PAIRS), pl.DataFrame(alone))
    assert found.filter(definition="alone").select("within_cluster_relatedness", "related").rows() == [
        (None, False)
    ]
    scores = validation_scores(pl.DataFrame(PAIRS), pl.DataFrame(alone))
    assert scores["vs_cluster_mean"].item() == pytest.approx(2 / 3)
    assert scores["vs_industry_mean"].item() == pytest.approx(5 / 6)


def by_loops(pairs: pl.DataFrame, definitions: pl.DataFrame) -> list[float]:
    """The four scores, each relatedness added up one pair at a time."""
    tie = {frozenset(row[:2]): row[2] for row in pairs.iter_rows()}
    of = dict(definitions.iter_rows())
    groups = {name: [i for i in of if of[i] == name] for name in set(of.values())}

    def mean(some: list[str], others: list[str]) -> float:
        ties = [tie[frozenset((i, j))] for i in some for j in others if i != j]
        return float(np.mean(ties)) if ties else -np.inf

    def passed(units: list[tuple[list[str], str]]) -> list[float]:
        counts = np.zeros(2)
        for members, own in units:
            between = [mean(members, groups[name]) for name in groups if name != own]
            counts += mean(members, groups[own]) > np.array([np.mean(between), np.percentile(between, 95)])
        return (counts / len(units)).tolist()

    clusters = passed([(members, name) for name, members in groups.items()])
    return clusters + passed([([industry], name) for industry, name in of.items()])


@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_scores_are_those_of_plain_loops(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pairs, truth = planted((4, 3, 3, 2, 1), rng, noise=1.0)
    found = validation_scores(pairs, truth).row(0)[4:8]
    assert found == pytest.approx(by_loops(pairs, truth))


def test_an_unknown_pair_takes_no_part() -> None:
    partly = pl.DataFrame({**PAIRS, "tie": [None, *PAIRS["tie"][1:]]})
    found = within_cluster_relatedness(partly, pl.DataFrame(HALVES))
    ties = np.array(PAIRS["tie"][1:])
    assert found["within_cluster_relatedness"][0] == pytest.approx((1.0 - ties.mean()) / ties.std())


def test_what_only_one_table_has_is_counted() -> None:
    fewer = pl.DataFrame(HALVES).filter(pl.col("industry") != "c")
    more = pl.concat([fewer, pl.DataFrame({"industry": ["x", "y"], "definition": ["second"] * 2})])
    row = validation_scores(pl.DataFrame(PAIRS), more).row(0, named=True)
    assert (row["industries"], row["only_in_similarity"], row["only_in_definitions"]) == (5, 1, 2)


def test_a_single_definition_is_refused() -> None:
    with pytest.raises(TableError, match="are all in one definition \\(one\\): there is nothing between"):
        validation_scores(pl.DataFrame(PAIRS), pl.DataFrame({**HALVES, "definition": ["one"] * 6}))


def test_definitions_of_other_codes_are_refused() -> None:
    other = pl.DataFrame({**HALVES, "industry": list("uvwxyz")})
    with pytest.raises(
        TableError, match="No pair of `similarity` lies within the industries of `definitions`"
    ):
        within_cluster_relatedness(pl.DataFrame(PAIRS), other)
