"""`renkei indicators` and `renkei indicator`: the catalogue, and one number from a plain table."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING

import polars as pl
import pytest

from renkei.cli.calls import call_of, expectation
from renkei.clusters import INDICATORS, location_quotient

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

ACTIVITY = {
    "region": ["01", "01", "02", "02"],
    "industry": ["A", "B", "A", "B"],
    "establishments": [10, 20, 30, 5],
}
COMPUTABLE = {name: entry for name, entry in INDICATORS.items() if entry.function}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "activity.csv"
    pl.DataFrame(ACTIVITY).write_csv(file)
    return file


def test_the_list_names_every_indicator_with_unit_keys_and_source(renkei: Callable[..., Run]) -> None:
    listed = renkei("indicators", "--json")
    entries = {entry["id"]: entry for entry in json.loads(listed.stdout)}
    assert set(entries) == set(INDICATORS)
    assert all(entry["unit"] and entry["keys"] and entry["source"] for entry in entries.values())
    shown = renkei("indicators", language="ja").stdout
    assert all(name in shown for name in INDICATORS)
    assert "特化係数" in shown


@pytest.mark.parametrize("name", COMPUTABLE)
def test_every_function_of_the_catalogue_can_be_called_from_the_command_line(name: str) -> None:
    call = call_of(COMPUTABLE[name])
    assert call.tables
    assert call.tables[0].required
    assert all(expectation(option.kind) for option in call.options)
    taken = {*(one.name for one in call.tables), *(one.name.partition(".")[0] for one in call.options)}
    random = {"rng"} if call.seeded else set()
    assert taken | random == set(inspect.signature(call.function).parameters)


def test_one_indicator_of_a_plain_table_is_what_the_function_gives(
    renkei: Callable[..., Run], table: Path
) -> None:
    printed = renkei("indicator", "location_quotient", table, "--json")
    rows = json.loads(printed.stdout)["rows"]
    assert printed.returncode == 0
    expected = location_quotient(pl.DataFrame(ACTIVITY))
    assert [row["location_quotient"] for row in rows] == pytest.approx(
        expected["location_quotient"].to_list()
    )
    assert [row["region"] for row in rows] == ["01", "01", "02", "02"], "codes stay text"


def test_columns_of_other_names_and_options_are_given_on_the_command_line(
    renkei: Callable[..., Run], tmp_path: Path
) -> None:
    file = tmp_path / "jobs.csv"
    file.write_text("fips;naics;emp\n01;311;1.200\n01;312;-\n02;311;300\n", encoding="utf-8")
    columns = ("--column", "region=fips", "--column", "industry=naics", "--column", "jobs=emp")
    printed = renkei("indicator", "location_quotient", file, *columns, "--option", "value=jobs")
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout.splitlines()[0] == "region,industry,jobs,expected,location_quotient"
    assert len(printed.stdout.splitlines()) == 4


def test_a_second_table_is_named(renkei: Callable[..., Run], table: Path, tmp_path: Path) -> None:
    areas = tmp_path / "areas.csv"
    areas.write_text("code,area_km2\n01,10\n02,5\n", encoding="utf-8")
    totals = tmp_path / "totals.csv"
    totals.write_text("region,establishments\n01,30\n02,35\n", encoding="utf-8")
    printed = renkei(
        *("indicator", "establishment_density", totals),
        *("--table", f"regions={areas}", "--column", "regions.region=code"),
    )
    assert printed.returncode == 0, printed.stderr
    assert "7.0" in printed.stdout


def test_the_result_is_written_to_a_file(renkei: Callable[..., Run], table: Path, tmp_path: Path) -> None:
    result = tmp_path / "out.csv"
    assert "2 row(s)" in renkei("indicator", "locational_gini", table, "--csv", result).stderr
    assert pl.read_csv(result).height == 2


def test_a_rule_is_set_field_by_field(renkei: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "panel.csv"
    years = range(2008, 2017)
    rows = {"region": ["01"] * 9, "industry": ["A"] * 9, "year": list(years)}
    pl.DataFrame(rows | {"establishments": [9 + n for n in range(9)]}).write_csv(file)
    stages = [
        json.loads(renkei("indicator", "life_cycle_stage", file, "--json", *extra).stdout)["rows"][0]
        for extra in ((), ("--option", "rule.growth=0.5", "--option", "rule.recent=2"))
    ]
    assert stages[0]["recent_growth"] == pytest.approx((17 - 12) / 14.5 / 5)
    assert stages[1]["recent_growth"] == pytest.approx((17 - 15) / 16 / 2)


def test_without_a_file_it_says_what_is_needed(renkei: Callable[..., Run]) -> None:
    said = renkei("indicator", "ellison_glaeser").stdout
    assert "Table plants (needed)" in said
    assert "Table region_totals" in said
    assert "Option value: text; jobs unless given" in said
    assert "Columns: industry" in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["locational_gin"], "similar: locational_gini"),
        (["openings"], "part of an evidence build"),
        (["location_quotient", "{table}", "--table", "areas=x.csv"], "unknown: areas"),
        (["establishment_density", "{table}"], "not given: regions"),
        (["location_quotient", "{table}", "--option", "size=1"], "There is no option size"),
        (["location_quotient", "{table}", "--option", "value"], "not of the form OPTION=VALUE"),
        (["opening_rate", "{table}"], "needs year"),
        (["opening_rate", "{table}", "--option", "year=soon"], "cannot be “soon”. Give 1, 2"),
        (["location_quotient", "{table}", "--column", "region=county"], "has no column county"),
        (["location_quotient", "{table}", "--column", "areas.region=industry"], "tables areas"),
    ],
)
def test_a_mistake_ends_with_one_clear_message(
    renkei: Callable[..., Run], table: Path, arguments: list[str], message: str
) -> None:
    ended = renkei("indicator", *(part.format(table=table) for part in arguments))
    assert ended.returncode == 1
    assert message in ended.stderr.replace("\n", " ")
    assert not ended.stdout


def test_a_cell_that_is_no_number_is_named_with_its_row(renkei: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "activity.csv"
    file.write_text("region,industry,establishments\n01,A,10\n02,A,many\n03,A,4\n", encoding="utf-8")
    ended = renkei("indicator", "location_quotient", file)
    assert ended.returncode == 1
    assert "row 3: column `establishments` holds “many”" in ended.stderr.replace("\n", " ")
