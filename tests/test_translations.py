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
from renkei.diagnosis import shipped_rules
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


@dataclass(frozen=True, slots=True)
class Module:
    """A module as it is written: its calls, its functions, and what is assigned to each name in it."""

    name: str
    calls: tuple[ast.Call, ...]
    functions: tuple[ast.FunctionDef, ...]
    assigned: dict[str, list[ast.expr]]

    @classmethod
    def read(cls, name: str, source: str) -> Module:
        """The module called `name` with the text `source`."""
        nodes = list(ast.walk(ast.parse(source)))
        found: dict[str, list[ast.expr]] = defaultdict(list)
        for node in nodes:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(target, ast.Name) and node.value:
                found[target.id].append(node.value)
        functions = tuple(node for node in nodes if isinstance(node, ast.FunctionDef))
        return cls(name, tuple(node for node in nodes if isinstance(node, ast.Call)), functions, found)


@cache
def modules() -> tuple[Module, ...]:
    files = sorted(PACKAGE.rglob("*.py"))
    return tuple(Module.read(str(file.relative_to(PACKAGE)), file.read_text("utf-8")) for file in files)


def call_name(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def texts_of(node: ast.expr, module: Module, seen: frozenset[str] = frozenset()) -> list[str]:
    """The texts that an argument can be: itself, either branch of a condition, or what was assigned to it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [text for branch in (node.body, node.orelse) for text in texts_of(branch, module, seen)]
    if isinstance(node, ast.Name) and node.id not in seen:
        values = module.assigned.get(node.id, [])
        return [text for value in values for text in texts_of(value, module, seen | {node.id})]
    return []


def spoken_arguments(module: Module) -> list[ast.expr]:
    """The arguments that are templates: the first of what speaks, and any for a parameter called `template`."""
    known = [call.args[0] for call in module.calls if call.args and call_name(call) in SPEAKING | ERRORS]
    places = {
        function.name: names.index("template")
        for function in module.functions
        if "template" in (names := [one.arg for one in function.args.args if one.arg != "self"])
    }
    passed = [
        call.args[places[call_name(call)]]
        for call in module.calls
        if len(call.args) > places.get(call_name(call), len(call.args))
    ]
    return [*known, *passed]


@cache
def said_in_python() -> tuple[Said, ...]:
    return tuple(
        Said(text, f"{module.name}:{argument.lineno}")
        for module in modules()
        for argument in spoken_arguments(module)
        for text in texts_of(argument, module)
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
    """Templates that tables hold and that the code says by name: kinds of problem, words for codes, columns."""
    from renkei.clusters import INDICATORS
    from renkei.evidence.studies import STUDIES
    from renkei.office.words import WORDS
    from renkei.sources.problem_kinds import PROBLEM_KINDS
    from renkei.tables import INPUT_TABLES, RESULT_TABLES, words

    families = {**WORDS, **{name: family for name, family in vars(words).items() if name.endswith("_WORDS")}}
    found = {text: f"words for {name}" for name, family in families.items() for text in family.values()}
    for entry in INDICATORS.values():
        found |= dict.fromkeys(re.findall(r"\\text\{([^}]*)\}", entry.formula), f"formula of {entry.id}")
    found |= {study.title: f"title of study {study.name}" for study in STUDIES}
    for kind in PROBLEM_KINDS.values():
        found |= dict.fromkeys((kind.title, kind.reason, kind.action), f"problem kind {kind.code}")
    for spec in (INPUT_TABLES | RESULT_TABLES).values():
        found[spec.meaning] = f"meaning of table {spec.name}"
        for column in spec.columns:
            texts = [text for text in (column.meaning, column.unit) if text]
            found |= dict.fromkeys(texts, f"column {spec.name}.{column.name}")
    return tuple(Said(text, place) for text, place in found.items())


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
    """The texts written in three languages side by side: every `Text(…)` of three plain strings."""
    found = []
    for module in modules():
        for call in module.calls:
            written = [*call.args, *(keyword.value for keyword in call.keywords)]
            texts = tuple(text for one in written for text in texts_of(one, module))
            if call_name(call) == "Text" and len(texts) == 3:
                found.append((f"{module.name}:{call.lineno}", texts))
    return found


def test_texts_side_by_side_have_the_same_fields_and_are_all_there() -> None:
    assert text_calls()
    for place, texts in text_calls():
        assert all(texts), f"{place}: a language is empty"
        assert len({frozenset(fields(text)) for text in texts}) == 1, f"{place}: fields differ"


def test_sentences_of_rules_have_the_same_fields_in_each_language() -> None:
    for rule in shipped_rules():
        sentences = (rule.text.zh_hant, rule.text.en, rule.text.ja)
        assert len({frozenset(fields(sentence)) for sentence in sentences}) == 1, rule.id


def test_no_sentence_is_put_together_by_an_f_string() -> None:
    built = [
        f"{module.name}:{argument.lineno}"
        for module in modules()
        for argument in spoken_arguments(module)
        if isinstance(argument, ast.JoinedStr)
    ]
    assert not built, f"use a template with named fields:{listed(built)}"


def test_the_search_for_texts_follows_conditions_names_and_parameters() -> None:
    module = Module.read(
        "example",
        "KEY: Final = 'a constant'\n"
        "def first(key, template): raise BuildError(template)\n"
        "first(1, 'a parameter')\n"
        "chosen = 'one' if x else 'other'\n"
        "say(chosen)\n"
        "translated(KEY, language)\n",
    )
    texts = {text for argument in spoken_arguments(module) for text in texts_of(argument, module)}
    assert texts == {"a constant", "a parameter", "one", "other"}
