"""Relatedness density: the sums of the paper by any path, with the industry itself or without."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from renkei.clusters import (
    complexity_outlook,
    complexity_panel,
    density_matrix,
    economic_complexity,
    product_complexity,
    relatedness_density,
    relatedness_matrix,
)
from renkei.clusters.relatedness import sums
from renkei.clusters.relatedness.measures import Measure
from renkei.clusters.relatedness.sums import RelatednessSums
from renkei.clusters.relatedness.vectors import complexity_vectors, standardised
from renkei.errors import ParameterError
from tests.clusters.examples import SIX_ROWS
from tests.clusters.relatedness.examples import (
    HAND,
    PRESENCES,
    as_presences,
    matrix,
    random_presences,
    textbook_proximity,
)

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

MEASURES = get_args(Measure)


def textbook_density(present: np.ndarray, near: np.ndarray) -> np.ndarray:
    strength = near.sum(axis=0)
    return np.divide(present @ near, strength, out=np.full(present.shape, np.nan), where=strength > 0)


def test_a_worked_example_of_six_rows(kind: Kind) -> None:
    # LQ ≥ 0.5: a {x, y}, b {x, y, z}, c {z}: proximity x-y 2/2, x-z and y-z 1/2, each with itself 1.
    rows = kind.rows(relatedness_density(kind.frame(SIX_ROWS), location_quotient=0.5))
    assert rows.columns == ["region", "industry", "presence", "relatedness_density", "distance"]
    assert rows["region"].to_list() == ["a"] * 3 + ["b"] * 3 + ["c"] * 3
    assert rows["industry"].to_list() == ["x", "y", "z"] * 3
    assert rows["presence"].to_list() == [True, True, False, True, True, True, False, False, True]
    density = [2 / 2.5, 2 / 2.5, 1 / 2, 1, 1, 1, 0.5 / 2.5, 0.5 / 2.5, 1 / 2]
    assert rows["relatedness_density"].to_list() == pytest.approx(density)
    assert rows["distance"].to_list() == pytest.approx([1 - value for value in density])
    rows = kind.rows(relatedness_density(kind.frame(SIX_ROWS), itself="excluded", location_quotient=0.5))
    without = [1 / 1.5, 1 / 1.5, 1, 1, 1, 1, 0.5 / 1.5, 0.5 / 1.5, 0]
    assert rows["relatedness_density"].to_list() == pytest.approx(without)


@given(PRESENCES, st.sampled_from(["included", "excluded"]))
@settings(max_examples=20)
def test_density_is_the_sum_of_the_paper(present: np.ndarray, itself: sums.Itself) -> None:
    near = textbook_proximity(present)
    if itself == "excluded":
        np.fill_diagonal(near, 0)
    found = density_matrix(matrix(present), itself=itself)
    assert found == pytest.approx(textbook_density(present, near), abs=1e-6, nan_ok=True)
    assert relatedness_matrix(matrix(present), itself=itself) == pytest.approx(near, abs=1e-6)
    assert np.nanmax(found, initial=0) <= 1


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("shape", [(6, 40), (40, 30)])
def test_blocks_of_any_width_and_both_ways_add_up_to_the_same(
    measure: Measure, shape: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    present = random_presences(np.random.default_rng(1), shape)
    near = relatedness_matrix(matrix(present), measure=measure).astype(np.float64)
    expected = textbook_density(present, near)
    for width in (1, 7, 1000):
        for name in ("BLOCK", "STRIP", "STRIPE"):
            monkeypatch.setattr(sums, name, width)
        assert relatedness_matrix(matrix(present), measure=measure) == pytest.approx(near, rel=1e-6)
        found = density_matrix(matrix(present), measure=measure)
        assert found == pytest.approx(expected, rel=2e-6, abs=1e-6, nan_ok=True)


def test_the_short_way_is_taken_for_many_industries_and_gives_the_same_sums() -> None:
    present = matrix(random_presences(np.random.default_rng(6), (12, 300)))
    related = RelatednessSums(present, "proximity", "excluded")
    weights = np.random.default_rng(7).normal(size=(5, 300)).astype(np.float32)
    by_order = sums._by_rising_ubiquity(weights, related.present, related.ubiquity)
    assert by_order == pytest.approx(related._by_blocks(weights), rel=1e-4, abs=1e-4)
    assert related.sums(weights) == pytest.approx(by_order, rel=1e-4, abs=1e-4)


def test_the_industry_itself_changes_the_order_of_opportunities() -> None:
    included = density_matrix(matrix(HAND))[3, [1, 3, 4, 5]]
    excluded = density_matrix(matrix(HAND), itself="excluded")[3, [1, 3, 4, 5]]
    assert np.argsort(included).tolist() != np.argsort(excluded).tolist()


def test_a_region_without_presences_has_density_zero_and_an_industry_without_has_none() -> None:
    padded = np.zeros((7, 7), dtype=np.int64)
    padded[:6, :6] = HAND
    found = density_matrix(matrix(padded))
    assert found[6, :6].tolist() == [0] * 6
    assert np.isnan(found[:, 6]).all()
    assert found[:6, :6] == pytest.approx(density_matrix(matrix(HAND)))
    rows = relatedness_density(as_presences(padded), location_quotient=0)
    assert rows.filter(industry="p006")["relatedness_density"].to_list() == [None] * 7


def test_an_unknown_amount_leaves_its_presence_open_and_no_other(kind: Kind) -> None:
    table = as_presences(HAND).with_columns(
        pl.when(pl.arange(36) == 35).then(None).otherwise("establishments").alias("establishments")
    )
    rows = kind.rows(relatedness_density(kind.frame(table), location_quotient=0))
    assert rows["presence"].null_count() == 1
    assert rows["presence"][35] is None
    assert rows["relatedness_density"].null_count() == 0


def test_the_outlook_adds_up_what_is_near_and_complex(kind: Kind) -> None:
    complexity = standardised(complexity_vectors(matrix(HAND)).industries)
    density = textbook_density(HAND, textbook_proximity(HAND))
    expected = ((1 - HAND) * density) @ complexity
    rows = kind.rows(complexity_outlook(kind.frame(as_presences(HAND)), location_quotient=0))
    assert rows["complexity_outlook"].to_list() == pytest.approx(expected.tolist(), abs=1e-6)
    assert rows["complexity_outlook"][0] == 0
    nothing = complexity_outlook(as_presences(np.eye(3)), location_quotient=0)
    assert nothing["complexity_outlook"].to_list() == [None] * 3


def test_the_panel_holds_what_each_function_gives() -> None:
    rng = np.random.default_rng(13)
    table = pl.concat(
        as_presences(random_presences(rng, (15, 20))).with_columns(year=pl.lit(year)) for year in (2001, 2003)
    )
    panel = complexity_panel(table, location_quotient=0)
    regions = economic_complexity(table, location_quotient=0)
    assert panel.regions.drop("complexity_outlook").equals(regions)
    assert panel.regions["complexity_outlook"].equals(
        complexity_outlook(table, location_quotient=0)["complexity_outlook"]
    )
    assert panel.industries.equals(product_complexity(table, location_quotient=0))
    assert panel.pairs.equals(relatedness_density(table, location_quotient=0).drop("distance"))
    assert panel.pairs.columns == ["region", "industry", "year", "presence", "relatedness_density"]
    assert panel.pairs["year"].is_sorted()


def test_a_row_of_pairs_takes_ten_bytes_where_keys_are_categories() -> None:
    table = as_presences(random_presences(np.random.default_rng(1), (300, 400)))
    labels = {name: pl.Enum(table[name].unique().sort()) for name in ("region", "industry")}
    keyed = table.with_columns(pl.col(name).cast(kind) for name, kind in labels.items())
    pairs = complexity_panel(keyed.with_columns(year=pl.lit(2000, pl.Int16)), location_quotient=0).pairs
    assert pairs.estimated_size() <= 10.2 * pairs.height
    assert pairs.schema["region"] == labels["region"]


@pytest.mark.parametrize("function", [relatedness_density, complexity_outlook, complexity_panel])
def test_options_out_of_range_are_refused(function: object) -> None:
    table = as_presences(HAND)
    assert callable(function)
    with pytest.raises(ParameterError, match="`measure` is near; choose one of proximity, cosine, jaccard"):
        function(table, measure="near")
    with pytest.raises(ParameterError, match="`itself` is yes; choose one of included, excluded"):
        function(table, itself="yes")
    for name in ("location_quotient", "minimum"):
        for wrong in (-1, float("nan"), float("inf")):
            with pytest.raises(ParameterError, match=f"`{name}` is {wrong}; give 0 or more"):
                function(table, **{name: wrong})
