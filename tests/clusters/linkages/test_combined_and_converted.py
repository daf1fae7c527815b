"""Similarities joined into one, and carried from one classification to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from renkei.clusters import (
    Concordance,
    bea_naics_concordance,
    combined_similarity,
    similarity_by_concordance,
)
from renkei.errors import TableError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

TRADE = {"industry_a": ["a", "a", "b"], "industry_b": ["b", "c", "c"], "trade": [0.0, 0.1, 0.5]}
PLACE = {
    "industry_a": ["b", "c", "b"],
    "industry_b": ["a", "a", "c"],
    "shared": [4, 5, 6],
    "place": [1.0, 3.0, 5.0],
}
OLD = {"industry_a": ["A", "A", "B"], "industry_b": ["A", "B", "B"], "similarity": [0.9, 0.2, 0.6]}


def concordance(*links: tuple[str, str]) -> Concordance:
    table = pl.DataFrame(links, schema=["old", "new"], orient="row")
    return Concordance.from_table(
        table, source="OLD-1", target="NEW-2", source_column="old", target_column="new"
    )


def test_the_mean_of_standardised_similarities(kind: Kind) -> None:
    found = kind.rows(combined_similarity(kind.frame(TRADE), kind.frame(PLACE)))
    assert found.columns == ["industry_a", "industry_b", "combined_similarity", "similarities"]
    trade = [(value - 0.2) / (0.14 / 3) ** 0.5 for value in (0.0, 0.1, 0.5)]
    place = [(value - 3.0) / (8 / 3) ** 0.5 for value in (1.0, 3.0, 5.0)]
    assert found["combined_similarity"].to_list() == pytest.approx(
        [(one + other) / 2 for one, other in zip(trade, place, strict=True)]
    )
    assert found["similarities"].to_list() == [2, 2, 2]


def test_units_do_not_matter_and_order_within_a_pair_does_not_either() -> None:
    metres = pl.DataFrame(PLACE).with_columns(pl.col("place") * 1000 + 7)
    one = combined_similarity(pl.DataFrame(TRADE), pl.DataFrame(PLACE))
    assert combined_similarity(pl.DataFrame(TRADE), metres)["combined_similarity"].to_list() == pytest.approx(
        one["combined_similarity"].to_list()
    )


def test_an_unknown_similarity_is_left_out_of_the_mean() -> None:
    partly = pl.DataFrame({**TRADE, "trade": [None, 0.1, 0.5]})
    found = combined_similarity(partly, pl.DataFrame(PLACE))
    assert found["similarities"].to_list() == [1, 2, 2]
    assert found["combined_similarity"][0] == pytest.approx(-2 / (8 / 3) ** 0.5)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"trade": [0.2, 0.2, 0.2]}, "All 3 pairs of `first` are equally similar"),
        ({"trade": [None, None, None]}, "holds Null|holds Unknown|All 0 pairs"),
        ({"trade": [0.1, float("inf"), 0.2]}, "1 value\\(s\\) of `trade` in `first` are infinite"),
        ({"trade": ["x", "y", "z"]}, "not numbers"),
        ({"industry_b": ["b", "a", "c"], "industry_a": ["a", "b", "b"]}, "occur more than once"),
        ({"industry_b": ["b", None, "c"]}, "leave a required column empty"),
        ({"year": [2010, 2010, 2020]}, "`first` holds 2 years; this is computed for one"),
    ],
)
def test_bad_tables_of_pairs_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(TableError, match=message):
        combined_similarity(pl.DataFrame({**TRADE, **change}), pl.DataFrame(PLACE))


def test_a_table_without_a_similarity_is_refused() -> None:
    with pytest.raises(TableError, match="Add the similarity of the pair as the third column"):
        combined_similarity(pl.DataFrame(TRADE).drop("trade"), pl.DataFrame(PLACE))


def test_an_industry_that_splits_gives_its_own_similarity_to_its_parts(kind: Kind) -> None:
    found = similarity_by_concordance(kind.frame(OLD), concordance(("A", "11"), ("A", "12"), ("B", "20")))
    assert found.pairs.rows() == [("11", "12", 0.9, 1), ("11", "20", 0.2, 1), ("12", "20", 0.2, 1)]
    assert found.lost.height == 0


def test_industries_that_merge_have_the_mean_of_their_parts() -> None:
    pairs = pl.DataFrame({"industry_a": ["A", "B"], "industry_b": ["C", "C"], "similarity": [0.2, 0.6]})
    found = similarity_by_concordance(pairs, concordance(("A", "1"), ("B", "1"), ("C", "2")))
    assert found.pairs.rows() == [("1", "2", pytest.approx(0.4), 2)]


def test_what_is_lost_is_named() -> None:
    links = concordance(("A", "11"), ("A", "12"), ("Z", "99"))
    found = similarity_by_concordance(pl.DataFrame(OLD), links, industries=("11", "12", "30", "99"))
    assert found.pairs.rows() == [("11", "12", 0.9, 1)]
    assert found.lost.rows() == [
        ("OLD-1", "B", "no link"),
        ("NEW-2", "30", "no source"),
        ("NEW-2", "99", "no source"),
    ]


def test_a_concordance_the_wrong_way_round_is_found_out() -> None:
    with pytest.raises(
        TableError, match="from OLD-1 to NEW-2 links none of the industries of `pairs` \\(such as A\\)"
    ):
        similarity_by_concordance(pl.DataFrame(OLD), concordance(("11", "A"), ("20", "B")))


def test_a_table_that_links_nothing_is_refused() -> None:
    with pytest.raises(TableError, match="No row of `links` holds both a code of OLD-1 and one of NEW-2"):
        concordance(("A", ""), (" ", "12"))


def test_the_bea_crosswalk_keeps_codes_of_the_asked_length() -> None:
    crosswalk = pl.DataFrame(
        {
            "BEA_2012_Detail_Code": ["1111A0", "1111A0", "1111A0", "1111B0"],
            "NAICS_2012_Code": ["111", "111110", "111120", " 111130 "],
        }
    )
    found = bea_naics_concordance(crosswalk)
    assert (found.source, found.target) == ("BEA-2012-detail", "NAICS-2012")
    assert found.links.rows() == [("1111A0", "111110"), ("1111A0", "111120"), ("1111B0", "111130")]
    assert bea_naics_concordance(crosswalk, digits=3).links.rows() == [("1111A0", "111")]
