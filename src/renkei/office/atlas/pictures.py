"""The pictures of the pages: each is drawn for a desk and for a phone, once per build and language, then kept.

A picture is known by a name and a subject (`map` and a form's query, `cluster` and its identifier), so that
its specification can be asked for again by the page that makes it live.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.utils.translation import override

from renkei.charts import as_svg, spec_json
from renkei.errors import NotFoundError
from renkei.office.atlas.drawings import DRAWINGS
from renkei.office.atlas.tables import Cell, Heading, Listing, written
from renkei.office.languages import current_language, phrase
from renkei.office.templating import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renkei.charts import Picture
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.tables import FieldKind

WIDTHS: Final = {"wide": 720, "narrow": 358}
"""CSS pixels: the layout for desks and the one for phones; the style sheet shows one of them."""

COLLECTIONS: Final = ("clusters", "zones", "pick", "space")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture at one width: the SVG to put into the page, and where its specification is."""

    form: str
    svg: str
    spec: str


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture as a page shows it, with its numbers as a table if the page has no better one."""

    id: str
    title: str
    description: str
    drawings: tuple[Drawing, ...]
    numbers: Listing | None


def plate(edition: Edition, name: str, subject: str = "", *, numbers: bool = True) -> Plate | None:
    """The picture `name` of `subject`; None where the evidence has nothing to draw, such as outlines."""
    language = current_language()
    pictures = {form: picture(edition, name, subject, language, width) for form, width in WIDTHS.items()}
    wide = pictures["wide"]
    if wide is None:
        return None
    drawings = tuple(
        Drawing(
            form, _drawn(edition, name, subject, language, WIDTHS[form]), _spec_address(name, subject, form)
        )
        for form in pictures
    )
    return Plate(
        f"picture-{name}", wide.title, wide.description, drawings, _numbers(wide) if numbers else None
    )


def picture_spec(edition: Edition, name: str, subject: str, form: str) -> str:
    """The specification of a picture as JSON. Raises `NotFoundError` if there is no such picture."""
    found = None
    if name in DRAWINGS and form in WIDTHS:
        found = picture(edition, name, subject, current_language(), WIDTHS[form])
    if found is None:
        raise NotFoundError("There is no picture `{name}` of `{subject}`.", name=name, subject=subject)
    return spec_json(found)


def draw_ahead(edition: Edition, languages: Iterable[LanguageCode]) -> None:
    """Draw the pictures of whole collections, which take longest, before anyone asks for them."""
    for language in languages:
        with override(language.lower()):
            for name in COLLECTIONS:
                plate(edition, name, numbers=False)


@lru_cache(maxsize=64)
def picture(edition: Edition, name: str, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """The picture `name` of `subject` at `width` pixels, kept for the next page that shows it."""
    return DRAWINGS[name](edition, subject, language, width)


def _drawn(edition: Edition, name: str, subject: str, language: LanguageCode, width: int) -> str:
    """The SVG of a picture; who asks while it is being drawn waits for it instead of drawing it as well."""
    with _turn(name, subject, language, width):
        return _svg(edition, name, subject, language, width)


@lru_cache(maxsize=1024)
def _turn(*_picture: object) -> Lock:
    return Lock()


@lru_cache(maxsize=256)
def _svg(edition: Edition, name: str, subject: str, language: LanguageCode, width: int) -> str:
    found = picture(edition, name, subject, language, width)
    return as_svg(found) if found else ""


def _spec_address(name: str, subject: str, form: str) -> str:
    return f"{address('picture', name)}?{urlencode({'of': subject, 'form': form})}"


def _numbers(found: Picture) -> Listing:
    """The table of a picture, all its rows; a row's name leads to its page."""
    frame = found.table
    numeric = [kind.is_numeric() for kind in frame.schema.values()]
    rows = tuple(
        tuple(
            _cell(value, number, href if place == 0 else "")
            for place, (value, number) in enumerate(zip(row, numeric, strict=True))
        )
        for row, href in zip(frame.iter_rows(), found.row_links, strict=True)
    )
    headings = tuple(
        Heading(column, "", number, href=None, order="none")
        for column, number in zip(frame.columns, numeric, strict=True)
    )
    caption = phrase("The numbers in this picture")
    return Listing(f"{found.id}-numbers", caption, headings, rows, frame.height, 1, frame.height, None, None)


def _cell(value: object, number: bool, href: str) -> Cell:
    kind: FieldKind = "number" if number else "text"
    digits = 0
    if isinstance(value, float):
        digits = min(4, len(f"{value:.4f}".rstrip("0").partition(".")[2]))
    return Cell(written(value, kind, digits), href or None, kind)
