"""Evidence for other programs: CSV, Excel, Parquet and a Frictionless data package."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import polars as pl

from renkei.evidence.atomic import explained_disk_errors, new_folder
from renkei.evidence.fingerprints import file_fingerprint
from renkei.tables import INPUT_TABLES, RESULT_TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from renkei.evidence.snapshot import Evidence

ExportFormat = Literal["csv", "xlsx", "parquet", "datapackage"]
EXPORT_FORMATS: Final[tuple[ExportFormat, ...]] = get_args(ExportFormat)
BYTE_ORDER_MARK: Final = "\ufeff"
EXCEL_ROWS: Final = 1_048_575
FORMULA_STARTS: Final = r"^[=+\-@\t\r]"


def without_formulas(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with an apostrophe before every text that a spreadsheet would run as a formula.

    Only text columns change: a negative number stays a number (OWASP, CSV injection).
    """
    text = pl.col(pl.String)
    return frame.with_columns(
        pl.when(text.str.contains(FORMULA_STARTS)).then("'" + text).otherwise(text).name.keep()
    )


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with its list columns as texts joined by `|`, for formats that have no lists."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    return frame.with_columns(pl.col(name).cast(pl.List(pl.String)).list.join("|") for name in lists)


def csv_text(frame: pl.DataFrame) -> str:
    """`frame` as CSV that Excel opens in any language: byte order mark, no formulas, missing values empty."""
    return BYTE_ORDER_MARK + without_formulas(flat(frame)).write_csv()


def export_evidence(evidence: Evidence, folder: Path, to: ExportFormat) -> list[Path]:
    """Write every table of `evidence` below `folder` and return the files written.

    `folder` appears whole or not at all; an existing one is not touched (the caller checks).
    """
    with explained_disk_errors(folder.parent), new_folder(folder) as unfinished:
        if to == "xlsx":
            _write_workbook(evidence, unfinished / f"renkei-{evidence.hash}.xlsx")
        else:
            for name in evidence.table_names:
                _write_table(evidence.table(name), unfinished, name, to)
        if to == "datapackage":
            package = datapackage(evidence, unfinished)
            text = json.dumps(package, ensure_ascii=False, indent=1)
            (unfinished / "datapackage.json").write_text(text, encoding="utf-8")
        written = sorted(file.name for file in unfinished.iterdir())
    return [folder / name for name in written]


def _write_table(frame: pl.DataFrame, folder: Path, name: str, to: ExportFormat) -> None:
    if to == "parquet":
        frame.write_parquet(folder / f"{name}.parquet")
    else:
        (folder / f"{name}.csv").write_text(csv_text(frame), encoding="utf-8", newline="")


def _write_workbook(evidence: Evidence, file: Path) -> None:
    """One sheet per table; geometry is left out, since an Excel cell holds 32,767 characters."""
    from xlsxwriter import Workbook

    with Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name in evidence.table_names:
            frame = flat(evidence.table(name).drop("geometry", strict=False)).head(EXCEL_ROWS)
            without_formulas(frame).write_excel(book, worksheet=name, autofit=False)


def datapackage(evidence: Evidence, folder: Path) -> dict[str, Any]:
    """The Frictionless descriptor of the CSV files in `folder`, with types, keys, meanings and hashes."""
    return {
        "profile": "tabular-data-package",
        "name": f"renkei-{evidence.hash}",
        "title": evidence.config.name.en,
        "version": evidence.hash,
        "sources": evidence.manifest["inputs"],
        "resources": [_resource(evidence, folder / f"{name}.csv", name) for name in evidence.table_names],
    }


def _resource(evidence: Evidence, file: Path, name: str) -> dict[str, Any]:
    spec = (INPUT_TABLES | RESULT_TABLES).get(name)
    described = {column.name: column for column in spec.columns} if spec else {}
    schema = [
        {
            "name": column,
            "type": _frictionless_type(kind),
            **({"description": described[column].meaning} if column in described else {}),
        }
        for column, kind in evidence.table(name).schema.items()
    ]
    return {
        "name": name,
        "path": file.name,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{file_fingerprint(file)}",
        "description": spec.meaning if spec else name,
        "schema": {"fields": schema, **({"primaryKey": list(spec.keys)} if spec else {})},
    }


def _frictionless_type(kind: pl.DataType) -> str:
    if kind.is_integer():
        return "integer"
    if kind.is_numeric():
        return "number"
    if kind == pl.Date:
        return "date"
    return "boolean" if kind == pl.Boolean else "string"
