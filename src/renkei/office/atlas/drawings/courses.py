"""Pictures of time: when plants opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.charts import Quantity, Sheet, openings_line
from renkei.language import translated
from renkei.office.atlas import profiles

if TYPE_CHECKING:
    from renkei.charts import Picture
    from renkei.language import LanguageCode, Text
    from renkei.office.atlas.edition import Edition


def openings(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """Plants by year of opening, with the course of the country where there is one to compare with.

    `subject` is a kind and an identifier, such as `region 10018010` or `industry 261`.
    """
    kind, _, code = subject.partition(" ")
    about = _named(edition, kind, code)
    rows, national = profiles.openings(edition, kind, code)
    if not rows["openings"].sum():
        return None
    title = translated("Plants by year of opening: {subject}", language).format(
        subject=about.in_language(language)
    )
    measured = Quantity(title, translated("Plants opened", language), digits=0)
    return openings_line(rows, measured, Sheet(language, width), national=national)


def _named(edition: Edition, kind: str, code: str) -> Text:
    if kind == "region":
        return edition.places[edition.region(code).id]
    return edition.industry(code).name if kind == "industry" else edition.cluster(code).name
