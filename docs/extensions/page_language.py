"""The language of each page, told to browsers and screen readers: pages below `zh-Hant/` and `ja/` are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _tell_language(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    del app, templatename, doctree
    folder = pagename.split("/")[0]
    suffix = next((tag for tag in ("zh-Hant", "ja") if pagename.endswith(f"-{tag}")), folder)
    context["language"] = suffix if suffix in {"zh-Hant", "ja"} else "en"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("html-page-context", _tell_language)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
