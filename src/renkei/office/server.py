"""The office as one process: Django behind waitress, on this machine unless told otherwise."""

from __future__ import annotations

import os
from ipaddress import ip_address
from threading import Thread
from typing import TYPE_CHECKING

from renkei.errors import ParameterError, RenkeiError
from renkei.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from waitress.server import BaseWSGIServer

    from renkei.language import LanguageCode

THREADS = 8


def serve(
    workspace: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    language: LanguageCode | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve `workspace` until interrupted; `on_ready` gets the address once requests are accepted.

    `language` is shown to readers whose browser asks for none of the three; by default it is the
    workspace's own. Port 0 takes any free one. Raises `ParameterError` if the port cannot be had.
    """
    server = _listening_server(workspace, host=host, port=port, language=language)
    if on_ready is not None:
        on_ready(address_of(server, host))
    Thread(target=_prepare, daemon=True).start()
    try:
        server.run()
    finally:
        server.close()


def _listening_server(
    workspace: Path, *, host: str, port: int, language: LanguageCode | None
) -> BaseWSGIServer:
    from waitress import create_server

    os.environ["DJANGO_SETTINGS_MODULE"] = "renkei.office.settings"
    os.environ["RENKEI_WORKSPACE"] = str(workspace.resolve())
    os.environ.setdefault("RENKEI_ALLOWED_HOSTS", _allowed_hosts(host))
    if language is not None:
        os.environ["RENKEI_LANGUAGE"] = language
    from renkei.office.wsgi import application

    try:
        return create_server(application, host=host, port=port, threads=THREADS, ident="renkei")
    except OSError as error:
        raise ParameterError(
            "Cannot listen on {host}:{port} ({reason}). Choose another port with --port, or 0 for any free one.",
            host=host,
            port=port,
            reason=error.strerror or str(error),
        ) from error


def _prepare() -> None:
    """Draw ahead what every reader sees, in the opening language first; no evidence, nothing to draw."""
    from renkei.office.atlas.edition import current_edition
    from renkei.office.atlas.pictures import draw_ahead

    try:
        edition = current_edition()
    except RenkeiError:
        return
    opening = edition.evidence.config.language
    draw_ahead(edition, (opening, *(language for language in LANGUAGES if language != opening)))


def _allowed_hosts(host: str) -> str:
    """The names under which browsers may ask for the pages: loopback, and `host` unless it means any."""
    named = [] if _means_any(host) else [host]
    return ",".join(dict.fromkeys(["127.0.0.1", "localhost", "[::1]", *named]))


def _means_any(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return not host


def address_of(server: BaseWSGIServer, host: str) -> str:
    """The address to open in a browser on this machine."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{server.effective_port}/"
