"""Lines → records → fields, with the line number of each record, without trusting the quotation marks."""

from __future__ import annotations

import io
import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.sources.fields import read_records
from renkei.sources.problems import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE: Final = "line"
_GROUP: Final = "#group"
_CONFLICT: Final = r"^(<<<<<<<|>>>>>>>|\|{7})([ ,;\t]|$)|^=======[,;\t]*$"


def numbered_lines(content: bytes) -> pl.DataFrame:
    """The lines of UTF-8 `content`, from the first that is not blank, with their numbers from 1."""
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = pl.Series(LINE, content.split(b"\n"), dtype=pl.Binary).cast(pl.String)
    frame = pl.DataFrame({ROW: pl.int_range(1, len(lines) + 1, dtype=pl.UInt32, eager=True), LINE: lines})
    filled = is_filled(frame).arg_max()
    return frame.slice(filled) if filled is not None and is_filled(frame)[filled] else frame.clear()


def is_filled(lines: pl.DataFrame) -> pl.Series:
    """Which of `lines` are not blank."""
    return lines[LINE].str.contains(r"\S")


def is_conflict_marker() -> pl.Expr:
    """Whether a line is one that git writes around the two sides of a conflict."""
    return pl.col(LINE).str.contains(_CONFLICT)


def first_record(lines: pl.DataFrame) -> tuple[str, int]:
    """The first record of `lines` and how many lines it takes (a quoted header may span several)."""
    taken: list[str] = []
    for line in lines[LINE].head(100):
        taken.append(line)
        if sum(part.count('"') for part in taken) % 2 == 0:
            return "\n".join(taken), len(taken)
    return lines[LINE][0], 1


def split_records(lines: pl.DataFrame, *, delimiter: str, width: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The records of `lines` that have `width` fields, and those that have not.

    The first frame has `ROW` and text columns "0", "1", … (empty fields null), the second `ROW`, LINE and
    `fields`, the number found. Quoted fields may hold delimiters and line ends; a stray quotation mark spoils
    only its own line.
    """
    plain, quoted = _by_quotes(lines, delimiter)
    fits = plain["fields"] == width
    rows, ragged = _careful_rows(quoted, delimiter, width)
    good = pl.concat([_fast_rows(plain.filter(fits), delimiter, width), rows]).sort(ROW)
    filled = pl.any_horizontal(pl.exclude(ROW).is_not_null())
    return good.filter(filled), pl.concat([plain.filter(~fits).select(ROW, LINE, "fields"), ragged]).sort(ROW)


def _by_quotes(lines: pl.DataFrame, delimiter: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines that are whole records beyond doubt, with their number of `fields`; and all others, in groups.

    A group runs from a line with an odd number of quotation marks to the next such line.
    """
    counted = lines.with_columns(pl.col(LINE).str.count_matches('"', literal=True).alias("quotes"))
    inside = (pl.col("quotes") % 2).cum_sum() % 2 == 1
    counted = counted.with_columns(odd_before=inside.shift(fill_value=False), odd_after=inside)
    counted = counted.filter(pl.col("odd_before") | is_filled(counted))
    whole = ~pl.col("odd_before") & ~pl.col("odd_after") & _cleanly_quoted(delimiter)
    counted = counted.with_columns(whole=whole, **{_GROUP: (~pl.col("odd_before")).cum_sum()})
    outside_quotes = (
        pl.when(pl.col("quotes") > 0)
        .then(pl.col(LINE).str.replace_all('"[^"]*"', ""))
        .otherwise(pl.col(LINE))
    )
    plain = counted.filter("whole").with_columns(
        fields=outside_quotes.str.count_matches(delimiter, literal=True) + 1
    )
    return plain, counted.filter(~pl.col("whole"))


def _cleanly_quoted(delimiter: str) -> pl.Expr:
    """Whether each quotation mark of a line opens, closes or doubles where it may."""
    mark = re.escape(delimiter)
    field = f'(?:[^"{mark}]*|"(?:[^"]|"")*")'
    return (pl.col("quotes") == 0) | pl.col(LINE).str.contains(f"^{field}(?:{mark}{field})*$")


def _fast_rows(plain: pl.DataFrame, delimiter: str, width: int) -> pl.DataFrame:
    names = [str(position) for position in range(width)]
    if plain.is_empty():
        return pl.DataFrame(schema={ROW: pl.UInt32, **dict.fromkeys(names, pl.String)})
    text = io.BytesIO()
    plain.select(LINE).write_csv(text, include_header=False, quote_style="never")
    text.seek(0)
    rows = pl.read_csv(text, has_header=False, new_columns=names, separator=delimiter, infer_schema=False)
    if plain["quotes"].sum():
        rows = rows.with_columns(pl.all().replace("", None))
    return rows.select(plain[ROW], pl.all())


def _careful_rows(quoted: pl.DataFrame, delimiter: str, width: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The same as `split_records`, one record at a time, for the few lines that need it."""
    good: list[list[str | int | None]] = []
    ragged: list[tuple[int, str, int]] = []
    for _, lines in groupby(quoted.select(_GROUP, ROW, LINE).iter_rows(), key=itemgetter(0)):
        _, numbers, texts = zip(*lines, strict=True)
        for row, fields in _records_of(numbers, texts, delimiter, width):
            if len(fields) == width:
                good.append([row, *(field or None for field in fields)])
            else:
                ragged.append((row, delimiter.join(fields), len(fields)))
    names = {ROW: pl.UInt32, **{str(position): pl.String for position in range(width)}}
    found = {ROW: pl.UInt32, LINE: pl.String, "fields": pl.UInt32}
    return pl.DataFrame(good, schema=names, orient="row"), pl.DataFrame(ragged, schema=found, orient="row")


def _records_of(
    rows: Sequence[int], lines: Sequence[str], delimiter: str, width: int
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line; where quotes led astray, each line for itself."""
    records = list(read_records(lines, delimiter))
    if any(len(fields) != width and taken > 1 for _, taken, fields in records):
        for row, line in zip(rows, lines, strict=True):
            yield row, next(read_records([line], delimiter))[2]
        return
    for start, _, fields in records:
        yield rows[start], fields
