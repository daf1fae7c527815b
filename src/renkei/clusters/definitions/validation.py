"""Are industries more related inside their definitions than across? Relatedness within and between, and scores.

For a similarity M and definitions c, d of industries:

    WCR_c = mean of M_ij over pairs i ≠ j in c                within-cluster relatedness
    BCR_cd = mean of M_ij over i in c and j in d               between-cluster relatedness
    WCR_i = mean of M_ij over the other industries j of i's definition
    BCR_id = mean of M_ij over the industries j of d

and four scores, each a share from 0 to 1:

    vs_cluster_mean     definitions with WCR_c above the mean of BCR_cd over other definitions d
    vs_cluster_95       definitions with WCR_c above the 95th percentile of BCR_cd
    vs_industry_mean    industries with WCR_i above the mean of BCR_id
    vs_industry_95      industries with WCR_i above the 95th percentile of BCR_id

validation_score is the mean of the four, over all similarities where there are several. A definition of one
industry has no WCR: it and its industry fail, so that many small definitions are not rewarded. Pairs of unknown
similarity take no part.

Source: Delgado, Porter & Stern (2016), Journal of Economic Geography 16, 1-38: validation scores VS-Cluster and
VS-Industry.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from renkei.clusters.definitions.matrices import SimilarityMatrix

    Numbers = NDArray[np.float64]
    Groups = NDArray[np.int64]

HIGH_SHARE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Scores:
    """The four scores of one set of definitions by one similarity, each from 0 to 1."""

    vs_cluster_mean: float
    vs_cluster_95: float
    vs_industry_mean: float
    vs_industry_95: float

    @property
    def validation_score(self) -> float:
        """The mean of the four."""
        return float(sum(astuple(self)) / len(fields(self)))

    def row(self) -> dict[str, float]:
        """The scores by name."""
        named = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**named, "validation_score": self.validation_score}


def mean_scores(scores: Iterable[Scores]) -> Scores:
    """The mean of each of the four over several similarities."""
    return Scores(*np.mean([astuple(one) for one in scores], axis=0).tolist())


@dataclass(frozen=True, slots=True, eq=False)
class Relatedness:
    """How related each unit (industry or definition) is `within` its own definition and `between` it and others.

    `between[u, d]` is NaN for the unit's own definition `own[u]` and where no pair is known; `within` is NaN for
    a definition of one industry.
    """

    within: Numbers
    between: Numbers

    def mean_between(self) -> Numbers:
        """The mean over other definitions; NaN where there is none."""
        known = ~np.isnan(self.between)
        return _means(np.nansum(self.between, axis=1), known.sum(axis=1).astype(np.float64))

    def high_between(self) -> Numbers:
        """The 95th percentile over other definitions; NaN where there is none."""
        rising = np.sort(self.between, axis=1)
        last = np.count_nonzero(~np.isnan(rising), axis=1) - 1
        place = np.maximum(last, 0) * HIGH_SHARE
        below = np.floor(place).astype(np.int64)
        above = np.minimum(below + 1, np.maximum(last, 0))
        rows = np.arange(len(rising))
        low, high = rising[rows, below], rising[rows, above]
        return np.asarray(low + (place - below) * (high - low))

    def shares_above(self) -> tuple[float, float]:
        """The shares of units whose relatedness within is above the mean and the 95th percentile between."""
        above = [self.within > between for between in (self.mean_between(), self.high_between())]
        return float(above[0].mean()), float(above[1].mean())


def industry_relatedness_within(similarity: SimilarityMatrix, groups: Groups) -> Relatedness:
    """Of each industry: WCR_i and BCR_id. `groups` numbers the definitions from 0 without gaps."""
    return _of_industries(_sums(similarity, groups), groups)


def cluster_relatedness_within(similarity: SimilarityMatrix, groups: Groups) -> Relatedness:
    """Of each definition: WCR_c and BCR_cd. `groups` numbers the definitions from 0 without gaps."""
    return _of_clusters(_sums(similarity, groups), groups)


def validation(similarity: SimilarityMatrix, groups: Groups) -> Scores:
    """The four scores of `groups` by `similarity`."""
    sums = _sums(similarity, groups)
    clusters, industries = _of_clusters(sums, groups), _of_industries(sums, groups)
    return Scores(*clusters.shares_above(), *industries.shares_above())


def _of_industries(sums: tuple[Numbers, Numbers], groups: Groups) -> Relatedness:
    return _split(_means(*sums), groups)


def _of_clusters(sums: tuple[Numbers, Numbers], groups: Groups) -> Relatedness:
    similarities, pairs = (_added_up(one, groups) for one in sums)
    return _split(_means(similarities, pairs), np.arange(len(pairs)))


def _sums(similarity: SimilarityMatrix, groups: Groups) -> tuple[Numbers, Numbers]:
    """Each industry's similarities added up by definition, and how many known pairs these are."""
    member = np.eye(int(groups.max()) + 1)[groups]
    return similarity.values @ member, similarity.known @ member


def _added_up(sums: Numbers, groups: Groups) -> Numbers:
    return np.asarray(np.eye(sums.shape[1])[groups].T @ sums)


def _means(sums: Numbers, pairs: Numbers) -> Numbers:
    return np.asarray(np.divide(sums, pairs, out=np.full_like(sums, np.nan), where=pairs > 0))


def _split(means: Numbers, own: Groups) -> Relatedness:
    units = np.arange(len(means))
    between = means.copy()
    between[units, own] = np.nan
    return Relatedness(means[units, own], between)
