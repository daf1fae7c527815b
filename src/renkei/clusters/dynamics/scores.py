"""How good predicted probabilities are: discrimination (AUC), accuracy (Brier, log loss), calibration, the top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Truths = NDArray[np.bool_]
    Places = NDArray[np.intp]

BINS: Final = 10
TINY: Final = 1e-15


def weighted_auc(probability: Numbers, outcome: Truths, region: Places, weights: Numbers) -> Numbers:
    """P(an entered pair has a higher probability than another), ties counting half; one for each row of weights.

    `weights` is draws × regions: how many times each pair of a region counts. NaN where a draw has no pair of
    either kind. With weights of one it is the area under the ROC curve (Hanley & McNeil 1982, Radiology 143,
    29-36). The pairs are compared once; a draw then only weighs regions × regions, which is what memory takes.
    """
    regions = weights.shape[1]
    won = concordance(probability, outcome, region, regions)
    entered = weights @ np.bincount(region[outcome], minlength=regions)
    other = weights @ np.bincount(region[~outcome], minlength=regions)
    wins = ((weights @ won) * weights).sum(axis=1)
    found: Numbers = np.divide(
        wins, entered * other, out=np.full(len(wins), np.nan), where=entered * other > 0
    )
    return found


def concordance(probability: Numbers, outcome: Truths, region: Places, regions: int) -> Numbers:
    """`won[r, s]`: of entered pairs of r and other pairs of s, how often the first is the more probable.

    Equal probabilities count half. Goes up the probabilities at which something entered, counting the other
    pairs below by region; time grows with (pairs + entered × regions).
    """
    if not outcome.any():
        return np.zeros((regions, regions))
    levels, level = np.unique(probability[outcome], return_inverse=True)
    step = np.searchsorted(levels, probability[~outcome], side="left")
    tied = np.append(levels, np.nan)[step] == probability[~outcome]
    order = np.lexsort((tied, step))
    others, starts = region[~outcome][order], np.searchsorted(step[order], np.arange(len(levels) + 1))
    ties = np.bincount(step[tied], minlength=len(levels) + 1)
    entrants, firsts = region[outcome][np.argsort(level, kind="stable")], np.cumsum(np.bincount(level))
    won, below, first = np.zeros((regions, regions)), np.zeros(regions), 0
    for place, last in enumerate(firsts.tolist()):
        end = starts[place + 1]
        equal = end - ties[place]
        if equal > starts[place]:
            below += np.bincount(others[starts[place] : equal], minlength=regions)
        same = np.bincount(others[equal:end], minlength=regions) if end > equal else 0
        for entered in entrants[first:last]:
            won[entered] += below + same / 2.0
        below += same
        first = last
    return won


def weighted_means(losses: Numbers, region: Places, weights: Numbers) -> Numbers:
    """The mean loss of a pair, one for each row of `weights` (draws × regions); NaN where a draw has none."""
    regions = weights.shape[1]
    sums = weights @ np.bincount(region, losses, minlength=regions)
    pairs = weights @ np.bincount(region, minlength=regions)
    mean: Numbers = np.divide(sums, pairs, out=np.full(len(sums), np.nan), where=pairs > 0)
    return mean


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
