"""Scores are what the formula says, and a type is stated only where the evidence can."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from renkei.clusters import cluster_types, type_rules
from renkei.errors import TableError
from renkei.language import Text

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

ITEMS = [item.id for item in type_rules().items.values()]


def evidence(**values: float | None) -> pl.DataFrame:
    rows = [("c", item, value) for item, value in values.items()]
    schema = {"cluster": pl.String, "item": pl.String, "value": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


MARSHALL = {
    "largest_firms_share": 0.1,
    "small_plants_share": 0.9,
    "external_control_share": 0.05,
    "local_supply_share": 0.6,
    "hub_link_share": 0.1,
    "public_jobs_share": 0.02,
}


def structure(table: pl.DataFrame, **columns: str) -> dict[str, Any]:
    return table.filter(pl.col("question") == "structure", **columns).row(0, named=True)


def test_a_score_is_the_weighted_mean_of_what_is_known() -> None:
    """By hand: s = 2 (0.29 - 0.15) / 0.35 - 1 = -0.2 and s = 1; hub: (1 × -0.2 + 1.5 × 1) / 2.5 = 0.52."""
    found = cluster_types(evidence(largest_firms_share=0.29, hub_link_share=0.7))
    hub = structure(found.scores, type="hub_and_spoke")
    assert hub["score"] == pytest.approx(0.52)
    # Known weight 2.5 of 1 + 0.5 + 0.5 + 0.5 + 1.5 + 0.5 + 0.25 + 0.25 = 5.
    assert hub["coverage"] == pytest.approx(0.5)
    assert hub["low_bound"] == pytest.approx((1.3 - 2.5) / 5)
    assert hub["high_bound"] == pytest.approx((1.3 + 2.5) / 5)
    marshall = structure(found.scores, type="marshallian")
    assert marshall["score"] == pytest.approx((0.2 - 1.0) / 2)


def test_small_local_firms_that_trade_with_one_another_are_marshallian() -> None:
    told = structure(cluster_types(evidence(**MARSHALL)).types)
    assert (told["type"], told["outcome"]) == ("marshallian", "stated")
    assert told["score"] == pytest.approx(1.0)
    assert "public_jobs_share" not in told["needed"]
    assert told["needed"][:2] == ["turnover_rate", "firm_plants_herfindahl"]


def test_what_is_needed_is_listed_with_the_weightiest_first() -> None:
    told = structure(cluster_types(evidence(small_plants_share=0.9)).types)
    assert (told["type"], told["outcome"]) == ("cannot_tell", "too_little_known")
    assert told["needed"][:2] == ["hub_link_share", "public_jobs_share"]
    assert len(told["needed"]) == 10


def test_a_type_of_which_nothing_is_known_keeps_the_others_from_being_stated() -> None:
    """All that speaks of public bodies is missing, so the cluster might yet turn out state-anchored."""
    known = {name: value for name, value in MARSHALL.items() if name != "public_jobs_share"}
    told = structure(cluster_types(evidence(**known, turnover_rate=0.1, public_zone_share=0.0)).types)
    assert (told["type"], told["outcome"]) == ("cannot_tell", "too_little_known")
    assert told["leading"] == "marshallian"


def test_two_types_that_fit_as_well_are_too_close() -> None:
    rules = type_rules()
    both = {"a": 1.0, "b": 0.9}
    item = replace(rules.items["turnover_rate"], weights=both)
    tied = replace(
        rules,
        types={name: replace(rules.types["marshallian"], id=name, question="q") for name in both},
        items={item.id: item},
    )
    told = cluster_types(evidence(turnover_rate=0.2), rules=tied).types.row(0, named=True)
    assert (told["type"], told["outcome"], told["margin"]) == ("cannot_tell", "too_close", 0.0)


def test_where_all_is_known_and_nothing_fits_none_fits() -> None:
    middle = {item.id: (item.low + item.high) / 2 for item in type_rules().items.values()}
    told = structure(cluster_types(evidence(**middle)).types)
    assert (told["type"], told["outcome"]) == ("none_fits", "none_fits")


def test_every_outcome_has_words() -> None:
    words = type_rules().outcomes
    assert set(words) == {"stated", "too_little_known", "too_close", "none_fits"}
    assert all(isinstance(text, Text) and text.en for text in words.values())


def test_the_evidence_shows_what_each_item_speaks_for() -> None:
    shown = cluster_types(evidence(**MARSHALL)).evidence
    row = structure(shown, type="satellite_platform", item="local_supply_share")
    assert (row["value"], row["low"], row["high"], row["weight"]) == (0.6, 0.2, 0.5, -1.5)
    assert (row["support"], row["contribution"], row["speaks"], row["known"]) == (1.0, -1.5, "against", True)
    unknown = structure(shown, type="state_anchored", item="public_link_share")
    assert (unknown["value"], unknown["speaks"], unknown["known"]) == (None, "unknown", False)
    weighed = sum(len(item.weights) for item in type_rules().items.values())
    assert shown.height == weighed


def test_an_innovative_cluster_is_told_from_a_low_cost_one() -> None:
    found = {}
    for name, values in (
        (
            "innovative",
            {"wage_ratio": 1.4, "research_jobs_share": 0.08, "patent_ratio": 3.0, "skilled_ratio": 1.5},
        ),
        (
            "low_cost",
            {"wage_ratio": 0.8, "research_jobs_share": 0.0, "patent_ratio": 0.1, "skilled_ratio": 0.7},
        ),
    ):
        told = cluster_types(evidence(**values, small_plants_share=0.5)).types
        found[name] = told.filter(pl.col("question") == "strategy")["type"].item()
    assert found == {"innovative": "innovative", "low_cost": "low_cost"}


VALUES = st.dictionaries(st.sampled_from(ITEMS), st.floats(0, 3), min_size=1)


@settings(max_examples=40, deadline=None)
@given(VALUES, st.data())
def test_less_evidence_never_narrows_the_bounds(values: dict[str, float], data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from(sorted(values)), min_size=1))
    full = cluster_types(evidence(**values)).scores
    part = cluster_types(evidence(**{name: values[name] for name in kept})).scores
    assert (part["low_bound"] <= full["low_bound"] + 1e-12).all()
    assert (part["high_bound"] >= full["high_bound"] - 1e-12).all()
    known = full.filter(pl.col("score").is_not_null())
    assert known["score"].is_between(-1 - 1e-12, 1 + 1e-12).all()
    inside = known["score"] * known["coverage"]
    assert (inside >= known["low_bound"] - 1e-12).all()
    assert (inside <= known["high_bound"] + 1e-12).all()


def test_an_empty_value_is_unknown_and_not_zero() -> None:
    nothing = structure(cluster_types(evidence(small_plants_share=None, turnover_rate=float("nan"))).types)
    assert (nothing["score"], nothing["leading"], nothing["coverage"]) == (None, None, 0.0)
    assert nothing["type"] == "cannot_tell"


def test_any_kind_of_frame_is_taken(kind: Kind) -> None:
    given = kind.frame(evidence(**MARSHALL))
    assert cluster_types(given).types.equals(cluster_types(evidence(**MARSHALL)).types)


def test_evidence_that_the_rules_do_not_know_is_left_out() -> None:
    extra = evidence(**MARSHALL, phase_of_the_moon=0.5)
    assert cluster_types(extra).types.equals(cluster_types(evidence(**MARSHALL)).types)


def test_a_repeated_item_is_refused() -> None:
    twice = pl.concat([evidence(turnover_rate=0.1)] * 2)
    with pytest.raises(TableError, match="occur more than once"):
        cluster_types(twice)


@pytest.mark.parametrize(("value", "message"), [(-1.0, "out of range"), (np.inf, "infinite")])
def test_impossible_values_are_refused(value: float, message: str) -> None:
    with pytest.raises(TableError, match=message):
        cluster_types(evidence(turnover_rate=value))


def test_several_years_at_once_are_refused() -> None:
    with pytest.raises(TableError, match="one year at a time"):
        cluster_types(evidence(turnover_rate=0.1).with_columns(year=2020))
