"""Which type a cluster is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from renkei.clusters.catalogue.indicator import Indicator

ENTRIES: Final[tuple[Indicator, ...]] = ()
