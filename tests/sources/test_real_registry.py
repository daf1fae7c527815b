"""The real registry of the end of 2016: counts that must not drift. Skipped where the data are absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from renkei import reference
from renkei.sources import Imported, problems_by_kind, read_tw_factories
from renkei.sources.tw_registers import registers
from renkei.tables import ESTABLISHMENTS, check_table

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def real(shared_data: Path) -> Imported:
    return read_tw_factories([shared_data / "tw_factories" / "tw_factories_2016.csv.gz"])


@pytest.fixture(scope="module")
def plants(real: Imported) -> pl.DataFrame:
    return real.tables["establishments"]


def test_every_row_is_kept_or_explained(real: Imported) -> None:
    assert (real.rows_in, real.rows_kept, real.rows_set_aside) == (90_833, 90_830, 3)


def test_the_commonest_problems_are_known(real: Imported) -> None:
    found = dict(problems_by_kind(real.problems).select("kind", "problems").iter_rows())
    assert found == {
        "class_disagrees": 8032,
        "product_outside_industry": 303,
        "malformed_business_number": 104,
        "doubtful_business_number": 38,
        "region_from_address": 13,
        "region_disagrees": 11,
        "point_outside_region": 10,
        "region_from_point": 8,
        "no_industry": 7,
        "unknown_region": 3,
        "folded_characters": 1,
    }


@pytest.mark.parametrize(
    ("place", "product", "expected"),
    [("彰化縣社頭鄉", "123", 171), ("新北市鶯歌區", "232", 211), ("新竹市東區", "261", 98)],
)
def test_well_known_concentrations_have_their_plants(
    plants: pl.DataFrame, place: str, product: str, expected: int
) -> None:
    region = registers("TW-2016", "TWSIC-2011").names[place.replace("臺", "台")]
    there = plants.filter(pl.col("region") == region, pl.col("industries").list.contains(product))
    assert there.height == expected


def test_the_table_keeps_to_its_specification_and_to_the_reference_data(plants: pl.DataFrame) -> None:
    check_table(plants, ESTABLISHMENTS)
    assert plants["region"].is_in(reference.regions("TW-2016")["region"].implode()).all()
    known = reference.industries("TWSIC-2011")["industry"].implode()
    assert plants["industries"].explode(empty_as_null=False).is_in(known).all()


def test_most_plants_have_a_date_and_seventy_percent_a_point(plants: pl.DataFrame) -> None:
    assert plants["opened"].count() == pytest.approx(90_083, abs=10)
    assert plants["lon"].count() == pytest.approx(63_726, abs=10)
    assert plants["opened"].dt.year().max() == 2016
