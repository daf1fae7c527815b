"""The Python in README and documentation runs, page by page, in an empty folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from renkei.evidence import open_evidence
from tests.docs.conftest import Page, pages

if TYPE_CHECKING:
    from pathlib import Path

WITH_PYTHON = [page for page in pages() if page.blocks("python")]
WITH_WORKSPACE = [page for page in pages() if page.blocks("python workspace")]


def run(blocks: list[str], page: Page) -> dict[str, Any]:
    """Run `blocks` one after the other as one program; the names that it leaves."""
    names: dict[str, Any] = {"__name__": "example"}
    for number, block in enumerate(blocks, start=1):
        code = compile(block, f"{page.name} (example {number})", "exec")
        exec(code, names)  # noqa: S102 (our own documentation)
    return names


@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda page: page.name)
def test_python_on_the_page_runs(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(page.blocks("python"), page)


@pytest.mark.parametrize("page", WITH_WORKSPACE, ids=lambda page: page.name)
def test_python_on_a_workspace_runs(page: Page, demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo_folder)
    run(page.blocks("python workspace"), page)


def test_the_readme_finds_hosiery_in_the_south(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    readme = next(page for page in pages() if page.name == "README.md")
    quotients = run(readme.blocks("python"), readme)["quotients"]
    cell = (quotients["region"] == "south") & (quotients["industry"] == "hosiery")
    assert quotients.loc[cell, "location_quotient"].item() == pytest.approx((60 / 100) / (70 / 200))


@pytest.mark.parametrize(
    ("region", "industry", "plants"),
    [("10007170", "123", 171), ("65000080", "232", 211), ("10018010", "261", 98)],
)
def test_the_quotients_that_the_pages_quote_are_those_of_the_example(
    region: str, industry: str, plants: int, demo_folder: Path
) -> None:
    rows = open_evidence(demo_folder / "renkei-demo").table("indicators")
    cell = rows.filter(indicator="location_quotient", region=region, industry=industry)
    assert cell["basis"].item() == plants
    quoted = f"{cell['value'].item():.2f}"
    for name in ("docs/methods/location-quotient.md", "docs/decisions/0003-full-counting.md"):
        assert quoted in next(page for page in pages() if page.name == name).text
