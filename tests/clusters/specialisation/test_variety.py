"""Entropy and its split: worked examples, exact additivity, groups from a second table or a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from polars.testing import assert_frame_equal

from renkei.clusters import diversity_entropy, normalised_diversity_herfindahl, related_variety
from renkei.errors import TableError
from tests.clusters.examples import COUNTS, SIX_ROWS, as_activity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

PARENTS = {"industry": ["x", "y", "z"], "parent": ["p", "p", "q"]}


def entropy(*shares: float) -> float:
    return float(sum(-share * np.log2(share) for share in shares if share > 0))


def test_entropy_of_six_rows(kind: Kind) -> None:
    found = kind.rows(diversity_entropy(kind.frame(SIX_ROWS)))
    assert found.columns == [
        "region",
        "industries",
        "unknown",
        "establishments",
        "diversity_entropy",
        "equivalent_number",
    ]
    expected = [entropy(0.75, 0.25), entropy(0.25, 0.625, 0.125), 0]
    assert found["diversity_entropy"].to_list() == pytest.approx(expected)
    assert found["equivalent_number"].to_list() == pytest.approx([2**bits for bits in expected])


def test_related_and_unrelated_variety_of_six_rows(kind: Kind) -> None:
    found = kind.rows(related_variety(kind.frame(SIX_ROWS), kind.frame(PARENTS)))
    assert found.columns[1:5] == ["industries", "groups", "unknown", "establishments"]
    assert found["groups"].to_list() == [1, 2, 1]
    # Region b has x and y, of one group, with 10 and 25 of its 40 plants.
    assert found["unrelated_variety"].to_list() == pytest.approx([0, entropy(0.875, 0.125), 0])
    within = [entropy(0.75, 0.25), 0.875 * entropy(10 / 35, 25 / 35), 0]
    assert found["related_variety"].to_list() == pytest.approx(within)


def test_groups_may_stand_in_the_table_itself(kind: Kind) -> None:
    column = pl.DataFrame(SIX_ROWS).join(pl.DataFrame(PARENTS), on="industry").rename({"parent": "division"})
    own = kind.rows(related_variety(kind.frame(column), group="division"))
    assert_frame_equal(own, kind.rows(related_variety(kind.frame(SIX_ROWS), kind.frame(PARENTS))))


@given(COUNTS)
@settings(max_examples=10, deadline=None)
def test_the_two_varieties_add_up_to_the_entropy(counts: np.ndarray) -> None:
    table = as_activity(counts)
    groups = pl.DataFrame({"industry": [f"i{i}" for i in range(6)], "parent": list("aabbbc")})
    found = related_variety(table, groups).drop_nulls()
    both = found["related_variety"] + found["unrelated_variety"]
    np.testing.assert_allclose(both, found["diversity_entropy"], atol=1e-12)
    alone = diversity_entropy(table).drop_nulls()
    np.testing.assert_allclose(alone["diversity_entropy"], found["diversity_entropy"], atol=1e-12)
    assert (found.select("related_variety", "unrelated_variety").min_horizontal() >= 0).all()


def test_one_group_is_all_related_and_each_industry_its_own_group_all_unrelated() -> None:
    one = pl.DataFrame({"industry": list("xyz"), "parent": ["p"] * 3})
    each = pl.DataFrame({"industry": list("xyz"), "parent": list("xyz")})
    related = related_variety(pl.DataFrame(SIX_ROWS), one)
    assert related["related_variety"].to_list() == pytest.approx(related["diversity_entropy"].to_list())
    unrelated = related_variety(pl.DataFrame(SIX_ROWS), each)
    assert unrelated["related_variety"].to_list() == pytest.approx([0] * 3)


def test_normalised_herfindahl_of_six_rows(kind: Kind) -> None:
    found = kind.rows(normalised_diversity_herfindahl(kind.frame(SIX_ROWS)))
    assert found["industries"].to_list() == [3] * 3
    expected = [(h - 1 / 3) / (2 / 3) for h in (0.625, 0.46875, 1)]
    assert found["normalised_diversity_herfindahl"].to_list() == pytest.approx(expected)
    lone = kind.rows(normalised_diversity_herfindahl(kind.frame(pl.DataFrame(SIX_ROWS).filter(industry="x"))))
    assert lone["normalised_diversity_herfindahl"].to_list() == [None, None]


def test_unknown_cells_and_empty_regions(kind: Kind) -> None:
    table = kind.frame(pl.DataFrame(SIX_ROWS | {"establishments": [30, None, 10, 25, 5, 0]}))
    for function, name in ((diversity_entropy, "diversity_entropy"), (related_variety, "related_variety")):
        second = (kind.frame(PARENTS),) if function is related_variety else ()
        found = kind.rows(function(table, *second))
        assert found["unknown"].to_list() == [1, 0, 0]
        assert found[name].is_null().to_list() == [False, False, True]
    herfindahl = kind.rows(normalised_diversity_herfindahl(table))
    assert herfindahl["industries"].to_list() == [2, 3, 3]
    assert herfindahl["normalised_diversity_herfindahl"].to_list()[::2] == [1, None]


def test_an_industry_without_a_group_is_named(kind: Kind) -> None:
    groups = kind.frame(pl.DataFrame(PARENTS).head(2))
    with pytest.raises(
        TableError, match=r"1 of the codes in `industry` of `activity` are not in `industries` \(z\)"
    ):
        related_variety(kind.frame(SIX_ROWS), groups)


def test_groups_must_be_there_once_and_filled() -> None:
    table = pl.DataFrame(SIX_ROWS)
    with pytest.raises(TableError, match=r"`activity` lacks the column\(s\) parent"):
        related_variety(table)
    with pytest.raises(TableError, match=r"1 key\(s\) of `industries` occur more than once"):
        related_variety(table, pl.DataFrame({"industry": list("xyzz"), "parent": list("ppqq")}))
    with pytest.raises(TableError, match=r"1 row\(s\) of `industries` leave a required column empty"):
        related_variety(table, pl.DataFrame({"industry": list("xyz"), "parent": ["p", None, "q"]}))


def test_both_tables_must_be_on_one_engine() -> None:
    import duckdb

    groups = duckdb.from_arrow(pl.DataFrame(PARENTS).to_arrow())
    with pytest.raises(TableError, match=r"`activity` and `industries` are different kinds of frame"):
        related_variety(pl.DataFrame(SIX_ROWS), groups)
