"""The rules are data: complete in three languages, editable, and refused with a reason when they make no sense."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from renkei.clusters import type_rules
from renkei.errors import ParameterError
from renkei.language import LANGUAGES, Text

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = (files("renkei.clusters.typology") / "rules.toml").read_text("utf-8")


def edited(folder: Path, old: str, new: str) -> Path:
    assert old in SHIPPED
    path = folder / "rules.toml"
    path.write_text(SHIPPED.replace(old, new, 1), "utf-8")
    return path


def texts() -> list[Text]:
    rules = type_rules()
    named = [text for one in rules.types.values() for text in (one.name, one.meaning)]
    for one in (*rules.items.values(), *rules.parts.values()):
        named += [one.name, one.needs]
    return [*named, *rules.outcomes.values()]


def test_every_text_is_there_in_three_languages_and_was_translated() -> None:
    for text in texts():
        words = [text.in_language(language) for language in LANGUAGES]
        assert all(word.strip() == word and word for word in words)
        assert len(set(words)) == 3


def test_the_types_are_those_of_markusen_and_the_two_strategies() -> None:
    rules = type_rules()
    assert rules.questions == ("structure", "strategy")
    assert list(rules.types) == [
        "marshallian",
        "hub_and_spoke",
        "satellite_platform",
        "state_anchored",
        "innovative",
        "low_cost",
    ]
    assert list(rules.parts) == ["concentration", "culture", "links", "institutions"]


def test_each_type_rests_on_several_items() -> None:
    rules = type_rules()
    for name in rules.types:
        assert sum(name in item.weights for item in rules.items.values()) >= 3, name


def test_an_edited_copy_is_used(tmp_path: Path) -> None:
    rules = type_rules(edited(tmp_path, "margin = 0.3", "margin = 0.5"))
    assert rules.margin == 0.5
    assert rules.items == type_rules().items


def test_a_type_that_is_not_defined_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="`turnover_rate` weighs italianate, which is no type"):
        type_rules(edited(tmp_path, "{ marshallian = 0.5, hub_and_spoke = -0.25, s", "{ italianate = 0.5, s"))


def test_a_low_above_its_high_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"low 0\.15 and high 0\.05; low must be below high"):
        type_rules(edited(tmp_path, "high = 0.5\n", "high = 0.05\n"))


@pytest.mark.parametrize(
    ("old", "new"), [("[decision]", "[decision"), ("margin = 0.3", ""), ("low = 0.15", "")]
)
def test_a_file_that_cannot_be_read_is_named(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"rules\.toml cannot be read"):
        type_rules(edited(tmp_path, old, new))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"nowhere\.toml cannot be read"):
        type_rules(tmp_path / "nowhere.toml")
