"""Joining specialised areas of related industries that lie in the same place.

Two areas attract each other by the smaller of the two shares of plants that lie in the regions they
share, if their industries are related, and not at all otherwise. Average-linkage clustering (Sokal &
Michener 1958) on 1 − attraction keeps a chain of weak overlaps from swallowing half a country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from renkei.clusters.places.areas import Area


def joined_areas(
    areas: Sequence[Area], counts: NDArray[np.float64], related: NDArray[np.bool_], *, overlap: float
) -> list[list[Area]]:
    """Groups of areas that form one cluster each; every area is in exactly one group.

    `related` says for each pair of industries whether they are related; groups join while their average
    attraction is at least `overlap`. The result does not depend on the order of `areas`.
    """
    ordered = sorted(areas, key=lambda area: (area.industry, area.regions))
    if len(ordered) < 2:
        return [[area] for area in ordered]
    attraction = _attractions(ordered, counts) * _relations(ordered, related)
    upper = np.triu_indices(len(ordered), 1)
    tree = linkage(1 - attraction[upper], method="average")
    # Groups whose attraction equals the threshold are to join, in spite of rounding.
    labels = fcluster(tree, 1 - overlap + 1e-12, criterion="distance")
    groups: dict[int, list[Area]] = {}
    for area, label in zip(ordered, labels, strict=True):
        groups.setdefault(int(label), []).append(area)
    return list(groups.values())


def _relations(areas: Sequence[Area], related: NDArray[np.bool_]) -> NDArray[np.bool_]:
    industries = np.array([area.industry for area in areas])
    relations: NDArray[np.bool_] = related[np.ix_(industries, industries)]
    return relations


def _attractions(areas: Sequence[Area], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each pair, the smaller share of plants in common regions; areas × areas, symmetric."""
    member = np.zeros((len(areas), counts.shape[0]))
    weight = np.zeros_like(member)
    for position, area in enumerate(areas):
        regions = list(area.regions)
        member[position, regions] = 1
        weight[position, regions] = counts[regions, area.industry] / area.observed
    shared = weight @ member.T
    return np.minimum(shared, shared.T)
