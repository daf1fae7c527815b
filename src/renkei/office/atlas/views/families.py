"""The page of families of industries: which there are, and how the grouping was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.office.atlas import fields
from renkei.office.atlas.families import candidates, doubtful, families, outsiders
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.tables import Field, Listing, listing
from renkei.office.languages import phrase
from renkei.office.pages import of_edition, page
from renkei.office.templating import address
from renkei.office.words import word

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition


@of_edition
def industry_families(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The families of industries with their members, and the groupings that were compared."""
    tried = candidates(edition)
    chosen = tried.filter("chosen")
    context = {
        "trail": [(phrase("Industries"), address("industries")), (phrase("Families of industries"), None)],
        "families": families(edition).values(),
        "outsiders": outsiders(edition),
        "chosen": chosen.row(0, named=True) if chosen.height else None,
        "tried": tried,
        "candidates": _candidates(tried),
        "doubtful": _doubtful(edition),
    }
    return page(request, "families.html", context, edition=edition)


def _candidates(tried: pl.DataFrame) -> Listing:
    names = {code: word("algorithm", code) for code in tried["algorithm"].unique()}
    frame = tried.with_columns(
        method=pl.col("algorithm").replace_strict(names, return_dtype=pl.String),
        outcome=pl.when("chosen").then(pl.lit(str(phrase("chosen")))).otherwise(pl.lit("")),
    )
    columns = (
        Field("method", phrase("Method")),
        Field("definitions", phrase("Families"), "count"),
        Field("validation_score", phrase("Validation score"), "number", digits=2),
        Field("outcome", phrase("Outcome")),
    )
    return listing(frame, columns, caption=phrase("Groupings that were tried"), anchor="candidates", rows=10)


def _doubtful(edition: Edition) -> Listing:
    frame = with_names(doubtful(edition), edition, "industry")
    columns = (
        fields.industry_field(),
        Field("definition", phrase("Family"), "code", link=lambda row: f"#{row['definition']}"),
        Field("within", phrase("Likeness to its own"), "number", unit=phrase("standard deviations")),
        Field(
            "between", phrase("Likeness to the nearest other"), "number", unit=phrase("standard deviations")
        ),
    )
    return listing(
        frame, columns, caption=phrase("Industries between two families"), anchor="doubtful", rows=30
    )
