"""`renkei build DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from renkei.cli.speech import console, print_json, say, spoken_language, tell

if TYPE_CHECKING:
    from renkei.evidence import BuildResult, Workspace


def build(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("The workspace."))],
    json: Annotated[bool, typer.Option("--json", help=say("Print the result as JSON."))] = False,
) -> None:
    """Build the evidence."""
    from renkei.evidence import open_workspace

    workspace = open_workspace(folder)
    result = build_with_progress(workspace)
    if json:
        print_json({"hash": result.hash, "unchanged": result.unchanged, "tables": result.manifest["tables"]})
        return
    if result.unchanged:
        tell("Nothing has changed: evidence {hash} is current.", hash=result.hash)
    else:
        tell("Evidence {hash} is built and current.", hash=result.hash)
    for skipped in result.manifest["skipped"]:
        tell("Left out: {what}", what=skipped["text"][spoken_language()])
    tell("See it with `renkei serve {folder}`.", folder=folder)


def build_with_progress(workspace: Workspace) -> BuildResult:
    """Build the evidence of `workspace`, showing each step as it is done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from renkei.evidence import build_evidence

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(), transient=True) as progress:
        task = progress.add_task(say("Starting"), total=None)

        def show(step: str, done: int, total: int) -> None:
            progress.update(task, description=say(step), completed=done, total=total)

        return build_evidence(workspace, progress=show)
