"""The notebooks: what they call exists, what they claim holds, and nothing that they leave out is forgotten."""

from __future__ import annotations

import ast
import re
from functools import cache
from inspect import isfunction

import pytest
from picture_colours import picture_css

import renkei
from renkei.charts.palette import TONES
from tests.docs.conftest import DOCS, Page, pages

CELL = "{code-cell} python"
NOTEBOOKS = [page for page in pages() if page.blocks(CELL)]
FUNCTIONS = [name for name in renkei.__all__ if isfunction(getattr(renkei, name))]
PEERS = [page for page in NOTEBOOKS if page.path.parent.name == "coming-from"]
GALLERY = [page for page in NOTEBOOKS if page.path.parent.name == "gallery"]


def cells(page: Page) -> list[str]:
    """The code of the page, without the tags of its cells."""
    return [re.sub(r"^:.*\n", "", cell, flags=re.MULTILINE) for cell in page.blocks(CELL)]


def called(code: str) -> set[str]:
    """The attributes of `renkei` that `code` uses."""
    return {
        node.attr
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "renkei"
    }


def named(text: str) -> set[str]:
    """The functions that prose and tables name as `renkei.…`."""
    return set(re.findall(r"`renkei\.(\w+)", text)) - {"clusters", "charts", "reference", "tables", "toml"}


@cache
def explained() -> str:
    """The text of the method pages and of the hand-written reference."""
    folders = ("docs/methods/", "docs/reference/")
    return "\n".join(page.text for page in pages() if page.name.startswith(folders))


def test_there_are_notebooks_for_each_part_of_the_field() -> None:
    assert len(GALLERY) == 6
    assert len(PEERS) == 5


@pytest.mark.parametrize("page", NOTEBOOKS, ids=lambda page: page.name)
def test_what_a_notebook_calls_and_names_exists(page: Page) -> None:
    used = set.union(*(called(cell) for cell in cells(page))) | named(page.text)
    assert used
    assert used <= set(renkei.__all__)


@pytest.mark.parametrize("page", NOTEBOOKS, ids=lambda page: page.name)
def test_a_notebook_checks_what_it_says_of_numbers(page: Page) -> None:
    assert any(re.search(r"^\s*assert ", cell, flags=re.MULTILINE) for cell in cells(page))


@pytest.mark.parametrize("page", NOTEBOOKS, ids=lambda page: page.name)
def test_code_of_a_notebook_fits_into_its_column(page: Page) -> None:
    assert [line for cell in cells(page) for line in cell.splitlines() if len(line) > 88] == []


@pytest.mark.parametrize("page", PEERS, ids=lambda page: page.name)
def test_the_documented_numbers_of_other_programs_come_out(page: Page) -> None:
    names: dict[str, object] = {"__name__": "notebook"}
    for number, cell in enumerate(cells(page), start=1):
        exec(compile(cell, f"{page.name} (cell {number})", "exec"), names)  # noqa: S102 (our own documentation)


@pytest.mark.parametrize("page", PEERS, ids=lambda page: page.name)
def test_each_call_of_another_program_is_mapped_or_said_to_have_no_counterpart(page: Page) -> None:
    rows = [line for line in page.text.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    assert len(rows) >= 10
    for row in rows:
        assert row.endswith(" |"), row
        assert row.count(" | ") >= 1, row


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_of_the_clusters_is_on_a_page_of_methods_or_of_the_reference(name: str) -> None:
    assert re.search(rf"`(?:renkei\.)?{name}\b|\b{name}\(", explained())


def test_each_page_of_methods_is_in_one_family_of_the_index() -> None:
    index = (DOCS / "methods" / "index.md").read_text("utf-8")
    listed = [
        line
        for block in re.findall(r"```{toctree}\n(.*?)```", index, re.DOTALL)
        for line in block.splitlines()
    ]
    for path in (DOCS / "methods").glob("*.md"):
        assert listed.count(path.stem) == (0 if path.stem == "index" else 1), path.name


def test_pictures_have_a_colour_for_each_token_in_light_and_dark() -> None:
    css = picture_css()
    assert ":root" not in css
    assert "@media (prefers-color-scheme:dark){body:not([data-theme=light]){--atlas" in css
    assert "body[data-theme=dark]{--atlas" in css
    for tone in TONES:
        assert f"--atlas-{tone.name}:{tone.light}" in css
        assert f"--atlas-{tone.name}:{tone.dark}" in css
