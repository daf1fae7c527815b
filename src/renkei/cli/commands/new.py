"""`renkei new DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.languages import known_language
from renkei.cli.speech import say, tell


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("The folder of the new workspace."))],
    name: Annotated[str | None, typer.Option(help=say("The name that pages and reports show."))] = None,
    language: Annotated[
        str, typer.Option(help=say("The language in which pages open: zh-Hant, en or ja."))
    ] = "zh-Hant",
    geography: Annotated[str, typer.Option(help=say("The geography, such as TW-2016."))] = "TW-2016",
    classification: Annotated[
        str, typer.Option(help=say("The classification, such as TWSIC-2011."))
    ] = "TWSIC-2011",
) -> None:
    """Make a workspace."""
    from renkei.evidence import DataChoice, WorkspaceConfig, create_workspace
    from renkei.language import Text

    shown = name or folder.resolve().name
    config = WorkspaceConfig(
        name=Text(shown, shown, shown),
        language=known_language(language),
        data=DataChoice(geography=geography, classification=classification),
    )
    workspace = create_workspace(folder, config)
    tell(
        "Made a workspace in {folder}. Its choices are in {file}.", folder=folder, file=workspace.config_file
    )
    tell(
        "Next: `renkei import {folder} tw-factories FILE` or `renkei import {folder} table FILE`.",
        folder=folder,
    )
