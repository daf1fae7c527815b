"""Industries in the same regions, and with the same occupations: worked by hand, invariants, unknown cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from renkei.clusters import locational_correlation, occupation_similarity, pairwise_coagglomeration
from renkei.errors import TableError
from tests.clusters.examples import COUNTS, SIX_ROWS, as_activity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind


def test_locational_correlation_of_six_rows(kind: Kind) -> None:
    found = kind.rows(locational_correlation(kind.frame(SIX_ROWS)))
    assert found.columns == ["industry_a", "industry_b", "locational_correlation", "regions"]
    assert found.select("industry_a", "industry_b", "regions").rows() == [
        ("x", "y", 3),
        ("x", "z", 3),
        ("y", "z", 3),
    ]
    x, y, z = [30, 10, 0], [10, 25, 0], [0, 5, 20]
    pairs = [np.corrcoef(*pair)[0, 1] for pair in ((x, y), (x, z), (y, z))]
    assert found["locational_correlation"].to_list() == pytest.approx(pairs)


@settings(max_examples=10)
@given(COUNTS)
def test_correlations_are_those_of_numpy(counts: np.ndarray) -> None:
    found = locational_correlation(as_activity(counts))
    for row in found.iter_rows(named=True):
        x, y = (counts[:, int(row[key][1:])] for key in ("industry_a", "industry_b"))
        if len(x) < 3 or not np.ptp(x) or not np.ptp(y):
            assert row["locational_correlation"] is None
        else:
            assert row["locational_correlation"] == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)


def test_suppressed_cells_take_their_region_out_for_that_industry_alone() -> None:
    rng = np.random.default_rng(1)
    counts = rng.integers(0, 90, (12, 4)).astype(float)
    hidden = rng.random(counts.shape) < 0.2
    table = as_activity(counts).with_columns(
        flag=pl.Series(np.where(hidden.ravel(), "suppressed", "reported"))
    )
    for row in locational_correlation(table).iter_rows(named=True):
        a, b = (int(row[key][1:]) for key in ("industry_a", "industry_b"))
        both = ~hidden[:, a] & ~hidden[:, b]
        assert row["regions"] == both.sum()
        assert row["locational_correlation"] == pytest.approx(
            np.corrcoef(counts[both, a], counts[both, b])[0, 1]
        )


def test_coagglomeration_of_six_rows(kind: Kind) -> None:
    found = kind.rows(pairwise_coagglomeration(kind.frame(SIX_ROWS), value="establishments"))
    assert found.columns == ["industry_a", "industry_b", "pairwise_coagglomeration"]
    shares = np.array([[30 / 40, 10 / 40, 0], [10 / 35, 25 / 35, 0], [0, 5 / 25, 20 / 25]])
    x = shares.mean(axis=0)
    index = (shares - x) @ (shares - x).T / (1 - x @ x)
    assert found["pairwise_coagglomeration"].to_list() == pytest.approx(
        [index[0, 1], index[0, 2], index[1, 2]]
    )


@settings(max_examples=10)
@given(COUNTS)
def test_ten_times_an_industry_leaves_pairs_as_they_are(counts: np.ndarray) -> None:
    larger = counts.copy()
    larger[:, 0] *= 10
    for function, column in (
        (locational_correlation, "locational_correlation"),
        (pairwise_coagglomeration, "pairwise_coagglomeration"),
    ):
        one, other = (
            function(as_activity(each), value="establishments")[column] for each in (counts, larger)
        )
        assert one.fill_null(-9).to_numpy() == pytest.approx(other.fill_null(-9).to_numpy(), abs=1e-9)


def test_coagglomeration_adds_up_to_nothing_over_all_industries() -> None:
    counts = np.random.default_rng(2).integers(1, 90, (9, 5))
    shares = counts / counts.sum(axis=0)
    distance = shares - shares.mean(axis=1, keepdims=True)
    own = (distance**2).sum() / (1 - (shares.mean(axis=1) ** 2).sum())
    pairs = pairwise_coagglomeration(as_activity(counts), value="establishments")[
        "pairwise_coagglomeration"
    ].sum()
    assert 2 * pairs + own == pytest.approx(0.0, abs=1e-12)


def test_an_industry_with_an_unknown_cell_has_no_coagglomeration() -> None:
    table = pl.DataFrame({**SIX_ROWS, "establishments": [30, 10, 10, None, 5, 20]})
    found = pairwise_coagglomeration(table, value="establishments")
    assert found["pairwise_coagglomeration"].is_null().to_list() == [True, False, True]


def test_one_region_or_nothing_at_all_gives_no_number() -> None:
    for counts in (np.array([[3, 4]]), np.zeros((4, 2), dtype=int)):
        table = as_activity(counts)
        assert locational_correlation(table)["locational_correlation"].to_list() == [None]
        assert pairwise_coagglomeration(table, value="establishments")[
            "pairwise_coagglomeration"
        ].to_list() == [None]


def test_one_industry_has_no_pair() -> None:
    assert locational_correlation(as_activity(np.array([[3], [4], [9]]))).height == 0


def test_each_year_is_computed_by_itself(kind: Kind) -> None:
    early = pl.DataFrame(SIX_ROWS).with_columns(year=pl.lit(2010))
    late = early.with_columns(year=pl.lit(2020), establishments=pl.Series([1, 4, 9, 16, 25, 36]))
    found = kind.rows(locational_correlation(kind.frame(pl.concat([late, early]))))
    assert found.columns == ["industry_a", "industry_b", "year", "locational_correlation", "regions"]
    assert found["year"].to_list() == [2010, 2020] * 3
    alone = locational_correlation(late.drop("year"))
    assert found.filter(year=2020).drop("year").equals(alone)


def test_occupations_are_compared_by_their_shares(kind: Kind) -> None:
    staff = {
        "industry": ["a", "a", "a", "b", "b", "c"],
        "occupation": ["weld", "sew", "sell", "weld", "sew", "sell"],
        "jobs": [10, 20, 70, 100, 200, 5],
    }
    found = kind.rows(occupation_similarity(kind.frame(staff)))
    assert found.columns == ["industry_a", "industry_b", "occupation_similarity", "occupations"]
    a, b, c = [0.1, 0.2, 0.7], [1 / 3, 2 / 3, 0], [0, 0, 1]
    pairs = [np.corrcoef(*pair)[0, 1] for pair in ((a, b), (a, c), (b, c))]
    assert found["occupation_similarity"].to_list() == pytest.approx(pairs)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"establishments": [30, 10, -10, 25, 5, 20]}, "out of range"),
        ({"establishments": [30.0, 10, float("inf"), 25, 5, 20]}, "infinite"),
        ({"establishments": ["a"] * 6}, "not numbers"),
        ({"region": ["a"] * 6}, "occur more than once"),
        ({"industry": ["x", None, "x", "y", "z", "z"]}, "leave a required column empty"),
    ],
)
def test_bad_tables_are_refused_with_a_reason(change: dict[str, object], message: str) -> None:
    for function in (locational_correlation, pairwise_coagglomeration):
        with pytest.raises(TableError, match=message):
            function(pl.DataFrame({**SIX_ROWS, **change}), value="establishments")
