"""How good predicted probabilities are: discrimination (AUC), accuracy (Brier, log loss), calibration, the top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Truths = NDArray[np.bool_]

BINS: Final = 10
TINY: Final = 1e-15


def weighted_auc(probability: Numbers, outcome: Truths, weights: Numbers) -> Numbers:
    """P(an entered pair has a higher probability than another), ties counting half; one for each row of weights.

    `weights` is draws × pairs. NaN where a draw has no pair of either kind. With weights of one it is the area
    under the ROC curve (Hanley & McNeil 1982, Radiology 143, 29-36).
    """
    order = np.argsort(probability, kind="stable")
    starts = np.flatnonzero(np.diff(probability[order], prepend=np.nan) != 0)
    hit = outcome[order]
    found = np.full(len(weights), np.nan)
    for draw, weight in enumerate(weights):
        ordered = weight[order]
        entered = np.add.reduceat(np.where(hit, ordered, 0.0), starts)
        other = np.add.reduceat(np.where(hit, 0.0, ordered), starts)
        below = np.cumsum(other) - other / 2.0
        pairs = entered.sum() * other.sum()
        if pairs > 0:
            found[draw] = (entered * below).sum() / pairs
    return found


def log_losses(probability: Numbers, outcome: Truths) -> Numbers:
    """-log of the probability given to what happened, of each pair."""
    p = np.clip(probability, TINY, 1.0 - TINY)
    return -np.log(np.where(outcome, p, 1.0 - p))


def precision_at(probability: Numbers, outcome: Truths, k: int) -> float:
    """The share that entered among the `k` highest probabilities; pairs tied at the limit count by their mean."""
    limit = np.sort(probability)[-k]
    above, tied = probability > limit, probability == limit
    places = k - np.count_nonzero(above)
    return float((outcome[above].sum() + places * outcome[tied].mean()) / k)


def calibration_bins(probability: Numbers) -> NDArray[np.intp]:
    """For each pair the tenth it belongs to by rising probability, 0 to 9; equal probabilities share a tenth."""
    ordered = np.sort(probability)
    rank = np.searchsorted(ordered, probability, side="left") / len(ordered)
    return np.minimum((rank * BINS).astype(np.intp), BINS - 1)


def wilson_interval(hits: Numbers, trials: Numbers) -> tuple[Numbers, Numbers]:
    """The 95 % interval of a share (Wilson 1927, Journal of the American Statistical Association 22, 209-212)."""
    z2 = 1.959963984540054**2
    share = hits / trials
    middle = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = np.sqrt(z2 * (share * (1 - share) / trials + z2 / (4 * trials**2))) / (1 + z2 / trials)
    return middle - half, middle + half
