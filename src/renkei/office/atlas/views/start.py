"""The start page: the country at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.office.atlas import fields, pictures, profiles
from renkei.office.atlas.findings import leading_findings
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.sources import origins
from renkei.office.atlas.tables import Listing, listing
from renkei.office.languages import phrase
from renkei.office.pages import of_edition, page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition


@of_edition
def start(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The map of clusters, the key numbers, what stands out, and where the data come from."""
    context = {
        "picture": pictures.plate(edition, "clusters", numbers=False),
        "statements": leading_findings(edition, 6),
        "clusters": _largest_clusters(edition),
        "regions": sum(one.level == edition.region_level for one in edition.regions.values()),
        "industries": sum(one.level == edition.industry_level for one in edition.industries.values()),
        "plants": _plants(edition),
        "origins": origins(edition),
    }
    return page(request, "start.html", context, edition=edition)


def _plants(edition: Edition) -> float | None:
    """The plants of the country, one for each of the broadest industries that a plant lists."""
    table = edition.indicator("establishments_industry", year=edition.year)
    broadest = [one.id for one, depth in edition.industry_tree if depth == 0]
    return float(table.filter(pl.col("industry").is_in(broadest))["value"].sum()) or None


def _largest_clusters(edition: Edition) -> Listing:
    frame = with_names(profiles.cluster_table(edition).head(10), edition, "cluster")
    columns = (fields.cluster_field(), fields.plants_field(), fields.quotient_field())
    return listing(frame, columns, caption=phrase("The ten clusters with the largest excess of plants"))
