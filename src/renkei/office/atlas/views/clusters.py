"""The list of clusters, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.office.atlas import fields, pictures, profiles
from renkei.office.atlas.findings import findings_about
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.tables import Field, Listing, listing
from renkei.office.languages import phrase, spoken
from renkei.office.pages import of_edition, page
from renkei.office.templating import address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Cluster


@of_edition
def clusters(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every detected cluster, on a map and in a table."""
    context = {
        "trail": [(phrase("Clusters"), None)],
        "picture": pictures.plate(edition, "clusters", numbers=False),
        "listing": cluster_listing(edition, profiles.cluster_table(edition), request),
        "thresholds": edition.evidence.config.clusters,
    }
    return page(request, "clusters.html", context, edition=edition)


def cluster_listing(edition: Edition, frame: pl.DataFrame, request: HttpRequest) -> Listing:
    """Rows of `clusters` as a table with the numbers by which clusters are compared."""
    columns = (
        fields.cluster_field(),
        Field("regions", phrase("Regions"), "count"),
        Field("industries", phrase("Industries"), "count"),
        fields.plants_field(),
        fields.quotient_field(),
        fields.share_field("national_share", phrase("Share of the country")),
        Field("relative_opening_rate", phrase("Openings against the country"), "number"),
        Field("q_value", phrase("q-value"), "number", digits=3),
    )
    return listing(
        with_names(frame, edition, "cluster"),
        columns,
        caption=phrase("Detected clusters"),
        anchor="clusters",
        request=request,
    )


@of_edition
def cluster(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """One cluster: where it is, what it makes, how sure we are, whether it renews itself."""
    subject = edition.cluster(code)
    context = {
        "trail": [(phrase("Clusters"), address("clusters")), (subject.name, None)],
        "cluster": subject,
        "lead_region": edition.regions.get(subject.lead_region),
        "lead_industry": edition.industries.get(subject.lead_industry),
        "picture": pictures.plate(edition, "cluster", code, numbers=False),
        "history": pictures.plate(edition, "openings", f"cluster {code}"),
        "statements": findings_about(edition, "cluster", code),
        "industries": _totals(edition, subject, "industry"),
        "places": _totals(edition, subject, "region"),
        "listing": _matrix(edition, subject),
        "permutations": edition.evidence.config.clusters.permutations,
    }
    return page(request, "cluster.html", context, edition=edition)


def _totals(edition: Edition, subject: Cluster, column: str) -> Listing:
    """The cluster's plants by industry or by region."""
    name = fields.industry_field() if column == "industry" else fields.region_field()
    totals = (
        profiles.members(edition, subject)
        .group_by(column)
        .agg(pl.col("establishments").sum())
        .sort("establishments", column, descending=[True, False])
    )
    caption = phrase("Member industries") if column == "industry" else phrase("Member regions")
    named = with_names(totals, edition, "industry" if column == "industry" else "region")
    return listing(
        named, (name, fields.plants_field()), caption=caption, anchor=column, rows=totals.height or 1
    )


def _matrix(edition: Edition, subject: Cluster) -> Listing:
    """The cluster's plants by region and industry, the largest first on both sides; a dash where it has none."""
    cells = profiles.members(edition, subject)
    industries = _largest(cells, "industry")
    wide = cells.pivot(on="industry", index="region", values="establishments", aggregate_function="first")
    totals = cells.group_by("region").agg(total=pl.col("establishments").sum())
    frame = wide.join(totals, on="region").sort("total", "region", descending=[True, False])
    names = edition.names("industry")
    columns = [
        Field(code, code, "count", unit=spoken(names[code]) if code in names else "") for code in industries
    ]
    return listing(
        with_names(frame, edition, "region"),
        (fields.region_field(), *columns, Field("total", phrase("Together"), "count")),
        caption=phrase("Region by industry"),
        anchor="cells",
        rows=frame.height or 1,
    )


def _largest(cells: pl.DataFrame, column: str) -> list[str]:
    totals = cells.group_by(column).agg(pl.col("establishments").sum())
    return totals.sort("establishments", column, descending=[True, False])[column].to_list()
