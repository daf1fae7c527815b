"""Groups of clusters: what is near and related comes together, and a chain does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from renkei.clusters import cluster_groups
from renkei.errors import ParameterError, TableError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

PAIRS = pl.DataFrame({"region_a": ["r1", "r2", "r3", "r4"], "region_b": ["r2", "r3", "r4", "r5"]})


def members(*cells: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(cells, schema=["cluster", "region", "industry"], orient="row")


TWO_SIDES = members(("a", "r1", "x"), ("b", "r2", "x"), ("c", "r2", "z"), ("d", "r5", "x"))


def test_the_same_industry_on_both_sides_of_a_border_is_one_group(kind: Kind) -> None:
    found = cluster_groups(kind.frame(TWO_SIDES), kind.frame(PAIRS))
    assert found.clusters.select("group", "cluster").rows() == [("group-a", "a"), ("group-a", "b")]
    assert found.regions.rows() == [("group-a", "r1"), ("group-a", "r2")]
    row = found.groups.row(0, named=True)
    assert (row["lead_cluster"], row["clusters"], row["regions"], row["industries"]) == ("a", 2, 2, 1)
    assert row["attraction"] == pytest.approx(1.0)


def test_attraction_by_hand() -> None:
    """p: r1 r3 in x y; q: r2 in x. All of q lies beside p, all of p beside q; of p's industries half are q's."""
    both = members(("p", "r1", "x"), ("p", "r3", "y"), ("q", "r2", "x"))
    assert cluster_groups(both, PAIRS).groups["attraction"].item() == pytest.approx(0.5)
    near = pl.DataFrame({"industry_a": ["x"], "industry_b": ["y"], "proximity": [0.4]})
    related = cluster_groups(both, PAIRS, relatedness=near).groups["attraction"].item()
    assert related == pytest.approx((1 + 0.4) / 2)
    assert cluster_groups(both, PAIRS, attraction=0.6).groups.is_empty()


def test_related_industries_join_and_unrelated_ones_do_not() -> None:
    near = pl.DataFrame({"industry_a": ["x"], "industry_b": ["z"], "proximity": [0.6]})
    found = cluster_groups(TWO_SIDES, PAIRS, relatedness=near)
    assert set(found.clusters["cluster"]) == {"a", "b", "c"}


def test_a_chain_of_neighbours_does_not_become_one_group() -> None:
    chain = members(*((f"c{n}", f"r{n}", "x") for n in range(1, 6)))
    found = cluster_groups(chain, PAIRS, attraction=0.5)
    assert found.groups["clusters"].max() <= 3


def test_commuting_counts_from_its_share_on() -> None:
    flows = pl.DataFrame({"region_a": ["r1"], "region_b": ["r5"], "share": [0.12]})
    assert cluster_groups(TWO_SIDES, flows).groups.is_empty()
    assert set(cluster_groups(TWO_SIDES, flows, share=0.1).clusters["cluster"]) == {"a", "d"}


def test_the_order_of_rows_does_not_matter() -> None:
    rng = np.random.default_rng(4)
    drawn = members(
        *{(f"c{rng.integers(12):02}", f"r{rng.integers(1, 6)}", f"i{rng.integers(4)}") for _ in range(60)}
    )
    first = cluster_groups(drawn, PAIRS)
    again = cluster_groups(drawn.sample(fraction=1, shuffle=True, seed=2), PAIRS.reverse())
    assert first.groups.equals(again.groups)
    assert first.regions.equals(again.regions)
    assert first.clusters["cluster"].is_unique().all()


def test_one_cluster_or_none_is_no_group() -> None:
    assert cluster_groups(TWO_SIDES.head(1), PAIRS).groups.is_empty()
    assert cluster_groups(TWO_SIDES.head(0), PAIRS).regions.is_empty()


@pytest.mark.parametrize("option", ["attraction", "share"])
def test_shares_out_of_range_are_refused(option: str) -> None:
    with pytest.raises(ParameterError, match=f"`{option}` is 2"):
        cluster_groups(TWO_SIDES, PAIRS, **{option: 2.0})


def test_a_repeated_cell_is_refused() -> None:
    with pytest.raises(TableError, match="occur more than once"):
        cluster_groups(pl.concat([TWO_SIDES, TWO_SIDES]), PAIRS)


def test_proximities_that_are_text_are_refused() -> None:
    text = pl.DataFrame({"industry_a": ["x"], "industry_b": ["z"], "proximity": ["near"]})
    with pytest.raises(TableError, match="not numbers"):
        cluster_groups(TWO_SIDES, PAIRS, relatedness=text)
