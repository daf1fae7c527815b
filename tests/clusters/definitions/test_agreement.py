"""How far definitions agree: against scikit-learn's independent code, and by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from sklearn import metrics

from renkei.clusters import definition_agreement, definition_overlap
from renkei.errors import TableError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

FIRST = {"industry": list("abcdef"), "definition": ["x", "x", "x", "y", "y", "z"]}
SECOND = {"industry": list("bcdefg"), "definition": ["p", "p", "q", "q", "q", "q"]}
LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=40)


def named(labels: list[int]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "industry": [f"i{place}" for place in range(len(labels))],
            "definition": [f"d{label}" for label in labels],
        }
    )


@settings(max_examples=10)
@given(LABELS)
def test_agreement_is_that_of_scikit_learn(labels: list[tuple[int, int]]) -> None:
    one, other = ([pair[side] for pair in labels] for side in (0, 1))
    row = definition_agreement(named(one), named(other)).row(0, named=True)
    assert row["adjusted_rand"] == pytest.approx(metrics.adjusted_rand_score(one, other), abs=1e-9)
    for name, score in (
        ("normalised_mutual_information", metrics.normalized_mutual_info_score),
        ("adjusted_mutual_information", metrics.adjusted_mutual_info_score),
    ):
        same = len(set(one)) == len(set(other)) == 1
        assert row[name] == pytest.approx(1.0 if same else score(one, other), abs=1e-7)


@settings(max_examples=10)
@given(LABELS)
def test_agreement_does_not_depend_on_names_or_sides(labels: list[tuple[int, int]]) -> None:
    one, other = (named([pair[side] for pair in labels]) for side in (0, 1))
    renamed = one.with_columns(pl.col("definition").str.replace("d", "name "))
    measures = ("adjusted_rand", "normalised_mutual_information", "adjusted_mutual_information")
    forth, back = definition_agreement(renamed, other), definition_agreement(other, one)
    assert forth.select(measures).row(0) == pytest.approx(back.select(measures).row(0), abs=1e-9)
    assert definition_agreement(one, renamed).select(measures).row(0) == pytest.approx((1.0, 1.0, 1.0))


def test_random_definitions_agree_in_nothing_but_the_normalised_information() -> None:
    rng = np.random.default_rng(1)
    rows = [
        definition_agreement(*(named(rng.integers(0, 50, 500).tolist()) for _ in range(2))) for _ in range(20)
    ]
    means = pl.concat(rows).mean()
    assert abs(means["adjusted_rand"].item()) < 0.003
    assert abs(means["adjusted_mutual_information"].item()) < 0.01
    assert means["normalised_mutual_information"].item() > 0.4


def test_only_common_industries_are_compared(kind: Kind) -> None:
    row = kind.rows(definition_agreement(kind.frame(FIRST), kind.frame(SECOND))).row(0, named=True)
    assert (row["industries"], row["only_in_first"], row["only_in_second"]) == (5, 1, 1)
    assert (row["definitions_first"], row["definitions_second"]) == (3, 2)
    assert row["adjusted_rand"] == pytest.approx(
        metrics.adjusted_rand_score([0, 0, 1, 1, 2], [0, 0, 1, 1, 1])
    )


def test_overlap_says_which_corresponds_to_which(kind: Kind) -> None:
    found = kind.rows(definition_overlap(kind.frame(FIRST), kind.frame(SECOND)))
    assert found.columns == [
        "definition_first", "definition_second", "industries", "share_of_first", "share_of_second", "jaccard",
        "best_match",
    ]  # fmt: skip
    assert found.rows() == [
        ("x", "p", 2, 1.0, 1.0, 1.0, True),
        ("y", "q", 2, 1.0, pytest.approx(2 / 3), pytest.approx(2 / 3), True),
        ("z", "q", 1, 1.0, pytest.approx(1 / 3), pytest.approx(1 / 3), True),
    ]


def test_of_several_overlaps_the_largest_is_the_match() -> None:
    one = named([0, 0, 0, 0, 1, 1])
    other = named([0, 1, 1, 1, 1, 2])
    found = definition_overlap(one, other)
    assert found.filter("best_match").select("definition_first", "definition_second").rows() == [
        ("d0", "d1"),
        ("d1", "d2"),
    ]
    assert found["industries"].sum() == 6


def test_an_industry_without_a_definition_is_not_compared() -> None:
    partly = pl.DataFrame({**FIRST, "definition": ["x", None, "x", "y", "y", None]})
    assert definition_agreement(partly, pl.DataFrame(SECOND))["industries"].item() == 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"industry": list("aacdef")}, "occur more than once"),
        ({"industry": [None, *"bcdef"]}, "leave a required column empty"),
        (
            {"industry": list("uvwxyz")},
            "No industry is in both definitions \\(such as u in the first, b in the second\\)",
        ),
    ],
)
def test_bad_definitions_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(TableError, match=message):
        definition_agreement(pl.DataFrame({**FIRST, **change}), pl.DataFrame(SECOND))
