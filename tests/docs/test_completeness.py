"""The documentation names everything that a reader can meet: indicators, commands, settings, rules, variables."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from generated_pages import command_tree, generated_pages

import renkei
from renkei.clusters.catalogue import INDICATORS
from renkei.diagnosis import shipped_rules
from renkei.evidence.config import ClusterThresholds, DataChoice
from renkei.language import LANGUAGES, LanguageCode
from renkei.sources import SOURCES
from renkei.tables import INPUT_TABLES, RESULT_TABLES
from tests.docs.conftest import DOCS, pages

COMMANDS = [command["name"] for command in command_tree("en")]
SETTINGS = [
    *(f"data.{one.name}" for one in fields(DataChoice)),
    *(f"clusters.{one.name}" for one in fields(ClusterThresholds)),
    *(f"workspace.{name}" for name in ("name_zh_hant", "name_en", "name_ja", "language")),
]
FOLDERS: dict[LanguageCode, str] = {"en": "", "zh-Hant": "zh-Hant/", "ja": "ja/"}


def written(folder: str) -> str:
    """The text of all hand-written pages below `folder` of docs."""
    return "\n".join(page.text for page in pages() if page.name.startswith(f"docs/{folder}"))


@pytest.mark.parametrize("indicator", INDICATORS)
def test_each_indicator_is_explained_on_a_method_page(indicator: str) -> None:
    assert f"`{indicator}`" in written("methods/")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_is_shown_in_each_language(command: str, language: LanguageCode) -> None:
    shown = written(FOLDERS[language] or "tutorial") + written(f"{FOLDERS[language]}how-to/")
    assert f"renkei {command}" in shown


@pytest.mark.parametrize("key", SETTINGS)
def test_each_setting_is_in_the_reference(key: str) -> None:
    assert f"`{key}`" in written("reference/configuration")


@pytest.mark.parametrize("name", [one.name for one in fields(ClusterThresholds)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_cluster_threshold_is_explained_in_each_language(name: str, language: LanguageCode) -> None:
    assert f"{name} =" in written(f"{FOLDERS[language]}how-to/change-thresholds")


@pytest.mark.parametrize("rule", [rule.id for rule in shipped_rules()])
def test_each_rule_is_on_the_page_of_findings(rule: str) -> None:
    assert f"`{rule}`" in written("methods/findings")


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_source_has_a_how_to_page_in_each_language(source: str, language: LanguageCode) -> None:
    assert f"`{source}`" in written(f"{FOLDERS[language]}how-to/import-")


def test_each_environment_variable_is_in_the_reference() -> None:
    package = Path(renkei.__file__).parent
    used = {
        name
        for file in package.rglob("*.py")
        for name in re.findall(r"\"(RENKEI_[A-Z_]+)\"", file.read_text("utf-8"))
    }
    documented = written("reference/configuration")
    assert used
    assert not {name for name in used if f"`{name}`" not in documented}


def test_each_name_that_renkei_offers_is_explained() -> None:
    explained = written("methods/") + written("how-to/") + written("data/")
    missing = [name for name in renkei.__all__ if not re.search(rf"\b{name}\b", explained)]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_generated_commands_have_every_option_with_its_help(language: LanguageCode) -> None:
    page = generated_pages()["commands" if language == "en" else f"commands-{language}"]
    for command in command_tree(language):
        assert f"## renkei {command['name']}" in page
        for parameter in command["parameters"]:
            assert parameter["help"], f"{command['name']} {parameter['names']} has no help"
            assert parameter["help"] in page
            assert all(f"`{name}`" in page for name in parameter["names"])


def test_the_help_of_each_language_is_its_own() -> None:
    helps = [{command["help"] for command in command_tree(language)} for language in LANGUAGES]
    assert not helps[0] & helps[1]
    assert not helps[1] & helps[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_generated_tables_have_every_column(language: LanguageCode) -> None:
    page = generated_pages()["tables" if language == "en" else f"tables-{language}"]
    for spec in (INPUT_TABLES | RESULT_TABLES).values():
        section = page.split(f"### {spec.name}\n")[1].split("\n### ")[0]
        assert [column.name for column in spec.columns if f"| `{column.name}` |" not in section] == []


def test_generated_pages_are_not_in_the_repository() -> None:
    ignored = (DOCS.parent / ".gitignore").read_text("utf-8").splitlines()
    assert "docs/reference/generated/" in ignored
