"""The page of an industry."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from renkei.language import joined_list
from renkei.office.atlas import fields, nearness, pictures, profiles
from renkei.office.atlas.families import doubtful, families, family_of
from renkei.office.atlas.findings import findings_about
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.standing import standings
from renkei.office.atlas.tables import Field, Listing, listing, written
from renkei.office.languages import current_language, phrase
from renkei.office.pages import of_edition, page
from renkei.office.templating import address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.nearness import Localisation
    from renkei.office.atlas.subjects import Industry

COMPLEXITY = ("product_complexity",)


@of_edition
def industry(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """One industry: where it is, how concentrated it is, where it is strongest, what it is related to."""
    subject = edition.industry(code)
    levels = edition.region_levels
    asked = request.GET.get("regions", "")
    level = asked if asked in levels else edition.region_level
    context = {
        "trail": _trail(edition, subject),
        "industry": subject,
        "facts": {name: edition.number(name, industry=code) for name in profiles.INDUSTRY_INDICATORS},
        "picture": pictures.plate(edition, "map", _quotients(edition, code), numbers=False),
        "history": pictures.plate(edition, "openings", f"industry {code}"),
        "statements": findings_about(edition, "industry", code),
        "levels": levels,
        "level": level,
        "listing": _regions(edition, subject, level, request),
        "clusters": _clusters(edition, subject),
        "related": _related(edition, subject),
        "parts": [one for one in edition.industries.values() if one.parent == code],
        "studied": subject.level == edition.industry_level,
        **_crowding(edition, subject),
        **_kin(edition, subject),
    }
    return page(request, "industry.html", context, edition=edition)


def _crowding(edition: Edition, subject: Industry) -> dict[str, object]:
    """Distances between plants, hot spots, and regions like their neighbours."""
    found = nearness.localisation(edition, subject.id)
    return {
        "localisation": found,
        "nearness_sentence": _nearness(found) if found else "",
        "distances": pictures.plate(edition, "distances", subject.id),
        "hot_spots": _hot_spots(edition, subject),
        "hot_spot_map": pictures.plate(edition, "hot_spots", subject.id, numbers=False),
        "moran": nearness.moran(edition, subject.id),
        "significance": nearness.LEVEL,
        "alike": pictures.plate(edition, "alike", subject.id),
    }


def _nearness(found: Localisation) -> str:
    """What the distances between the plants say, with the chance of error."""
    p = written(found.p_value, "number", 3)
    if found.verdict == "chance":
        return phrase(
            "As by chance: at no distance are there more or fewer pairs of its plants (p = {p}).", p=p
        )
    if found.verdict == "localised" and found.from_the_start:
        km = written(found.stretches[0][1], "number", 0)
        return phrase(
            "Localised: up to {km} km apart there are more pairs of its plants than chance would have (p = {p}).",
            km=km,
            p=p,
        )
    spans = joined_list([_span(*one) for one in found.stretches], current_language())
    if found.verdict == "localised":
        return phrase(
            "Localised: {spans} apart there are more pairs of its plants than chance would have (p = {p}).",
            spans=spans,
            p=p,
        )
    return phrase(
        "Dispersed: {spans} apart there are fewer pairs of its plants than chance would have (p = {p}).",
        spans=spans,
        p=p,
    )


def _span(first: float, last: float) -> str:
    low, high = (written(one, "number", 0) for one in (first, last))
    return str(phrase("{low}–{high} km", low=low, high=high) if low != high else phrase("{km} km", km=low))


def _kin(edition: Edition, subject: Industry) -> dict[str, object]:
    """How complex it is, and the family that it belongs to."""
    return {
        "complexity": next((one for one in standings(edition, subject, COMPLEXITY)), None),
        "families": subject.level == edition.industry_level and families(edition),
        "family": family_of(edition, subject.id),
        "between": subject.id in doubtful(edition)["industry"],
    }


def _trail(edition: Edition, subject: Industry) -> list[tuple[object, str | None]]:
    above = [(one.name, address("industry", one.id)) for one in edition.lineage(subject)]
    return [(phrase("Industries"), address("industries")), *above, (subject.name, None)]


def _quotients(edition: Edition, code: str) -> str:
    return urlencode(
        {
            "indicator": "location_quotient",
            "industry": code,
            "level": edition.region_level,
            "year": edition.year,
        }
    )


def _regions(edition: Edition, subject: Industry, level: str, request: HttpRequest) -> Listing:
    frame = with_names(profiles.regions_of_industry(edition, subject, level), edition, "region")
    columns = (
        fields.region_field(),
        fields.plants_field(),
        fields.quotient_field(),
        fields.share_field("share_of_nation", phrase("Share of the country")),
        fields.share_field("share_of_region", phrase("Share of the region")),
        fields.share_field("opening_rate", phrase("Opened in recent years")),
    )
    return listing(
        frame,
        columns,
        caption=phrase("Regions by location quotient"),
        anchor="regions",
        request=request,
        rows=25,
    )


def _hot_spots(edition: Edition, subject: Industry) -> Listing:
    frame = with_names(nearness.hot_spots(edition, subject.id), edition, "region")
    columns = (
        fields.region_field(phrase("In or next to")),
        fields.plants_field("plants"),
        Field("relative_density", phrase("Times as dense"), "number", digits=1),
        fields.share_field("industry_share", phrase("Share of the industry")),
        Field("p_value", phrase("p-value"), "number", digits=3),
    )
    return listing(frame, columns, caption=phrase("Hot spots"), anchor="hot-spot-list", rows=20)


def _clusters(edition: Edition, subject: Industry) -> Listing:
    frame = with_names(profiles.clusters_with(edition, industry=subject.id), edition, "cluster")
    columns = (
        fields.cluster_field(),
        Field("plants_here", phrase("Plants of this industry"), "count"),
        Field("establishments", phrase("Plants in all"), "count"),
        fields.quotient_field(),
    )
    return listing(frame, columns, caption=phrase("Clusters that contain it"), anchor="clusters", rows=100)


def _related(edition: Edition, subject: Industry) -> Listing:
    frame = with_names(profiles.related_industries(edition, subject).head(12), edition, "industry")
    columns = (
        fields.industry_field(),
        Field("proximity", phrase("Proximity"), "number"),
        Field("shared_regions", phrase("Regions specialised in both"), "count"),
    )
    return listing(frame, columns, caption=phrase("Related industries"), anchor="related", rows=12)
