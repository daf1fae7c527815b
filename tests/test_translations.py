"""Everything that Renkei says exists in three languages: each English template in the code has its translations."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment

import renkei
from renkei.errors import RenkeiError
from renkei.language import translated

PACKAGE = Path(renkei.__file__).parent
LOCALES = PACKAGE / "language" / "locale"
FOREIGN = ("zh_Hant", "ja")

# What says its first argument in the reader's language. `_step` and `progress` name the steps of a build.
SPEAKING = {"say", "tell", "translated", "phrase", "gettext", "_", "_step", "progress"}
ERRORS = {"RenkeiError"} | {kind.__name__ for kind in RenkeiError.__subclasses__()}


@dataclass(frozen=True, slots=True)
class Said:
    """An English template, where it stands, and whether it goes through `str.format`."""

    template: str
    place: str


def python_files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def call_name(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def first_texts(node: ast.expr) -> list[str]:
    """The texts that an argument can be: itself, or either branch of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*first_texts(node.body), *first_texts(node.orelse)]
    return []


def spoken_calls(tree: ast.AST) -> list[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    return [call for call in calls if call_name(call) in SPEAKING | ERRORS]


@cache
def said_in_python() -> tuple[Said, ...]:
    return tuple(
        Said(text, f"{file.relative_to(PACKAGE)}:{call.lineno}")
        for file in python_files()
        for call in spoken_calls(ast.parse(file.read_text("utf-8")))
        for text in first_texts(call.args[0])
    )


@cache
def said_in_templates() -> tuple[Said, ...]:
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    return tuple(
        Said(text, f"{file.relative_to(PACKAGE)}:{line}")
        for file in sorted(PACKAGE.rglob("*.html"))
        for line, _, message in environment.extract_translations(file.read_text("utf-8"))
        for text in (message if isinstance(message, tuple) else (message,))
        if text
    )


@cache
def said_as_data() -> tuple[Said, ...]:
    """Templates that tables of words hold and that the code says by name."""
    from renkei.sources.problem_kinds import PROBLEM_KINDS
    from renkei.tables import words

    kinds = [
        Said(text, f"problem kind {kind.code}")
        for kind in PROBLEM_KINDS.values()
        for text in (kind.reason, kind.action)
    ]
    called = [
        Said(word, f"what {code} is called")
        for family in (words.PLACE_KIND_WORDS, words.LEVEL_WORDS, words.OUTCOME_WORDS)
        for code, word in family.items()
    ]
    return (*kinds, *called)


@cache
def everything_said() -> tuple[Said, ...]:
    return (*said_in_python(), *said_in_templates(), *said_as_data())


def catalogue_files(locale: str) -> list[Path]:
    return sorted((LOCALES / locale).glob("*.po"))


def entries(file: Path) -> dict[str, str]:
    with file.open("rb") as content:
        catalogue = read_po(content, abort_invalid=True)
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def fields(template: str) -> set[str]:
    """The named fields of a template; a text that is no template (such as CSS braces) has none."""
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError:
        return set()


def percent_fields(template: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", template))


def listed(lines: list[str]) -> str:
    return "\n".join(["", *lines])


def test_the_code_says_something_in_every_way_that_is_searched() -> None:
    assert len(said_in_python()) > 100
    assert said_in_templates()
    assert said_as_data()


@pytest.mark.parametrize("locale", FOREIGN)
def test_everything_said_is_translated(locale: str) -> None:
    language = "zh-Hant" if locale == "zh_Hant" else "ja"
    known = {key for file in catalogue_files(locale) for key, text in entries(file).items() if text}
    missing = [f"{said.place}: {said.template!r}" for said in everything_said() if said.template not in known]
    assert not missing, f"{len(missing)} text(s) without {language}:{listed(missing)}"
    assert translated("The workspace.", language) != "The workspace."


@pytest.mark.parametrize("locale", FOREIGN)
def test_translations_keep_the_named_fields(locale: str) -> None:
    wrong = [
        f"{file.name}: {key!r} has {sorted(fields(key) | percent_fields(key))}, "
        f"{text!r} has {sorted(fields(text) | percent_fields(text))}"
        for file in catalogue_files(locale)
        for key, text in entries(file).items()
        if text and (fields(key), percent_fields(key)) != (fields(text), percent_fields(text))
    ]
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("locale", FOREIGN)
def test_a_text_has_one_translation_in_all_catalogues(locale: str) -> None:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in catalogue_files(locale):
        for key, text in entries(file).items():
            found[key][text].append(file.name)
    doubled = [f"{key!r}: {dict(texts)}" for key, texts in found.items() if len(texts) > 1]
    assert not doubled, listed(doubled)


@pytest.mark.parametrize("locale", FOREIGN)
def test_no_translation_is_empty_or_doubtful(locale: str) -> None:
    for file in catalogue_files(locale):
        with file.open("rb") as content:
            catalogue = read_po(content)
        unfinished = [
            message.id for message in catalogue if message.id and (message.fuzzy or not message.string)
        ]
        assert not unfinished, f"{file.name}: {unfinished}"


def test_both_languages_have_the_same_catalogues_and_keys() -> None:
    names = [[file.name for file in catalogue_files(locale)] for locale in FOREIGN]
    assert names[0] == names[1]
    for name in names[0]:
        keys = [set(entries(LOCALES / locale / name)) for locale in FOREIGN]
        assert keys[0] == keys[1], f"{name}: {sorted(keys[0] ^ keys[1])}"


def text_calls() -> list[tuple[str, tuple[str, ...]]]:
    """The texts written in three languages side by side: every `Text(…, …, …)` of plain strings."""
    found = []
    for file in python_files():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and call_name(node) == "Text" and len(node.args) == 3:
                texts = tuple(text for one in node.args for text in first_texts(one))
                if len(texts) == 3:
                    found.append((f"{file.relative_to(PACKAGE)}:{node.lineno}", texts))
    return found


def test_texts_side_by_side_have_the_same_fields_and_are_all_there() -> None:
    assert text_calls()
    for place, texts in text_calls():
        assert all(texts), f"{place}: a language is empty"
        assert len({frozenset(fields(text)) for text in texts}) == 1, f"{place}: fields differ"


def test_no_sentence_is_put_together_by_an_f_string() -> None:
    built = [
        f"{file.relative_to(PACKAGE)}:{call.lineno}"
        for file in python_files()
        for call in spoken_calls(ast.parse(file.read_text("utf-8")))
        if isinstance(call.args[0], ast.JoinedStr)
    ]
    assert not built, f"use a template with named fields:{listed(built)}"
