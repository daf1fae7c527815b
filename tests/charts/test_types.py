"""Types of cluster and their evidence: nothing is claimed that the evidence does not carry."""

from __future__ import annotations

import polars as pl
import pytest

from renkei.charts import (
    Sheet,
    evidence_dots,
    type_scores,
)
from renkei.charts.palette import ACCENT, GROUND, HATCH, QUIET
from renkei.errors import ParameterError
from tests.charts.reading import rows, strokes, texts
from tests.charts.science import (
    evidence,
    innovation,
    scores,
)

EN = Sheet("en")


def test_a_type_without_score_is_hatched_all_over_and_cannot_be_told() -> None:
    picture = type_scores(scores(), "Type", EN)
    assert "cannot tell (evidence known: 10%)" in texts(picture)
    assert "cannot be told from Satellite platform" in picture.description
    assert picture.table["Score"].to_list() == [0.72, 0.31, None, 0.12]


def test_a_type_whose_range_is_above_all_others_is_stated() -> None:
    sure = scores().filter(pl.col("score").is_not_null())
    assert "most like Marshallian (0.72), whatever the evidence" in type_scores(sure, "Type", EN).description


def test_where_no_range_is_known_the_words_do_not_promise_one() -> None:
    bare = scores().drop_nulls("score").with_columns(low=None, high=None)
    assert "it is not known how much the rest of the evidence" in type_scores(bare, "Type", EN).description


def test_without_any_score_nothing_is_claimed() -> None:
    none = scores().with_columns(score=None, low=None, high=None)
    picture = type_scores(none, "Type", EN)
    assert (
        picture.description == "Type. It cannot be told which type the cluster is: the evidence is missing."
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (innovation(0.7, 0.6, 0.8), "innovative rather than low-cost"),
        (innovation(0.2, 0.1, 0.4), "low-cost rather than innovative"),
        (innovation(0.6, 0.4, 0.8), "cannot be told whether it is innovative or low-cost"),
        (innovation(None), "cannot be told whether it is innovative or low-cost"),
    ],
)
def test_innovative_or_low_cost_is_said_only_if_the_whole_range_agrees(row: pl.DataFrame, said: str) -> None:
    picture = type_scores(scores(), "Type", EN, innovation=row)
    assert said in picture.description
    assert picture.table.height == 5


def test_scores_from_minus_one_have_bars_both_ways_from_zero() -> None:
    signed = scores().with_columns(score=pl.Series([0.5, -0.5, 0.0, -1.0]))
    bars = rows(type_scores(signed, "Type", EN, least=-1), "tip")
    assert bars[0]["x"] == bars[1]["x2"]
    assert bars[0]["x2"] - bars[0]["x"] == pytest.approx(bars[1]["x2"] - bars[1]["x"], abs=0.2)


def test_no_types_are_refused() -> None:
    with pytest.raises(ParameterError, match="“Type” has no value to draw"):
        type_scores(scores().clear(), "Type", EN)


def test_evidence_for_is_filled_against_a_ring_and_unknown_hatched() -> None:
    picture = evidence_dots(evidence(), scores().select("type", "name"), "Evidence", EN)
    dots = {row["label"]: row for row in rows(picture, "label")}
    assert dots["Jobs in large plants 0, Marshallian: 0.80"]["fill"] == ACCENT.light
    assert dots["Jobs in large plants 0, Hub and spoke: -0.50"]["fill"] == GROUND.light
    assert dots["Jobs in large plants 0, State-anchored: 0.00"]["fill"] == QUIET.light
    assert len(dots) == 5
    assert strokes(picture, HATCH.light) == 2
    assert (
        "3 items of evidence, 2 of them known; together they speak most for Marshallian."
        in picture.description
    )
    assert picture.table["Value"].to_list() == ["12 %", "0.4", "not known"]


def test_evidence_of_which_nothing_is_known_speaks_for_no_type() -> None:
    unknown = evidence().with_columns(known=pl.lit(False))
    picture = evidence_dots(unknown, scores().select("type", "name"), "Evidence", EN)
    assert "0 of them known; they speak for no type." in picture.description


def test_no_evidence_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Evidence” has no value to draw"):
        evidence_dots(evidence().clear(), scores().select("type", "name"), "Evidence", EN)
