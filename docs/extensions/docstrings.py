"""Docstrings as they are written here (plain text with `code`) turned into reStructuredText for autodoc.

A paragraph indented by four spaces is a formula or a table and stays as it is; everything else is prose, in
which nothing but `code` has a meaning, so that `2 * x` or `name_` is never taken for markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CODE: Final = re.compile(r"``([^`]+)``|`([^`]+)`")
ITEM: Final = re.compile(r"(?:[-*]|\d+\.) ")
LABEL: Final = re.compile(r"^(Columns|Formula|Formulas and source|Source|Sources|Raises)(:|\b)")


def restructured(lines: list[str]) -> list[str]:
    """The docstring `lines` as reStructuredText."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines).strip("\n"))
    return [line for paragraph in paragraphs for line in [*_paragraph(paragraph.split("\n")), ""]]


def _paragraph(lines: list[str]) -> list[str]:
    if all(line.startswith("    ") for line in lines):
        return ["::", "", *lines]
    if ITEM.match(lines[0]):
        return _items(lines)
    return _prose("\n".join(lines)).split("\n")


def _items(lines: list[str]) -> list[str]:
    """A list: each item begins with a dash or a number, and the rest of it is indented below."""
    marks = [mark.group() if (mark := ITEM.match(line)) else "" for line in lines]
    return [mark + _prose(line.removeprefix(mark)) for mark, line in zip(marks, lines, strict=True)]


def _prose(text: str) -> str:
    escaped, position = "", 0
    for code in CODE.finditer(text):
        escaped += _escaped(text[position : code.start()])
        escaped += "``" + " ".join((code[1] or code[2]).split()) + "``"
        # A letter right after the closing quotes would keep them from closing.
        escaped += "\\ " if text[code.end() : code.end() + 1].isalnum() else ""
        position = code.end()
    return LABEL.sub(r"**\1\2**", escaped + _escaped(text[position:]))


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_|`])", r"\\\1", text)


def _rewrite(*event: Any) -> None:
    lines = event[-1]
    lines[:] = restructured(lines)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("autodoc-process-docstring", _rewrite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
