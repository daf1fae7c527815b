"""`renkei.toml`: what a workspace is about and where its thresholds lie."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from renkei.clusters.places.rules import ClusterRules
from renkei.errors import WorkspaceError
from renkei.language import LANGUAGES, LanguageCode, Text

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class DataChoice:
    """Which geography, classification, levels, value and year the evidence is about."""

    geography: str = "TW-2016"
    region_level: str = "township"
    classification: str = "TWSIC-2011"
    industry_level: str = "group"
    value: str = "establishments"
    year: int | None = None
    recent_years: int = 5


@dataclass(frozen=True, slots=True)
class ClusterThresholds(ClusterRules):
    """The rules of cluster detection and the seed of its permutations."""

    seed: int = 2016


@dataclass(frozen=True, slots=True)
class WorkspaceConfig:
    """The whole of `renkei.toml`. `rule_thresholds` maps rule → column → threshold, over the shipped ones."""

    name: Text
    language: LanguageCode = "zh-Hant"
    attribution: str = ""
    data: DataChoice = field(default_factory=DataChoice)
    clusters: ClusterThresholds = field(default_factory=ClusterThresholds)
    rule_thresholds: dict[str, dict[str, float]] = field(default_factory=dict)


def read_config(path: Path) -> WorkspaceConfig:
    """The configuration in `path`.

    Raises `WorkspaceError` that names the file, the key, the value found and the values expected.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkspaceError(
            "{file} is not valid TOML: {why}. Mend the line, or start again from `renkei new`.",
            file=path,
            why=error,
        ) from error
    _check_keys(path, content, "", {"workspace", "data", "clusters", "rules"})
    about = _section(path, content, "workspace")
    _check_keys(path, about, "workspace.", {"name_zh_hant", "name_en", "name_ja", "language", "attribution"})
    return WorkspaceConfig(
        name=_name(about, path),
        language=_language(about, path),
        attribution=_attribution(about, path),
        data=DataChoice(**_values(path, content, "data", DataChoice)),
        clusters=ClusterThresholds(**_values(path, content, "clusters", ClusterThresholds)),
        rule_thresholds=_rules(path, content),
    )


def _section(path: Path, content: dict[str, Any], name: str) -> dict[str, Any]:
    section = content.get(name, {})
    if not isinstance(section, dict):
        raise _wrong(path, name, section, f"a section [{name}]")
    return section


def _check_keys(path: Path, section: dict[str, Any], prefix: str, known: set[str]) -> None:
    for key in section:
        if key not in known:
            raise WorkspaceError(
                "{file} has an unknown key `{key}`. Known here: {known}. Correct the spelling or delete the line.",
                file=path,
                key=prefix + key,
                known=", ".join(sorted(known)),
            )


def _wrong(path: Path, key: str, found: object, expected: str) -> WorkspaceError:
    return WorkspaceError(
        "{file}: `{key}` is {found}; expected {expected}.",
        file=path,
        key=key,
        found=repr(found),
        expected=expected,
    )


def _name(about: dict[str, Any], path: Path) -> Text:
    given = [str(about[key]) for key in ("name_zh_hant", "name_en", "name_ja") if about.get(key)]
    fallback = given[0] if given else path.parent.resolve().name
    return Text(*(str(about.get(key) or fallback) for key in ("name_zh_hant", "name_en", "name_ja")))


def _language(about: dict[str, Any], path: Path) -> LanguageCode:
    found = about.get("language", "zh-Hant")
    for language in LANGUAGES:
        if found == language:
            return language
    raise _wrong(path, "workspace.language", found, " / ".join(LANGUAGES))


def _attribution(about: dict[str, Any], path: Path) -> str:
    found = about.get("attribution", "")
    if not isinstance(found, str):
        raise _wrong(path, "workspace.attribution", found, "a text")
    return found


def _values(path: Path, content: dict[str, Any], name: str, kind: type[Any]) -> dict[str, Any]:
    section = _section(path, content, name)
    defaults = {one.name: one.default for one in fields(kind)}
    _check_keys(path, section, f"{name}.", set(defaults))
    for key, found in section.items():
        _check_value(path, f"{name}.{key}", found, defaults[key])
    return section


def _check_value(path: Path, key: str, found: object, default: object) -> None:
    if isinstance(default, str):
        if not isinstance(found, str) or not found:
            raise _wrong(path, key, found, "a text such as " + repr(default))
        return
    whole = not isinstance(default, float)
    if isinstance(found, bool) or not isinstance(found, int if whole else (int, float)):
        raise _wrong(path, key, found, "a whole number" if whole else "a number")
    if found < 0 or (
        key in {"clusters.significance", "clusters.proximity", "clusters.overlap"} and found > 1
    ):
        raise _wrong(path, key, found, "a number from 0 to 1" if not whole else "a whole number from 0")


def _rules(path: Path, content: dict[str, Any]) -> dict[str, dict[str, float]]:
    rules = _section(path, content, "rules")
    for rule, thresholds in rules.items():
        if not isinstance(thresholds, dict) or not all(
            isinstance(number, int | float) for number in thresholds.values()
        ):
            raise _wrong(path, f"rules.{rule}", thresholds, "column = number pairs")
    return {
        rule: {column: float(number) for column, number in given.items()} for rule, given in rules.items()
    }


TEMPLATE = """\
# A Renkei workspace. Every key is explained here; delete a line to get its default back.

[workspace]
name_zh_hant = {name_zh_hant}
name_en = {name_en}
name_ja = {name_ja}
# The language in which pages and reports open: "zh-Hant", "en" or "ja".
language = "{language}"
# Who published your data and on what terms; shown on every page and in every brief.
attribution = {attribution}

[data]
# Regions and industries that ship with Renkei, or the ones you import as tables `regions` and `industries`.
geography = {geography}
classification = {classification}
# The levels at which clusters are looked for.
region_level = {region_level}
industry_level = {industry_level}
# What is counted: "establishments" or "jobs".
value = "{value}"
# The year of the evidence; without this line, the latest year in the data.
{year}
# How many years back an opening counts as recent.
recent_years = {recent_years}

[clusters]
# A region is specialised in an industry when its location quotient reaches this ...
location_quotient = {location_quotient}
# ... and it has at least this many plants of it.
minimum_establishments = {minimum_establishments}
# Two industries are related when the smaller of P(a|b), P(b|a) reaches this and beats chance.
proximity = {proximity}
# Specialised areas of related industries join when they share at least this part of the smaller overlap.
overlap = {overlap}
# Areas whose false-discovery rate (against random labelling) is above this are left out.
significance = {significance}
permutations = {permutations}
seed = {seed}

# [rules]: raise or lower the threshold of a finding, for example
# [rules.cluster-strong]
# location_quotient = 4.0
"""


def config_as_toml(config: WorkspaceConfig) -> str:
    """The text of a `renkei.toml` that says `config`, with every key explained."""
    import json

    year = "# year = 2016" if config.data.year is None else f"year = {config.data.year}"
    quoted = {"geography", "classification", "region_level", "industry_level"}
    values: dict[str, Any] = {}
    for section in (config.data, config.clusters):
        for one in fields(section):
            value = getattr(section, one.name)
            values[one.name] = json.dumps(value, ensure_ascii=False) if one.name in quoted else value
    values["year"] = year
    names = {
        "name_zh_hant": config.name.zh_hant,
        "name_en": config.name.en,
        "name_ja": config.name.ja,
    }
    values["attribution"] = json.dumps(config.attribution, ensure_ascii=False)
    values |= {key: json.dumps(name, ensure_ascii=False) for key, name in names.items()}
    return TEMPLATE.format(language=config.language, **values)
