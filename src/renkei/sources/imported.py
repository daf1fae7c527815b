"""What an import yields: canonical tables, the problem report, and counts that add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from renkei.errors import SourceError

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Imported:
    """Canonical `tables` by name, read from a source; every row is either kept or set aside.

    `problems` has one row per problem: file, row, column, value, kind, outcome, reason, action, detail.
    Raises `SourceError` if rows_in ≠ rows_kept + rows_set_aside, or if the problems tell another number of
    rows set aside: such an import must not be used.
    """

    source: str
    tables: dict[str, pl.DataFrame]
    rows_in: int
    rows_kept: int
    rows_set_aside: int
    problems: pl.DataFrame

    def __post_init__(self) -> None:
        from renkei.sources.problems import set_aside_rows

        explained = set_aside_rows(self.problems).height
        if self.rows_in != self.rows_kept + self.rows_set_aside or self.rows_set_aside != explained:
            raise SourceError(
                "The counts of the import from `{source}` do not add up: {rows_in} rows in, {rows_kept} kept, "
                "{rows_set_aside} set aside, {explained} of these explained. Please report this with the file.",
                source=self.source,
                rows_in=self.rows_in,
                rows_kept=self.rows_kept,
                rows_set_aside=self.rows_set_aside,
                explained=explained,
            )
