"""Rules speak when, and only when, their conditions hold, in three languages, with numbers that can be checked."""

from __future__ import annotations

import json

import polars as pl
import pytest

from renkei.diagnosis import Condition, Rule, findings, shipped_rules, with_thresholds
from renkei.diagnosis.wording import fields_of, worded
from renkei.errors import ParameterError
from renkei.language import Text
from renkei.tables import FINDINGS, check_table
from renkei.tables.results import LEVELS, SUBJECTS

RULE = Rule(
    id="region-dense",
    sheet="region",
    level="strength",
    when=(Condition("density", 50.0, at_least=True), Condition("plants", 100.0, at_least=True)),
    weight_column="plants",
    weight_scale=0.5,
    confidence="high",
    because=("establishment_density",),
    text=Text(
        "{name}每平方公里 {density:number} 家（{plants:count} 家）。",
        "{name} has {density:number} plants per km² ({plants:count} in all).",
        "{name}は1 km²あたり{density:number}工場（{plants:count}工場）。",
    ),
)


def sheet(**columns: list[object]) -> pl.DataFrame:
    names = {f"name_{code}": [f"R{code}"] * 3 for code in ("zh_hant", "en", "ja")}
    return pl.DataFrame({"subject": ["r1", "r2", "r3"], **names, **columns})


@pytest.fixture
def regions() -> pl.DataFrame:
    return sheet(density=[50.0, 49.9, None], plants=[1234, 5000, 9000])


def test_a_rule_speaks_only_where_every_condition_holds(regions: pl.DataFrame) -> None:
    """r1 is exactly at the threshold; r2 is below it; r3 has no density, and missing is not high."""
    found = findings({"region": regions}, [RULE])
    assert found["subject"].to_list() == ["r1"]
    check_table(found, FINDINGS)


def test_a_finding_has_a_stable_id_three_texts_its_numbers_and_its_reasons(regions: pl.DataFrame) -> None:
    row = findings({"region": regions}, [RULE]).row(0, named=True)
    assert row["finding"] == "region-dense.r1"
    assert row["text_en"] == "Ren has 50.0 plants per km² (1,234 in all)."
    assert row["text_zh_hant"] == "Rzh_hant每平方公里 50.0 家（1,234 家）。"
    assert row["text_ja"] == "Rjaは1 km²あたり50.0工場（1,234工場）。"
    assert json.loads(row["numbers"]) == {"density": 50.0, "plants": 1234}
    assert json.loads(row["because"]) == [{"indicator": "establishment_density", "subject": "r1"}]
    assert row["weight"] == 617.0


def test_a_workspace_moves_a_threshold(regions: pl.DataFrame) -> None:
    (lower,) = with_thresholds((RULE,), {"region-dense": {"density": 40.0}})
    assert findings({"region": regions}, [lower])["subject"].to_list() == ["r2", "r1"]


def test_a_threshold_for_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"rule `region-sparse` that does not exist.*region-dense"):
        with_thresholds((RULE,), {"region-sparse": {"density": 1.0}})


def test_a_threshold_on_a_column_without_condition_is_refused() -> None:
    with pytest.raises(ParameterError, match="no threshold on `jobs`; it has density, plants"):
        with_thresholds((RULE,), {"region-dense": {"jobs": 1.0}})


def test_a_sheet_without_a_column_of_the_rule_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"needs the column\(s\) density"):
        findings({"region": sheet(plants=[1, 2, 3])}, [RULE])


def test_a_rule_without_its_sheet_is_silent(regions: pl.DataFrame) -> None:
    assert findings({}, [RULE]).is_empty()


def test_shipped_rules_are_complete_and_their_texts_use_the_same_fields() -> None:
    rules = shipped_rules()
    assert len({rule.id for rule in rules}) == len(rules) >= 10
    for rule in rules:
        assert rule.level in LEVELS
        assert rule.sheet in SUBJECTS
        assert rule.when
        assert rule.because
        for text in (rule.text.zh_hant, rule.text.en, rule.text.ja):
            assert fields_of(Text(text, text, text)) == fields_of(rule.text), rule.id


def test_a_missing_number_is_written_as_an_en_dash() -> None:
    text = worded(Text("{n:count}", "{n:percent}", "{n:number}"), {"n": None})
    assert text == Text("–", "–", "–")
