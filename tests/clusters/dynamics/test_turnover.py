"""Entry and exit, gross flows, and plants that open and close."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from renkei.clusters import entry_exit, gross_flows, plant_turnover
from renkei.errors import ParameterError, TableError
from tests.clusters.dynamics.panels import SIX_ROWS, TWO_YEARS, as_panel

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

PLANTS = {
    "establishment": ["p1", "p2", "p3", "p4", "p5", "p6"],
    "region": ["a", "a", "a", "b", "b", "b"],
    "opened": [2000, 2003, 2005, 1999, None, 2004],
    "closed": [None, 2006, None, 2004, 2006, None],
}


def test_entry_and_exit_of_six_rows(kind: Kind) -> None:
    found = kind.rows(entry_exit(kind.frame(SIX_ROWS)))
    # Region b loses y (50) and gains x (45); region a keeps both: x + 10, y - 5.
    assert found.drop("start", "end", "unknown").rows() == [
        ("a", 2, 2, 0, 0, 2, 0.0, 0.0, 10.0, 5.0, 5.0, 0.0, 0.0),
        ("b", 1, 1, 1, 1, 0, 45.0, 50.0, 0.0, 0.0, -5.0, 1.0, 1.0),
    ]
    assert found.columns[4:9] == ["present_before", "present_after", "entries", "exits", "staying"]
    assert found.columns[9:] == [
        "entered",
        "left",
        "expansion",
        "contraction",
        "growth",
        "entry_rate",
        "exit_rate",
    ]
    cells = kind.rows(entry_exit(kind.frame(SIX_ROWS), by=("region", "industry")))
    assert cells["entries"].to_list() == [0, 0, 1, 0]
    assert cells["entry_rate"].to_list() == [0, 0, None, 0]


def test_what_counts_as_there_can_be_raised() -> None:
    found = entry_exit(pl.DataFrame(SIX_ROWS), above=25)
    assert found["present_before"].to_list() == [1, 1]
    assert found["entries"].to_list() == [1, 1]
    assert found["exits"].to_list() == [1, 1]
    with pytest.raises(ParameterError, match="`above` is -1; give 0 or more"):
        entry_exit(pl.DataFrame(SIX_ROWS), above=-1)


def test_gross_flows_of_six_rows(kind: Kind) -> None:
    found = kind.rows(gross_flows(kind.frame(SIX_ROWS)))
    assert found["creation"].to_list() == [10, 45]
    assert found["destruction"].to_list() == [5, 50]
    assert found["creation_rate"].to_list() == pytest.approx([10 / 52.5, 45 / 47.5])
    assert found["symmetric_growth"].to_list() == pytest.approx([5 / 52.5, -5 / 47.5])
    assert found["reallocation_rate"].to_list() == pytest.approx([15 / 52.5, 95 / 47.5])
    assert found["excess_reallocation"].to_list() == pytest.approx([10 / 52.5, 90 / 47.5])


def test_flows_between_plants_are_seen_only_with_plants_as_units() -> None:
    rows = [("p1", "a", "x", 1, 10), ("p1", "a", "x", 2, 4), ("p2", "a", "x", 1, 5), ("p2", "a", "x", 2, 11)]
    columns = ["establishment", "region", "industry", "year", "jobs"]
    plants = pl.DataFrame(rows, schema=columns, orient="row")
    found = gross_flows(plants, value="jobs", unit=("establishment", "region", "industry"))
    assert found.select("creation", "destruction", "symmetric_growth").row(0) == (6.0, 6.0, 0.0)
    cells = plants.group_by("region", "industry", "year").agg(pl.col("jobs").sum())
    assert gross_flows(cells, value="jobs")["creation"].to_list() == [0]
    with pytest.raises(
        ParameterError, match="`unit` is establishment; it must contain the columns of `by`: region"
    ):
        gross_flows(plants, value="jobs", unit=("establishment",))


@given(TWO_YEARS)
@settings(max_examples=10, deadline=None)
def test_entries_less_exits_and_flows_give_the_net_change(amounts: np.ndarray) -> None:
    table = as_panel(amounts)
    entries, flows = entry_exit(table), gross_flows(table)
    change = (amounts[:, :, 1] - amounts[:, :, 0]).sum(axis=1)
    counts = entries["present_before"] + entries["entries"] - entries["exits"]
    assert counts.to_list() == entries["present_after"].to_list()
    assert entries["growth"].to_list() == pytest.approx(change)
    assert (flows["creation"] - flows["destruction"]).to_list() == pytest.approx(change)
    rates = flows["symmetric_growth"].drop_nulls()
    assert ((rates >= -2) & (rates <= 2)).all()
    assert (flows["excess_reallocation"].drop_nulls() >= -1e-12).all()


@given(TWO_YEARS)
@settings(max_examples=10, deadline=None)
def test_backwards_in_time_creation_is_destruction(amounts: np.ndarray) -> None:
    forth, back = gross_flows(as_panel(amounts)), gross_flows(as_panel(amounts[:, :, ::-1]))
    assert forth["creation"].to_list() == back["destruction"].to_list()
    assert forth["symmetric_growth"].to_list() == [
        None if rate is None else pytest.approx(-rate) for rate in back["symmetric_growth"]
    ]


def test_an_unknown_pair_is_counted_and_left_out(kind: Kind) -> None:
    table = SIX_ROWS | {"establishments": [20, 30, 30, 25, 50, None]}
    found = kind.rows(entry_exit(kind.frame(table)))
    assert found["unknown"].to_list() == [0, 1]
    assert found["entries"].to_list() == [0, 0]
    assert found["exits"].to_list() == [0, 1]
    assert kind.rows(gross_flows(kind.frame(table)))["after"].to_list() == [55, 0]
    alone = kind.frame(
        {"region": ["a", "a"], "industry": ["x", "x"], "year": [1, 2], "establishments": [3, None]}
    )
    assert kind.rows(gross_flows(alone))["creation"].to_list() == [None]


def test_plants_that_opened_and_closed(kind: Kind) -> None:
    found = kind.rows(plant_turnover(kind.frame(PLANTS), start=2002, end=2006))
    counts = ["undated", "plants_before", "plants_after", "openings", "closures"]
    assert found.select("region", *counts).rows() == [("a", 0, 1, 2, 2, 1), ("b", 1, 1, 1, 1, 1)]
    assert found["plant_churn"].to_list() == pytest.approx([3 / 1.5, 2])
    assert found["plant_net_rate"].to_list() == pytest.approx([1 / 1.5, 0])


def test_dates_count_by_their_year(kind: Kind) -> None:
    days = {
        "opened": [None if year is None else date(year, 12, 31) for year in PLANTS["opened"]],
        "closed": [None if year is None else date(year, 1, 1) for year in PLANTS["closed"]],
    }
    dated = plant_turnover(kind.frame(PLANTS | days), start=2002, end=2006)
    assert kind.rows(dated).equals(plant_turnover(pl.DataFrame(PLANTS), start=2002, end=2006))


def test_a_register_of_living_plants_has_no_closures_not_zero(kind: Kind) -> None:
    living = pl.DataFrame(PLANTS | {"closed": [None] * 6}).with_columns(pl.col("closed").cast(pl.Int64))
    found = kind.rows(plant_turnover(kind.frame(living), start=2002, end=2006))
    assert found["openings"].to_list() == [2, 1]
    for name in ("closures", "plants_before", "plants_after", "plant_opening_rate", "plant_churn"):
        assert found[name].to_list() == [None, None]


def test_simulated_births_and_deaths_are_counted_exactly() -> None:
    rng = np.random.default_rng(5)
    opened = rng.integers(1990, 2016, 2000)
    closed = opened + rng.geometric(0.08, 2000)
    ends = [int(year) if year <= 2016 else None for year in closed]
    plants = pl.DataFrame({"establishment": np.arange(2000), "kind": "x", "opened": opened, "closed": ends})
    found = plant_turnover(plants, start=2005, end=2010, by=("kind",))
    assert found["openings"].item() == ((opened > 2005) & (opened <= 2010)).sum()
    assert found["closures"].item() == ((closed > 2005) & (closed <= 2010)).sum()
    assert found["plants_after"].item() == ((opened <= 2010) & (closed > 2010)).sum()
    assert (
        found["plants_before"].item() + found["openings"].item() - found["closures"].item()
        == found["plants_after"].item()
    )


def test_what_is_wrong_with_a_register_is_named(kind: Kind) -> None:
    with pytest.raises(ParameterError, match="`start` is 2006 and `end` is 2002"):
        plant_turnover(kind.frame(PLANTS), start=2006, end=2002)
    with pytest.raises(ParameterError, match="`by` is empty; name one or more columns"):
        plant_turnover(kind.frame(PLANTS), start=2002, end=2006, by=())
    early = PLANTS | {"closed": [1999, 2006, None, 2004, 2006, None]}
    with pytest.raises(
        TableError, match=r"1 plant\(s\) of `establishments` closed before they opened \(p1\)"
    ):
        plant_turnover(kind.frame(early), start=2002, end=2006)
    with pytest.raises(TableError, match="Column `opened` of `establishments` holds String"):
        plant_turnover(kind.frame(PLANTS | {"opened": ["2000"] * 6}), start=2002, end=2006)
    with pytest.raises(TableError, match="occur more than once"):
        plant_turnover(kind.frame(PLANTS | {"establishment": ["p"] * 6}), start=2002, end=2006)
