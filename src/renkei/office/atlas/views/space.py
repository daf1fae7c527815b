"""The industry space: which industries go together, and where a region stands among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.errors import NotFoundError
from renkei.office.atlas import fields, pictures, space
from renkei.office.atlas.comparison import region_code
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.tables import Field, Listing, listing
from renkei.office.languages import current_language, phrase, spoken
from renkei.office.pages import of_edition, page
from renkei.office.templating import address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition

SHOWN = 12


@of_edition
def industry_space(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The network of industries; `?region=` (a code or a name) fills those that a region is specialised in."""
    asked = request.GET.get("region", "").strip()
    mistake = None
    region = ""
    try:
        region = region_code(edition, asked) if asked else ""
    except NotFoundError as error:
        mistake = error.in_language(current_language())
    present = space.present_industries(edition, region) if region else []
    context = {
        "trail": [(phrase("Industries"), address("industries")), (phrase("Industry space"), None)],
        "asked": spoken(edition.places[region]) if region else asked,
        "region": region,
        "mistake": mistake,
        "offered": _offered(edition),
        "present": len(present),
        "industries": len(space.level_industries(edition)),
        "picture": pictures.plate(edition, "space", region),
        "complex": _complex(edition, present if region else None),
        "connected": _connected(edition),
    }
    return page(request, "space.html", context, edition=edition)


def _offered(edition: Edition) -> list[str]:
    """The names of the regions whose place in the space is known."""
    return [
        spoken(edition.places[code])
        for code, one in edition.regions.items()
        if one.level == edition.region_level
    ]


def _complex(edition: Edition, present: list[str] | None) -> Listing:
    """The most complex industries, of those in `present` if a region was chosen."""
    rows = space.most_complex(edition)
    if present is not None:
        rows = rows.filter(pl.col("industry").is_in(present))
    columns = (
        fields.industry_field(),
        Field("complexity", phrase("Complexity"), "number", digits=2),
        fields.plants_field(),
    )
    named = with_names(rows.head(SHOWN), edition, "industry")
    return listing(named, columns, caption=phrase("The most complex"), anchor="complex", rows=SHOWN)


def _connected(edition: Edition) -> Listing:
    columns = (
        fields.industry_field(),
        Field("ties", phrase("Ties"), "count"),
        Field("closest", phrase("Proximity of the closest"), "number"),
    )
    named = with_names(space.best_connected(edition).head(SHOWN), edition, "industry")
    return listing(named, columns, caption=phrase("The best connected"), anchor="connected", rows=SHOWN)
