"""Leiden's communities as definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from renkei.clusters import definition_agreement, leiden_definitions
from renkei.errors import ParameterError, TableError
from tests.clusters.definitions.planted import planted

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

TIES = {
    "industry_a": ["a", "a", "b", "d", "c", "g"],
    "industry_b": ["b", "c", "c", "e", "d", "a"],
    "proximity": [0.9, 0.8, 0.7, 0.6, 0.1, 0.0],
}


def test_two_triangles_with_a_weak_bridge_are_two_definitions(kind: Kind) -> None:
    found = kind.rows(leiden_definitions(kind.frame(TIES), rng=np.random.default_rng(0)))
    assert found.columns == ["industry", "definition", "within", "strength", "modularity"]
    assert found.select("industry", "definition").rows() == [
        ("a", "C01"), ("b", "C01"), ("c", "C01"), ("d", "C02"), ("e", "C02"), ("g", None),
    ]  # fmt: skip
    assert found["within"].to_list() == pytest.approx([1.7, 1.6, 1.5, 0.6, 0.6, 0.0])
    assert found["strength"].to_list() == pytest.approx([1.7, 1.6, 1.6, 0.7, 0.6, 0.0])
    inside = sum(x for x in found["within"])
    total = sum(x for x in found["strength"])
    halves = found.group_by("definition").agg(pl.col("strength").sum())["strength"]
    assert found["modularity"][0] == pytest.approx(inside / total - sum((x / total) ** 2 for x in halves))


def test_planted_definitions_come_back_and_repeat() -> None:
    pairs, truth = planted((12, 9, 8, 7, 6), np.random.default_rng(3))
    one, other = (leiden_definitions(pairs, minimum=0.5, rng=np.random.default_rng(1)) for _ in range(2))
    assert one.equals(other)
    assert definition_agreement(one, truth)["adjusted_rand"].item() > 0.97


def test_a_higher_resolution_gives_more_definitions() -> None:
    pairs, _ = planted((12, 9, 8, 7, 6), np.random.default_rng(3), noise=0.6)
    numbers = [
        leiden_definitions(pairs, resolution=resolution, rng=np.random.default_rng(1))[
            "definition"
        ].n_unique()
        for resolution in (0.5, 1.0, 2.0)
    ]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[2]


@pytest.mark.parametrize("options", [{"resolution": 0.0}, {"resolution": float("nan")}, {"trials": 0}])
def test_impossible_options_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(ParameterError, match="give a resolution above 0 and 1 trial or more"):
        leiden_definitions(pl.DataFrame(TIES), rng=np.random.default_rng(0), **options)


def test_a_graph_without_edges_is_refused() -> None:
    with pytest.raises(TableError, match="None of the 6 pairs of `relatedness` is above 2"):
        leiden_definitions(pl.DataFrame(TIES), minimum=2.0, rng=np.random.default_rng(0))
