"""`renkei demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.commands.build import build_with_progress
from renkei.cli.commands.serve import serve_pages
from renkei.cli.speech import say, tell


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=say("Where to put the example workspace."))
    ] = Path("renkei-demo"),
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help=say("The port; without it 8765, or any free one."))
    ] = None,
    language: Annotated[str | None, typer.Option(help=say("The language of the first page."))] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=say("Open the browser."))] = True,
) -> None:
    """Build and serve the example."""
    from renkei.evidence import demo_workspace

    workspace = demo_workspace(folder)
    tell("The example is in {folder}: Taiwan's registered factories at the end of 2016.", folder=folder)
    result = build_with_progress(workspace)
    tell("Evidence {hash} is built and current.", hash=result.hash)
    serve_pages(folder, host="127.0.0.1", port=port, language=language, browser=browser)
