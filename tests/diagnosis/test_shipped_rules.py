"""Each shipped rule speaks exactly from its thresholds on, in three languages; unknown is never said."""

from __future__ import annotations

import polars as pl
import pytest

from renkei.diagnosis import Rule, findings, shipped_rules
from renkei.diagnosis.wording import fields_of
from renkei.language import LANGUAGES
from renkei.tables import FINDINGS, check_table

RULES = {rule.id: rule for rule in shipped_rules()}
NAMES = ("name", "top_industry", "top_region", "top_chance", "spot_industry")


def row_at_the_thresholds(rule: Rule) -> dict[str, object]:
    """A row of the rule's sheet in which every condition just holds."""
    row: dict[str, object] = dict.fromkeys(fields_of(rule.text), 3.0)
    row |= {rule.weight_column: 7.0} | {one.column: one.threshold for one in rule.when}
    names = {f"{name}_{code}": f"{name} {code}" for name in NAMES for code in ("zh_hant", "en", "ja")}
    return {key: value for key, value in row.items() if key not in NAMES} | names | {"subject": "s"}


def spoken(rule: Rule, row: dict[str, object]) -> pl.DataFrame:
    return findings({rule.sheet: pl.DataFrame([row])}, [rule])


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_speaks_at_its_thresholds_in_three_languages(rule: Rule) -> None:
    found = spoken(rule, row_at_the_thresholds(rule))
    assert found["finding"].to_list() == [f"{rule.id}.s"]
    check_table(found, FINDINGS)
    texts = found.select("text_zh_hant", "text_en", "text_ja").row(0)
    assert len(set(texts)) == len(LANGUAGES)
    for text, code in zip(texts, ("zh_hant", "en", "ja"), strict=True):
        assert f"name {code}" in text
        assert "{" not in text


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_silent_just_beyond_any_threshold_and_where_a_number_is_unknown(rule: Rule) -> None:
    for one in rule.when:
        beyond = one.threshold + (-1e-6 if one.at_least else 1e-6)
        for value in (beyond, None):
            row = row_at_the_thresholds(rule) | {one.column: value}
            if one.column == rule.weight_column and value is None:
                continue
            assert spoken(rule, row).is_empty(), one.column
