"""Rules as data: what a rule looks at, when it speaks, and what it says in three languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from renkei.errors import ParameterError
from renkei.language import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Condition:
    """`column` of the sheet must be at least or at most `threshold`; a missing value never is."""

    column: str
    threshold: float
    at_least: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule over one sheet of indicators."""

    id: str
    sheet: str
    level: str
    when: tuple[Condition, ...]
    weight_column: str
    weight_scale: float
    confidence: str
    because: tuple[str, ...]
    text: Text


def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with Renkei (`diagnosis/rules.toml`)."""
    content = tomllib.loads((files("renkei.diagnosis") / "rules.toml").read_text(encoding="utf-8"))
    return tuple(_rule(entry) for entry in content["rule"])


def with_thresholds(
    rules: tuple[Rule, ...], thresholds: Mapping[str, Mapping[str, float]]
) -> tuple[Rule, ...]:
    """`rules` with the thresholds of a workspace (rule → column → number) in place of the shipped ones.

    Raises `ParameterError` for a rule or a column that does not exist.
    """
    known = {rule.id: rule for rule in rules}
    for name, given in thresholds.items():
        if name not in known:
            raise ParameterError(
                "renkei.toml sets thresholds for a rule `{rule}` that does not exist. Known rules: {known}.",
                rule=name,
                known=", ".join(sorted(known)),
            )
        columns = [condition.column for condition in known[name].when]
        for column in given:
            if column not in columns:
                raise ParameterError(
                    "Rule `{rule}` has no threshold on `{column}`; it has {known}.",
                    rule=name,
                    column=column,
                    known=", ".join(columns),
                )
    return tuple(_adjusted(rule, thresholds.get(rule.id, {})) for rule in rules)


def _adjusted(rule: Rule, thresholds: Mapping[str, float]) -> Rule:
    when = tuple(
        replace(condition, threshold=thresholds.get(condition.column, condition.threshold))
        for condition in rule.when
    )
    return replace(rule, when=when)


def _rule(entry: dict[str, Any]) -> Rule:
    return Rule(
        id=entry["id"],
        sheet=entry["sheet"],
        level=entry["level"],
        when=tuple(_condition(condition) for condition in entry["when"]),
        weight_column=entry["weight"]["column"],
        weight_scale=entry["weight"]["scale"],
        confidence=entry["confidence"],
        because=tuple(entry["because"]),
        text=Text(entry["text"]["zh-Hant"], entry["text"]["en"], entry["text"]["ja"]),
    )


def _condition(entry: dict[str, Any]) -> Condition:
    at_least = "at_least" in entry
    return Condition(entry["column"], float(entry["at_least" if at_least else "at_most"]), at_least)
