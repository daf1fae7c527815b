"""The data page: every public table, the indicator catalogue, the problems of the imports, the manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from renkei.evidence import INDICATORS
from renkei.language import translated
from renkei.office.atlas import downloads
from renkei.office.atlas.sources import origins
from renkei.office.atlas.tables import Field, Listing, listing
from renkei.office.languages import current_language, phrase
from renkei.office.pages import of_edition, page
from renkei.office.templating import address
from renkei.office.words import WORDS, word
from renkei.report.formulas import mathml
from renkei.sources.problem_kinds import PROBLEM_KINDS
from renkei.tables import INPUT_TABLES, RESULT_TABLES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """A column as it is explained; `meaning` and `unit` are empty where the table has a column of its own."""

    name: str
    meaning: str
    unit: str
    type: str


@dataclass(frozen=True, slots=True)
class TableNote:
    """A table as it is explained."""

    name: str
    meaning: str
    rows: int
    columns: tuple[ColumnNote, ...]


@of_edition
def data(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What there is to take away, how it was computed, and what was wrong with the input."""
    context = {
        "trail": [(phrase("Data"), None)],
        "tables": [table_note(edition, name) for name in downloads.public_tables(edition)],
        "indicators": _catalogue(edition),
        "origins": origins(edition),
        "problems": _problems(edition),
        "skipped": [one["text"][current_language()] for one in edition.evidence.manifest.get("skipped", [])],
        "manifest": json.dumps(edition.evidence.manifest, ensure_ascii=False, indent=1, sort_keys=True),
    }
    return page(request, "data.html", context, edition=edition)


def table_note(edition: Edition, name: str) -> TableNote:
    """What table `name` holds, in the language of the request."""
    spec = (INPUT_TABLES | RESULT_TABLES).get(name)
    described = {column.name: column for column in spec.columns} if spec else {}
    frame = downloads.public_table(edition, name)
    columns = []
    for column, kind in frame.schema.items():
        known = described.get(column)
        meaning = translated(known.meaning, current_language()) if known else ""
        unit = translated(known.unit, current_language()) if known and known.unit else ""
        columns.append(ColumnNote(column, meaning, unit, known.type if known else str(kind)))
    told = translated(spec.meaning, current_language()) if spec else _meaning(name)
    return TableNote(name, told, frame.height, tuple(columns))


def _meaning(name: str) -> str:
    """What a table without a specification holds."""
    return str(phrase("Pairs of regions that share a border.")) if name == "neighbours" else ""


def _catalogue(edition: Edition) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "name": one.name,
            "unit": one.unit,
            "formula": mathml(one.formula, current_language()),
            "source": phrase(one.source),
            "meaning": one.meaning,
            "rows": edition.indicator(one.id).height,
        }
        for one in INDICATORS.values()
    ]


def _problems(edition: Edition) -> Listing:
    """How many remarks of each kind each import had; the rows themselves stay in the workspace."""
    columns = (
        Field("import", phrase("Import"), "code"),
        Field("kind_name", phrase("Kind")),
        Field("outcome_name", phrase("What was done")),
        Field("column", phrase("Column"), "code"),
        Field("problems", phrase("Number"), "count"),
    )
    frame = edition.table("problems")
    titles = {code: str(phrase(kind.title)) for code, kind in PROBLEM_KINDS.items()}
    outcomes = {code: word("outcome", code) for code in frame["outcome"].unique()}
    named = frame.with_columns(
        kind_name=pl.col("kind").replace_strict(titles, default=pl.col("kind"), return_dtype=pl.String),
        outcome_name=pl.col("outcome").replace_strict(outcomes, return_dtype=pl.String),
    )
    return listing(named, columns, caption=phrase("Remarks on the imported rows"), anchor="problems", rows=30)


@of_edition
def data_table(request: HttpRequest, edition: Edition, name: str) -> HttpResponse:
    """One table: its columns, what they mean, and its rows."""
    frame = downloads.public_table(edition, name).drop("geometry", strict=False)
    columns = tuple(
        Field(column, column, "number" if kind.is_float() else "code", digits=4)
        for column, kind in frame.schema.items()
    )
    note = table_note(edition, name)
    context = {
        "trail": [(phrase("Data"), address("data")), (phrase(_title(name)), None)],
        "about": note,
        "listing": listing(frame, columns, caption=phrase("Rows"), anchor="rows", request=request),
    }
    return page(request, "data_table.html", context, edition=edition)


def _title(name: str) -> str:
    return WORDS["table"].get(name, name)


@of_edition
def data_file(_request: HttpRequest, edition: Edition, name: str, form: downloads.FileFormat) -> HttpResponse:
    """One table as a file."""
    return downloads.file_response(
        downloads.public_table(edition, name), f"renkei-{edition.hash}-{name}", form
    )
