"""Rows on their way into a canonical table: what has been read so far, and what was odd about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from renkei.sources.imported import Imported
from renkei.sources.problem_kinds import DUPLICATE_KEY, MISSING_REQUIRED
from renkei.sources.problems import FILE, ROW, problem_report, problem_rows, set_aside_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from renkei.sources.problem_kinds import ProblemKind


@dataclass(frozen=True, slots=True)
class Draft:
    """`rows` with `FILE` and `ROW`; `headers` maps our column names to those of the file."""

    rows: pl.DataFrame
    headers: Mapping[str, str]
    rows_in: int
    problems: tuple[pl.DataFrame, ...] = ()

    def has(self, column: str) -> bool:
        """Whether the file has our `column`."""
        return column in self.headers

    def with_rows(self, rows: pl.DataFrame) -> Draft:
        """The draft with `rows` instead of its own."""
        return replace(self, rows=rows)

    def with_problems(self, problems: Sequence[pl.DataFrame]) -> Draft:
        """The draft with more problems."""
        return replace(self, problems=(*self.problems, *(part for part in problems if part.height)))

    def reporting(
        self,
        kind: ProblemKind,
        where: pl.Expr,
        *,
        column: str,
        value: pl.Expr | None = None,
        detail: pl.Expr | None = None,
    ) -> Draft:
        """The draft with a problem of `kind` for each row `where` it holds; `value` is our `column` if not given."""
        found = self.rows.filter(where)
        if found.is_empty():
            return self
        shown = pl.col(column) if value is None else value
        header = self.headers.get(column, column)
        return self.with_problems([problem_rows(found, kind, column=header, value=shown, detail=detail)])


def without_repeats(draft: Draft, keys: Sequence[str]) -> Draft:
    """The draft whose later rows with the same `keys` are set aside; rows set aside before do not compete."""
    rows = _not_set_aside(draft)
    repeated = rows.filter(pl.struct(keys).is_duplicated())
    place = pl.col(ROW).cast(pl.String)
    if rows[FILE].n_unique() > 1:
        place = pl.format("{} ({})", pl.col(ROW), pl.col(FILE))
    repeated = repeated.with_columns(place.first().over(keys).alias("#kept"))
    later = repeated.filter(~pl.struct(keys).is_first_distinct())
    shown = pl.concat_str([pl.col(key).cast(pl.String).fill_null("") for key in keys], separator=", ")
    header = ", ".join(draft.headers.get(key, key) for key in keys)
    repeats = problem_rows(later, DUPLICATE_KEY, column=header, value=shown, detail=pl.col("#kept"))
    return draft.with_problems([repeats])


def _not_set_aside(draft: Draft) -> pl.DataFrame:
    gone = [
        part.select(pl.col("file").alias(FILE), pl.col("row").alias(ROW))
        for part in draft.problems
        if part["outcome"][0] == "set_aside"
    ]
    if not gone:
        return draft.rows
    return draft.rows.join(pl.concat(gone), on=[FILE, ROW], how="anti", maintain_order="left")


def requiring(draft: Draft, columns: Sequence[str]) -> Draft:
    """The draft whose rows without a value in one of `columns` are set aside."""
    for column in columns:
        draft = draft.reporting(MISSING_REQUIRED, pl.col(column).is_null(), column=column)
    return draft


def joined(drafts: Sequence[Draft]) -> Draft:
    """One draft of several files, whose rows have the same columns."""
    headers = {name: header for draft in reversed(drafts) for name, header in draft.headers.items()}
    return Draft(
        rows=pl.concat([draft.rows for draft in drafts]),
        headers=headers,
        rows_in=sum(draft.rows_in for draft in drafts),
        problems=tuple(part for draft in drafts for part in draft.problems),
    )


def imported(draft: Draft, *, source: str, table: str, columns: Sequence[str]) -> Imported:
    """The finished import: the `columns` of the rows that nothing set aside, and the report."""
    report = problem_report(draft.problems)
    gone = set_aside_rows(report).rename({"file": FILE, "row": ROW})
    kept = (
        draft.rows.join(gone, on=[FILE, ROW], how="anti", maintain_order="left")
        if gone.height
        else draft.rows
    )
    return Imported(
        source=source,
        tables={table: kept.select(columns)},
        rows_in=draft.rows_in,
        rows_kept=kept.height,
        rows_set_aside=gone.height,
        problems=report,
    )
