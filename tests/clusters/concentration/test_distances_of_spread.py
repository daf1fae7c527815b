"""Krugman's, Hoover's and the normalised Herfindahl index of an industry's spread over regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from renkei.clusters import (
    hoover_concentration,
    krugman_concentration,
    krugman_specialisation,
    normalised_concentration_herfindahl,
)
from renkei.errors import ParameterError
from tests.clusters.examples import COUNTS, SIX_ROWS, as_activity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

ALL = np.array([0.4, 0.4, 0.2])


def test_krugman_and_hoover_of_six_rows(kind: Kind) -> None:
    found = kind.rows(krugman_concentration(kind.frame(SIX_ROWS)))
    assert found.columns == ["industry", "regions", "unknown", "establishments", "krugman_concentration"]
    spread = np.array([[0.75, 0.25, 0], [10 / 35, 25 / 35, 0], [0, 0.2, 0.8]])
    expected = np.abs(spread - ALL).sum(axis=1)
    assert found["krugman_concentration"].to_list() == pytest.approx(expected)
    half = kind.rows(hoover_concentration(kind.frame(SIX_ROWS)))
    assert half["hoover_concentration"].to_list() == pytest.approx(expected / 2)
    rest = kind.rows(hoover_concentration(kind.frame(SIX_ROWS), reference="rest"))
    others = np.array([10, 30, 20]) / 60
    assert rest["hoover_concentration"][0] == pytest.approx(np.abs(spread[0] - others).sum() / 2)


@given(COUNTS)
@settings(max_examples=10, deadline=None)
def test_an_industry_over_regions_is_a_region_over_industries_turned_round(counts: np.ndarray) -> None:
    for reference in ("nation", "rest", "mean"):
        industries = krugman_concentration(as_activity(counts), reference=reference)
        regions = krugman_specialisation(as_activity(counts.T), reference=reference)
        np.testing.assert_allclose(
            industries["krugman_concentration"], regions["krugman_specialisation"], atol=1e-12
        )


def test_normalised_herfindahl_of_six_rows(kind: Kind) -> None:
    found = kind.rows(normalised_concentration_herfindahl(kind.frame(SIX_ROWS)))
    herfindahl = np.array([0.75**2 + 0.25**2, (10**2 + 25**2) / 35**2, 0.8**2 + 0.2**2])
    assert found["normalised_concentration_herfindahl"].to_list() == pytest.approx((herfindahl - 1 / 3) * 1.5)
    assert found["regions"].to_list() == [3] * 3


def test_a_region_without_anything_is_not_compared() -> None:
    empty = pl.DataFrame({"region": ["d"], "industry": ["x"], "establishments": [0]})
    found = normalised_concentration_herfindahl(pl.concat([pl.DataFrame(SIX_ROWS), empty]))
    assert found["regions"].to_list() == [3] * 3


def test_another_reference_is_refused() -> None:
    for function in (krugman_concentration, hoover_concentration):
        with pytest.raises(ParameterError, match="`reference` is all; choose one of nation, rest, mean"):
            function(pl.DataFrame(SIX_ROWS), reference="all")
