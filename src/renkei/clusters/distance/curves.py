"""A function of distance beside its bands, as rows of a table: the form of result that all these methods share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.clusters.activity.options import check_draws

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from polars.datatypes import DataTypeClass

    from renkei.clusters.distance.bands import Bands

    Floats = NDArray[np.float64]

Key = dict[str, object]
"""The values of the key columns, by column."""
DISTANCE: Final = "distance_km"
LIMITS: Final = ("expected", "local_low", "local_high", "global_low", "global_high")


@dataclass(frozen=True, slots=True)
class Curve:
    """What was observed at `distances` (metres) for `key`, NaN where it is not defined, and its bands."""

    key: Key
    distances: Floats
    observed: Floats
    bands: Bands

    def rows(self, name: str) -> pl.DataFrame:
        """One row per distance, with the observed value in the column `name`; what is not defined is missing."""
        limits = {limit: getattr(self.bands, limit) for limit in LIMITS}
        values = {DISTANCE: self.distances / 1000.0, name: self.observed} | limits
        keys = [pl.lit(value).alias(column) for column, value in self.key.items()]
        return pl.DataFrame(values).fill_nan(None).select(*keys, pl.all())


def curve_table(curves: Sequence[Curve], keys: tuple[str, ...], name: str) -> pl.DataFrame:
    """The rows of all curves, sorted by `keys` and distance; without any curve a table without rows."""
    types = pl.Schema(key_types(keys) | dict.fromkeys((DISTANCE, name, *LIMITS), pl.Float64))
    rows = [curve.rows(name).cast(types) for curve in curves]
    return pl.concat([pl.DataFrame(schema=types), *rows]).sort(*keys, DISTANCE)


def key_types(keys: tuple[str, ...]) -> dict[str, DataTypeClass]:
    """Text for every key but the year."""
    return {key: pl.Int64 if key == "year" else pl.String for key in keys}


def year_key(year: int | None) -> Key:
    """The year as part of a key, where there is one."""
    return {} if year is None else {"year": year}


def check_simulations(simulations: int) -> None:
    """Raise `ParameterError` if so few simulations cannot reach a p-value of 0.05."""
    check_draws("simulations", simulations, 19)
