"""What each picture shows: the rows of the build, the chart that draws them, the pages that its marks lead to.

A drawing takes the edition, the subject (an identifier, or the query of a form), the language and the width,
and gives the picture, or None where the evidence has nothing to draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from renkei.office.atlas.drawings import clusters, courses, industries, maps, regions

if TYPE_CHECKING:
    from collections.abc import Callable

    from renkei.charts import Picture
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition

    Drawer = Callable[[Edition, str, LanguageCode, int], Picture | None]

DRAWINGS: Final[dict[str, Drawer]] = {
    "map": maps.indicator_map,
    "clusters": clusters.all_clusters,
    "cluster": clusters.cluster_extent,
    "types": clusters.types,
    "structure_evidence": clusters.structure_evidence,
    "strategy_evidence": clusters.strategy_evidence,
    "life": clusters.life,
    "grouped": clusters.grouped,
    "group": clusters.group_extent,
    "region": maps.region_position,
    "zones": maps.all_zones,
    "within": maps.places_within,
    "pick": maps.pick_a_point,
    "openings": courses.openings,
    "space": industries.space,
    "distances": industries.distances,
    "hot_spots": industries.hot_spots,
    "alike": industries.alike,
    "comparison": regions.side_by_side,
    "chances": regions.chances,
    "growth": regions.growth,
}
