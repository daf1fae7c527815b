"""Relatedness and complexity against published values of world trade 1998–2000 and of a matrix done by hand.

Sources:

- R package economiccomplexity 2.0.0 (Vargas Sepúlveda), vignette, rendered 2024-12-16, and its output tables;
  data `world_trade_avg_1998_to_2000`, 226 countries × 785 SITC products; presence at RCA ≥ 1; standardised
  with n - 1. What it calls 20 iterations are 18 reflections (19 for products) and 19 steps of fitness here: it
  counts the start as the first. Tolerance: the digits that are printed there.
- The hand matrix, 6 × 6: ECI and PCI (standardised with n) as in ecomplexity 0.5.3 and econcomplex 1.0.1;
  density with each product itself as in ecomplexity, without as in econcomplex; cosine, association,
  probability and density in terms of pairs as in EconGeo 2.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from scipy import sparse
from tests.clusters.relatedness.examples import HAND, as_presences

from renkei.clusters import (
    RegionIndustryMatrix,
    complexity_eigenvalues,
    economic_complexity,
    fitness,
    location_quotient,
    presence_matrix,
    product_complexity,
    product_fitness,
    reflected_complexity,
    reflected_product_complexity,
    related_industries,
    relatedness_density,
    relatedness_matrix,
)
from renkei.clusters.relatedness.proximity import presence, proximity

if TYPE_CHECKING:
    from pathlib import Path

    from renkei.clusters.relatedness.measures import Measure
    from renkei.clusters.relatedness.sums import Itself

COUNTRIES = ["afg", "ago", "aia", "alb", "and"]
PRODUCTS = ["0011", "0012", "0013", "0014", "0015"]
RCA = {
    ("afg", "0011"): 0.2312238,
    ("afg", "0012"): 0.285438688,
    ("ago", "0011"): 0.1777917,
    ("and", "0011"): 2.4825815,
    ("and", "0015"): 3.815013019,
}
ECI = [-0.5764283, -1.7770752, 1.4090414, -0.1732606, 1.0772452]
PCI = [-0.66657613, -1.62657599, -0.08149436, 0.19917280, 0.14935653]
ECI_REFLECTIONS = [-0.5788151, -1.7710696, 1.4074821, -0.1754989, 1.0738736]
PCI_REFLECTIONS = [-0.66255100, -1.62169896, -0.07449482, 0.20554721, 0.15848849]
FITNESS = [0.78605655, 0.03999516, 1.05645538, 1.24261128, 1.37321261]
DIFFICULTY = [0.7538883, 0.7491391, 2.3018690, 0.9903918, 1.3120378]
EIGENVALUES = [1, 0.17913392, 0.12094886, 0.10020527]
MOST_COMPLEX = {
    "sgs": 2.3347,
    "jpn": 2.2576,
    "hmd": 1.9852,
    "gbr": 1.9200,
    "deu": 1.8802,
    "smr": 1.8245,
    "usa": 1.8210,
    "esh": 1.7706,
    "myt": 1.7313,
    "wlf": 1.6751,
}
FITTEST = ["deu", "esp", "ita", "fra", "cze", "usa", "aut", "gbr", "bel", "jpn"]
PRODUCT_PROXIMITY = {("0011", "0012"): 0.3658537, ("0011", "0013"): 0.1707317, ("0013", "0015"): 0.1200000}
COUNTRY_PROXIMITY = {
    ("afg", "ago"): 0.015873016,
    ("afg", "aia"): 0.181818182,
    ("alb", "and"): 0.31088083,
}

HAND_EIGENVALUES = [1, 0.2643, 0.1543, 0.1, 0.0683, 0.0312]
HAND_ECI = [1.109449, -0.087621, 1.420310, -1.169047, -0.104045, -1.169047]
HAND_PCI = [-0.574976, -0.574976, -1.584210, 0.465387, 1.273730, 0.995044]
HAND_PCI_IN_SCALE_OF_ECI = [-0.104045, -0.104045, -2.234048, 2.091655, 3.797675, 3.209503]
WITH_N = (6 / 5) ** 0.5  # from the standard deviation of n - 1 to that of n


@pytest.fixture(scope="module")
def trade(shared_data: Path) -> pl.DataFrame:
    rows = pl.read_csv(
        shared_data / "economic_complexity_ref" / "world_trade_avg_1998_to_2000.csv",
        infer_schema=False,
    )
    table = rows.select(region="country", industry="product", establishments=pl.col("value").cast(pl.Float64))
    return table.filter(pl.col("establishments") > 0)


@pytest.fixture(scope="module")
def trade_matrix(trade: pl.DataFrame) -> RegionIndustryMatrix:
    return RegionIndustryMatrix.from_table(trade)


def reference(shared_data: Path, name: str) -> pl.DataFrame:
    return pl.read_csv(shared_data / "economic_complexity_ref" / name, infer_schema=False)


def column(rows: pl.DataFrame, name: str, keys: list[str]) -> list[float]:
    of_key = dict(rows.select(rows.columns[0], name).rows())
    return [of_key[key] for key in keys]


def test_revealed_comparative_advantage(trade: pl.DataFrame) -> None:
    quotients = location_quotient(trade)
    found = {(c, p): q for c, p, q in quotients.select("region", "industry", "location_quotient").rows()}
    assert [found[pair] for pair in RCA] == pytest.approx(list(RCA.values()), abs=5e-8)


def test_presence_equals_the_reference_table_of_all_cells(
    trade_matrix: RegionIndustryMatrix, shared_data: Path
) -> None:
    published = reference(shared_data, "out_balassa_index.csv.gz")
    assert published.columns[1:] == list(trade_matrix.industries)
    expected = published.drop("").cast(pl.Float64).to_numpy()
    assert np.array_equal(presence_matrix(trade_matrix).toarray(), expected)


def test_economic_complexity_by_eigenvector(trade: pl.DataFrame) -> None:
    rows = economic_complexity(trade)
    assert column(rows, "economic_complexity", COUNTRIES) == pytest.approx(ECI, abs=5.1e-8)
    top = rows.sort("economic_complexity", descending=True).head(10)
    assert top["region"].to_list() == list(MOST_COMPLEX)
    assert top["economic_complexity"].to_list() == pytest.approx(list(MOST_COMPLEX.values()), abs=5.1e-5)
    assert rows["eigenvalue"][0] == pytest.approx(EIGENVALUES[1], abs=5e-9)
    assert rows["eigenvalue_gap"][0] == pytest.approx(EIGENVALUES[1] - EIGENVALUES[2], abs=1e-8)


def test_product_complexity_by_eigenvector(trade: pl.DataFrame) -> None:
    assert column(product_complexity(trade), "product_complexity", PRODUCTS) == pytest.approx(PCI, abs=5.1e-9)


def test_the_first_eigenvalues(trade_matrix: RegionIndustryMatrix) -> None:
    found = complexity_eigenvalues(presence_matrix(trade_matrix), count=4)
    assert found == pytest.approx(EIGENVALUES, abs=5.1e-9)


def test_complexity_by_reflections(trade: pl.DataFrame) -> None:
    rows = reflected_complexity(trade, iterations=18)
    assert column(rows, "reflected_complexity", COUNTRIES) == pytest.approx(ECI_REFLECTIONS, abs=5.1e-8)
    rows = reflected_product_complexity(trade, iterations=18)
    found = column(rows, "reflected_product_complexity", PRODUCTS)
    assert found == pytest.approx(PCI_REFLECTIONS, abs=6e-8)


def test_fitness_and_the_difficulty_of_products(trade: pl.DataFrame, shared_data: Path) -> None:
    rows = fitness(trade, iterations=19)
    assert column(rows, "fitness", COUNTRIES) == pytest.approx(FITNESS, abs=5.1e-9)
    assert rows.sort("fitness", descending=True)["region"].head(10).to_list() == FITTEST
    published = reference(shared_data, "out_complexity_measures_complexity_index_country.csv")
    assert rows["region"].to_list() == published["code"].to_list()
    assert rows["fitness"].to_list() == pytest.approx(
        published["value"].cast(pl.Float64).to_list(), rel=1e-12
    )
    rows = product_fitness(trade, iterations=19)
    assert column(rows, "product_fitness", PRODUCTS) == pytest.approx(DIFFICULTY, abs=5.1e-8)
    published = reference(shared_data, "out_complexity_measures_complexity_index_product.csv")
    assert rows["industry"].to_list() == published["code"].to_list()
    found = rows["product_fitness"].to_list()
    assert found == pytest.approx(published["value"].cast(pl.Float64).to_list(), rel=1e-12)


def test_proximity_reproduces_the_published_pairs(
    trade: pl.DataFrame, trade_matrix: RegionIndustryMatrix
) -> None:
    near, _ = proximity(presence(trade_matrix.dense()))
    place = {code: index for index, code in enumerate(trade_matrix.industries)}
    rows = related_industries(trade)
    for (a, b), value in PRODUCT_PROXIMITY.items():
        assert near[place[a], place[b]] == pytest.approx(value, abs=5e-8)
        assert rows.filter(industry_a=a, industry_b=b)["relatedness"].item() == pytest.approx(value, abs=5e-8)


def test_proximity_of_countries(
    trade: pl.DataFrame, trade_matrix: RegionIndustryMatrix, shared_data: Path
) -> None:
    turned = trade.rename({"region": "industry", "industry": "region"})
    rows = related_industries(turned)
    for (a, b), value in COUNTRY_PROXIMITY.items():
        assert rows.filter(industry_a=a, industry_b=b)["relatedness"].item() == pytest.approx(value, abs=5e-9)
    published = reference(shared_data, "out_proximity_proximity_country.csv.gz").drop("")
    near = relatedness_matrix(presence_matrix(trade_matrix).T.tocsr())
    assert np.abs(near - published.cast(pl.Float64).to_numpy()).max() < 1e-7


def test_proximity_equals_the_reference_table_of_all_pairs(
    trade_matrix: RegionIndustryMatrix, shared_data: Path
) -> None:
    near, _ = proximity(presence(trade_matrix.dense()))
    published = reference(shared_data, "out_proximity_proximity_product.csv.gz")
    assert published.columns[1:] == list(trade_matrix.industries)
    expected = published.drop("").cast(pl.Float64).to_numpy()
    assert np.abs(near - expected).max() < 1e-12
    assert np.abs(relatedness_matrix(presence_matrix(trade_matrix)) - expected).max() < 1e-7


def test_the_hand_matrix_has_the_published_eigenvalues_and_complexity() -> None:
    table = as_presences(HAND)
    found = complexity_eigenvalues(sparse.csr_array(HAND.astype(float)), count=6)
    assert found == pytest.approx(HAND_EIGENVALUES, abs=5e-5)
    regions = economic_complexity(table, location_quotient=0)["economic_complexity"] * WITH_N
    assert regions.to_list() == pytest.approx(HAND_ECI, abs=5.1e-7)
    industries = product_complexity(table, location_quotient=0)["product_complexity"] * WITH_N
    assert industries.to_list() == pytest.approx(HAND_PCI, abs=5.1e-7)
    scaled = product_complexity(table, scale="regions", location_quotient=0)["product_complexity"] * WITH_N
    assert scaled.to_list() == pytest.approx(HAND_PCI_IN_SCALE_OF_ECI, abs=5.1e-7)


@pytest.mark.parametrize(
    ("measure", "itself", "published", "tolerance"),
    [
        ("proximity", "included", [0.4444, 0.3889, 0.5, 0.2973, 0.2021, 0.1812], 5e-5),
        ("proximity", "excluded", [0.230769, 0.538462, 0.272727, 0.407407, 0.293233, 0.303371], 6e-7),
        ("cosine_of_pairs", "excluded", [0.2304, 0.4999, 0.2712, 0.4244, 0.3518, 0.3890], 5e-5),
    ],
    ids=["ecomplexity", "econcomplex", "EconGeo"],
)
def test_the_hand_matrix_has_the_density_of_each_program(
    measure: Measure, itself: Itself, published: list[float], tolerance: float
) -> None:
    rows = relatedness_density(as_presences(HAND), measure=measure, itself=itself, location_quotient=0)
    found = rows.filter(region="r003")["relatedness_density"].to_list()
    assert found == pytest.approx(published, abs=tolerance)


@pytest.mark.parametrize(
    ("measure", "pair", "published"),
    [
        ("cosine_of_pairs", ("p000", "p001"), 0.307692),
        ("jaccard_of_pairs", ("p000", "p001"), 0.1818),
        ("association_of_pairs", ("p000", "p001"), 1.420118),
        ("probability_of_pairs", ("p000", "p001"), 1.112426),
        ("probability_of_pairs", ("p004", "p005"), 1.336449),
        ("cosine", ("p000", "p001"), 0.8000),
        ("jaccard", ("p000", "p001"), 0.6667),
    ],
)
def test_the_hand_matrix_has_the_relatedness_of_each_program(
    measure: Measure, pair: tuple[str, str], published: float
) -> None:
    rows = related_industries(as_presences(HAND), measure=measure, location_quotient=0)
    found = rows.filter(industry_a=pair[0], industry_b=pair[1])["relatedness"].item()
    assert found == pytest.approx(published, abs=5.1e-5 if published in {0.1818, 0.6667} else 5.1e-7)
