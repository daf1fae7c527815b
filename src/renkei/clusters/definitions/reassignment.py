"""Marginal industries: those that are more related to another definition than to their own, and where they go.

The systematic part of the last step of Delgado, Porter and Stern: for each similarity, definitions are ranked by
their mean relatedness to the industry, its own without itself; the ranks are averaged over the similarities. An
industry is marginal if its relatedness to its own definition (WCR_i of the combined similarity) is below that to
another, and another has the better mean rank. It moves to the definition with the best mean rank. All moves are
made together, once, and kept only if the mean validation score does not fall.

The expert part of that step (judging names, products and what data do not show) is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

from renkei.clusters.definitions.validation import (
    industry_relatedness_within,
    mean_scores,
    validation,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.definitions.matrices import Similarities, SimilarityMatrix

    Numbers = NDArray[np.float64]
    Groups = NDArray[np.int64]


def reassigned(similarities: Similarities, groups: Groups) -> Groups:
    """`groups` after the marginal industries have moved; a definition that all have left has no member."""
    proposed = _moved(similarities, groups)
    return proposed if _score(similarities, proposed) >= _score(similarities, groups) else groups


def numbered(groups: Groups) -> Groups:
    """`groups` numbered from 0 by size, largest first; of equal size, the one whose first member comes first."""
    found, first, sizes = np.unique(groups, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    new = np.empty(int(found.max()) + 1, dtype=np.int64)
    new[found[order]] = np.arange(len(found))
    return new[groups]


def relatedness_to_all(similarity: SimilarityMatrix, groups: Groups) -> Numbers:
    """Each industry's mean relatedness to each definition, its own without itself; lowest where unknown."""
    found = industry_relatedness_within(similarity, groups)
    means = found.between.copy()
    means[np.arange(len(groups)), groups] = found.within
    return np.where(np.isnan(means), -np.inf, means)


def _score(similarities: Similarities, groups: Groups) -> float:
    scores = (validation(matrix, numbered(groups)) for matrix in similarities.judges.values())
    return mean_scores(scores).validation_score


def _moved(similarities: Similarities, groups: Groups) -> Groups:
    ranks = np.mean(
        [
            rankdata(-relatedness_to_all(matrix, groups), method="average", axis=1)
            for matrix in similarities.judges.values()
        ],
        axis=0,
    )
    combined = relatedness_to_all(similarities.combined(), groups)
    industries = np.arange(len(groups))
    best = ranks.argmin(axis=1)
    marginal = (ranks[industries, best] < ranks[industries, groups]) & (
        combined[industries, groups] < combined[industries, best]
    )
    return np.where(marginal, best, groups)
