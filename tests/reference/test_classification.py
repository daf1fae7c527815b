"""The classification TWSIC-2011: codes that nest, names in three languages, technology classes."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest

from renkei import reference
from renkei.errors import NotFoundError
from renkei.language import LANGUAGES
from renkei.tables import INDUSTRIES, check_table

INDUSTRY_TABLE = reference.industries("TWSIC-2011")


def test_codes_are_text_and_nest_through_parent() -> None:
    check_table(INDUSTRY_TABLE, INDUSTRIES)
    groups = INDUSTRY_TABLE.filter(pl.col("level") == "group")
    assert (groups["industry"].str.slice(0, 2) == groups["parent"]).all()
    divisions = INDUSTRY_TABLE.filter(pl.col("level") == "division")
    assert set(groups["parent"]) == set(divisions["industry"])
    assert set(divisions["industry"]) == {f"{number:02}" for number in range(8, 35)} | {"99"}
    assert "08" in set(divisions["industry"])


def test_every_name_is_there_in_three_languages_and_unique_within_its_level() -> None:
    for column in ("name_zh_hant", "name_en", "name_ja"):
        assert INDUSTRY_TABLE[column].null_count() == 0
        assert not INDUSTRY_TABLE.select("level", column).is_duplicated().any()


def test_technology_classes_follow_eurostat_by_division() -> None:
    classes = dict(
        INDUSTRY_TABLE.filter(pl.col("level") == "division").select("industry", "technology").iter_rows()
    )
    assert {code for code, found in classes.items() if found == "high"} == {"20", "26", "27"}
    assert {code for code, found in classes.items() if found == "medium-high"} == {
        "18",
        "19",
        "28",
        "29",
        "30",
        "31",
    }
    assert {code for code, found in classes.items() if found == "medium-low"} == {
        "17",
        "21",
        "22",
        "23",
        "24",
        "25",
        "34",
    }
    assert classes["99"] is None
    assert Counter(classes.values())["low"] == 11


def test_groups_take_the_technology_class_of_their_division() -> None:
    division = INDUSTRY_TABLE.select(pl.col("industry").alias("parent"), pl.col("technology").alias("above"))
    groups = INDUSTRY_TABLE.filter(pl.col("level") == "group").join(division, on="parent")
    assert groups["technology"].eq_missing(groups["above"]).all()


def test_an_unknown_classification_is_named() -> None:
    with pytest.raises(
        NotFoundError, match="Classification NACE-2 does not come with Renkei; TWSIC-2011"
    ) as raised:
        reference.industries("NACE-2")
    assert len({raised.value.in_language(language) for language in LANGUAGES}) == 3


def test_every_product_class_of_the_register_is_known(shared_data: object) -> None:
    raw = pl.read_csv(f"{shared_data}/tw_factories/tw_factories_2016.csv.gz", infer_schema=False)
    products = raw["主要產品"].drop_nulls().str.split("|").explode().str.slice(0, 3).unique()
    classes = raw["產業類別"].drop_nulls().str.split("|").explode().str.slice(0, 2).unique()
    known = set(INDUSTRY_TABLE["industry"])
    assert set(products) | set(classes) <= known
    assert (products.len(), classes.len()) == (88, 27)
