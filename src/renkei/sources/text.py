"""Any CSV or TSV as a frame of texts, each row with its line number, each oddity with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from renkei.errors import SourceError
from renkei.sources.content import LINE_LIMIT, read_content
from renkei.sources.delimiters import DELIMITERS, check_delimiter, detect_delimiter, shortened
from renkei.sources.encodings import Encoded, to_utf8
from renkei.sources.fields import fields_of
from renkei.sources.problem_kinds import CONFLICT_MARKER, UNDECODABLE_TEXT, WRONG_FIELD_COUNT
from renkei.sources.problems import FILE, ROW, problem_rows
from renkei.sources.records import (
    LINE,
    first_record,
    is_conflict_marker,
    is_filled,
    numbered_lines,
    split_records,
)

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file as texts. `frame`: `FILE`, `ROW` and one column per header; an empty cell is null.

    `header` are the column names as in the file (unnamed ones “column 5”, repeated ones “name (2)”);
    `rows_in` counts every record below the header, also those set aside in `problems`.
    """

    frame: pl.DataFrame
    header: tuple[str, ...]
    rows_in: int
    problems: tuple[pl.DataFrame, ...]
    encoding: str
    delimiter: str


def read_text(
    file: Path,
    *,
    label: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    line_limit: int = LINE_LIMIT,
) -> RawTable:
    """`file` (CSV or TSV, plain or gzip) as texts; encoding and delimiter are detected unless given.

    `label` names the file in the problem report (default: its name). Rows with too few or too many fields and
    git conflict markers are set aside, each as a problem. Raises `SourceError` for a file that is missing,
    empty, damaged, no text table, undecodable, has a line over `line_limit` bytes, or only a header.
    """
    encoded = to_utf8(read_content(file, line_limit=line_limit), file, encoding=encoding)
    lines = _lines(encoded, file)
    header_text, taken = first_record(lines)
    marked, data = _without_markers(lines.slice(taken), file)
    mark = _delimiter(header_text, data, delimiter, file)
    header = column_names(fields_of(header_text, mark))
    rows, ragged = split_records(data, delimiter=mark, width=len(header))
    _check_any_fits(rows, ragged, header, file)
    origin = pl.lit(label or file.name).alias(FILE)
    rows = rows.select(origin, ROW, *(pl.col(str(at)).alias(name) for at, name in enumerate(header)))
    problems = [
        problem_rows(marked.with_columns(origin), CONFLICT_MARKER, column="", value=pl.col(LINE)),
        _wrong_field_counts(ragged.with_columns(origin), len(header)),
        *(_undecodable(rows, name, encoded.encoding) for name in header if encoded.replaced),
    ]
    return RawTable(
        frame=rows,
        header=header,
        rows_in=rows.height + ragged.height + marked.height,
        problems=tuple(part for part in problems if part.height),
        encoding=encoded.encoding,
        delimiter=DELIMITERS.get(mark, mark),
    )


def column_names(fields: list[str]) -> tuple[str, ...]:
    """Usable column names: trimmed, none empty (“column 5”), none twice (“name (2)”)."""
    names: list[str] = []
    for position, field in enumerate(fields, start=1):
        wanted = re.sub(r"\s+", " ", field.strip("\ufeff \t\u3000")) or f"column {position}"
        name, copy = wanted, 1
        while name in names:
            copy += 1
            name = f"{wanted} ({copy})"
        names.append(name)
    return tuple(names)


def _lines(encoded: Encoded, file: Path) -> pl.DataFrame:
    lines = numbered_lines(encoded.content.removeprefix(b"\xef\xbb\xbf"))
    if lines.is_empty():
        raise SourceError("{file} holds nothing but blank lines. Fetch it again.", file=file)
    if lines.head(1).filter(is_conflict_marker()).height:
        raise SourceError(
            "The header of {file} is in a git conflict: line {line} is “{text}”. "
            "Settle the conflict, then import the file again.",
            file=file,
            line=lines[ROW][0],
            text=shortened(lines[LINE][0]),
        )
    return lines


def _without_markers(below: pl.DataFrame, file: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines of git conflict markers, and all other lines below the header."""
    if not is_filled(below).any():
        raise SourceError("{file} has a header but no rows. Export the table again with its rows.", file=file)
    return below.filter(is_conflict_marker()), below.filter(~is_conflict_marker())


def _delimiter(header: str, data: pl.DataFrame, given: str | None, file: Path) -> str:
    if given is not None:
        return check_delimiter(header, given, file)
    return detect_delimiter(header, data[LINE].head(50).to_list(), file)


def _check_any_fits(rows: pl.DataFrame, ragged: pl.DataFrame, header: tuple[str, ...], file: Path) -> None:
    if rows.is_empty() and ragged.height:
        raise SourceError(
            "The header of {file} has {expected} fields, but no row has as many (line {line} has {found}). "
            "Check that header and rows use the same delimiter.",
            file=file,
            expected=len(header),
            line=ragged[ROW][0],
            found=ragged["fields"][0],
        )


def _wrong_field_counts(ragged: pl.DataFrame, width: int) -> pl.DataFrame:
    expected = pl.lit(str(width))
    return problem_rows(ragged, WRONG_FIELD_COUNT, column="", value=pl.col("fields"), detail=expected)


def _undecodable(rows: pl.DataFrame, name: str, encoding: str) -> pl.DataFrame:
    spoilt = rows.filter(pl.col(name).str.contains("\N{REPLACEMENT CHARACTER}", literal=True))
    return problem_rows(spoilt, UNDECODABLE_TEXT, column=name, value=pl.col(name), detail=pl.lit(encoding))
