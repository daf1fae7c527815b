"""Clusters: where industries specialise and concentrate, which belong together, where, of what type, since when.

Table functions take pandas, Polars, PyArrow, DuckDB and PySpark frames and return the same kind. The public
names stand in the stub `__init__.pyi`, each with its module, which loads when the name is first used:
`import renkei` loads no numerical library.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
