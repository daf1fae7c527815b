"""The four parts of a cluster, the firms that lead it, and how varied it is."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from renkei.clusters import cluster_parts, flagship_firms, technique_diversity
from renkei.errors import ParameterError, TableError
from tests.clusters.typology.test_evidence import ALL, MEMBERS, plants
from tests.clusters.typology.test_scoring import evidence

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

CELLS = pl.DataFrame(
    {
        "cluster": ["c", "c", "c", "d", "d", "e"],
        "region": ["r", "s", "r", "r", "s", "r"],
        "industry": ["i", "i", "j", "i", "j", "i"],
        "establishments": [10, 20, 30, 7, 7, 5],
    }
)


def parts(**values: float | None) -> dict[str, bool | None]:
    found = cluster_parts(evidence(**values))
    return dict(found.select("part", "present").unique().iter_rows())


def test_a_part_needs_each_of_its_items() -> None:
    both = parts(vertical_links_per_firm=0.9, horizontal_links_per_firm=0.6, location_quotient=4.0)
    assert both == {"concentration": True, "culture": None, "links": True, "institutions": None}
    assert parts(vertical_links_per_firm=0.9)["links"] is None
    assert parts(vertical_links_per_firm=0.1)["links"] is False


def test_each_item_of_a_part_is_shown_with_its_threshold(kind: Kind) -> None:
    found = kind.rows(cluster_parts(kind.frame(evidence(linked_institutions=3.0))))
    row = found.filter(pl.col("part") == "institutions").row(0, named=True)
    assert (row["item"], row["value"], row["threshold"], row["met"]) == (
        "linked_institutions",
        3.0,
        2.0,
        True,
    )


def test_the_largest_firm_comes_first_with_what_runs_through_it(kind: Kind) -> None:
    tables = {name: kind.frame(table) for name, table in ALL.items()}
    found = kind.rows(flagship_firms(kind.frame(MEMBERS), tables, firms=2)).sort("rank")
    assert found["organisation"].to_list() == ["A", "B"]
    first = found.row(0, named=True)
    assert (first["plants"], first["jobs"], first["jobs_share"]) == (2, 400.0, pytest.approx(0.4))
    assert (first["links"], first["link_share"]) == (6.0, pytest.approx(6 / 7))


def test_without_jobs_and_links_firms_are_ranked_by_plants() -> None:
    found = flagship_firms(MEMBERS, {"establishments": plants().drop("jobs")}, firms=1)
    row = found.row(0, named=True)
    assert (row["organisation"], row["plants_share"]) == ("A", pytest.approx(2 / 12))
    assert (row["jobs"], row["links"]) == (None, None)


def test_no_firms_are_refused() -> None:
    with pytest.raises(ParameterError, match="`firms` is 0"):
        flagship_firms(MEMBERS, ALL, firms=0)


def test_diversity_by_hand(kind: Kind) -> None:
    """c: two halves, ln 2; d: two halves; e: one industry, 0."""
    found = kind.rows(technique_diversity(kind.frame(CELLS))).sort("cluster")
    assert found["technique_diversity"].to_list() == pytest.approx([log(2), log(2), 0.0])
    assert found["equivalent_number"].to_list() == pytest.approx([2.0, 2.0, 1.0])
    assert found["industries"].to_list() == [2, 2, 1]
    assert found["establishments"].to_list() == [60, 14, 5]


def test_unknown_cells_are_left_out_and_counted() -> None:
    holes = CELLS.with_columns(establishments=pl.Series([10, None, 30, None, None, 0]))
    found = technique_diversity(holes)
    assert found["unknown"].to_list() == [1, 2, 0]
    assert found["technique_diversity"].to_list() == [
        pytest.approx(-(0.25 * log(0.25) + 0.75 * log(0.75))),
        None,
        None,
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 1000), min_size=1, max_size=8), st.integers(2, 50))
def test_diversity_knows_only_shares_and_stays_in_its_range(counts: list[int], factor: int) -> None:
    cells = pl.DataFrame(
        {
            "cluster": "c",
            "region": "r",
            "industry": [str(n) for n in range(len(counts))],
            "establishments": counts,
        }
    )
    found = technique_diversity(cells)["technique_diversity"].item()
    more = technique_diversity(cells.with_columns(pl.col("establishments") * factor))
    assert found == pytest.approx(more["technique_diversity"].item())
    assert -1e-12 <= found <= log(len(counts)) + 1e-12


def test_diversity_of_a_negative_count_is_refused() -> None:
    with pytest.raises(TableError, match="out of range"):
        technique_diversity(CELLS.with_columns(establishments=-pl.col("establishments")))
