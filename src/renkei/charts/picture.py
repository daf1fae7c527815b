"""What a chart function gives back, and what all of them ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from renkei.errors import ParameterError

if TYPE_CHECKING:
    import polars as pl

    from renkei.language import LanguageCode

Spec = dict[str, Any]
"""A Vega-Lite 6 specification, or a part of one, as JSON."""

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
_ADDRESS: Final = re.compile(r"/(?!/)|\.{1,2}/|[#?]|https?://")
NARROWEST: Final = 280
WIDEST: Final = 1600
NARROW: Final = 480
"""CSS pixels: below this width a sheet is a phone's."""


def legend_height(width: int) -> int:
    """Pixels above a map that its legend takes: on a phone the keys need a line of their own."""
    return 72 if width < NARROW else 52


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a picture is drawn on: the reader's language, the width in CSS pixels, and where links lead.

    `links` is an address with `{code}` where the code of a region, cluster or industry goes, such as
    `/zh-Hant/regions/{code}/`; empty for a picture without links. A width below 480 gives the layout for
    phones. Raises `ParameterError` for a width outside 280–1600, for links without `{code}`, and for links
    that are neither a path on this site nor an http(s) address.
    """

    language: LanguageCode
    width: int = 640
    links: str = ""

    def __post_init__(self) -> None:
        if not NARROWEST <= self.width <= WIDEST:
            raise ParameterError(
                "A picture {width} px wide cannot be laid out; ask for {least} to {most} px.",
                width=self.width,
                least=NARROWEST,
                most=WIDEST,
            )
        if self.links and "{code}" not in self.links:
            raise ParameterError(
                "The link pattern {links} has no `{{code}}` to put the page's code into.", links=self.links
            )
        if self.links and not _ADDRESS.match(self.links):
            raise ParameterError(
                "The link pattern {links} is no address; begin it with / for a page of this site, "
                "or with https://.",
                links=self.links,
            )

    @property
    def narrow(self) -> bool:
        """Whether the sheet is a phone's."""
        return self.width < NARROW

    def link(self, code: str) -> str:
        """The address of the page about `code`; empty where the sheet has no links."""
        return self.links.replace("{code}", quote(code, safe=""))


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its specification, what it says in words, and its numbers as a table.

    `id` is unique on a page and stable. `spec` is Vega-Lite in the colours of the light theme. `description`
    is a full sentence with the main message: the text alternative. `table` has translated headers and one
    row per thing shown; `row_links` holds the page of each row, empty where there is none. `width` and
    `height` are CSS pixels.
    """

    id: str
    language: LanguageCode
    spec: Spec
    title: str
    description: str
    table: pl.DataFrame
    row_links: tuple[str, ...]
    width: int
    height: int
