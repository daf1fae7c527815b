"""Renkei (連携): from open data to evidence on regional industrial clusters, in three languages.

The analysis is at hand without a workspace: `renkei.location_quotient(table)` takes a pandas, Polars, PyArrow,
DuckDB or PySpark frame and returns the same kind. Every name of `renkei.clusters` is offered here too.
"""

from __future__ import annotations

from renkei import clusters

__version__ = "0.1.0"

__all__ = list(clusters.__all__)


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(clusters, name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
