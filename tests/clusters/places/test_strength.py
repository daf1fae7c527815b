"""Stars are earned as the Observatory gives them, and what is unknown is no zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from renkei.clusters import cluster_strength
from renkei.errors import ParameterError, TableError
from tests.clusters.examples import COUNTS, SIX_ROWS, as_activity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

DEFINITION = pl.DataFrame({"definition": ["D", "D", "E"], "industry": ["x", "y", "z"]})


def row(found: pl.DataFrame, region: str, definition: str, **more: Any) -> dict[str, Any]:
    return found.filter(pl.col("region") == region, pl.col("definition") == definition, **more).row(
        0, named=True
    )


def test_six_rows_by_hand(kind: Kind) -> None:
    """100 plants; D has 75 of them (40 in a, 35 in b), E 25 (5 in b, 20 in c)."""
    found = kind.rows(cluster_strength(kind.frame(SIX_ROWS), kind.frame(DEFINITION), top=0.5))
    assert found.select("region", "definition").rows() == [("a", "D"), ("b", "D"), ("b", "E"), ("c", "E")]
    a = row(found, "a", "D")
    assert a["size"] == pytest.approx(40 / 75)
    assert a["specialisation"] == pytest.approx((40 / 40) / 0.75)
    assert a["focus"] == pytest.approx(1.0)
    assert (a["size_star"], a["specialisation_star"], a["focus_star"]) == (1, 0, 1)
    assert (a["growth"], a["growth_star"]) == (None, None)
    assert (a["cluster_strength"], a["stars_known"], a["establishments"]) == (2, 3, 40)
    c = row(found, "c", "E")
    assert (c["specialisation_threshold"], c["specialisation_star"]) == (2.0, 1)
    assert c["specialisation"] == pytest.approx(1.0 / 0.25)
    assert c["size_threshold"] == pytest.approx(20 / 25)
    assert c["focus_threshold"] == pytest.approx(1.0)
    b = row(found, "b", "E")
    assert (b["cluster_strength"], b["size_star"]) == (0, 0)


def test_the_best_tenth_is_rounded_up_and_ties_count() -> None:
    counts = [*range(11, 31), 30]
    regions = [f"r{n:02}" for n in range(21)]
    table = pl.DataFrame({"region": regions, "industry": "x", "establishments": counts})
    rest = pl.DataFrame({"region": regions, "industry": "other", "establishments": 100})
    found = cluster_strength(pl.concat([table, rest], how="vertical_relaxed"), DEFINITION)
    best = found.filter(pl.col("size_star") == 1)
    assert sorted(best["establishments"]) == [29, 30, 30]  # 10 % of 21, rounded up to 3
    assert found["size_threshold"].unique().item() == pytest.approx(29 / sum(counts))


def test_focus_is_ranked_over_all_definitions() -> None:
    """Within one definition focus and specialisation have the same order, so it would tell nothing more."""
    found = cluster_strength(pl.DataFrame(SIX_ROWS), DEFINITION, top=0.25, minimum=0)
    assert found.filter(pl.col("focus_star") == 1).select("region", "definition").rows() == [
        ("a", "D"),
        ("c", "E"),
    ]
    assert found["focus_threshold"].n_unique() == 1


def test_a_small_cluster_earns_no_star_however_specialised() -> None:
    tiny = pl.DataFrame(
        {"region": ["a", "b", "b"], "industry": ["x", "x", "other"], "establishments": [3, 1, 900]}
    )
    found = row(cluster_strength(tiny, DEFINITION), "a", "D")
    assert found["specialisation"] > 100
    assert found["cluster_strength"] == 0
    assert row(cluster_strength(tiny, DEFINITION, minimum=3), "a", "D")["cluster_strength"] == 3


def panel(then: list[int | None], now: list[int | None]) -> pl.DataFrame:
    regions = ["a", "b", "c"]
    parts = [
        pl.DataFrame({"region": regions, "industry": "x", "establishments": values, "year": year})
        for values, year in ((then, 2015), (now, 2020))
    ]
    rest = [
        pl.DataFrame({"region": regions, "industry": "o", "establishments": 50, "year": y})
        for y in (2015, 2020)
    ]
    return pl.concat([*parts, *rest], how="vertical_relaxed")


def test_growth_is_per_year_and_known_only_where_both_years_are() -> None:
    found = cluster_strength(panel([100, 0, None], [200, 40, 60]), DEFINITION, top=0.1)
    a = row(found, "a", "D", year=2020)
    assert a["growth"] == pytest.approx(2 ** (1 / 5) - 1)
    assert (a["growth_star"], a["stars_known"]) == (1, 4)
    for region in ("b", "c"):
        unknown = row(found, region, "D", year=2020)
        assert (unknown["growth"], unknown["growth_star"], unknown["stars_known"]) == (None, None, 3)
    assert found.filter(pl.col("year") == 2015)["growth_star"].null_count() == 2


def test_an_unknown_cell_leaves_the_stars_of_its_cluster_unknown() -> None:
    holes = SIX_ROWS | {"establishments": [30, None, 10, 25, 5, 20]}
    found = cluster_strength(pl.DataFrame(holes), DEFINITION)
    a = row(found, "a", "D")
    assert (a["unknown"], a["establishments"], a["size"], a["specialisation"]) == (1, 30, None, None)
    assert (a["cluster_strength"], a["stars_known"]) == (0, 0)


def test_a_suppressed_cell_is_unknown_and_an_absent_one_zero() -> None:
    flagged = pl.DataFrame(SIX_ROWS | {"flag": ["reported", "suppressed", *["reported"] * 4]})
    assert row(cluster_strength(flagged, DEFINITION), "a", "D")["unknown"] == 1
    assert row(cluster_strength(pl.DataFrame(SIX_ROWS), DEFINITION), "b", "E")["unknown"] == 0


@settings(max_examples=30, deadline=None)
@given(COUNTS)
def test_ten_times_as_many_plants_earn_the_same_stars(counts: np.ndarray) -> None:
    definition = pl.DataFrame({"industry": [f"i{i}" for i in range(counts.shape[1])], "definition": "D"})
    definition = definition.with_columns(
        definition=pl.col("industry").replace({"i0": "first"}).str.slice(0, 2)
    )
    one = cluster_strength(as_activity(counts), definition, minimum=0)
    ten = cluster_strength(as_activity(counts * 10), definition, minimum=0)
    stars = ["size_star", "specialisation_star", "focus_star", "cluster_strength"]
    # A quotient of exactly 2 may fall on either side; it is left out.
    edge = (one["specialisation"] - 2.0).abs() < 1e-9
    assert one.filter(~edge).select(stars).equals(ten.filter(~edge).select(stars))
    assert one["cluster_strength"].is_between(0, 3).all()
    assert np.allclose(one.group_by("definition").agg(pl.col("size").sum())["size"], 1.0)


def test_an_industry_may_be_in_two_definitions() -> None:
    both = pl.DataFrame({"definition": ["D", "E"], "industry": ["x", "x"]})
    found = cluster_strength(pl.DataFrame(SIX_ROWS), both)
    assert row(found, "a", "D")["size"] == row(found, "a", "E")["size"] == pytest.approx(0.75)


def test_jobs_can_be_the_value() -> None:
    jobs = pl.DataFrame(SIX_ROWS).rename({"establishments": "jobs"})
    assert "jobs" in cluster_strength(jobs, DEFINITION, value="jobs").columns


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"top": 1.5}, "`top` is 1.5"),
        ({"minimum": float("nan")}, "`minimum` is nan"),
        ({"years": 0}, "`years` is 0"),
    ],
)
def test_options_out_of_range_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message.replace(".", r"\.")):
        cluster_strength(pl.DataFrame(SIX_ROWS), DEFINITION, **options)


def test_a_repeated_industry_of_a_definition_is_refused() -> None:
    with pytest.raises(TableError, match="occur more than once"):
        cluster_strength(pl.DataFrame(SIX_ROWS), pl.concat([DEFINITION, DEFINITION]))


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(TableError, match="out of range"):
        cluster_strength(
            pl.DataFrame(SIX_ROWS).with_columns(establishments=-pl.col("establishments")), DEFINITION
        )


def test_an_empty_country_has_no_stars() -> None:
    assert cluster_strength(pl.DataFrame(SIX_ROWS).head(0), DEFINITION).is_empty()
