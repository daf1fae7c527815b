"""The colours of pictures in the notebooks, light and dark as the reader has set this theme."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from renkei.charts import live_css, palette_css

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SHEET: Final = "pictures.css"
_SCHEME: Final = re.compile(r"(?<!prefers-)color-scheme:[a-z ]+;?")


def picture_css() -> str:
    """The palette of the charts for a theme that notes the reader's choice on `body` instead of `html`."""
    return _SCHEME.sub("", palette_css()).replace(":root", "body") + live_css()


def _write(app: Sphinx) -> None:
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SHEET).write_text(picture_css(), "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", _write)
    app.add_css_file(SHEET)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
