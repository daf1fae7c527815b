"""`renkei serve DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from renkei.cli.languages import known_language
from renkei.cli.speech import say, tell

USUAL_PORT: Final = 8765


def serve(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("The workspace."))],
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help=say("The port; without it 8765, or any free one."))
    ] = None,
    host: Annotated[str, typer.Option(help=say("The address to listen on."))] = "127.0.0.1",
    language: Annotated[str | None, typer.Option(help=say("The language of the first page."))] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=say("Open the browser."))] = True,
) -> None:
    """Serve the pages."""
    from renkei.evidence import open_evidence

    open_evidence(folder)
    serve_pages(folder, host=host, port=port, language=language, browser=browser)


def serve_pages(folder: Path, *, host: str, port: int | None, language: str | None, browser: bool) -> None:
    """Serve until stopped; say the address, and open the browser there if asked.

    With `language` the address opens in it, whatever the browser prefers.
    """
    from renkei.office import serve as serve_office

    chosen = known_language(language) if language else None

    def ready(address: str) -> None:
        first = f"{address}{chosen.lower()}/" if chosen else address
        tell("Renkei is at {address} (stop with Ctrl-C)", address=first)
        if browser:
            import webbrowser

            webbrowser.open(first)

    serve_office(
        folder, host=host, port=_port(host) if port is None else port, language=chosen, on_ready=ready
    )


def _port(host: str) -> int:
    """The usual port, or 0 (any free one) where something else has it."""
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        try:
            probe.bind((host, USUAL_PORT))
        except OSError:
            return 0
    return USUAL_PORT
