"""What is said about clusters: the pace that an interval allows, the type that the evidence bears, no more."""

from __future__ import annotations

from typing import Any

import pytest

from renkei.clusters.dynamics.stages import CONDITIONS
from renkei.clusters.dynamics.youth import OPENING_CONDITIONS
from renkei.language import LANGUAGES
from renkei.report.cluster_words import (
    course_in_words,
    momentum_in_words,
    needed_data,
    pace_in_words,
    short_type,
    type_in_words,
)


def course(**changed: Any) -> dict[str, Any]:
    known = {"momentum": 1.0, "low": 0.5, "high": 1.5, "life_cycle_stage": "growing", "because": "reviving"}
    return known | {"basis": "openings"} | changed


def answer(**changed: Any) -> dict[str, Any]:
    known = {"question": "structure", "type": "cannot_tell", "outcome": "too_little_known", "score": 0.9}
    return known | {"coverage": 0.17, "leading": "marshallian", "needed": ["wage_ratio"]} | changed


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (course(), "It gains pace against the typical cluster."),
        (course(low=-2.0, high=-0.1), "It loses pace against the typical cluster."),
        (course(low=-0.1), "It cannot be told from the typical cluster: its interval includes 0."),
        (course(low=None, high=None), "Too few years are known to say how sure this is."),
        (course(momentum=None), "Whether it gains pace is not known."),
    ],
)
def test_pace_is_said_only_if_the_whole_interval_bears_it(row: dict[str, Any], said: str) -> None:
    assert pace_in_words(row, "en") == said


def test_momentum_has_its_interval_and_no_minus_zero() -> None:
    assert momentum_in_words(course(low=-0.01), "en") == "1.0 (0.0 to 1.5)"
    assert momentum_in_words(course(low=None), "ja") == "1.0"
    assert momentum_in_words(course(momentum=None, low=None, high=None), "en") == "–"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_condition_has_a_sentence_with_its_thresholds(language: Any) -> None:
    for basis, conditions in (("openings", OPENING_CONDITIONS), ("activity", CONDITIONS)):
        for one in conditions:
            told = course_in_words(
                course(basis=basis, because=one.because, life_cycle_stage=one.stage), language
            )
            assert told is not None
            assert told.because
            assert "{" not in told.because
    told = course_in_words(course(), "en")
    assert told is not None
    assert told.because == "Its opening rate over 5 years is 1.25 times the overall one or higher."


def test_a_build_without_a_course_has_nothing_to_say() -> None:
    nothing = dict.fromkeys(("momentum", "low", "high", "life_cycle_stage", "because", "basis"))
    assert course_in_words(nothing, "en") is None


def test_a_type_is_named_only_if_it_is_stated() -> None:
    stated = type_in_words(answer(outcome="stated", type="marshallian"), "en")
    assert (stated.answer, stated.leaning) == ("Marshallian", "")
    assert stated.meaning.startswith("Many small, locally owned firms")
    untold = type_in_words(answer(), "en")
    assert untold.answer == "Cannot tell: too little is known."
    assert "17% is known (by weight); that leans to “Marshallian”" in untold.leaning
    assert untold.needs == ("mean wages here and in the same industries nationwide",)


def test_evidence_against_every_type_leans_to_none() -> None:
    untold = type_in_words(answer(score=-0.5), "en")
    assert untold.leaning.endswith("that points to no type.")
    assert untold.meaning == ""
    nothing = type_in_words(answer(score=None, leading=None, coverage=0.0), "en")
    assert nothing.leaning.startswith("Of what would decide it, 0% is known")


@pytest.mark.parametrize(
    ("outcome", "score", "said"),
    [
        ("stated", 0.9, "Marshallian"),
        ("too_little_known", 0.9, "Cannot tell (leans to Marshallian)"),
        ("too_close", -0.1, "Cannot tell"),
        ("none_fits", 0.1, "None fits"),
        (None, None, "–"),
    ],
)
def test_a_cell_of_a_table_says_the_type_in_short(
    outcome: str | None, score: float | None, said: str
) -> None:
    leading = None if outcome is None else "marshallian"
    row = {"structure_outcome": outcome, "structure_leading": leading, "structure_score": score}
    assert short_type(row, "en") == said


def test_needed_data_are_named_once_in_their_order() -> None:
    assert needed_data(["public_link_share", "nonsense", "opening_rate", "public_link_share"], "en") == (
        "links of firms with public bodies, and the sector of each organisation",
        "dates of opening",
    )
