"""Taiwan's factory registry (登記工廠名錄) in any of its editions → `establishments`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.errors import SourceError
from renkei.sources.dates import read_dates, reference_date
from renkei.sources.draft import Draft, imported, joined, without_repeats
from renkei.sources.problems import FILE, ROW
from renkei.sources.text import read_text
from renkei.sources.tw_cleaning import POINT_COLUMNS, cleaned_plants
from renkei.sources.tw_columns import SYNONYMS, point_columns, registry_columns
from renkei.sources.tw_registers import registers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from renkei.sources.imported import Imported

SOURCE: Final = "tw-factories"
_COLUMNS: Final = (
    "establishment",
    "organisation",
    "name",
    "region",
    "zone",
    "lon",
    "lat",
    "industries",
    "opened",
)


def read_tw_factories(
    files: Sequence[Path],
    *,
    geography: str = "TW-2016",
    classification: str = "TWSIC-2011",
    last_day: date | None = None,
) -> Imported:
    """The plants in `files` (CSV, plain or gzip, any edition of the registry) as table `establishments`.

    One row per plant (工廠登記編號): organisation (business number), name, region (township), zone, lon, lat
    (WGS 84), industries (divisions from 產業類別, then groups from 主要產品, each once, main one first), opened
    (工廠登記核准日期: the other date, 設立核准, ends in 2001). A value that is missing or unusable is null; a
    plant without number, without known region, deregistered or repeated is set aside. A date after `last_day`
    (default: see `reference_date`) is unusable. Every change and doubt is in the problem report.
    Raises `SourceError` if a file cannot be read or is not the registry.
    """
    if not files:
        raise SourceError("No file was given for `{source}`. Name at least one.", source=SOURCE)
    known = registers(geography, classification)
    drafts = [_draft(file, label) for file, label in zip(files, _labels(files), strict=True)]
    dates = pl.concat([draft.rows["opened"] for draft in drafts])
    parsed = dates.to_frame().select(read_dates(pl.col("opened"), calendar="roc")).to_series()
    last = last_day or reference_date(files, parsed)
    plants = joined([cleaned_plants(draft, known, last) for draft in drafts])
    plants = without_repeats(plants, ["establishment"])
    return imported(plants, source=SOURCE, table="establishments", columns=_COLUMNS)


def _labels(files: Sequence[Path]) -> list[str]:
    """Names by which the report tells the files apart."""
    names = [file.name for file in files]
    return names if len(set(names)) == len(names) else [str(file) for file in files]


def _draft(file: Path, label: str) -> Draft:
    """The columns of `file` under our names, absent ones null; points as `point 1 east` and so on."""
    raw = read_text(file, label=label)
    headers = registry_columns(raw.header, file)
    for number, (east, north) in enumerate(point_columns(raw.header), start=1):
        headers |= {f"point {number} east": east, f"point {number} north": north}
    absent = {name: pl.lit(None, pl.String) for name in (*SYNONYMS, *POINT_COLUMNS) if name not in headers}
    rows = raw.frame.select(
        FILE, ROW, *(pl.col(header).alias(name) for name, header in headers.items())
    ).with_columns(**absent)
    return Draft(rows.select(FILE, ROW, *SYNONYMS, *POINT_COLUMNS), headers, raw.rows_in, raw.problems)
