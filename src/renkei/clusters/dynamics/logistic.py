"""Logistic regression with a ridge penalty, by Newton's method: the same numbers on every machine and run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

STEPS: Final = 100
PRECISION: Final = 1e-10
ROWS: Final = 65_536


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """`probability` = 1 / (1 + exp(-(intercept + coefficients · (x - mean) / scale)))."""

    mean: Numbers
    scale: Numbers
    intercept: float
    coefficients: Numbers

    def probability(self, features: Numbers) -> Numbers:
        """The probability of each row."""
        return _logistic(self.intercept + (features - self.mean) / self.scale @ self.coefficients)


def fitted_logistic(features: Numbers, outcome: NDArray[np.bool_], penalty: float) -> Logistic:
    """The model that makes `outcome` most likely, less penalty / 2 × the squared coefficients.

    Features are standardised by their mean and standard deviation; one without variation gets coefficient 0. The
    intercept is not held back, so the mean probability is the share of outcomes. `outcome` needs both kinds.
    """
    mean, scale = features.mean(axis=0), features.std(axis=0)
    scale = np.where(scale > 1e-12 * np.abs(mean), scale, 1.0)
    x = np.column_stack([np.ones(len(features)), (features - mean) / scale])
    y = outcome.astype(np.float64)
    held = np.full(x.shape[1], penalty)
    held[0] = 0.0
    weights = np.zeros(x.shape[1])
    weights[0] = np.log(y.mean() / (1.0 - y.mean()))
    loss = _loss(x, y, weights, held)
    for _ in range(STEPS):
        p = _logistic(x @ weights)
        slope = x.T @ (p - y) + held * weights
        curvature = _weighted_square(x, p * (1.0 - p)) + np.diag(held + 1e-12)
        step = np.linalg.solve(curvature, slope)
        while (tried := _loss(x, y, weights - step, held)) > loss + 1e-12 and np.abs(step).max() > PRECISION:
            step = step / 2.0
        weights, loss = weights - step, tried
        if np.abs(step).max() <= PRECISION:
            break
    return Logistic(mean, scale, float(weights[0]), weights[1:])


def _logistic(z: Numbers) -> Numbers:
    from scipy.special import expit

    return np.asarray(expit(z))


def _weighted_square(x: Numbers, weights: Numbers) -> Numbers:
    """Σ weight x xᵀ over the rows, some at a time, so that the weighted rows are never all in memory."""
    sums = np.zeros((x.shape[1], x.shape[1]))
    for first in range(0, len(x), ROWS):
        part = x[first : first + ROWS]
        sums += (part * weights[first : first + ROWS, np.newaxis]).T @ part
    return sums


def _loss(x: Numbers, y: Numbers, weights: Numbers, held: Numbers) -> float:
    z = x @ weights
    return float((np.logaddexp(0.0, z) - y * z).sum() + 0.5 * (held * weights**2).sum())
