"""The industry space: what a region has, which groups have colours, and a layout without overlaps."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from renkei.charts import (
    Sheet,
    industry_space,
)
from renkei.charts.network_layout import nearest_ties, network_layout, untangled
from renkei.charts.palette import GROUND, GROUPS, HATCH, QUIET
from renkei.errors import ParameterError
from tests.charts.reading import rows, texts
from tests.charts.science import (
    edges,
    nodes,
)

EN = Sheet("en")


def test_what_a_region_has_is_filled_and_the_rest_are_rings() -> None:
    dots = {row["label"]: row for row in rows(industry_space(nodes(), edges(), "Space", EN), "label")}
    ring = dots["Industry 004 (establishments: 50; complexity: -0.33)"]
    assert dots["Industry 000 (establishments: 10; complexity: -0.50)"]["fill"] == QUIET.light
    assert dots["Industry 003 (establishments: 40)"]["fill"] == GROUPS[0].light
    assert (ring["fill"], ring["stroke"]) == (GROUND.light, GROUPS[0].light)


def test_without_a_region_all_are_filled_and_nothing_is_said_of_specialisation() -> None:
    picture = industry_space(nodes(present=None), edges(), "Space", EN)
    assert {row["stroke"] for row in rows(picture, "label")} == {GROUND.light}
    assert "specialised" not in texts(picture)
    assert "Specialised" not in picture.table.columns
    assert "the closest are Industry 000 and Industry 001 (0.90)" in picture.description


def test_a_specialisation_that_is_not_known_is_grey_and_has_a_key() -> None:
    half = nodes().with_columns(present=pl.when(pl.col("industry") != "004").then("present"))
    picture = industry_space(half, edges(), "Space", EN)
    dot = next(row for row in rows(picture, "label") if row["label"].startswith("Industry 004"))
    assert (dot["fill"], dot["stroke"]) == (GROUND.light, HATCH.light)
    assert "no data" in texts(picture)


def test_groups_keep_their_colours_in_every_language_and_the_smallest_are_grey() -> None:
    renamed = nodes().with_columns(
        group_name=pl.col("group_name").str.replace_many(
            [f"Group {at}" for at in range(8)], list("八七六五四三二一")
        )
    )
    colours = [
        [row["fill"] for row in rows(industry_space(table, edges(), "Space", EN), "label")]
        for table in (nodes(present=None), renamed.with_columns(present=pl.lit(None)))
    ]
    assert colours[0] == colours[1]
    assert set(colours[0]) == {*(tone.light for tone in GROUPS), QUIET.light}


def test_an_industry_without_a_tie_is_in_the_table_and_in_the_words() -> None:
    picture = industry_space(nodes(), edges(), "Space", EN)
    assert picture.table.height == 24
    assert "Network of 23 industries" in picture.description
    assert "Industries without a tie, in the table only: 1." in picture.description
    assert picture.table.filter(pl.col("Industry") == "Industry 023")["Closest industry"].to_list() == [None]


def test_a_space_without_ties_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Space” has no tie between its industries to draw"):
        industry_space(nodes(), edges().clear(), "Space", EN)


def test_a_thousand_industries_are_laid_out_the_same_every_time_without_touching() -> None:
    rng = np.random.default_rng(4)
    radii = rng.uniform(2, 6, 400).tolist()
    points = rng.uniform(0, 600, (400, 2))
    corner = np.array([800.0, 600.0])
    once, again = untangled(points, radii, corner), untangled(points, radii, corner)
    assert np.array_equal(once, again)
    gap = np.linalg.norm(once[:, None] - once[None], axis=2) - np.add.outer(radii, radii)
    assert gap[~np.eye(400, dtype=bool)].min() > 0
    assert once.min() > 0
    assert (once < corner).all()


def test_dots_in_one_place_are_drawn_apart() -> None:
    apart = untangled(np.full((5, 2), 50.0), [4.0] * 5, np.array([100.0, 100.0]))
    gap = np.linalg.norm(apart[:, None] - apart[None], axis=2)
    assert gap[~np.eye(5, dtype=bool)].min() > 8


def test_every_node_keeps_its_strongest_ties() -> None:
    ties = np.zeros((5, 5))
    for one, other, strength in (
        (0, 1, 0.9),
        (1, 2, 0.8),
        (0, 2, 0.7),
        (2, 3, 0.2),
        (1, 3, 0.1),
        (3, 4, 0.3),
    ):
        ties[one, other] = ties[other, one] = strength
    kept = nearest_ties(ties, 1)
    assert np.array_equal(kept, kept.T)
    assert kept[2, 3] == 0.2
    assert kept[1, 3] == kept[0, 2] == 0


def test_a_large_layout_takes_fewer_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = np.zeros((30, 30))
    for at in range(29):
        ties[at, at + 1] = ties[at + 1, at] = 1
    whole = network_layout(ties)
    monkeypatch.setattr("renkei.charts.network_layout.WORK", 30)
    assert not np.array_equal(whole, network_layout(ties))
