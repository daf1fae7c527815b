"""The same numbers as esda's where it is right, and where it is not, how ours differ. Skipped without esda."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import polars as pl
import pytest

from renkei.clusters import (
    geary_global,
    geary_local,
    getis_ord_global,
    getis_ord_local,
    join_counts,
    moran_global,
    moran_local,
    nearest_neighbours,
)
from tests.clusters.autocorrelation.countries import names

N = 120


@pytest.fixture(scope="module")
def both() -> dict[str, Any]:
    """esda and libpysal with the same points, values and six nearest neighbours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        esda = pytest.importorskip("esda", reason="esda is not installed: python -m pip install esda")
        libpysal = pytest.importorskip("libpysal")
    at = np.random.default_rng(3).uniform(0, 1e5, (N, 2))
    y = np.random.default_rng(4).gamma(2.0, size=N)
    points = pl.DataFrame({"region": names(N), "x": at[:, 0], "y": at[:, 1]})
    return {
        "esda": esda,
        "weights": lambda: libpysal.weights.KNN.from_array(at, k=6),
        "y": y,
        "values": pl.DataFrame({"region": names(N), "v": y}),
        "neighbours": nearest_neighbours(points, nearest=6),
    }


def ours(statistic: Any, both: dict[str, Any], **options: Any) -> pl.DataFrame:
    given = {"value": "v", "permutations": 39, "rng": np.random.default_rng(1), **options}
    found = statistic(both["values"], both["neighbours"], **given)
    assert isinstance(found, pl.DataFrame)
    return found


def test_global_statistics_are_the_same(both: dict[str, Any]) -> None:
    esda, y = both["esda"], both["y"]
    moran, geary = (
        esda.Moran(y, both["weights"](), permutations=0),
        esda.Geary(y, both["weights"](), permutations=0),
    )
    for found, name, theirs in (
        (ours(moran_global, both), "moran_global", moran.I),
        (ours(geary_global, both), "geary_global", geary.C),
    ):
        peer = moran if name == "moran_global" else geary
        assert found[name][0] == pytest.approx(theirs, rel=1e-12)
        assert found["z_normal"][0] == pytest.approx(peer.z_norm, rel=1e-9)
        assert found["z_random"][0] == pytest.approx(peer.z_rand, rel=1e-9)
    general = esda.G(y, both["weights"](), permutations=0)
    found = ours(getis_ord_global, both)
    assert found["getis_ord_global"][0] == pytest.approx(general.G, rel=1e-12)
    assert found["z_random"][0] == pytest.approx(general.z_norm, rel=1e-9)
    weights = both["weights"]()
    joins = esda.Join_Counts((y > 2).astype(int), weights, permutations=0)
    found = ours(join_counts, both, minimum=2.0)
    assert (found["join_counts"][0], found["mixed"][0]) == (joins.bb, joins.bw)


def test_local_statistics_are_the_same(both: dict[str, Any]) -> None:
    esda, y = both["esda"], both["y"]
    moran = esda.Moran_Local(y, both["weights"](), permutations=0)
    found = ours(moran_local, both)
    assert found["moran_local"].to_numpy() * (N - 1) / N == pytest.approx(moran.Is, rel=1e-10)
    quadrants = {1: "High-High", 2: "Low-High", 3: "Low-Low", 4: "High-Low"}
    assert found["quadrant"].to_list() == [quadrants[q] for q in moran.q]
    g = esda.G_Local(y, both["weights"](), transform="B", permutations=0)
    assert ours(getis_ord_local, both)["getis_ord_local"].to_numpy() == pytest.approx(g.Zs, rel=1e-9)
    weights = both["weights"]()
    weights.transform = "r"
    z = (y - y.mean()) / y.std()
    by_rows = [sum(w * (z[i] - z[j]) ** 2 for j, w in weights[i].items()) for i in range(N)]
    assert ours(geary_local, both)["geary_local"].to_numpy() == pytest.approx(np.array(by_rows), rel=1e-10)


def test_esda_still_lets_one_missing_value_spoil_the_map(both: dict[str, Any]) -> None:
    """If this fails, esda was mended: change what the documentation says of it."""
    y = both["y"].copy()
    y[0] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spoilt = both["esda"].Moran(y, both["weights"](), permutations=99)
    assert np.isnan(spoilt.I)
    assert spoilt.p_sim == 0.01
    values = both["values"].with_columns(v=y)
    found = moran_global(values, both["neighbours"], value="v", permutations=99, rng=np.random.default_rng(1))
    assert found["moran_global"].is_finite().all()
    assert found["unknown"][0] == 1
