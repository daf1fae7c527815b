"""Published numbers of location, specialisation and concentration.

The worked examples of Farhauer & Kröll (2013, 2014), Standorttheorien, and Dörsam (2004), Wirtschaftsstatistik
anschaulich dargestellt, are cited from the manual of the R package REAT 3.0.3 (Wieland), whose functions were run
to obtain more digits than it prints. Tolerance: half of the last digit given here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from renkei.clusters import (
    coagglomeration,
    coagglomeration_pairs,
    colocation,
    ellison_glaeser,
    gini,
    herfindahl,
    hoover,
    hoover_specialisation,
    krugman_concentration,
    krugman_dissimilarity,
    krugman_specialisation,
    litzenberger_sternberg,
    location_quotient,
    locational_gini,
    mean_log_deviation,
    normalised_gini,
    normalised_herfindahl,
    relative_diversity,
    relative_specialisation,
    specialisation_gini,
    weighted_gini,
    weighted_locational_gini,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Gross domestic product of the 16 German Länder in 2015, billion euro (REAT manual, `gini`).
LAENDER = [460.69, 549.19, 124.16, 65.29, 31.59, 109.27, 263.44, 39.87, 258.53, 645.59, 131.95, 35.03, 112.66]
LAENDER += [56.22, 85.61, 56.81]
# Their population, from the same data set.
PEOPLE = [10879618, 12843514, 3520031, 2484826, 671489, 1787408, 6176172, 1612362, 7926599, 17865516, 4052803]
PEOPLE += [995597, 4084851, 2245470, 2858714, 2170714]

# Industry jobs in five industries of five countries (Farhauer & Kröll 2013; REAT manual, `krugman.spec2`).
COUNTRIES = {
    "Sweden": [45_000, 15_000, 32_000, 10_000, 30_000],
    "Norway": [35_000, 12_000, 30_000, 8_000, 22_000],
    "Denmark": [40_000, 10_000, 25_000, 9_000, 18_000],
    "Finland": [30_000, 11_000, 18_000, 3_000, 13_000],
    "Island": [40_000, 6_000, 11_000, 2_000, 12_000],
}
# Jobs of five industries in five regions (Farhauer & Kröll 2013; REAT manual, `krugman.conc2`).
INDUSTRIES = {
    "Mining": [4_320, 7_811, 3_900, 2_300, 47_560],
    "Chemicals": [20_000, 11_000, 31_000, 8_000, 20_000],
    "Social": [40_000, 10_000, 25_000, 9_000, 16_000],
    "Electrical": [10_000, 11_000, 14_000, 14_000, 13_000],
    "Wood": [7_000, 7_500, 11_000, 1_500, 36_000],
}

# Ellison & Glaeser's index for one industry (Farhauer & Kröll 2014; REAT manual, `ellison.a`).
EMPLOYEES = {"Wien": [200, 650, 12000, 100, 50], "Linz": [16000, 13000, 1500, 1500], "Graz": [25000]}
REGION_TOTALS = {"region": ["Wien", "Linz", "Graz"], "jobs": [500_000, 400_000, 100_000]}


def one_against_the_rest(part: Sequence[float], whole: Sequence[float]) -> list[tuple[str, str, float]]:
    """(place, group, amount): `part` as group "one" and what remains of `whole` as group "rest"."""
    return [
        (f"{place:02}", group, amount)
        for place, (inside, all_of_it) in enumerate(zip(part, whole, strict=True))
        for group, amount in (("one", inside), ("rest", all_of_it - inside))
    ]


def listed(amounts: dict[str, list[int]], owner: str, part: str) -> pl.DataFrame:
    """One row per owner and part of `amounts`."""
    rows = [(name, f"{place}", jobs) for name, parts in amounts.items() for place, jobs in enumerate(parts)]
    return pl.DataFrame(rows, schema=[owner, part, "jobs"], orient="row")


def as_table(rows: list[tuple[str, str, float]], first: str, second: str) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=[first, second, "jobs"], orient="row")


def test_location_quotient_of_farhauer_and_kroell() -> None:
    """REAT manual, `locq` (2013 edition): 1,714 of a region's 79,006, 879,213 of the nation's 15,593,224 employees."""
    rows = one_against_the_rest([1714, 879_213 - 1714], [79_006, 15_593_224 - 79_006])
    found = location_quotient(as_table(rows, "region", "industry"), value="jobs")
    assert found.filter(region="00", industry="one")["location_quotient"][0] == pytest.approx(
        0.3847623423, abs=5e-11
    )


def test_gini_of_four_amounts() -> None:
    """Dörsam (2004); REAT manual, `gini`."""
    assert gini([20, 50, 20, 10]) == pytest.approx(0.3, abs=1e-12)
    assert normalised_gini([20, 50, 20, 10]) == pytest.approx(0.4, abs=1e-12)


def test_gini_of_the_product_of_the_german_laender() -> None:
    assert gini(LAENDER) == pytest.approx(0.5009348458, abs=5e-11)


def test_gini_of_incomes_weighted_by_group() -> None:
    """Dörsam (2004), REAT manual, `gini`; in any order of the groups (REAT gives 0.4393 when they are permuted)."""
    incomes, members = [500, 1500, 2500, 4000, 7500, 15000], [1000, 1200, 1600, 400, 200, 600]
    assert weighted_gini(incomes, members) == pytest.approx(0.527826087, abs=5e-10)
    order = [3, 0, 5, 1, 4, 2]
    shuffled = [incomes[place] for place in order], [members[place] for place in order]
    assert weighted_gini(*shuffled) == pytest.approx(0.527826087, abs=5e-10)


def test_herfindahl_of_four_amounts_and_of_the_laender() -> None:
    """Dörsam (2004); REAT manual, `herf` and `herf.eq`: index, normalised index, equivalent number."""
    assert herfindahl([20, 50, 20, 10]) == pytest.approx(0.34, abs=1e-12)
    assert normalised_herfindahl([20, 50, 20, 10]) == pytest.approx(0.12, abs=1e-12)
    assert 1 / herfindahl([20, 50, 20, 10]) == pytest.approx(2.941176, abs=5e-7)
    assert herfindahl(LAENDER) == pytest.approx(0.1251762991, abs=5e-11)


def test_locational_gini_of_farhauer_and_kroell() -> None:
    """REAT manual, `gini.conc` (2013 edition).

    Weighted by region it is twice what `locational_gini` of the R package EconGeo 2.1 returns (0.18625).
    """
    rows = one_against_the_rest([500, 500, 1000, 7000, 1000], [20_000, 15_000, 20_000, 40_000, 5_000])
    table = as_table(rows, "region", "industry")
    plain = locational_gini(table, value="jobs").filter(industry="one")
    assert plain["locational_gini"][0] == pytest.approx(0.4068965517, abs=5e-11)
    weighted = weighted_locational_gini(table, value="jobs").filter(industry="one")
    assert weighted["weighted_locational_gini"][0] == pytest.approx(2 * 0.18625, abs=1e-12)


def test_specialisation_gini_of_farhauer_and_kroell() -> None:
    """Farhauer & Kröll (2013); REAT manual, `gini.spec`."""
    rows = one_against_the_rest([700, 600, 500, 10_000, 40_000], [30_000, 15_000, 10_000, 60_000, 50_000])
    found = specialisation_gini(as_table(rows, "industry", "region"), value="jobs").filter(region="one")
    assert found["specialisation_gini"][0] == pytest.approx(0.6222222222, abs=5e-11)


@pytest.mark.parametrize(
    ("file", "region", "nation", "skipped", "published"),
    [
        ("Freiburg.csv", "e_Freiburg2014", "e_Germany2014", 0, 0.2089009439),
        ("Goettingen.csv", "Goettingen2017", "BRD2017", 1, 0.3598520295),
    ],
)
def test_specialisation_gini_of_two_german_cities(
    shared_data: Path, file: str, region: str, nation: str, skipped: int, published: float
) -> None:
    """REAT manual, `gini.spec`, with its data sets Freiburg and Goettingen (whose first row is the total)."""
    employees = pl.read_csv(shared_data / "reat_germany" / file).slice(skipped)
    rows = one_against_the_rest(employees[region].to_list(), employees[nation].to_list())
    found = specialisation_gini(as_table(rows, "industry", "region"), value="jobs").filter(region="one")
    assert found["specialisation_gini"][0] == pytest.approx(published, abs=5e-11)


@pytest.mark.parametrize("order", [["Wien", "Linz", "Graz"], ["Graz", "Wien", "Linz"]])
def test_ellison_glaeser_of_farhauer_and_kroell(order: list[str]) -> None:
    """In any order of the plants (REAT gives 0.1186 when Graz comes first), and with a region that has none."""
    rows = [(f"{place}-{n}", place, "x", jobs) for place in order for n, jobs in enumerate(EMPLOYEES[place])]
    plants = pl.DataFrame(rows, schema=["establishment", "region", "industry", "jobs"], orient="row")
    found = ellison_glaeser(plants, region_totals=pl.DataFrame(REGION_TOTALS)).row(0, named=True)
    assert found["ellison_glaeser"] == pytest.approx(0.05990628, abs=5e-9)
    assert found["raw_concentration"] == pytest.approx(0.1681633, abs=5e-8)
    assert found["plant_herfindahl"] == pytest.approx(0.2446888, abs=5e-8)
    assert found["z"] == pytest.approx(0.1959002, abs=5e-8)
    without_graz = plants.filter(pl.col("region") != "Graz")
    kept = ellison_glaeser(without_graz, region_totals=pl.DataFrame(REGION_TOTALS))
    assert kept["establishments"].to_list() == [9]
    assert kept["ellison_glaeser"].is_finite().all()


@pytest.fixture
def plants_of_four_industries(shared_data: Path) -> pl.DataFrame:
    """42 firms of four industries in three regions (Farhauer & Kröll 2014; REAT data set FK2014_EGC)."""
    return pl.read_csv(shared_data / "reat_germany" / "FK2014_EGC.csv").select(
        "industry",
        establishment="firm",
        region=pl.col("region").cast(pl.Int64).cast(pl.String),
        jobs="emp_firm",
        total="emp_region",
    )


def test_ellison_glaeser_of_four_industries_with_the_regions_totals(
    plants_of_four_industries: pl.DataFrame,
) -> None:
    """Ellison & Glaeser (1997), eq. 5, computed independently from the same data; x = region ÷ 600,000."""
    totals = plants_of_four_industries.select("region", jobs="total").unique()
    found = ellison_glaeser(plants_of_four_industries, region_totals=totals)
    assert dict(found.select("industry", "ellison_glaeser").iter_rows()) == pytest.approx(
        {
            "Clothing trade": 0.05438177,
            "Forestry": 0.04296356,
            "Textiles dyeing": 0.13776003,
            "Textiles trade": 0.01424906,
        },
        abs=5e-9,
    )


def test_ellison_glaeser_of_four_industries_with_the_samples_totals(
    plants_of_four_industries: pl.DataFrame,
) -> None:
    """REAT manual, `ellison.a2`: regions weigh what the firms of the sample add up to."""
    found = ellison_glaeser(plants_of_four_industries)
    assert dict(found.select("industry", "ellison_glaeser").iter_rows()) == pytest.approx(
        {
            "Clothing trade": -0.09379384,
            "Forestry": 0.16838003,
            "Textiles dyeing": -0.08012539,
            "Textiles trade": -0.13040134,
        },
        abs=5e-9,
    )


def test_hoover_of_product_and_people_of_the_german_laender() -> None:
    """REAT manual, `hoover`."""
    assert hoover(LAENDER, PEOPLE) == pytest.approx(0.07358990889, abs=5e-12)


def test_theil_of_five_amounts() -> None:
    """REAT manual, `theil`: it is Theil's second index, the mean logarithmic deviation."""
    assert mean_log_deviation([10, 10, 10, 20, 50]) == pytest.approx(0.232630162, abs=5e-10)


def test_krugman_of_regions_without_a_common_industry() -> None:
    """REAT manual, `krugman.spec`."""
    apart = listed({"a": [20, 10, 70, 0, 0], "b": [0, 0, 0, 60, 40]}, "region", "industry")
    found = krugman_dissimilarity(apart, value="jobs")
    assert found["krugman_dissimilarity"].to_list() == pytest.approx([2], abs=1e-12)


@pytest.fixture
def goettingen(shared_data: Path) -> pl.DataFrame:
    """Employees of Göttingen and of Germany by industry, 2008 to 2017; the first row is the total (REAT data set)."""
    return pl.read_csv(shared_data / "reat_germany" / "Goettingen.csv")


def beside_germany(table: pl.DataFrame, year: int) -> pl.DataFrame:
    rows = one_against_the_rest(table[f"Goettingen{year}"].to_list(), table[f"BRD{year}"].to_list())
    return as_table(rows, "industry", "region")


def test_krugman_and_hoover_of_goettingen(goettingen: pl.DataFrame) -> None:
    """REAT manual, `krugman.spec`: Göttingen beside Germany, 2017."""
    table = beside_germany(goettingen.slice(1), 2017)
    found = krugman_specialisation(table, value="jobs").filter(region="one")
    assert found["krugman_specialisation"][0] == pytest.approx(0.4508468784, abs=5e-11)
    half = hoover_specialisation(table, value="jobs").filter(region="one")
    assert half["hoover_specialisation"][0] == pytest.approx(0.4508468784 / 2, abs=5e-11)


def test_duranton_and_puga_of_goettingen(goettingen: pl.DataFrame) -> None:
    """REAT manual, `durpug`: rows 2 to 13 of the data set, 2008. Its highest quotient: computed independently."""
    rows = goettingen.slice(1, 12)
    table = beside_germany(rows, 2008)
    found = relative_diversity(table, value="jobs").filter(region="one")
    assert found["relative_diversity"][0] == pytest.approx(4.234875588, abs=5e-10)
    own, nation = rows["Goettingen2008"], rows["BRD2008"]
    highest = relative_specialisation(table, value="jobs").filter(region="one")
    expected = ((own / own.sum()) / (nation / nation.sum())).max()
    assert highest["relative_specialisation"][0] == pytest.approx(expected)


def test_krugman_of_sweden_beside_the_mean_of_four_countries() -> None:
    """Farhauer & Kröll (2013); REAT manual, `krugman.spec2`."""
    table = listed(COUNTRIES, "region", "industry")
    found = krugman_specialisation(table, value="jobs", reference="mean").filter(region="Sweden")
    assert found["krugman_specialisation"][0] == pytest.approx(0.1595017923, abs=5e-11)


def test_krugman_of_mining_beside_the_mean_of_four_industries() -> None:
    """Farhauer & Kröll (2013); REAT manual, `krugman.conc2`."""
    table = listed(INDUSTRIES, "industry", "region")
    found = krugman_concentration(table, value="jobs", reference="mean").filter(industry="Mining")
    assert found["krugman_concentration"][0] == pytest.approx(0.8619321358, abs=5e-11)


def test_cluster_index_of_farhauer_and_kroell() -> None:
    """Farhauer & Kröll (2014); REAT manual, `litzenberger`."""
    activity = pl.DataFrame(
        {
            "region": ["j", "rest"],
            "industry": ["i", "i"],
            "jobs": [1743, 5740 - 1743],
            "establishments": [35, 53 - 35],
        }
    )
    regions = {"region": ["j", "rest"], "area_km2": [50, 576 - 50], "population": [488, 4621 - 488]}
    found = litzenberger_sternberg(activity, pl.DataFrame(regions))
    assert found["litzenberger_sternberg"][0] == pytest.approx(21.87491102, abs=5e-9)


def test_coagglomeration_of_four_industries(plants_of_four_industries: pl.DataFrame) -> None:
    """Ellison & Glaeser (1997), computed independently from the same data (REAT's `ellison.c` gives 12.07)."""
    totals = plants_of_four_industries.select("region", jobs="total").unique()
    found = coagglomeration(plants_of_four_industries, region_totals=totals)
    assert found["coagglomeration"][0] == pytest.approx(0.0890366517, abs=5e-11)
    pairs = coagglomeration_pairs(plants_of_four_industries, region_totals=totals)
    # Of pairs `ellison.c2` gives 1.3 to 2.5; an index of location cannot pass 1 here.
    assert pairs["coagglomeration_pairs"].is_between(-0.01, 0.22).all()


def test_colocation_of_six_firms() -> None:
    """Howard, Newman & Tarp (2016); REAT manual, `howard.cl`."""
    firms = pl.DataFrame({"industry": list("ABABAB"), "region": list("XXXYYX")})
    counts = firms.group_by("region", "industry").agg(establishments=pl.len().cast(pl.Int64))
    assert colocation(counts)["colocation"].to_list() == pytest.approx([0.5555555556], abs=5e-11)
