"""A real browser on the real example: pictures come alive, and the page's policy refuses nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
WITH_A_MOUSE = "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"
SERVE = """
import sys
from pathlib import Path
from renkei.office import serve
serve(Path(sys.argv[1]), port=0, on_ready=lambda address: print(address, flush=True))
"""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not BROWSER, reason="no Chromium or Chrome is installed"),
]


@pytest.fixture(scope="module")
def address(example: Path) -> Iterator[str]:
    """Where the example is served."""
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(example)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=20)


def opened(address: str, profile: Path) -> tuple[str, str]:
    """The page as the browser holds it after its scripts ran, and what the console said."""
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
 "--enable-logging=stderr", "--virtual-time-budget=60000", "--window-size=1280,900",
        f"--blink-settings={WITH_A_MOUSE}", "--dump-dom", address,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def test_pictures_come_alive_under_the_strict_policy(address: str, tmp_path: Path) -> None:
    place = f"{address}en/regions/10018010/"
    # The server draws each picture once; the browser's clock must not run out while it does.
    server = HTTPConnection(urlsplit(place).netloc, timeout=120)
    server.request("GET", urlsplit(place).path)
    assert server.getresponse().status == 200
    page, console = opened(place, tmp_path)
    assert re.search(r'<figure class="drawing wide"[^>]*data-live="yes"', page)
    assert "Content Security Policy" not in console
    assert not console
