"""Live pictures in a real browser under the strictest policy: they come alive, and the SVG stays where they fail."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from renkei.charts import Picture, as_svg, live_bundle, live_css, palette_css, shapes_json, spec_json

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
PROBE = """
const violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
const started = performance.now();
const timer = setInterval(() => {
  const figures = [...document.querySelectorAll("figure")];
  const alive = figures.filter((figure) => figure.dataset.live === "yes");
  if (alive.length < EXPECTED && performance.now() - started < LIMIT) return;
  clearInterval(timer);
  const region = document.querySelector('[aria-label^="T00 township"]');
  const told = () => {
    const tip = document.getElementById("vg-tooltip-element");
    fetch("/report", { method: "POST", body: JSON.stringify({
      violations,
      alive: alive.length,
      drawings: figures.map((figure) => figure.querySelectorAll("svg").length),
      tip: tip ? tip.textContent : "",
      fill: region ? getComputedStyle(region).fill : "",
    }) });
  };
  if (region) {
    const box = region.getBoundingClientRect();
    const at = { bubbles: true, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
    region.dispatchEvent(new PointerEvent("pointermove", at));
    region.dispatchEvent(new MouseEvent("mousemove", at));
  }
  setTimeout(told, 200);
}, 100);
"""


def browser() -> str:
    found = next(
        (name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), None
    )
    if found is None:
        pytest.skip("no headless browser found; install Chromium to run this test")
    return found


@contextmanager
def served(files: dict[str, tuple[str, str]]) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """The files at an address, and the reports that the page sends back.

    `/wait.png` is answered after the first report only: the page is not loaded, and the browser does not
    leave, before it has said how it went.
    """
    reports: list[dict[str, object]] = []
    told = Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/wait.png":
                told.wait(timeout=60)
            kind, body = files.get(self.path, ("text/plain", ""))
            content = body.encode()
            self.send_response(200 if self.path in files else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            reports.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()
            told.set()

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", reports
    finally:
        told.set()
        server.shutdown()
        server.server_close()


def page(pictures: dict[str, Picture], *, theme: str, patience: int) -> dict[str, tuple[str, str]]:
    figures = "".join(
        f'<figure data-spec="/{kind}.json">{as_svg(picture)}</figure>' for kind, picture in pictures.items()
    )
    figures += '<img src="/wait.png" alt="">'
    head = (
        '<meta charset="utf-8"><link rel="stylesheet" href="/pictures.css">'
        '<script src="/probe.js"></script><script type="module" src="/live.js"></script>'
    )
    return {
        "/": (
            "text/html",
            f'<!doctype html><html data-theme="{theme}"><head>{head}</head><body>{figures}</body></html>',
        ),
        "/pictures.css": ("text/css", palette_css() + live_css()),
        "/live.js": ("text/javascript", live_bundle()),
        "/probe.js": (
            "text/javascript",
            PROBE.replace("EXPECTED", str(len(pictures))).replace("LIMIT", str(patience)),
        ),
        "/shapes.json": ("application/json", shapes_json(pictures["map"])),
    }


def report(files: dict[str, tuple[str, str]], height: int) -> dict[str, object]:
    command = [browser(), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    with served(files) as (address, reports):
        subprocess.run(
            [*command, f"--window-size=700,{height}", address], capture_output=True, timeout=120, check=False
        )
    assert reports, "the page sent no report"
    return reports[0]


def test_every_picture_comes_alive_under_the_strictest_policy(linked: dict[str, Picture]) -> None:
    files = page(linked, theme="dark", patience=45_000)
    for kind, picture in linked.items():
        address = "/shapes.json" if kind == "map" else ""
        files[f"/{kind}.json"] = ("application/json", spec_json(picture, shapes_address=address))
    found = report(files, height=12000)
    assert found["violations"] == []
    assert found["alive"] == len(linked)
    assert found["drawings"] == [1] * len(linked)
    assert found["tip"] == "T00 township, CountyA county: 58.10 (establishments: 171)"
    assert found["fill"] == "rgb(212, 221, 249)"


def test_the_drawn_picture_stays_where_the_live_one_fails(linked: dict[str, Picture]) -> None:
    two = {kind: linked[kind] for kind in ("map", "bars")}
    files = page(two, theme="light", patience=4_000)
    files["/bars.json"] = ("application/json", '{"mark": "no such mark"}')
    found = report(files, height=1500)
    assert found["alive"] == 0
    assert found["drawings"] == [1, 1]
