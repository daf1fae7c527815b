"""The list of groups of clusters, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.office.atlas import groups, pictures
from renkei.office.atlas.tables import Field, Listing, listing
from renkei.office.atlas.views.cluster import fellow_listing, member_totals
from renkei.office.languages import phrase, spoken
from renkei.office.pages import of_edition, page
from renkei.office.templating import address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition


@of_edition
def cluster_groups(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every group of clusters: which of them could work together."""
    frame = groups.group_table(edition)
    context = {
        "trail": [(phrase("Clusters"), address("clusters")), (phrase("Groups of clusters"), None)],
        "picture": pictures.plate(edition, "grouped", numbers=False),
        "total": frame.height,
        "members": edition.table("cluster_group_members").height,
        "listing": _listing(edition, frame, request),
    }
    return page(request, "cluster_groups.html", context, edition=edition)


def _listing(edition: Edition, frame: pl.DataFrame, request: HttpRequest) -> Listing:
    names = [spoken(groups.group_name(edition, lead)) for lead in frame["lead_cluster"]]
    columns = (
        Field("group_name", phrase("Group"), link=lambda row: address("cluster_group", row["group"])),
        Field("clusters", phrase("Clusters"), "count"),
        Field("regions", phrase("Regions"), "count"),
        Field("industries", phrase("Industries"), "count"),
        Field("plants", phrase("Plants"), "count"),
        Field("attraction", phrase("Attraction"), "number", digits=2),
    )
    named = frame.with_columns(group_name=pl.Series(names, dtype=pl.String))
    return listing(named, columns, caption=phrase("Groups of clusters"), anchor="groups", request=request)


@of_edition
def cluster_group(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """One group: its clusters, its regions, its industries."""
    subject = groups.group(edition, code)
    cells = groups.cells_of_group(edition, code)
    context = {
        "trail": [
            (phrase("Clusters"), address("clusters")),
            (phrase("Groups of clusters"), address("cluster_groups")),
            (subject.name, None),
        ],
        "group": subject,
        "picture": pictures.plate(edition, "group", code, numbers=False),
        "clusters": fellow_listing(edition, groups.clusters_of_group(edition, code)),
        "industries": member_totals(edition, cells, "industry"),
        "places": member_totals(edition, cells, "region"),
    }
    return page(request, "cluster_group.html", context, edition=edition)
