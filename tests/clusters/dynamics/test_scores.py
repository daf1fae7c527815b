"""Logistic regression and scores against scikit-learn and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from renkei.clusters.dynamics.logistic import fitted_logistic
from renkei.clusters.dynamics.scores import (
    calibration_bins,
    log_losses,
    precision_at,
    weighted_auc,
    wilson_interval,
)


def sample(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    x = rng.normal(size=(n, 3)) * [1, 100, 0.01] + [0, 500, 1]
    z = x[:, 0] - (x[:, 1] - 500) / 50 - 1
    return x, rng.random(n) < 1 / (1 + np.exp(-z))


@pytest.mark.parametrize("penalty", [0.1, 1.0, 50.0])
def test_the_model_is_that_of_scikit_learn(penalty: float) -> None:
    x, y = sample(800, np.random.default_rng(1))
    ours = fitted_logistic(x, y, penalty)
    standard = (x - x.mean(axis=0)) / x.std(axis=0)
    theirs = LogisticRegression(C=1 / penalty, tol=1e-10, max_iter=1000).fit(standard, y)
    assert ours.coefficients == pytest.approx(theirs.coef_[0], abs=1e-5)
    assert ours.intercept == pytest.approx(theirs.intercept_[0], abs=1e-5)
    assert ours.probability(x) == pytest.approx(theirs.predict_proba(standard)[:, 1], abs=1e-6)
    assert ours.probability(x).mean() == pytest.approx(y.mean())


def test_planted_coefficients_are_recovered() -> None:
    x, y = sample(40_000, np.random.default_rng(2))
    found = fitted_logistic(x, y, 1.0)
    assert found.coefficients / x.std(axis=0) * [1, 50, 0] == pytest.approx([1, -1, 0], abs=0.06)


def test_separable_outcomes_and_features_without_variation_have_finite_coefficients() -> None:
    x = np.column_stack([np.arange(40.0), np.full(40, 7.0)])
    found = fitted_logistic(x, x[:, 0] > 20, 1.0)
    assert np.isfinite(found.coefficients).all()
    assert found.coefficients[1] == 0
    rate = fitted_logistic(x[:, :0], x[:, 0] > 20, 1.0)
    assert rate.probability(x[:3, :0]) == pytest.approx([19 / 40] * 3)


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.integers(0, 3)), min_size=2, max_size=60))
@settings(max_examples=60, deadline=None)
def test_the_weighted_auc_is_that_of_scikit_learn(pairs: list[tuple[int, bool, int]]) -> None:
    probability, outcome, weights = (np.array(column) for column in zip(*pairs, strict=True))
    each, draws = np.arange(len(pairs)), np.stack([np.ones(len(pairs)), weights.astype(float)])
    found = weighted_auc(probability / 7, outcome, each, draws)
    for auc, weight in zip(found, (np.ones(len(pairs)), weights), strict=True):
        if (weight * outcome).sum() and (weight * ~outcome).sum():
            assert auc == pytest.approx(roc_auc_score(outcome, probability, sample_weight=weight))
        else:
            assert np.isnan(auc)


def test_losses_are_those_of_scikit_learn() -> None:
    rng = np.random.default_rng(3)
    probability, outcome = rng.random(200), rng.random(200) < 0.3
    assert log_losses(probability, outcome).mean() == pytest.approx(log_loss(outcome, probability))
    assert ((probability - outcome) ** 2).mean() == pytest.approx(brier_score_loss(outcome, probability))
    assert np.isfinite(log_losses(np.array([0.0, 1.0]), np.array([True, False]))).all()


def test_precision_at_the_top_shares_ties() -> None:
    probability = np.array([0.9, 0.5, 0.5, 0.5, 0.1])
    outcome = np.array([True, True, False, False, True])
    assert precision_at(probability, outcome, 1) == 1
    assert precision_at(probability, outcome, 2) == pytest.approx((1 + 1 / 3) / 2)
    assert precision_at(np.full(5, 0.3), outcome, 2) == pytest.approx(0.6)
    assert precision_at(probability, outcome, 5) == pytest.approx(0.6)


def test_tenths_are_even_and_keep_ties_together() -> None:
    rng = np.random.default_rng(4)
    assert np.bincount(calibration_bins(rng.random(1000))).tolist() == [100] * 10
    assert np.unique(calibration_bins(np.full(50, 0.2))).tolist() == [0]


def test_the_wilson_interval_is_the_published_one() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I: 81 of 263 and 15 of 148, 1 of 29, 0 of 20.
    low, high = wilson_interval(np.array([81.0, 15, 1, 0]), np.array([263.0, 148, 29, 20]))
    assert low == pytest.approx([0.2553, 0.0624, 0.0061, 0], abs=5e-5)
    assert high == pytest.approx([0.3662, 0.1605, 0.1718, 0.1611], abs=5e-5)
