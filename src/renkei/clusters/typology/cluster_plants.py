"""The plants and firms of each cluster, from its region–industry cells and the canonical tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from renkei.clusters.places.codes import coded_rows
from renkei.errors import ParameterError, TableError
from renkei.tables import ESTABLISHMENTS, INDUSTRIES, LINKS, ORGANISATIONS
from renkei.tables.actors import DOCUMENTS
from renkei.tables.frames import lazy_rows
from renkei.tables.schema import check_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narwhals.typing import IntoFrame

    from renkei.tables import TableSpec

SPECS: Final = {spec.name: spec for spec in (ESTABLISHMENTS, ORGANISATIONS, LINKS, DOCUMENTS, INDUSTRIES)}
_NEEDED: Final = {"establishments": ("region", "industries"), "documents": ("organisations",)}
_TYPES: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "text": pl.String,
    "number": pl.Float64,
    "integer": pl.Int64,
    "date": pl.Date,
    "list": pl.List(pl.String),
}


@dataclass(frozen=True, slots=True)
class ClusterPlants:
    """What is known of the clusters' plants.

    `plants`: one row per cluster and plant in one of its cells (opened and closed whenever), with firm: the
    organisation, or the plant itself where that is not known. `regions`: cluster, region. `tables`: the
    canonical tables that were given, each with every column of its spec, missing where the data have none;
    `present`: which columns the data did have. `year`: the last year that the plants' dates know.
    """

    plants: pl.DataFrame
    cells: pl.DataFrame
    tables: Mapping[str, pl.DataFrame]
    present: Mapping[str, frozenset[str]]
    year: int | None

    @property
    def regions(self) -> pl.DataFrame:
        """Each cluster's regions: cluster, region."""
        return self.cells.select("cluster", "region").unique()

    @property
    def open_plants(self) -> pl.DataFrame:
        """The plants that have not closed by the end of `year`."""
        return self.plants.filter(
            pl.col("closed").is_null() | (pl.col("closed").dt.year() > (self.year or 0))
        )

    def has(self, table: str, column: str) -> bool:
        """Whether the data have this column and know any value of it."""
        return column in self.present.get(table, ()) and self.tables[table][column].null_count() < len(
            self.tables[table]
        )


def cluster_plants(
    members: IntoFrame, tables: Mapping[str, IntoFrame], *, year: int | None = None
) -> ClusterPlants:
    """The plants of the clusters in `members` (cluster, region, industry); `tables` as `cluster_evidence`.

    Raises `ParameterError` for a table that plays no part or without `establishments`; `TableError` if a table
    breaks its spec, or no plant lies in any cell.
    """
    _check_names(tables)
    cells = coded_rows(members, keys=("cluster", "region", "industry"), table="members")
    read = {name: _read(frame, SPECS[name]) for name, frame in tables.items()}
    frames = {name: rows for name, (rows, _) in read.items()}
    plants = frames["establishments"]
    listed = plants.select("establishment", "region", "industries").explode("industries")
    inside = listed.join(cells, left_on=["region", "industries"], right_on=["region", "industry"])
    if inside.is_empty() and cells.height:
        raise TableError(
            "No plant of `establishments` lies in a region and industry of `members`. "
            "Do both use the same level of regions and industries?"
        )
    known = inside.select("cluster", "establishment").unique().join(plants, on="establishment")
    firm = pl.coalesce("organisation", pl.format("plant {}", "establishment"))
    present = {name: columns for name, (_, columns) in read.items()}
    named = known.with_columns(firm=firm).sort("cluster", "establishment")
    return ClusterPlants(named, cells, frames, present, year or _last_year(plants))


def _check_names(tables: Mapping[str, IntoFrame]) -> None:
    unknown = sorted(set(tables) - set(SPECS))
    if unknown or "establishments" not in tables:
        raise ParameterError(
            "The tables given are {found}. Give `establishments`, and as many of {known} as there are.",
            found=", ".join(tables) or "–",
            known=", ".join(sorted(set(SPECS) - {"establishments"})),
        )


def _read(frame: IntoFrame, spec: TableSpec) -> tuple[pl.DataFrame, frozenset[str]]:
    """The columns of `spec` with their types, and the names of those that `frame` had."""
    rows = lazy_rows(frame, needs=(*spec.required, *_NEEDED.get(spec.name, ())), table=spec.name)
    present = set(rows.collect_schema().names())
    kept = [column.name for column in spec.columns if column.name in present]
    given: pl.DataFrame = rows.select(*kept).collect("polars").to_native()
    check_table(given, spec)
    columns: list[Any] = [
        (pl.col(column.name) if column.name in present else pl.lit(None))
        .cast(_TYPES[column.type])
        .alias(column.name)
        for column in spec.columns
    ]
    return given.select(columns), frozenset(kept)


def _last_year(plants: pl.DataFrame) -> int | None:
    years = [plants[name].dt.year().max() for name in ("opened", "closed")]
    known = [year for year in years if isinstance(year, int)]
    return max(known) if known else None
