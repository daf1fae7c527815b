"""Reference pages written from the code at every build, so that they cannot lag behind it.

`docs/reference/generated/` gets the commands and the indicators in each language, the tables, the rules and
the `renkei.toml` of a new workspace. A page that has not changed is not written again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generated_texts import commands_page, indicators_page, rules_page, settings_page, tables_page

from renkei.language import LANGUAGES

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from renkei.language import LanguageCode

FOLDER = Path(__file__).parent.parent / "reference" / "generated"


@cache
def generated_pages() -> dict[str, str]:
    """The name and the Markdown of each page."""
    pages = {"rules": rules_page(), "settings": settings_page()}
    for language in LANGUAGES:
        suffix = "" if language == "en" else f"-{language}"
        pages[f"commands{suffix}"] = commands_page(command_tree(language), language)
        pages[f"indicators{suffix}"] = indicators_page(language)
        pages[f"tables{suffix}"] = tables_page(language)
    return pages


@cache
def command_tree(language: LanguageCode) -> list[dict[str, Any]]:
    """The commands with their help in `language`, read in a process of its own since help is spoken once."""
    script = Path(__file__).parent / "command_tree.py"
    environment = {**os.environ, "RENKEI_LANGUAGE": language, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, script], env=environment, check=True, capture_output=True, encoding="utf-8"
    )
    commands: list[dict[str, Any]] = json.loads(done.stdout)
    return commands


def write_pages(app: Sphinx) -> None:
    """Write the pages that changed."""
    del app
    FOLDER.mkdir(parents=True, exist_ok=True)
    pages = generated_pages()
    for name, text in pages.items():
        file = FOLDER / f"{name}.md"
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")
    for old in FOLDER.glob("*.md"):
        if old.stem not in pages:
            old.unlink()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
