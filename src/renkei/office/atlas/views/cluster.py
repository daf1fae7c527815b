"""The page of a cluster, and the table that a reader may fill in to have its type told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.evidence import cluster_rows
from renkei.office.atlas import fields, groups, pictures, profiles, type_card
from renkei.office.atlas.downloads import file_response
from renkei.office.atlas.findings import findings_about
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.tables import Field, Listing, listing
from renkei.office.languages import current_language, phrase, spoken
from renkei.office.pages import of_edition, page
from renkei.office.templating import address
from renkei.report.cluster_words import course_in_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Cluster

SHOWN = 12
"""Hot spots and stars that are shown at most."""


@of_edition
def cluster(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """One cluster: where it is, what it makes, of what type and age it is, with which others it could work."""
    subject = edition.cluster(code)
    context = {
        "trail": [(phrase("Clusters"), address("clusters")), (subject.name, None)],
        "cluster": subject,
        "lead_region": edition.regions.get(subject.lead_region),
        "lead_industry": edition.industries.get(subject.lead_industry),
        "picture": pictures.plate(edition, "cluster", code, numbers=False),
        "statements": findings_about(edition, "cluster", code),
        "industries": member_totals(edition, profiles.members(edition, subject), "industry"),
        "places": member_totals(edition, profiles.members(edition, subject), "region"),
        "listing": _matrix(edition, subject),
        "permutations": edition.evidence.config.clusters.permutations,
        **_course(edition, subject),
        **_types(edition, code),
        **_company(edition, code),
    }
    return page(request, "cluster.html", context, edition=edition)


@of_edition
def evidence_file(_request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """The items that nobody has told about this cluster yet, as a table to fill in and import."""
    subject = edition.cluster(code)
    return file_response(
        type_card.blank_evidence(edition, subject.id), f"cluster_evidence-{subject.id}", "csv"
    )


def _course(edition: Edition, subject: Cluster) -> dict[str, object]:
    told = edition.table("cluster_dynamics").filter(cluster=subject.id).to_dicts()
    row = told[0] if told else None
    return {
        "course": row and course_in_words(row, current_language()),
        "dynamics": row,
        "life": pictures.plate(edition, "life", subject.id),
    }


def _types(edition: Edition, code: str) -> dict[str, object]:
    needed = type_card.missing_items(edition, code)
    columns = (
        Field("name", phrase("What would have to be known")),
        Field("needs", phrase("Data that tell it")),
    )
    return {
        "answers": type_card.type_answers(edition, code),
        "card": pictures.plate(edition, "types", code),
        "evidence": [pictures.plate(edition, f"{one}_evidence", code) for one in ("structure", "strategy")],
        "needed": listing(
            needed,
            (*columns, Field("item", phrase("Item"), "code")),
            caption=phrase("What would decide the type"),
            anchor="needed",
            rows=needed.height or 1,
        ),
        "parts": type_card.parts_of_cluster(edition, code),
    }


def _company(edition: Edition, code: str) -> dict[str, object]:
    """Its group with the others in it, the stars of its regions, the hot spots inside it."""
    group = cluster_rows.group_of(edition.evidence, code)
    return {
        "group": groups.group(edition, group) if group else None,
        "fellows": fellow_listing(edition, groups.fellows(edition, code, group)) if group else None,
        "stars": _stars(edition, code),
        "spots": _spots(edition, code),
    }


def fellow_listing(edition: Edition, frame: pl.DataFrame) -> Listing:
    """Clusters of a group as a table."""
    columns = (
        fields.cluster_field(),
        fields.plants_field(),
        fields.quotient_field(),
        Field("attraction", phrase("Attraction to the others"), "number", digits=2),
    )
    named = with_names(frame, edition, "cluster")
    return listing(named, columns, caption=phrase("Clusters of the group"), anchor="fellows", rows=100)


def _stars(edition: Edition, code: str) -> Listing:
    rows = cluster_rows.stars_inside(edition.evidence, code)
    columns = (
        fields.region_field(),
        fields.industry_field(phrase("Broad industry")),
        Field("cluster_strength", phrase("Stars"), "count"),
        Field("size", phrase("Share of the country"), "percent", digits=1),
        Field("specialisation", phrase("Location quotient"), "number", digits=1),
        Field("focus", phrase("Share of the region"), "percent", digits=1),
    )
    named = with_names(rows.head(SHOWN), edition, "region", "industry")
    return listing(named, columns, caption=phrase("Stars of its regions"), anchor="stars", rows=SHOWN)


def _spots(edition: Edition, code: str) -> Listing:
    rows = cluster_rows.hot_spots_inside(edition.evidence, code)
    columns = (
        fields.industry_field(),
        fields.region_field(),
        fields.plants_field("plants"),
        Field("relative_density", phrase("Times the expected"), "number", digits=1),
        Field("area_km2", phrase("Area"), "number", digits=1, unit="km²"),
    )
    named = with_names(rows.head(SHOWN), edition, "region", "industry")
    return listing(named, columns, caption=phrase("Hot spots inside it"), anchor="spots", rows=SHOWN)


def member_totals(edition: Edition, cells: pl.DataFrame, column: str) -> Listing:
    """The plants of region–industry cells by industry or by region."""
    name = fields.industry_field() if column == "industry" else fields.region_field()
    totals = (
        cells.group_by(column)
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
