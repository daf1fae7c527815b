"""The list of clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.office.atlas import fields, pictures, profiles
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.tables import Field, Listing, known_only, listing
from renkei.office.languages import current_language, phrase
from renkei.office.pages import of_edition, page
from renkei.report.cluster_words import stage_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition


@of_edition
def clusters(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every detected cluster, on a map and in a table."""
    frame = profiles.cluster_table(edition)
    context = {
        "trail": [(phrase("Clusters"), None)],
        "picture": pictures.plate(edition, "clusters", numbers=False),
        "listing": cluster_listing(edition, frame, request),
        "thresholds": edition.evidence.config.clusters,
        "followed": frame["momentum"].null_count() < frame.height,
        "paces": profiles.paces(frame),
        "groups": edition.table("cluster_groups").height,
    }
    return page(request, "clusters.html", context, edition=edition)


def cluster_listing(edition: Edition, frame: pl.DataFrame, request: HttpRequest) -> Listing:
    """Rows of `clusters` as a table with the numbers by which clusters are compared."""
    named = with_names(_worded(frame), edition, "cluster")
    columns = (
        fields.cluster_field(),
        Field("regions", phrase("Regions"), "count"),
        Field("industries", phrase("Industries"), "count"),
        fields.plants_field(),
        fields.quotient_field(),
        fields.share_field("national_share", phrase("Share of the country")),
        Field("relative_opening_rate", phrase("Openings against the country"), "number"),
        Field("stage_name", phrase("Stage of life")),
        Field("momentum", phrase("Momentum"), "number", digits=1),
        Field("q_value", phrase("q-value"), "number", digits=3),
    )
    return listing(
        named,
        known_only(named, columns),
        caption=phrase("Detected clusters"),
        anchor="clusters",
        request=request,
    )


def _worded(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with the name of the stage, which is missing where none was told."""
    language = current_language()
    stages = [one and stage_name(one, language) for one in frame["life_cycle_stage"]]
    return frame.with_columns(stage_name=pl.Series(stages, dtype=pl.String))
