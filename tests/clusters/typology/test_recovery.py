"""Planted types come back from canonical tables; with less evidence the answer is "cannot tell", not a wrong type."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import polars as pl
import pytest

from renkei.clusters import cluster_evidence, cluster_types
from tests.clusters.typology.simulated import TYPES, YEAR, Country, simulated_country

EACH = 25


@dataclass(frozen=True)
class Rates:
    """Shares of the planted clusters."""

    right: float
    wrong: float
    cannot_tell: float


@pytest.fixture(scope="module")
def country() -> Country:
    return simulated_country(EACH, np.random.default_rng(108))


@pytest.fixture(scope="module")
def evidence(country: Country) -> pl.DataFrame:
    return cluster_evidence(country.members, country.tables, year=YEAR)


def rates(evidence: pl.DataFrame, country: Country, types: tuple[str, ...] = TYPES) -> Rates:
    told = cluster_types(evidence).types.filter(pl.col("question") == "structure")
    named = told.with_columns(planted=pl.col("cluster").replace_strict(country.planted))
    wanted = named.filter(pl.col("planted").is_in(types))
    missing = sum(kind in types for kind in country.planted.values()) - wanted.height
    right = (wanted["type"] == wanted["planted"]).sum() / (wanted.height + missing)
    wrong = wanted.filter(pl.col("type").is_in(TYPES) & (pl.col("type") != pl.col("planted"))).height
    return Rates(right, wrong / (wanted.height + missing), 1 - right - wrong / (wanted.height + missing))


def test_nine_of_ten_planted_types_are_recovered(evidence: pl.DataFrame, country: Country) -> None:
    assert rates(evidence, country).right >= 0.95


@pytest.mark.parametrize("kind", TYPES)
def test_nine_of_ten_are_recovered_of_each_type(kind: str, evidence: pl.DataFrame, country: Country) -> None:
    assert rates(evidence, country, (kind,)).right >= 0.9


def test_noise_in_each_number_leaves_nine_of_ten(evidence: pl.DataFrame, country: Country) -> None:
    rng = np.random.default_rng(3)
    noise = pl.Series(rng.normal(0, 0.05, evidence.height))
    noisy = evidence.with_columns(value=(pl.col("value") + noise).clip(0.0))
    found = rates(noisy, country)
    assert found.right >= 0.9
    assert found.wrong <= 0.02


def test_less_evidence_means_cannot_tell_rather_than_a_wrong_type(
    evidence: pl.DataFrame, country: Country
) -> None:
    draws = np.random.default_rng(5).uniform(size=evidence.height)
    found = [rates(evidence.filter(pl.Series(draws < keep)), country) for keep in (1.0, 0.9, 0.75, 0.5, 0.25)]
    silence = [one.cannot_tell for one in found]
    assert silence == sorted(silence)
    assert silence[0] <= 0.05
    assert silence[-1] >= 0.85
    assert max(one.wrong for one in found) <= 0.02


@pytest.mark.parametrize(
    "missing",
    [
        ("public_jobs_share", "public_link_share"),
        ("local_supply_share", "hub_link_share", "public_link_share"),
        ("largest_firms_share", "small_plants_share", "public_jobs_share"),
    ],
)
def test_a_source_that_is_missing_altogether_gives_no_wrong_types(
    missing: tuple[str, ...], evidence: pl.DataFrame, country: Country
) -> None:
    found = rates(evidence.filter(~pl.col("item").is_in(missing)), country)
    assert found.wrong <= 0.03


def test_without_sectors_a_state_anchored_cluster_is_not_taken_for_another(country: Country) -> None:
    tables = country.tables | {"organisations": country.tables["organisations"].drop("sectors")}
    found = rates(cluster_evidence(country.members, tables, year=YEAR), country, ("state_anchored",))
    assert found.wrong == 0


@pytest.mark.parametrize(("one", "other"), list(combinations(TYPES, 2)))
def test_a_cluster_half_of_one_type_and_half_of_another_is_not_stated(
    one: str, other: str, evidence: pl.DataFrame
) -> None:
    kinds = evidence.with_columns(kind=pl.col("cluster").str.split("-").list.get(1))
    both = (
        kinds.filter(pl.col("kind").is_in([one, other])).group_by("kind", "item").agg(pl.col("value").mean())
    )
    half = both.group_by("item").agg(pl.col("value").mean()).with_columns(cluster=pl.lit("half"))
    told = cluster_types(half).types.filter(pl.col("question") == "structure")
    assert told["outcome"].item() in ("too_close", "none_fits")


def test_the_same_seed_gives_the_same_types(evidence: pl.DataFrame, country: Country) -> None:
    again = simulated_country(EACH, np.random.default_rng(108))
    assert cluster_evidence(again.members, again.tables, year=YEAR).equals(evidence)
    assert cluster_types(evidence.sample(fraction=1, shuffle=True, seed=1)).types.equals(
        cluster_types(evidence).types
    )
