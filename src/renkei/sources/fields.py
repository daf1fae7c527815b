"""Lines → fields, by the csv module of Python: slower than Polars, but forgiving about quotation marks."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def read_records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """First line (from 0), number of lines and fields of each record in `lines`, which lack their line ends."""
    ended = [line + "\n" for line in lines[:-1]] + list(lines[-1:])
    with _long_fields_allowed():
        reader = csv.reader(ended, delimiter=delimiter)
        start = 0
        for fields in reader:
            yield start, reader.line_num - start, fields
            start = reader.line_num


def fields_of(record: str, delimiter: str) -> list[str]:
    """The fields of one `record`, quotation marks resolved."""
    return next((fields for _, _, fields in read_records(record.split("\n"), delimiter)), [])


@contextmanager
def _long_fields_allowed() -> Iterator[None]:
    limit = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(limit)
