"""What tests of pictures share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from renkei.charts import Sheet
from tests.charts.country import country_pictures
from tests.charts.science import science_pictures

if TYPE_CHECKING:
    from renkei.charts import Picture

LINKS = "/en/pages/{code}/"


def every_picture(sheet: Sheet) -> dict[str, Picture]:
    """One picture of each kind."""
    return country_pictures(sheet) | science_pictures(sheet)


KINDS = tuple(every_picture(Sheet("en")))


@pytest.fixture(scope="session")
def linked() -> dict[str, Picture]:
    """One picture of each kind, with links."""
    return every_picture(Sheet("en", 640, LINKS))
