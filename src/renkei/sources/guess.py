"""A first mapping for a table, told from its headers and a look at its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from renkei.errors import SourceError
from renkei.sources.column_choice import Choice, choose_columns
from renkei.sources.dates import years_in_name
from renkei.sources.header_words import header_words
from renkei.sources.headers import header_key
from renkei.sources.likeness import header_tokens
from renkei.sources.mapping import Constant, TableMapping
from renkei.sources.notation import (
    calendar,
    classification_of,
    decimal_mark,
    geography_of,
    list_separator,
)
from renkei.sources.table import read_raw
from renkei.tables import INPUT_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

    from renkei.sources.text import RawTable

_SAMPLE: Final = 500
_SHOWN: Final = 20
_COUNTY_AND_TOWN: Final = (
    ("縣市", "鄉鎮市區"),
    ("縣市別", "鄉鎮市區別"),
    ("縣市名稱", "鄉鎮市區名稱"),
    ("縣市", "鄉鎮"),
    ("都道府県", "市区町村"),
    ("都道府県名", "市区町村名"),
)
_TABLE_IN_NAME: Final = {
    "regions": {"regions", "prefectures", "counties", "county", "nuts", "states", "geography"},
    "industries": {"industries", "industry", "naics", "commodity", "nace", "classification", "titles"},
    "organisations": {"organisations", "organizations", "organization", "orgs", "org", "companies", "firms"},
    "establishments": {"establishments", "plants", "factories"},
    "links": {"links", "edges", "participations"},
    "documents": {"documents", "projects", "project", "patents", "papers", "deliverables", "grants"},
    "zones": {"zones", "parks"},
}
_FILLED_LATER: Final = {"geography", "classification", "grid", "level", "kind", "year"}
"""Required columns that are often the same in every row, so that a file may well lack them."""


def guess_mapping(file: Path) -> TableMapping:
    """The likeliest mapping of `file` (CSV, TSV, XLSX, Parquet), to be checked by a person.

    The table is the one whose required columns the headers cover best, then the one that takes most of them;
    a header serves one column. Decimal mark, ROC years, list separator, geography and classification are told
    from 500 rows. What could not be told is left open: see `TableMapping.missing`. Raises `SourceError` if no
    header resembles a column of any table.
    """
    raw = read_raw(file)
    rows = raw.frame.select(raw.header)
    sample = rows.gather_every(max(1, rows.height // _SAMPLE)).head(_SAMPLE)
    choices = {
        table: choose_columns(INPUT_TABLES[table], words, rows, sample)
        for table, words in header_words().items()
    }
    table = max(choices, key=lambda name: _merit(name, choices[name], file))
    if not choices[table].headers:
        raise _nothing_fits(raw, file)
    columns: dict[str, tuple[str, ...]] = {name: (header,) for name, header in choices[table].headers.items()}
    if "region" in columns and table != "regions":
        columns["region"] = _county_and_town(columns, raw.header)
    return _completed(table, columns, sample, file)


def _nothing_fits(raw: RawTable, file: Path) -> SourceError:
    return SourceError(
        "No table takes the columns of {file}: {present}. Write the mapping by hand: table = one of {tables}.",
        file=file,
        present=", ".join(raw.header[:_SHOWN]) + (" …" if len(raw.header) > _SHOWN else ""),
        tables=", ".join(INPUT_TABLES),
    )


def _completed(
    table: str, columns: Mapping[str, tuple[str, ...]], sample: pl.DataFrame, file: Path
) -> TableMapping:
    used = {header for headers in columns.values() for header in headers}
    geography = geography_of(table, columns, sample)
    return TableMapping(
        table=table,
        columns=columns,
        constants=_constants(table, columns, file),
        decimal=decimal_mark(table, columns, sample),
        dates=calendar(table, columns, sample),
        list_separator=list_separator(table, columns, sample),
        geography=geography,
        classification=classification_of(table, columns, sample) if geography else None,
        ignore=tuple(header for header in sample.columns if header not in used),
    )


def _merit(table: str, choice: Choice, file: Path) -> float:
    """How well `choice` fills the table: the share of required columns counts most, then likeness and keys.

    A table whose keys the file repeats is another table: one row of it would be many here.
    """
    if not choice.headers:
        return -10.0
    needed = [name for name in INPUT_TABLES[table].required if name not in _FILLED_LATER]
    covered = sum(choice.likeness.get(name, 0.0) for name in needed) / len(needed)
    named = bool(_TABLE_IN_NAME.get(table, set()).intersection(header_tokens(file.name)))
    return 4 * covered + sum(choice.likeness.values()) + 0.75 * named - 4 * (1 - choice.distinct)


def _county_and_town(columns: Mapping[str, tuple[str, ...]], header: tuple[str, ...]) -> tuple[str, ...]:
    """County and township where the header of the region is one of two that name it together."""
    taken = {headers[0] for name, headers in columns.items() if name != "region"}
    by_key = {header_key(column): column for column in header if column not in taken}
    for pair in _COUNTY_AND_TOWN:
        both = tuple(by_key.get(header_key(name), "") for name in pair)
        if all(both) and columns["region"][0] in both:
            return both
    return columns["region"]


def _constants(table: str, columns: Mapping[str, tuple[str, ...]], file: Path) -> dict[str, Constant]:
    years = years_in_name(file)
    required = INPUT_TABLES[table].required
    return {"year": years[-1]} if "year" in required and "year" not in columns and years else {}
