"""Pages hang together: links lead somewhere, the three languages have the same pages and the same commands."""

from __future__ import annotations

import re

import pytest
from docstrings import restructured
from generated_pages import generated_pages

from tests.docs.conftest import DOCS, ROOT, Page, pages

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FOREIGN = ("http://", "https://", "mailto:")
TRANSLATED = ["tutorial.md", *(f"how-to/{path.name}" for path in sorted((DOCS / "how-to").glob("*.md")))]


def without_code(text: str) -> str:
    """`text` without fenced blocks and `code`."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))


def is_there(page: Page, target: str) -> bool:
    path = (page.path.parent / target.split("#")[0]).resolve()
    generated = DOCS / "reference" / "generated"
    return path.exists() or (path.parent == generated and path.stem in generated_pages())


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Page) -> None:
    targets = [
        target for target in LINK.findall(without_code(page.text)) if not target.startswith((*FOREIGN, "#"))
    ]
    assert not [target for target in targets if not is_there(page, target)]


def named_paths(text: str) -> list[str]:
    """The paths within the project that `text` names as code; of `{a,b}` both."""
    paths = []
    for path in re.findall(r"`((?:src|tests|docs|examples)/[\w./{},-]+)`", text):
        choice = re.search(r"\{([^}]+)\}", path)
        paths += [path.replace(choice[0], one) for one in choice[1].split(",")] if choice else [path]
    return paths


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_paths_that_a_page_names_exist(page: Page) -> None:
    assert not [path for path in named_paths(page.text) if not (ROOT / path).exists()]


def test_contributing_names_the_files_to_touch() -> None:
    assert len(named_paths(Page(ROOT / "CONTRIBUTING.md").text)) > 30


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_pages_begin_with_one_title(page: Page) -> None:
    text = re.sub(r"^```.*?^```", "", page.text, flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^# ", text, flags=re.MULTILINE)
    assert len(titles) == (0 if page.text.startswith("```{include}") else 1)


def test_the_translated_folders_have_the_same_pages() -> None:
    for language in ("zh-Hant", "ja"):
        folder = DOCS / language
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
        assert found == {"index.md", *TRANSLATED}


@pytest.mark.parametrize("language", ["zh-Hant", "ja"])
@pytest.mark.parametrize("name", TRANSLATED)
def test_a_translated_page_has_the_same_sections_and_commands(name: str, language: str) -> None:
    original, translation = Page(DOCS / name), Page(DOCS / language / name)
    assert translation.text.count("\n## ") == original.text.count("\n## ")
    assert renkei_commands(translation) == renkei_commands(original)


def renkei_commands(page: Page) -> list[str]:
    """The sub-commands of `renkei` in the shell blocks of the page, in order."""
    return [
        command
        for block in page.blocks("bash")
        for command in re.findall(r"^(?:\w+=\S+ )?renkei (\w+)", block, flags=re.MULTILINE)
    ]


def test_the_readmes_have_the_same_commands() -> None:
    found = [
        renkei_commands(Page(ROOT / name)) for name in ("README.md", "README.zh-Hant.md", "README.ja.md")
    ]
    assert found[0]
    assert found[0] == found[1] == found[2]


def test_chinese_and_japanese_paragraphs_are_one_line_each() -> None:
    """A line end within a paragraph is shown as a space, which these languages do not write."""
    broken = [
        f"{page.name}: {match.group()!r}"
        for page in pages()
        if page.name.startswith(("docs/zh-Hant/", "docs/ja/", "README.zh", "README.ja"))
        for match in re.finditer(
            r"[\u3040-\u9fff、。，；：）」]\n(?![-*#|>`\d])[\u3040-\u9fff（「]",
            re.sub(r"^```.*?^```", "", page.text, flags=re.MULTILINE | re.DOTALL),
        )
    ]
    assert not broken


def test_docstrings_keep_their_code_and_lose_no_sign() -> None:
    given = ["A `name_` and 2 * x | y.", "", "    γ = G / H", "", "1. First `a b`.", "2. Second."]
    assert restructured(given) == [
        "A ``name_`` and 2 \\* x \\| y.",
        "",
        "::",
        "",
        "    γ = G / H",
        "",
        "1. First ``a b``.",
        "2. Second.",
        "",
    ]


def test_docstrings_show_what_they_raise_and_where_it_is_from() -> None:
    assert restructured(["Raises `TableError` if empty."])[0] == "**Raises** ``TableError`` if empty."
    assert restructured(["Source: Florence (1939)."])[0] == "**Source:** Florence (1939)."
