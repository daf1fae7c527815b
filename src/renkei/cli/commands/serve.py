"""`renkei serve DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.languages import known_language
from renkei.cli.speech import say, tell


def serve(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("The workspace."))],
    port: Annotated[int, typer.Option(min=0, max=65535, help=say("The port; 0 takes a free one."))] = 8765,
    host: Annotated[str, typer.Option(help=say("The address to listen on."))] = "127.0.0.1",
    language: Annotated[str | None, typer.Option(help=say("The language of the first page."))] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=say("Open the browser."))] = True,
) -> None:
    """Serve the pages."""
    from renkei.evidence import open_evidence

    evidence = open_evidence(folder)
    serve_pages(folder, host=host, port=port, language=language or evidence.config.language, browser=browser)


def serve_pages(folder: Path, *, host: str, port: int, language: str, browser: bool) -> None:
    """Serve until stopped; say the address, and open the browser there if asked."""
    from renkei.office import serve as serve_office

    def ready(address: str) -> None:
        tell("Renkei is at {address} (stop with Ctrl-C)", address=address)
        if browser:
            import webbrowser

            webbrowser.open(address)

    serve_office(folder, host=host, port=port, language=known_language(language), on_ready=ready)
