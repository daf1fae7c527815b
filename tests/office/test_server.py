"""The office as a process: it listens, answers, and says why it cannot."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from renkei.errors import ParameterError
from renkei.office import server

if TYPE_CHECKING:
    from pathlib import Path

SERVE = """
import sys
from pathlib import Path
from renkei.office import serve
serve(Path(sys.argv[1]), port=0, language="ja", on_ready=lambda address: print(address, flush=True))
"""


def answer(port: int, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read().decode()


def test_serve_tells_its_address_and_answers(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        port = int(address.rstrip("/").rpartition(":")[2])
        assert answer(port, "/static/atlas.css")[0] == 200
        assert answer(port, "/") == (302, "")
        status, body = answer(port, "/ja/")
        assert status == 503
        assert 'lang="ja"' in body
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_a_port_in_use_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ParameterError, match="Choose another port with --port, or 0 for any free one"):
            server.serve(tmp_path, port=port)


def test_loopback_is_always_allowed_and_a_named_host_as_well() -> None:
    assert server._allowed_hosts("127.0.0.1") == "127.0.0.1,localhost,[::1]"
    assert server._allowed_hosts("atlas.example") == "127.0.0.1,localhost,[::1],atlas.example"


def test_listening_everywhere_does_not_allow_every_name() -> None:
    assert server._allowed_hosts("::") == "127.0.0.1,localhost,[::1]"
