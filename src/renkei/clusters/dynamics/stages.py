"""The rule that gives a cluster its stage of life: thresholds and conditions, as data.

The stages are those of Menzel & Fornahl (2010), Cluster life cycles, Industrial and Corporate Change 19 (1),
205-238: emergence (here forming), growth, sustainment (mature), decline, and renewal. They name the direction of
the number of firms and jobs as the quantitative dimension; the thresholds are ours, and can be set.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.clusters.activity.options import check_at_least
from renkei.language import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

STAGE_NAMES: Final = {
    "forming": Text(zh_hant="成形期", en="forming", ja="形成期"),
    "growing": Text(zh_hant="成長期", en="growing", ja="成長期"),
    "mature": Text(zh_hant="成熟期", en="mature", ja="成熟期"),
    "declining": Text(zh_hant="衰退期", en="declining", ja="衰退期"),
    "renewing": Text(zh_hant="再生期", en="renewing", ja="再生期"),
    "mature_or_declining": Text(zh_hant="成熟期或衰退期", en="mature or declining", ja="成熟期または衰退期"),
    "unknown": Text(zh_hant="無法判斷", en="cannot tell", ja="判断できない"),
}


@dataclass(frozen=True, slots=True)
class LifeCycleRule:
    """The thresholds of `life_cycle_stage`.

    recent: years whose growth counts as the present direction. growth: rise or fall a year (symmetric rate) that
    counts. noise: how many times √(before + after) a change must exceed; that is the standard deviation of the
    difference of two independent counts, and about 1.7 times that of plants of which 8 % a year close. young:
    years since the first presence. critical_mass: amount of a cluster, in the unit of the value. setback: fall
    from an earlier peak that renewal presupposes. memory: years since the trough.
    """

    recent: int = 5
    growth: float = 0.02
    noise: float = 1.0
    young: int = 10
    critical_mass: float = 10.0
    setback: float = 0.2
    memory: int = 10

    def __post_init__(self) -> None:
        for name in ("recent", "young", "memory"):
            check_at_least(name, getattr(self, name), 1)
        for name in ("growth", "noise", "critical_mass", "setback"):
            check_at_least(name, getattr(self, name), 0)


@dataclass(frozen=True, slots=True)
class Condition:
    """When a stage is given: the first condition that holds decides. `text` names the thresholds it uses."""

    because: str
    stage: str
    text: Text


CONDITIONS: Final = (
    Condition(
        "unknown_values",
        "unknown",
        Text(
            zh_hant="最近一年或 {recent} 年前的數值不明。",
            en="The value of the last year, or of {recent} years before, is unknown.",
            ja="最後の年または{recent}年前の値がわからない。",
        ),
    ),
    Condition(
        "too_short",
        "unknown",
        Text(
            zh_hant="資料不滿 {recent} 年。",
            en="The table does not reach back {recent} years.",
            ja="表が{recent}年前までさかのぼらない。",
        ),
    ),
    Condition(
        "gone",
        "unknown",
        Text(
            zh_hant="最近一年已不存在。",
            en="Nothing is left in the last year.",
            ja="最後の年には何も残っていない。",
        ),
    ),
    Condition(
        "young",
        "forming",
        Text(
            zh_hant="{young} 年內首次出現，且正在上升，或已達 {critical_mass:g} 而未下降。",
            en="It first appeared less than {young} years ago, and rises, or has reached {critical_mass:g} and does "
            "not fall.",
            ja="現れてから{young}年未満で、増えているか、{critical_mass:g}に達して減っていない。",
        ),
    ),
    Condition(
        "small_and_rising",
        "forming",
        Text(
            zh_hant="從未達到 {critical_mass:g}，但正在上升。",
            en="It never reached {critical_mass:g}, but rises.",
            ja="{critical_mass:g}に達したことはないが、増えている。",
        ),
    ),
    Condition(
        "too_small",
        "unknown",
        Text(
            zh_hant="從未達到 {critical_mass:g}，也未上升。",
            en="It never reached {critical_mass:g} and does not rise.",
            ja="{critical_mass:g}に達したことがなく、増えてもいない。",
        ),
    ),
    Condition(
        "rising_after_setback",
        "renewing",
        Text(
            zh_hant="正在上升；{memory} 年內曾自高點下降達 {setback:.0%}。",
            en="It rises, after it had fallen from a peak by {setback:.0%} or more to a trough within {memory} years.",
            ja="増えている。{memory}年以内に、ピークから{setback:.0%}以上減った底がある。",
        ),
    ),
    Condition(
        "rising",
        "growing",
        Text(
            zh_hant="最近 {recent} 年平均每年成長 {growth:.1%} 以上，且超過 {noise:g} 倍雜訊。",
            en="Over {recent} years it grew by {growth:.1%} a year or more, and beyond {noise:g} times the noise.",
            ja="最近{recent}年に年{growth:.1%}以上、かつ雑音の{noise:g}倍を超えて増えた。",
        ),
    ),
    Condition(
        "falling",
        "declining",
        Text(
            zh_hant="最近 {recent} 年平均每年減少 {growth:.1%} 以上，且超過 {noise:g} 倍雜訊。",
            en="Over {recent} years it shrank by {growth:.1%} a year or more, and beyond {noise:g} times the noise.",
            ja="最近{recent}年に年{growth:.1%}以上、かつ雑音の{noise:g}倍を超えて減った。",
        ),
    ),
    Condition(
        "steady",
        "mature",
        Text(zh_hant="既未上升，也未下降。", en="It neither rises nor falls.", ja="増えても減ってもいない。"),
    ),
)


def first_that_holds(holds: dict[str, NDArray[np.bool_]]) -> NDArray[np.object_]:
    """Of each series the name of the first of these conditions that holds; one of them always does."""
    names = np.array(list(holds), dtype=object)
    first: NDArray[np.object_] = names[np.argmax(np.column_stack(list(holds.values())), axis=1)]
    return first


def life_cycle_conditions(rule: LifeCycleRule | None = None) -> pl.DataFrame:
    """The rule of `life_cycle_stage` as a table, thresholds filled in; the first condition that holds decides.

    Columns: order, because, stage, condition_zh_hant, condition_en, condition_ja.
    """
    thresholds = asdict(rule or LifeCycleRule())
    return pl.DataFrame(
        {
            "order": range(1, len(CONDITIONS) + 1),
            "because": [one.because for one in CONDITIONS],
            "stage": [one.stage for one in CONDITIONS],
            **{
                f"condition_{language}": [
                    getattr(one.text, language).format(**thresholds) for one in CONDITIONS
                ]
                for language in ("zh_hant", "en", "ja")
            },
        }
    )
