"""`renkei import DIR SOURCE FILE…`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from renkei.cli.speech import console, print_json, say, spoken_language, tell
from renkei.errors import ParameterError

if TYPE_CHECKING:
    from renkei.evidence import ImportResult

SHOWN_KINDS: Final = 10
JSON_PROBLEMS: Final = 100


def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("The workspace."))],
    source: Annotated[
        str | None, typer.Argument(metavar="SOURCE", help=say("tw-factories or table."))
    ] = None,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help=say("The files to read."))
    ] = None,
    mapping: Annotated[Path | None, typer.Option(help=say("Mapping file of a table."))] = None,
    guess: Annotated[
        bool,
        typer.Option(
            "--guess", help=say("Write a first mapping file from the header of a table, import nothing.")
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help=say("Print the result as JSON."))] = False,
) -> None:
    """Import files."""
    if guess:
        # Guessing needs no workspace: `--guess FILE` and `DIR table --guess FILE` both name the file last.
        _write_guess(files[0] if files else Path(source or folder), mapping)
        return
    from renkei.evidence import import_files, open_workspace
    from renkei.sources import SOURCES

    if source is None or source not in SOURCES:
        raise ParameterError(
            "Source `{source}` is not known. Choose one of {known}.",
            source=source or "",
            known=", ".join(SOURCES),
        )
    workspace = open_workspace(folder)
    text = mapping.read_text(encoding="utf-8") if mapping else None
    given = files or []
    # A register may come in several files that belong together; each table is an import of its own.
    batches = [[file] for file in given] if source == "table" and given else [given]
    results = []
    for batch in batches:
        with console().status(say("Reading {count} file(s)", count=len(batch))):
            results.append(import_files(workspace, source, batch, mapping=text))
        if not json:
            _tell_result(results[-1])
    if json:
        reports = [_as_json(result) for result in results]
        print_json(reports[0] if len(reports) == 1 else reports)
    else:
        tell("Next: `renkei build {folder}`.", folder=folder)


def _write_guess(file: Path, target: Path | None) -> None:
    from renkei.evidence import write_text
    from renkei.sources import guess_mapping, mapping_as_toml

    chosen = target or file.with_name(file.name + ".mapping.toml")
    if chosen.exists():
        raise ParameterError("{file} exists already. Delete it, or name another with --mapping.", file=chosen)
    write_text(chosen, mapping_as_toml(guess_mapping(file)))
    tell("Wrote a first mapping to {file}. Check it, then import with `--mapping {file}`.", file=chosen)


def _as_json(result: ImportResult) -> dict[str, Any]:
    imported = result.imported
    problems = imported.problems.select("row", "column", "value", "reason", "action")
    return {
        "source": imported.source,
        "rows_in": imported.rows_in,
        "rows_kept": imported.rows_kept,
        "rows_set_aside": imported.rows_set_aside,
        "problems": problems.head(JSON_PROBLEMS).to_dicts(),
        "problems_total": problems.height,
        "problems_file": result.problems_file,
        "tables": {name: table.height for name, table in imported.tables.items()},
    }


def _tell_result(result: ImportResult) -> None:
    imported = result.imported
    if result.replaced:
        tell("This import replaces the earlier one of the same name.")
    tell(
        "{rows_in} rows read: {rows_kept} kept, {rows_set_aside} set aside.",
        rows_in=f"{imported.rows_in:,}",
        rows_kept=f"{imported.rows_kept:,}",
        rows_set_aside=f"{imported.rows_set_aside:,}",
    )
    if result.problems_file:
        _tell_problems(result)
        tell("All {count} problems: {file}", count=f"{imported.problems.height:,}", file=result.problems_file)


def _tell_problems(result: ImportResult) -> None:
    from rich.table import Table

    from renkei.sources import problems_by_kind
    from renkei.tables.words import OUTCOME_WORDS

    kinds = problems_by_kind(result.imported.problems, spoken_language())
    table = Table(box=None, pad_edge=False)
    table.add_column(say("Problem"), overflow="fold")
    table.add_column(say("What was done"))
    table.add_column(say("Rows"), justify="right")
    for kind in kinds.head(SHOWN_KINDS).iter_rows(named=True):
        table.add_row(kind["reason"], say(OUTCOME_WORDS[kind["outcome"]]), f"{kind['problems']:,}")
    console().print(table)
