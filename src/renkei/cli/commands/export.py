"""`renkei export DIR --to csv|xlsx|parquet|datapackage`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.speech import print_json, say, tell
from renkei.errors import ParameterError


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("The workspace."))],
    to: Annotated[str, typer.Option(help=say("csv, xlsx, parquet or datapackage."))] = "csv",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=say("The folder to write, which must not exist yet.")),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=say("Print the written files as JSON."))] = False,
) -> None:
    """Export the evidence."""
    from renkei.evidence import EXPORT_FORMATS, export_evidence, open_evidence

    chosen = next((one for one in EXPORT_FORMATS if one == to), None)
    if chosen is None:
        raise ParameterError(
            "Format `{to}` is not known. Choose one of {known}.", to=to, known=", ".join(EXPORT_FORMATS)
        )
    evidence = open_evidence(folder)
    target = output or Path(f"renkei-{evidence.hash}-{to}")
    if target.exists():
        raise ParameterError("{folder} exists already. Name another folder with --output.", folder=target)
    written = export_evidence(evidence, target, chosen)
    if json:
        print_json({"hash": evidence.hash, "files": written})
    else:
        tell("Wrote {count} file(s) to {folder}.", count=len(written), folder=target)
