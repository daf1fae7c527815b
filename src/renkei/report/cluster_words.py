"""What is said about a cluster in words: its stage of life, whether it gains pace, of what type it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from renkei.clusters.dynamics.stages import CONDITIONS, STAGE_NAMES, LifeCycleRule
from renkei.clusters.dynamics.youth import OPENING_CONDITIONS, OpeningStageRule
from renkei.clusters.typology.rules import type_rules
from renkei.language import formatted_number, formatted_percent, translated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from renkei.language import LanguageCode

    Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Course:
    """The stage of a cluster with the condition that decided, and its momentum against the typical cluster."""

    stage: str
    because: str
    momentum: str
    pace: str


@dataclass(frozen=True, slots=True)
class TypeAnswer:
    """The answer to one question about a cluster's type.

    `answer` is the type's name, or why none can be told; `leaning` which way the evidence points where no type
    is stated; `meaning` what the stated or leading type is; `needs` the data that would decide.
    """

    question: str
    answer: str
    leaning: str
    meaning: str
    needs: tuple[str, ...]


def stage_name(stage: str | None, language: LanguageCode) -> str:
    """What a stage of life is called; "cannot tell" where it is not known."""
    return STAGE_NAMES[stage or "unknown"].in_language(language)


def course_in_words(row: Row, language: LanguageCode) -> Course | None:
    """The course in a row with the columns of `cluster_dynamics`; None where the build followed none."""
    if row["life_cycle_stage"] is None and row["momentum"] is None:
        return None
    return Course(
        stage_name(row["life_cycle_stage"], language),
        _reason(row, language),
        momentum_in_words(row, language),
        pace_in_words(row, language),
    )


def _reason(row: Row, language: LanguageCode) -> str:
    """The condition that decided the stage, with its thresholds."""
    by_openings = row["basis"] == "openings"
    conditions = OPENING_CONDITIONS if by_openings else CONDITIONS
    thresholds = asdict(OpeningStageRule() if by_openings else LifeCycleRule())
    found = {one.because: one.text for one in conditions}.get(row["because"])
    return found.in_language(language).format(**thresholds) if found else ""


def momentum_in_words(row: Row, language: LanguageCode) -> str:
    """The number with its 95 % interval, such as "0.8 (−0.2 to 1.8)"; an en dash where it is not known."""
    momentum, low, high = (formatted_number(row[name], language, 1) for name in ("momentum", "low", "high"))
    if row["momentum"] is None or row["low"] is None or row["high"] is None:
        return momentum
    return translated("{value} ({low} to {high})", language).format(value=momentum, low=low, high=high)


def pace_in_words(row: Row, language: LanguageCode) -> str:
    """Whether the cluster gains pace against the typical one, as far as its interval tells."""
    if row["momentum"] is None:
        template = "Whether it gains pace is not known."
    elif row["low"] is None or row["high"] is None:
        template = "Too few years are known to say how sure this is."
    elif row["low"] > 0:
        template = "It gains pace against the typical cluster."
    elif row["high"] < 0:
        template = "It loses pace against the typical cluster."
    else:
        template = "It cannot be told from the typical cluster: its interval includes 0."
    return translated(template, language)


def type_in_words(row: Row, language: LanguageCode) -> TypeAnswer:
    """The answer in a row of `cluster_types`."""
    rules = type_rules()
    stated = row["outcome"] == "stated"
    leading = rules.types.get(row["leading"] or "")
    named = leading.name.in_language(language) if leading else ""
    return TypeAnswer(
        question=row["question"],
        answer=named if stated else rules.outcomes[row["outcome"]].in_language(language),
        leaning="" if stated else _leaning(row, named, language),
        meaning=leading.meaning.in_language(language) if leading and (stated or row["score"] > 0) else "",
        needs=needed_data(row["needed"] or [], language),
    )


def _leaning(row: Row, named: str, language: LanguageCode) -> str:
    """Which way what is known points, and how little that is."""
    known = formatted_percent(row["coverage"], language, 0)
    if not named or row["score"] <= 0:
        template = "Of what would decide it, {share} is known (by weight); that points to no type."
    else:
        template = "Of what would decide it, {share} is known (by weight); that leans to “{type}”."
    return translated(template, language).format(share=known, type=named)


def needed_data(items: Sequence[str], language: LanguageCode) -> tuple[str, ...]:
    """The data that these items of evidence need, each once, in the order of the items."""
    rules = type_rules()
    needs = [rules.items[item].needs.in_language(language) for item in items if item in rules.items]
    return tuple(dict.fromkeys(needs))


def short_type(row: Row, language: LanguageCode) -> str:
    """One cell of a table: the type stated for the structure, else that it cannot be told and where it leans.

    `row` has the columns `structure_outcome`, `structure_leading` and `structure_score` of `clusters_told`.
    """
    outcome = row["structure_outcome"]
    leading = type_rules().types.get(row["structure_leading"] or "")
    named = leading.name.in_language(language) if leading else ""
    if outcome is None or outcome == "none_fits":
        return translated("None fits", language) if outcome else formatted_number(None, language)
    if outcome == "stated":
        return named
    template = "Cannot tell (leans to {type})" if named and row["structure_score"] > 0 else "Cannot tell"
    return translated(template, language).format(type=named)
