"""The rules of typology as data: which evidence speaks for which type, from which value on, and how much."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from renkei.errors import ParameterError
from renkei.language import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ClusterType:
    """One answer to one question: its name, and one sentence on what such a cluster is."""

    id: str
    question: str
    name: Text
    meaning: Text


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One number about a cluster: at `low` it counts fully against what it speaks for, at `high` fully for it."""

    id: str
    low: float
    high: float
    weights: Mapping[str, float]
    name: Text
    needs: Text


@dataclass(frozen=True, slots=True)
class ClusterPart:
    """A part that a cluster has where every item reaches its threshold."""

    id: str
    items: Mapping[str, float]
    name: Text
    needs: Text


@dataclass(frozen=True, slots=True)
class TypeRules:
    """All types, items and parts; what must be known and reached before a type is stated; words for outcomes."""

    coverage: float
    score: float
    margin: float
    types: Mapping[str, ClusterType]
    items: Mapping[str, EvidenceItem]
    parts: Mapping[str, ClusterPart]
    outcomes: Mapping[str, Text]

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions, in the order in which their types are listed."""
        return tuple(dict.fromkeys(one.question for one in self.types.values()))


@cache
def type_rules(path: Path | None = None) -> TypeRules:
    """The rules in the file `path`, or those that come with Renkei (`clusters/typology/rules.toml`).

    Raises `ParameterError` if the file is no TOML, lacks an entry, weighs a type that it does not define, or
    has a `low` that is not below its `high`.
    """
    source = files("renkei.clusters.typology") / "rules.toml" if path is None else path
    try:
        rules = _rules(tomllib.loads(source.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ParameterError(
            "The type rules in {file} cannot be read ({reason}). Start from a copy of the shipped rules.toml.",
            file=Path(str(source)).name,
            reason=repr(error),
        ) from error
    _check(rules)
    return rules


def _rules(content: dict[str, Any]) -> TypeRules:
    decision = content["decision"]
    types = [
        ClusterType(one["id"], one["question"], *_texts(one, "name", "meaning")) for one in content["type"]
    ]
    items = [
        EvidenceItem(one["id"], float(one["low"]), float(one["high"]), _numbers(one["weights"]), *_named(one))
        for one in content["item"]
    ]
    parts = [ClusterPart(one["id"], _numbers(one["items"]), *_named(one)) for one in content["part"]]
    return TypeRules(
        float(decision["coverage"]),
        float(decision["score"]),
        float(decision["margin"]),
        {one.id: one for one in types},
        {one.id: one for one in items},
        {one.id: one for one in parts},
        {name: _text(words) for name, words in content["outcome"].items()},
    )


def _numbers(given: dict[str, Any]) -> dict[str, float]:
    return {name: float(number) for name, number in given.items()}


def _named(entry: dict[str, Any]) -> list[Text]:
    return _texts(entry, "name", "needs")


def _texts(entry: dict[str, Any], *names: str) -> list[Text]:
    return [_text(entry[name]) for name in names]


def _text(words: dict[str, str]) -> Text:
    return Text(words["zh-Hant"], words["en"], words["ja"])


def _check(rules: TypeRules) -> None:
    for item in rules.items.values():
        unknown = sorted(set(item.weights) - set(rules.types))
        if unknown:
            raise ParameterError(
                "Evidence `{item}` weighs {unknown}, which is no type. Known types: {known}.",
                item=item.id,
                unknown=", ".join(unknown),
                known=", ".join(rules.types),
            )
        if not item.low < item.high:
            raise ParameterError(
                "Evidence `{item}` has low {low} and high {high}; low must be below high.",
                item=item.id,
                low=item.low,
                high=item.high,
            )
