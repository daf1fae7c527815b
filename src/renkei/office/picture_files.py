"""What the pages' pictures need from a browser: their colours and style, and the script that makes them live."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.http import HttpResponse

from renkei.charts import live_bundle, live_css, live_version, palette_css

if TYPE_CHECKING:
    from django.http import HttpRequest

FOR_GOOD = "public, max-age=31536000, immutable"


def picture_style(_request: HttpRequest) -> HttpResponse:
    """The custom properties `--atlas-…` in light, dark and print, and the style of pictures."""
    return HttpResponse(_style(), content_type="text/css; charset=utf-8", headers={"Cache-Control": FOR_GOOD})


def live_script(_request: HttpRequest) -> HttpResponse:
    """The module that turns drawn pictures into live ones."""
    return HttpResponse(
        _bundle(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": FOR_GOOD}
    )


@cache
def style_version() -> str:
    """A digest of the style, so that browsers may keep it until it changes."""
    return blake2b(_style().encode(), digest_size=6).hexdigest()


def script_version() -> str:
    """The version of the script, so that browsers may keep it until it changes."""
    return live_version()


@cache
def _style() -> str:
    return palette_css() + live_css()


@cache
def _bundle() -> str:
    return live_bundle()
