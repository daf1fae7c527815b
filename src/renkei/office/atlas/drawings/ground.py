"""What pictures stand on: linked sheets, named quantities, and maps of the regions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from renkei.charts import Overlay, Quantity, Sheet, amount_scale, balanced_scale, region_map
from renkei.evidence import INDICATORS
from renkei.office.atlas.map_values import map_values
from renkei.office.templating import address

if TYPE_CHECKING:
    import polars as pl

    from renkei.charts import MapScale, Picture
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition


SHARES: Final = frozenset({"share_of_region", "share_of_nation", "opening_rate"})


def linked_sheet(page: str, language: LanguageCode, width: int) -> Sheet:
    """A sheet whose marks lead to the pages called `page`."""
    return Sheet(language, width, address(page, "CODE").replace("CODE", "{code}"))


def region_sheet(language: LanguageCode, width: int) -> Sheet:
    """A sheet on which every region leads to its page."""
    return linked_sheet("region", language, width)


def has_outlines(edition: Edition) -> bool:
    """Whether there is anything to draw a map of."""
    return edition.table("regions")["geometry"].null_count() < len(edition.regions)


def quantity(indicator: str, title: str, language: LanguageCode) -> Quantity:
    """How the values of `indicator` are named and written on a picture called `title`."""
    known = INDICATORS[indicator]
    share = indicator in SHARES
    return Quantity(
        title,
        known.name.in_language(language),
        unit="" if share else known.unit.in_language(language),
        digits=1 if share else known.digits,
        percent=share,
    )


def drawn_map(
    edition: Edition,
    values: pl.DataFrame,
    measured: Quantity,
    sheet: Sheet,
    *,
    overlay: Overlay,
    scale: MapScale | None = None,
) -> Picture | None:
    """A map of `values` by region; None without outlines.

    Unless `scale` says otherwise, the classes are those of amounts, or lie about zero where some are negative.
    """
    if not has_outlines(edition) or values.is_empty():
        return None
    numbers = values["value"]
    classes = scale or (balanced_scale(numbers) if (numbers < 0).any() else amount_scale(numbers))
    return region_map(edition.table("regions"), values, measured, classes, sheet, overlay)


def density_map(edition: Edition, title: str, sheet: Sheet, overlay: Overlay, said: str) -> Picture | None:
    """The density of plants as the ground for what `overlay` puts on top and `said` puts into words."""
    values = map_values(edition, "establishment_density", level=edition.region_level)
    measured = quantity("establishment_density", title, sheet.language)
    return _described(drawn_map(edition, values, measured, sheet, overlay=overlay), said)


def _described(picture: Picture | None, said: str) -> Picture | None:
    """`picture` with `said` as its text alternative."""
    return None if picture is None else replace(picture, description=said)
