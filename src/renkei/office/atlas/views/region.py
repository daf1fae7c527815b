"""The page of a region, and its brief to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import polars as pl
from django.http import HttpResponse

from renkei.office.atlas import fields, pictures, profiles
from renkei.office.atlas.chances import prospect
from renkei.office.atlas.findings import findings_about
from renkei.office.atlas.growth import similar_regions
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.standing import standings
from renkei.office.atlas.tables import Field, Listing, known_only, listing
from renkei.office.languages import current_language, phrase
from renkei.office.pages import of_edition, page
from renkei.office.templating import address

if TYPE_CHECKING:
    from django.http import HttpRequest

    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Region

STRUCTURE: Final = (
    "economic_complexity",
    "complexity_outlook",
    "related_variety",
    "unrelated_variety",
    "krugman_specialisation",
)
BESIDE: Final = 4
"""Similar regions that the comparison begins with."""


@of_edition
def region(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """One region: its profile, what it specialises in, what it belongs to, what lies around it."""
    subject = edition.region(code)
    levels = edition.industry_levels
    asked = request.GET.get("industries", "")
    level = asked if asked in levels else edition.industry_level
    context = {
        "trail": _trail(edition, subject),
        "region": subject,
        "place": edition.places[code],
        "facts": {name: edition.number(name, region=code) for name in profiles.REGION_INDICATORS},
        "picture": pictures.plate(edition, "region", code),
        "history": pictures.plate(edition, "openings", f"region {code}"),
        "statements": findings_about(edition, "region", code),
        "strongest": _strongest(edition, subject),
        "few": profiles.FEW,
        "levels": levels,
        "level": level,
        "listing": _industries(edition, subject, level, request),
        "clusters": _clusters(edition, subject),
        "studied": subject.level == edition.region_level,
        "structure": standings(edition, subject, STRUCTURE),
        "stars": _stars(edition, subject),
        "growth": pictures.plate(edition, "growth", code),
        **_outlook(edition, subject),
        **_like(edition, subject),
        "neighbours": profiles.neighbours(edition, subject),
        "parts": profiles.parts_of(edition, subject),
        "zones": profiles.zones_in(edition, subject),
    }
    return page(request, "region.html", context, edition=edition)


def _outlook(edition: Edition, subject: Region) -> dict[str, object]:
    """Where the region could go: picture, number of chances, and the best of them."""
    found = prospect(edition, subject.id)
    columns = (
        fields.industry_field(),
        Field("complexity", phrase("Complexity"), "number", digits=2),
        fields.share_field("relatedness_density", phrase("Relatedness density")),
        Field("complexity_gain", phrase("Gain in outlook"), "number", digits=2),
        Field("establishments", phrase("Plants in the country"), "count"),
    )
    caption = phrase("The best chances")
    return {
        "prospect": found,
        "outlook": pictures.plate(edition, "chances", subject.id),
        "chances": listing(
            with_names(found.chances, edition, "industry"), columns, caption=caption, anchor="best", rows=10
        )
        if found
        else None,
    }


def _like(edition: Edition, subject: Region) -> dict[str, object]:
    """The regions with the most similar mix, and where to see them side by side."""
    rows = similar_regions(edition, subject.id)
    columns = (
        fields.region_field(),
        Field("dissimilarity", phrase("Dissimilarity"), "number", digits=2),
    )
    beside = [subject.id, *rows["region"].head(BESIDE)]
    return {
        "similar": listing(
            with_names(rows, edition, "region"), columns, caption=phrase("Similar regions"), anchor="similar"
        ),
        "compare": f"{address('compare')}?{urlencode({'region': beside}, doseq=True)}",
    }


def _stars(edition: Edition, subject: Region) -> Listing:
    frame = with_names(profiles.stars_of(edition, subject), edition, "industry")
    columns = (
        fields.industry_field(),
        Field("stars", phrase("Stars")),
        fields.plants_field("establishments"),
        fields.share_field("size", phrase("Share of the country")),
        fields.quotient_field("specialisation"),
        fields.share_field("focus", phrase("Share of the region")),
        fields.share_field("growth", phrase("Growth per year")),
    )
    texts = [
        str(phrase("{stars} of {known}", stars=stars, known=known))
        for stars, known in frame.select("cluster_strength", "stars_known").iter_rows()
    ]
    told = frame.with_columns(stars=pl.Series(texts, dtype=pl.String))
    return listing(told, known_only(told, columns), caption=phrase("Stars"), anchor="stars", rows=12)


def _trail(edition: Edition, subject: Region) -> list[tuple[object, str | None]]:
    above = [(one.name, address("region", one.id)) for one in edition.lineage(subject)]
    return [(phrase("Regions"), address("regions")), *above, (subject.name, None)]


def _industries(edition: Edition, subject: Region, level: str, request: HttpRequest) -> Listing:
    frame = with_names(profiles.industries_of_region(edition, subject, level), edition, "industry")
    columns = (
        fields.code_field("industry"),
        fields.industry_field(),
        fields.plants_field(),
        fields.quotient_field(),
        fields.share_field("share_of_region", phrase("Share of the region")),
        fields.share_field("share_of_nation", phrase("Share of the country")),
        fields.share_field("opening_rate", phrase("Opened in recent years")),
    )
    caption = phrase(
        "Industries of {region}", region=edition.places[subject.id].in_language(current_language())
    )
    return listing(frame, columns, caption=caption, anchor="industries", request=request, rows=25)


def _strongest(edition: Edition, subject: Region) -> Listing:
    frame = profiles.industries_of_region(edition, subject, edition.industry_level)
    frame = frame.filter(pl.col("establishments") >= profiles.FEW, pl.col("location_quotient") > 1).head(5)
    columns = (fields.industry_field(), fields.plants_field(), fields.quotient_field())
    named = with_names(frame, edition, "industry")
    return listing(named, columns, caption=phrase("Most specialised in"), anchor="strongest", rows=5)


def _clusters(edition: Edition, subject: Region) -> Listing:
    frame = with_names(profiles.clusters_with(edition, region=subject.id), edition, "cluster")
    columns = (
        fields.cluster_field(),
        Field("plants_here", phrase("Plants here"), "count"),
        Field("establishments", phrase("Plants in all"), "count"),
        fields.quotient_field(),
    )
    return listing(frame, columns, caption=phrase("Clusters it belongs to"), anchor="clusters", rows=100)


@of_edition
def region_brief(_request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """The region's brief as one self-contained file, to be saved, printed or sent."""
    from renkei.report import regional_brief

    subject = edition.region(code)
    language = current_language()
    response = HttpResponse(regional_brief(edition.evidence, subject.id, language))
    response.headers["Content-Disposition"] = f'attachment; filename="renkei-{subject.id}-{language}.html"'
    return response
