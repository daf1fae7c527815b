"""The colours of pages and pictures as one style sheet, made from the palette that draws the pictures."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.http import HttpResponse

from renkei.charts.palette import palette_css

if TYPE_CHECKING:
    from django.http import HttpRequest


def palette(request: HttpRequest) -> HttpResponse:
    """The custom properties `--atlas-…` in light, dark and print."""
    response = HttpResponse(palette_css(), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@cache
def palette_version() -> str:
    """A digest of the palette, so that browsers may keep it until it changes."""
    return blake2b(palette_css().encode(), digest_size=6).hexdigest()
