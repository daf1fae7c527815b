"""Hot spots: planted ones are found where they are, towns are none, and every number is what a plain search finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings, strategies as st

from renkei.clusters import hot_spots
from renkei.clusters.places.kernel import Surroundings
from renkei.clusters.places.plants import PlacedPlants
from renkei.errors import ParameterError, TableError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

KM = 1 / 111.2  # degrees of latitude
HERE = (120.0, 0.0)  # on the equator a degree is as long both ways


def seed() -> np.random.Generator:
    return np.random.default_rng(11)


def around(
    rng: np.random.Generator, east_km: float, north_km: float, spread_km: float, count: int
) -> np.ndarray:
    return np.array(HERE) + (np.array([east_km, north_km]) + rng.normal(0, spread_km, (count, 2))) * KM


def establishments(**industries: np.ndarray) -> pl.DataFrame:
    parts = [
        pl.DataFrame({"lon": xy[:, 0], "lat": xy[:, 1], "industries": [[code]] * len(xy)})
        for code, xy in industries.items()
    ]
    return pl.concat(parts)


def country(rng: np.random.Generator, planted: int = 40) -> pl.DataFrame:
    """A town of every industry at (0, 0), villages all over, and `planted` plants of `a` gathered at (30, 10)."""

    def scattered(count: int) -> np.ndarray:
        return np.concatenate(
            [around(rng, 0, 0, 3, count), np.array(HERE) + rng.uniform(-50, 50, (count, 2)) * KM]
        )

    gathered = around(rng, 30, 10, 0.8, planted)
    return establishments(a=np.concatenate([scattered(100), gathered]), b=scattered(500), c=scattered(500))


def test_a_planted_hot_spot_is_found_where_it_is() -> None:
    found = hot_spots(country(np.random.default_rng(0)), permutations=99, rng=seed())
    assert found["industry"].to_list() == ["a"]
    row = found.row(0, named=True)
    assert row["plants"] >= 36
    assert abs(row["lon"] - HERE[0] - 30 * KM) < KM
    assert abs(row["lat"] - HERE[1] - 10 * KM) < KM
    assert row["relative_density"] == pytest.approx(row["plants"] / row["expected"])
    assert row["density"] == pytest.approx(row["plants"] / row["area_km2"])
    assert row["industry_share"] == pytest.approx(row["plants"] / 240)
    assert row["hot_spot"].startswith("a@120.2")


def test_a_town_is_no_hot_spot_of_an_industry_though_it_is_the_densest_place() -> None:
    """DBSCAN, which knows no background, finds the town in each industry."""
    from sklearn.cluster import DBSCAN

    points = country(np.random.default_rng(0), planted=0)
    of_b = points.filter(pl.col("industries").list.first() == "b").select("lon", "lat").to_numpy()
    labels = DBSCAN(eps=2 * KM, min_samples=10).fit_predict(of_b)
    assert (np.abs(of_b[labels == 0].mean(axis=0) - HERE) < KM).all()
    assert hot_spots(points, permutations=99, rng=seed()).is_empty()


def test_chance_alone_is_rarely_taken_for_a_hot_spot() -> None:
    maps = 0
    for number in range(40):
        rng = np.random.default_rng(number)
        maps += hot_spots(country(rng, planted=0), permutations=39, times=1.3, rng=rng).height > 0
    assert maps <= 6  # more than 6 of 40 would have a probability below 1 % at 5 %


def test_the_outline_holds_the_plants_and_has_the_area_it_says() -> None:
    points = country(np.random.default_rng(0))
    row = hot_spots(points, permutations=99, rng=seed()).row(0, named=True)
    outline = shapely.from_geojson(row["geometry"])
    assert outline.is_valid
    of_a = points.filter(pl.col("industries").list.first() == "a").select("lon", "lat").to_numpy()
    assert shapely.contains_xy(outline, of_a).sum() >= row["plants"] - 1
    assert outline.area * 111.32 * 110.57 == pytest.approx(row["area_km2"], rel=0.02)
    assert json.loads(row["geometry"])["type"] in ("Polygon", "MultiPolygon")


def plain_search(points: pl.DataFrame, code: str, radius: float, times: float) -> list[tuple[float, float]]:
    """Plants and expected plants of each hot spot, pair by pair, without any of the search's own code but the plane."""
    placed = PlacedPlants.read(points, spacing=radius / 6)
    cases = placed.cases.toarray()[:, placed.industries.index(code)]
    apart = np.linalg.norm(placed.xy[:, None] - placed.xy[None], axis=2)
    kernel = np.where(apart <= radius, (1 - (apart / radius) ** 2) ** 2, 0)
    here, usual = kernel @ cases, kernel @ placed.background
    hot = (here >= 5) & (here / cases.sum() >= times * usual / placed.background.sum())
    left, found = set(np.flatnonzero(hot).tolist()), []
    while left:
        group, edge = set(), [left.pop()]
        while edge:
            place = edge.pop()
            group.add(place)
            near = {other for other in left if apart[place, other] <= radius / 2 * (1 + 1e-9)}
            left -= near
            edge += near
        inside = sorted(group)
        share = cases.sum() / placed.background.sum()
        found.append((cases[inside].sum(), placed.background[inside].sum() * share))
    return sorted(one for one in found if one[0] > one[1])


@pytest.mark.parametrize("number", range(3))
def test_a_plain_search_finds_the_same(number: int) -> None:
    points = country(np.random.default_rng(number), planted=25)
    found = hot_spots(points, times=1.5, permutations=19, significance=1.0, rng=seed())
    for code in "abc":
        rows = found.filter(pl.col("industry") == code).select("plants", "expected").rows()
        wanted = plain_search(points, code, 3000.0, 1.5)
        assert len(rows) == len(wanted)
        assert np.allclose(sorted(rows), wanted)


def test_cells_and_the_plants_in_them_give_the_same() -> None:
    points = country(np.random.default_rng(0))
    east = ((points["lon"] - 120) / KM * 2).floor() / 2 + 0.25
    north = (points["lat"] / KM * 2).floor() / 2 + 0.25
    snapped = pl.DataFrame(
        {"lon": 120 + east * KM, "lat": north * KM, "industry": points["industries"].list.first()}
    )
    name = pl.format("{} {}", pl.col("lon").round(6), pl.col("lat").round(6)).alias("cell")
    cells = snapped.group_by("lon", "lat", "industry").agg(establishments=pl.len()).with_columns(name)
    one_by_one = snapped.with_columns(name)
    found = [hot_spots(table, permutations=39, rng=seed()).drop("geometry") for table in (cells, one_by_one)]
    assert found[0].equals(found[1])
    assert found[0].height == 1


def test_the_same_seed_and_any_order_give_the_same() -> None:
    points = country(np.random.default_rng(2))
    first = hot_spots(points, permutations=39, rng=seed())
    assert hot_spots(points, permutations=39, rng=seed()).equals(first)
    shuffled = points.sample(fraction=1, shuffle=True, seed=5)
    assert (
        hot_spots(shuffled, permutations=39, rng=seed())
        .drop("p_value", "q_value")
        .equals(first.drop("p_value", "q_value"))
    )


def test_any_kind_of_frame_is_taken_and_given_back(kind: Kind) -> None:
    points = country(np.random.default_rng(0)).with_columns(
        industry=pl.col("industries").list.first(), establishments=1
    )
    found = hot_spots(kind.frame(points.drop("industries")), permutations=19, rng=seed())
    assert kind.rows(found)["industry"].to_list() == ["a"]


def test_a_plant_of_two_industries_counts_once_among_all_plants() -> None:
    points = pl.DataFrame(
        {"lon": [120.0, 120.0], "lat": [0.0, 0.0], "industries": [["a", "b", "a", None], None]},
        schema_overrides={"industries": pl.List(pl.String)},
    )
    placed = PlacedPlants.read(points, spacing=500)
    assert placed.background.tolist() == [2]
    assert placed.cases.toarray().tolist() == [[1, 1]]


def test_plants_without_coordinates_are_left_out() -> None:
    points = country(np.random.default_rng(0))
    lost = pl.DataFrame({"lon": [None, 120.0], "lat": [1.0, float("nan")], "industries": [["a"], ["a"]]})
    both = pl.concat([points, lost])
    assert hot_spots(both, permutations=19, rng=seed()).equals(hot_spots(points, permutations=19, rng=seed()))


def test_the_kernel_is_one_here_and_nothing_at_the_radius() -> None:
    xy = np.array([[0.0, 0.0], [500.0, 0.0], [1000.0, 0.0], [1501.0, 0.0]])
    weights = Surroundings.of(xy, 1000.0).matrix().toarray()
    assert weights[0].tolist() == pytest.approx([1.0, (1 - 0.25) ** 2, 0.0, 0.0])
    assert np.allclose(weights, weights.T)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.floats(0.3, 20))
def test_surroundings_are_all_pairs_within_the_radius(number: int, radius: float) -> None:
    xy = np.random.default_rng(number).uniform(0, 10, (40, 2))
    apart = np.linalg.norm(xy[:, None] - xy[None], axis=2)
    around_each = Surroundings.of(xy, radius)
    wanted = np.where(apart <= radius, (1 - (apart / radius) ** 2) ** 2, 0)
    assert np.allclose(around_each.matrix().toarray(), wanted)
    assert ((around_each.links().toarray() > 0) == (apart <= radius / 2)).all()


def test_nothing_at_all_has_no_hot_spots() -> None:
    nothing = country(np.random.default_rng(0)).head(0)
    assert hot_spots(nothing, permutations=19, rng=seed()).is_empty()
    assert hot_spots(country(np.random.default_rng(0)).head(1), permutations=19, rng=seed()).is_empty()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"radius_km": 0}, "`radius_km` is 0"),
        ({"radius_km": float("nan")}, "`radius_km` is nan"),
        ({"times": 1.0}, r"`times` is 1\.0"),
        ({"permutations": 5}, "at least 19"),
        ({"significance": 5}, "`significance` is 5"),
    ],
)
def test_options_out_of_range_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        hot_spots(country(np.random.default_rng(0)), **options, rng=seed())


def cells(**changes: Any) -> pl.DataFrame:
    columns: dict[str, Any] = {"lon": [120.0], "lat": [23.0], "industry": ["a"], "establishments": [2]}
    return pl.DataFrame(columns | changes)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (cells().drop("industry"), "neither `industries`"),
        (cells().drop("lat"), "lacks the column"),
        (cells(lon=[304500.0]), "out of range|degrees"),
        (cells(lat=["23"]), "not numbers"),
        (cells(establishments=[1.5]), r"not whole numbers of plants \(such as 1.5\)"),
        (cells(establishments=[-1]), "not whole numbers"),
        (cells(establishments=[None]), "not (whole )?numbers"),
    ],
)
def test_points_that_are_none_are_refused(points: pl.DataFrame, message: str) -> None:
    with pytest.raises(TableError, match=message):
        hot_spots(points, rng=seed())
