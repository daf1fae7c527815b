"""How far mixes of industries lie apart: worked examples, invariants, unknown cells, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from polars.testing import assert_frame_equal

from renkei.clusters import (
    hoover_specialisation,
    krugman_dissimilarity,
    krugman_specialisation,
    relative_diversity,
    relative_specialisation,
    weighted_specialisation_gini,
)
from renkei.errors import ParameterError, TableError
from tests.clusters.examples import COUNTS, SIX_ROWS, as_activity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

NATION = np.array([0.4, 0.35, 0.25])
MIXES = {"a": np.array([0.75, 0.25, 0]), "b": np.array([0.25, 0.625, 0.125]), "c": np.array([0, 0, 1])}


def test_krugman_and_hoover_of_six_rows(kind: Kind) -> None:
    found = kind.rows(krugman_specialisation(kind.frame(SIX_ROWS)))
    assert found.columns == ["region", "industries", "unknown", "establishments", "krugman_specialisation"]
    expected = [np.abs(mix - NATION).sum() for mix in MIXES.values()]
    assert found["krugman_specialisation"].to_list() == pytest.approx(expected)
    half = kind.rows(hoover_specialisation(kind.frame(SIX_ROWS)))["hoover_specialisation"]
    assert half.to_list() == pytest.approx(np.array(expected) / 2)


def test_the_rest_and_the_mean_of_others_are_other_references(kind: Kind) -> None:
    rest = kind.rows(krugman_specialisation(kind.frame(SIX_ROWS), reference="rest"))
    others = np.array([10, 25, 25]) / 60
    assert rest["krugman_specialisation"][0] == pytest.approx(np.abs(MIXES["a"] - others).sum())
    mean = kind.rows(krugman_specialisation(kind.frame(SIX_ROWS), reference="mean"))
    average = (MIXES["b"] + MIXES["c"]) / 2
    assert mean["krugman_specialisation"][0] == pytest.approx(np.abs(MIXES["a"] - average).sum())


def test_dissimilarity_of_each_pair(kind: Kind) -> None:
    found = kind.rows(krugman_dissimilarity(kind.frame(SIX_ROWS)))
    assert found.columns == ["region_a", "region_b", "krugman_dissimilarity"]
    assert found.rows() == [
        (a, b, pytest.approx(np.abs(MIXES[a] - MIXES[b]).sum())) for a, b in ("ab", "ac", "bc")
    ]
    some = kind.rows(krugman_dissimilarity(kind.frame(SIX_ROWS), regions=("a", "c")))
    assert_frame_equal(some, found.filter(pl.col("region_a") == "a", pl.col("region_b") == "c"))


def test_diversity_and_specialisation_of_duranton_and_puga(kind: Kind) -> None:
    diversity = kind.rows(relative_diversity(kind.frame(SIX_ROWS)))["relative_diversity"]
    assert diversity.to_list() == pytest.approx([1 / np.abs(m - NATION).sum() for m in MIXES.values()])
    highest = kind.rows(relative_specialisation(kind.frame(SIX_ROWS)))
    assert highest.rows() == [("a", "x", 1.875), ("b", "y", pytest.approx(25 / 14)), ("c", "z", 4.0)]


def test_the_first_of_equal_quotients_is_named() -> None:
    table = pl.DataFrame(
        {"region": ["a", "a", "b"], "industry": ["y", "x", "z"], "establishments": [5, 5, 10]}
    )
    assert relative_specialisation(table).row(0) == ("a", "x", 2.0)


def test_weighted_gini_of_six_rows(kind: Kind) -> None:
    found = kind.rows(weighted_specialisation_gini(kind.frame(SIX_ROWS)))
    assert found.columns == ["region", "industries", "unknown", "weighted_specialisation_gini"]
    # Region c has z alone, a quarter of the nation: the Lorenz curve lies on the axis up to 0.75.
    assert found["weighted_specialisation_gini"][2] == pytest.approx(0.75)


@given(COUNTS)
@settings(max_examples=10, deadline=None)
def test_the_indices_are_those_of_dense_arrays(counts: np.ndarray) -> None:
    table = as_activity(counts)
    there = counts.sum(axis=1) > 0
    if not there.any():
        assert krugman_specialisation(table)["krugman_specialisation"].null_count() == len(counts)
        return
    mixes = counts[there] / counts[there].sum(axis=1, keepdims=True)
    nation = counts.sum(axis=0) / counts.sum()
    expected = np.abs(mixes - nation).sum(axis=1)
    found = krugman_specialisation(table)["krugman_specialisation"].drop_nulls()
    np.testing.assert_allclose(found, expected, atol=1e-12)
    if there.sum() > 1:
        others = (mixes.sum(axis=0) - mixes) / (len(mixes) - 1)
        mean = krugman_specialisation(table, reference="mean")["krugman_specialisation"].drop_nulls()
        np.testing.assert_allclose(mean, np.abs(mixes - others).sum(axis=1), atol=1e-12)
        apart = krugman_dissimilarity(table)["krugman_dissimilarity"].to_numpy()
        pairs = np.triu_indices(len(mixes), 1)
        np.testing.assert_allclose(apart, np.abs(mixes[pairs[0]] - mixes[pairs[1]]).sum(axis=1), atol=1e-12)


def test_an_unknown_cell_is_left_out_of_both_mixes(kind: Kind) -> None:
    table = kind.frame(pl.DataFrame(SIX_ROWS | {"establishments": [30, None, 10, 25, 5, 20]}))
    found = kind.rows(krugman_specialisation(table)).row(0, named=True)
    assert found["unknown"] == 1
    # Region a is known to have x alone; x and z have 40 and 25 plants in the nation.
    assert found["krugman_specialisation"] == pytest.approx(2 * 25 / 65)


def test_a_lone_region_is_as_the_nation_and_has_no_rest() -> None:
    lone = pl.DataFrame(SIX_ROWS).filter(region="b")
    assert krugman_specialisation(lone)["krugman_specialisation"].to_list() == pytest.approx([0])
    assert relative_diversity(lone)["relative_diversity"].to_list() == [None]
    for reference in ("rest", "mean"):
        found = krugman_specialisation(lone, reference=reference)
        assert found["krugman_specialisation"].to_list() == [None]
    assert krugman_dissimilarity(lone).height == 0


def test_regions_of_zeros_have_no_index(kind: Kind) -> None:
    table = pl.concat(
        [pl.DataFrame(SIX_ROWS), pl.DataFrame({"region": ["d"], "industry": ["x"], "establishments": [0]})]
    )
    functions: tuple[Any, ...] = (krugman_specialisation, hoover_specialisation, relative_diversity)
    for function in functions:
        assert kind.rows(function(kind.frame(table)))[function.__name__].is_null().to_list() == [
            False
        ] * 3 + [True]
    assert kind.rows(relative_specialisation(kind.frame(table))).row(3) == ("d", None, None)
    assert "d" not in kind.rows(krugman_dissimilarity(kind.frame(table)))["region_b"].to_list()


def test_years_are_apart(kind: Kind) -> None:
    later = pl.DataFrame(SIX_ROWS).with_columns(pl.col("establishments").reverse())
    panel = pl.concat(
        [pl.DataFrame(SIX_ROWS).with_columns(year=pl.lit(2015)), later.with_columns(year=pl.lit(2016))]
    )
    functions: tuple[Any, ...] = (
        krugman_specialisation,
        relative_specialisation,
        krugman_dissimilarity,
        weighted_specialisation_gini,
    )
    for function in functions:
        found = kind.rows(function(kind.frame(panel))).filter(year=2016).drop("year")
        assert_frame_equal(found, function(later), check_dtypes=False)


def test_another_reference_is_refused() -> None:
    with pytest.raises(ParameterError, match="`reference` is country; choose one of nation, rest, mean"):
        krugman_specialisation(pl.DataFrame(SIX_ROWS), reference="country")


def test_unknown_regions_are_named() -> None:
    with pytest.raises(ParameterError, match=r"1 region\(s\) of `regions` are not in the table \(q\)"):
        krugman_dissimilarity(pl.DataFrame(SIX_ROWS), regions=("a", "q"))


def test_pairs_need_known_values() -> None:
    table = pl.DataFrame(SIX_ROWS | {"establishments": [30, None, 10, 25, 5, 20]})
    with pytest.raises(TableError, match=r"1 value\(s\) of `establishments` are unknown"):
        krugman_dissimilarity(table)
