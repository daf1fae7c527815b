"""`renkei report DIR --region R -o FILE.html`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.languages import known_language
from renkei.cli.speech import say, tell


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("The workspace."))],
    region: Annotated[
        str, typer.Option(help=say("The region: its code, or its name in any of the three languages."))
    ],
    language: Annotated[
        str | None, typer.Option(help=say("zh-Hant, en or ja; else the workspace's own."))
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=say("The HTML file to write."))
    ] = None,
) -> None:
    """Write the brief of a region."""
    from renkei.evidence import find_region, open_evidence, write_text
    from renkei.report import regional_brief

    evidence = open_evidence(folder)
    code = find_region(evidence, region)
    chosen = known_language(language) if language else evidence.config.language
    target = output or Path(f"renkei-{code}-{chosen}.html")
    write_text(target, regional_brief(evidence, code, chosen))
    tell("Wrote the brief to {file}. Open it in a browser; it prints on A4.", file=target)
