"""What tests of pictures share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from renkei.charts import Sheet
from tests.charts.country import every_picture

if TYPE_CHECKING:
    from renkei.charts import Picture

LINKS = "/en/pages/{code}/"
KINDS = tuple(every_picture(Sheet("en")))


@pytest.fixture(scope="session")
def linked() -> dict[str, Picture]:
    """One picture of each kind, with links."""
    return every_picture(Sheet("en", 640, LINKS))
