"""Indicators of structure in a build: what regions and industries are made of, and how complex they are.

They are computed at the levels that the workspace names, by the functions that the catalogue names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from renkei import clusters
from renkei.clusters.places.detection import PRESENCE_MINIMUM

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from renkei.evidence.config import DataChoice


@dataclass(frozen=True, slots=True)
class _Family:
    """Indicators that one function computes. `counts` need whole, known plant counts; `grouped` the parents."""

    ids: tuple[str, ...]
    counts: bool = False
    grouped: bool = False
    options: dict[str, Any] = field(default_factory=dict)


# Few plants make a specialisation of chance: it takes no part in complexity, as in relatedness.
_ENOUGH: Final = {"minimum": PRESENCE_MINIMUM}
_FAMILIES: Final = (
    _Family(("krugman_specialisation",)),
    _Family(("krugman_concentration",)),
    _Family(("related_variety", "unrelated_variety"), grouped=True),
    _Family(("economic_complexity",), counts=True, options=_ENOUGH),
    _Family(("complexity_outlook",), counts=True, options=_ENOUGH),
    _Family(("product_complexity",), counts=True, options=_ENOUGH),
    _Family(("relatedness_density",), counts=True, options=_ENOUGH),
    _Family(("complexity_gain",), counts=True, options=_ENOUGH),
)


def structure(
    activity: pl.DataFrame, industries: pl.DataFrame, data: DataChoice
) -> Iterator[tuple[str, pl.DataFrame]]:
    """Each indicator with the table that has it as a column, for `activity` of one level of each and one year.

    Complexity and relatedness need the number of plants in every cell, so they are left out where one is
    unknown; variety where industries of the level have no parent.
    """
    grouping = industries.join(activity, on="industry", how="semi").select("industry", "parent")
    counted = "establishments" in activity.columns and activity["establishments"].null_count() == 0
    parents = grouping["parent"].null_count() == 0
    for family in _FAMILIES:
        if (family.counts and not counted) or (family.grouped and not parents):
            continue
        value = "establishments" if family.counts else data.value
        rows = activity.select("region", "industry", value)
        compute = getattr(clusters, clusters.INDICATORS[family.ids[0]].function)
        tables = (rows, grouping) if family.grouped else (rows,)
        found = compute(*tables, value=value, **family.options)
        for name in family.ids:
            yield name, found
