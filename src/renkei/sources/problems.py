"""What was wrong with which row: built as whole columns, told in any of the three languages."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.language import translated
from renkei.sources.problem_kinds import PROBLEM_KINDS, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renkei.language import LanguageCode

FILE: Final = "#file"
ROW: Final = "#row"
"""Where a row comes from: the name of its file and its line there; the header is line 1."""

_FOUND: Final = {
    "file": pl.String(),
    "row": pl.UInt32(),
    "column": pl.String(),
    "value": pl.String(),
    "kind": pl.String(),
    "outcome": pl.String(),
    "detail": pl.String(),
}


def problem_rows(
    rows: pl.DataFrame,
    kind: ProblemKind,
    *,
    column: str,
    value: pl.Expr | None = None,
    detail: pl.Expr | None = None,
) -> pl.DataFrame:
    """One problem of `kind` for each of `rows`, which carry `FILE` and `ROW`.

    `column` is the header as the user knows it; `value` and `detail` fill the fields of the kind's texts.
    """
    missing = pl.lit(None, pl.String)
    return rows.select(
        pl.col(FILE).cast(pl.String).alias("file"),
        pl.col(ROW).cast(pl.UInt32).alias("row"),
        pl.lit(column).alias("column"),
        (missing if value is None else value).cast(pl.String).alias("value"),
        pl.lit(kind.code).alias("kind"),
        pl.lit(kind.outcome).alias("outcome"),
        (missing if detail is None else detail).cast(pl.String).alias("detail"),
    )


def problem_report(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """All problems with English reason and action: rows set aside first, then changed, then doubtful.

    Columns: file, row, column, value, kind, outcome (changed, set_aside or doubtful), reason, action, detail.
    """
    found = pl.concat([pl.DataFrame(schema=_FOUND), *parts])
    severity = pl.col("outcome").replace_strict(
        {"set_aside": 0, "changed": 1, "doubtful": 2}, return_dtype=pl.Int8
    )
    return problems_in_language(found.sort(severity, "file", "row", maintain_order=True), "en")


def problems_in_language(problems: pl.DataFrame, language: LanguageCode) -> pl.DataFrame:
    """`problems` with reason and action in `language`; everything else as it is."""
    present = [PROBLEM_KINDS[code] for code in problems["kind"].unique().sort()]
    return problems.with_columns(
        reason=_text_of_kind({kind.code: translated(kind.reason, language) for kind in present}),
        action=_text_of_kind({kind.code: translated(kind.action, language) for kind in present}),
    ).select("file", "row", "column", "value", "kind", "outcome", "reason", "action", "detail")


def problems_by_kind(problems: pl.DataFrame, language: LanguageCode = "en") -> pl.DataFrame:
    """How often each kind occurs, the commonest first: kind, outcome, problems, rows (distinct), reason.

    `reason` is the name of the kind in `language`.
    """
    titles = {code: translated(kind.title, language) for code, kind in PROBLEM_KINDS.items()}
    return (
        problems.group_by("kind", "outcome")
        .agg(pl.len().alias("problems"), pl.struct("file", "row").n_unique().alias("rows"))
        .sort(["problems", "kind"], descending=[True, False])
        .with_columns(pl.col("kind").replace_strict(titles, return_dtype=pl.String).alias("reason"))
    )


def set_aside_rows(problems: pl.DataFrame) -> pl.DataFrame:
    """The distinct (file, row) that some problem set aside."""
    return problems.filter(pl.col("outcome") == "set_aside").select("file", "row").unique()


def _text_of_kind(templates: dict[str, str]) -> pl.Expr:
    text = pl.lit(None, pl.String)
    for code, template in templates.items():
        text = pl.when(pl.col("kind") == code).then(_filled(template)).otherwise(text)
    return text


def _filled(template: str) -> pl.Expr:
    """`template` with its fields replaced by the columns of the same name; empty where these are null."""
    pieces: list[pl.Expr] = []
    for literal, field, _, _ in Formatter().parse(template):
        pieces.append(pl.lit(literal))
        if field is not None:
            pieces.append(pl.col(field).fill_null(""))
    return pl.concat_str(pieces)
