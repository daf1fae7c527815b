"""The build: the same inputs give the same evidence, unchanged work is not repeated, nothing half-made is seen."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest

from renkei.errors import BuildError, WorkspaceError
from renkei.evidence import (
    build_evidence,
    create_workspace,
    current_hash,
    import_files,
    import_records,
    open_evidence,
)
from renkei.evidence.config import config_as_toml, read_config
from renkei.tables import INPUT_TABLES, RESULT_TABLES, check_table
from tests.evidence.conftest import CONFIG, TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from renkei.evidence import Workspace


STOPPED_HALF_WAY = """
import sys, time
from pathlib import Path
from renkei.evidence import build_evidence, open_workspace
import polars as pl

written = pl.DataFrame.write_parquet

def slow(frame, file):
    written(frame, file)
    if "tables" in str(file) and "findings" in str(file):
        print("half-way", flush=True)
        time.sleep(60)

pl.DataFrame.write_parquet = slow
build_evidence(open_workspace(Path(sys.argv[1])))
"""
"""A build that stops for a minute while it writes its tables."""


def steps_reused(workspace: Workspace) -> set[str]:
    """The names of the steps that a build right now would take from the cache."""
    from renkei.evidence import run

    taken: set[str] = set()
    original = run.run_step

    def watch(*args: object, **kwargs: object) -> object:
        step = original(*args, **kwargs)  # type: ignore[arg-type]
        if step.reused:
            taken.add(step.name)
        return step

    run.run_step = watch  # type: ignore[assignment]
    try:
        build_evidence(workspace)
    finally:
        run.run_step = original
    return taken


def test_every_table_of_a_build_keeps_to_its_specification(workspace: Workspace) -> None:
    build_evidence(workspace)
    evidence = open_evidence(workspace.folder)
    specs = INPUT_TABLES | RESULT_TABLES
    for name in evidence.table_names:
        if name in specs:
            check_table(evidence.table(name), specs[name])
    assert {"clusters", "cluster_members", "findings", "indicators", "neighbours", "relatedness"} <= set(
        evidence.table_names
    )


def test_the_planted_clusters_are_in_the_evidence_with_names_and_growth(workspace: Workspace) -> None:
    build_evidence(workspace)
    clusters = open_evidence(workspace.folder).table("clusters")
    first = clusters.row(0, named=True)
    assert first["lead_industry"] == "G0"
    assert first["name_en"].startswith("Group 0 · Township")
    assert first["name_zh_hant"].endswith("聚落")
    assert first["relative_opening_rate"] == pytest.approx(1, abs=0.2)
    assert "G5-T30" in clusters["cluster"].to_list()


def test_counties_and_divisions_add_up_from_townships_and_groups(workspace: Workspace) -> None:
    build_evidence(workspace)
    rows = open_evidence(workspace.folder).table("activity")
    total = TABLES["activity"]()["establishments"].sum()
    for level in ("T", "C"):
        for kind in ("G", "D"):
            part = rows.filter(
                pl.col("region").str.starts_with(level) & pl.col("industry").str.starts_with(kind)
            )
            assert part["establishments"].sum() == total


def test_an_unchanged_workspace_is_not_built_again(workspace: Workspace) -> None:
    first = build_evidence(workspace)
    second = build_evidence(workspace)
    assert (first.unchanged, second.unchanged) == (False, True)
    assert first.hash == second.hash


def test_the_same_inputs_give_the_same_hash_and_numbers_in_another_place(
    workspace: Workspace, tmp_path: Path
) -> None:
    other = create_workspace(tmp_path / "elsewhere", CONFIG)
    for name in reversed(list(TABLES)):
        import_files(other, "table", [tmp_path / f"{name}.csv"])
    assert build_evidence(other).hash == build_evidence(workspace).hash
    for name in ("indicators", "clusters", "findings"):
        assert open_evidence(other.folder).table(name).equals(open_evidence(workspace.folder).table(name))


def test_a_new_threshold_changes_the_hash_and_repeats_only_what_depends_on_it(workspace: Workspace) -> None:
    before = build_evidence(workspace).hash
    text = workspace.config_file.read_text().replace("location_quotient = 1.5", "location_quotient = 2.5")
    workspace.config_file.write_text(text)
    assert steps_reused(workspace) == {"inputs", "indicators"}
    assert current_hash(workspace.folder) != before


def test_the_manifest_names_every_input_choice_and_version(workspace: Workspace) -> None:
    manifest = build_evidence(workspace).manifest
    assert {entry["id"] for entry in manifest["inputs"]} == {f"table-{name}.csv" for name in TABLES}
    for entry in manifest["inputs"]:
        assert entry["rows_in"] == entry["rows_kept"] + entry["rows_set_aside"]
        assert len(entry["files"][0]["sha256"]) == 64
    assert manifest["choices"]["data"]["geography"] == "XX-2020"
    assert manifest["tables"]["activity"]["rows"] > 0
    assert "polars" in manifest["packages"]


def test_data_without_openings_say_what_was_left_out_in_three_languages(workspace: Workspace) -> None:
    (workspace.imports / "table-openings.csv.json").unlink()
    manifest = build_evidence(workspace).manifest
    (left,) = [entry for entry in manifest["skipped"] if entry["code"] == "no_openings"]
    assert set(left["text"]) == {"zh-Hant", "en", "ja"}
    clusters = open_evidence(workspace.folder).table("clusters")
    assert clusters["relative_opening_rate"].null_count() == clusters.height


def test_a_killed_build_leaves_the_last_good_one_current_and_a_rerun_succeeds(workspace: Workspace) -> None:
    good = build_evidence(workspace).hash
    text = workspace.config_file.read_text().replace("location_quotient = 1.5", "location_quotient = 2.5")
    workspace.config_file.write_text(text)
    for sign in (signal.SIGKILL, signal.SIGINT):
        process = subprocess.Popen(
            [sys.executable, "-c", STOPPED_HALF_WAY, str(workspace.folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"half-way\n"
        process.send_signal(sign)
        assert process.wait(30) != 0
        process.stdout.close()
        assert current_hash(workspace.folder) == good
        assert open_evidence(workspace.folder, good).table("clusters").height > 0
    again = build_evidence(workspace)
    assert again.hash != good
    assert current_hash(workspace.folder) == again.hash
    assert not list(workspace.evidence.glob(".unfinished-*"))


def test_a_full_disk_leaves_the_last_good_build_current(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = build_evidence(workspace).hash
    workspace.config_file.write_text(workspace.config_file.read_text().replace("= 1.5", "= 2.5"))

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(BuildError, match="Nothing was lost"):
        build_evidence(workspace)
    assert current_hash(workspace.folder) == good


def test_two_builds_at_once_are_refused_with_a_clear_message(workspace: Workspace) -> None:
    with workspace.locked():
        code = "import sys; from renkei.evidence import *; from pathlib import Path; "
        code += "build_evidence(open_workspace(Path(sys.argv[1])))"
        run = subprocess.run(
            [sys.executable, "-c", code, str(workspace.folder)], capture_output=True, text=True, check=False
        )
    assert "Another renkei command is writing" in run.stderr


def test_building_without_imports_says_what_to_do(tmp_path: Path) -> None:
    data = replace(CONFIG.data, geography="TW-2016", classification="TWSIC-2011", year=None)
    empty = create_workspace(tmp_path / "empty", replace(CONFIG, data=data))
    with pytest.raises(BuildError, match="Nothing has been imported yet"):
        build_evidence(empty)


def test_a_geography_without_regions_is_built_from_bare_codes_and_says_so(workspace: Workspace) -> None:
    text = workspace.config_file.read_text().replace("XX-2020", "XX-2021").replace("XIC-1", "XIC-2")
    workspace.config_file.write_text(text)
    manifest = build_evidence(workspace).manifest
    assert {"no_regions", "no_industries", "no_geometry"} <= {one["code"] for one in manifest["skipped"]}
    evidence = open_evidence(workspace.folder)
    assert evidence.table("regions").filter(pl.col("region") == "T07")["name_ja"].to_list() == ["T07"]
    assert "G5-T30" in evidence.table("clusters")["cluster"].to_list()


def test_unknown_counts_are_not_taken_for_zero(workspace: Workspace, tmp_path: Path) -> None:
    rows = TABLES["activity"]().with_columns(
        establishments=pl.when(pl.col("region") == "T03").then(None).otherwise("establishments")
    )
    rows.write_csv(tmp_path / "activity.csv")
    import_files(workspace, "table", [tmp_path / "activity.csv"])
    manifest = build_evidence(workspace).manifest
    assert "unknown_counts" in {one["code"] for one in manifest["skipped"]}
    evidence = open_evidence(workspace.folder)
    assert "clusters" not in evidence.table_names
    quotients = evidence.table("indicators").filter(
        (pl.col("indicator") == "location_quotient") & (pl.col("region") == "T03")
    )
    assert quotients["value"].null_count() == quotients.height > 0


def test_growth_comes_from_the_years_of_the_data(workspace: Workspace, tmp_path: Path) -> None:
    """Half as many plants ten years earlier everywhere: 2^(1/10) - 1 a year for every cluster."""
    now = TABLES["activity"]().with_columns(establishments=pl.col("establishments") * 2)
    then = TABLES["activity"]().with_columns(year=pl.lit(2010, pl.Int64))
    pl.concat([now, then]).write_csv(tmp_path / "activity.csv")
    import_files(workspace, "table", [tmp_path / "activity.csv"])
    build_evidence(workspace)
    growth = open_evidence(workspace.folder).table("clusters")["growth"]
    assert growth.to_list() == pytest.approx([2**0.1 - 1] * growth.len())


def test_a_code_that_is_in_no_region_is_refused_with_examples(workspace: Workspace, tmp_path: Path) -> None:
    stray = pl.DataFrame({"region": ["T99"], "industry": ["G0"], "year": [2020], "establishments": [3]})
    file = tmp_path / "stray.csv"
    stray.write_csv(file)
    import_files(workspace, "table", [file])
    with pytest.raises(BuildError, match=r"1 code\(s\) in column `region` of `activity` .*T99"):
        build_evidence(workspace)


def test_importing_the_same_file_again_replaces_it(workspace: Workspace, tmp_path: Path) -> None:
    before = build_evidence(workspace).hash
    result = import_files(workspace, "table", [tmp_path / "activity.csv"])
    assert result.replaced
    assert len(import_records(workspace)) == len(TABLES)
    assert build_evidence(workspace).hash == before


def test_the_raw_file_is_kept_under_its_hash(workspace: Workspace, tmp_path: Path) -> None:
    record = next(one for one in import_records(workspace) if one.id == "table-activity.csv")
    kept = workspace.raw / record.files[0].sha256[:16] / "activity.csv"
    assert kept.read_bytes() == (tmp_path / "activity.csv").read_bytes()


def test_a_broken_import_record_is_named(workspace: Workspace) -> None:
    (workspace.imports / "x.json").write_text("{")
    with pytest.raises(WorkspaceError, match=r"x\.json is not an import record"):
        build_evidence(workspace)


def test_a_lost_raw_file_is_named(workspace: Workspace) -> None:
    record = next(one for one in import_records(workspace) if one.id == "table-zones.csv")
    (workspace.raw / record.files[0].sha256[:16] / "zones.csv").unlink()
    for folder in workspace.cache.iterdir():
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    with pytest.raises(WorkspaceError, match=r"raw file .*zones\.csv of import `table-zones\.csv` is gone"):
        build_evidence(workspace)


def test_a_configuration_written_by_new_builds(workspace: Workspace) -> None:
    workspace.config_file.write_text(config_as_toml(read_config(workspace.config_file)))
    assert build_evidence(workspace).hash


def test_the_manifest_is_valid_json_on_disk(workspace: Workspace) -> None:
    result = build_evidence(workspace)
    text = (workspace.evidence / result.hash / "manifest.json").read_text(encoding="utf-8")
    assert json.loads(text)["hash"] == result.hash


def test_every_year_of_the_data_has_its_indicators_and_openings(workspace: Workspace, tmp_path: Path) -> None:
    then = TABLES["activity"]().with_columns(year=pl.lit(2010, pl.Int64))
    pl.concat([TABLES["activity"](), then]).write_csv(tmp_path / "activity.csv")
    import_files(workspace, "table", [tmp_path / "activity.csv"])
    build_evidence(workspace)
    rows = open_evidence(workspace.folder).table("indicators")

    def years(indicator: str) -> list[int]:
        return rows.filter(pl.col("indicator") == indicator)["year"].unique().sort().to_list()

    assert years("location_quotient") == years("locational_gini") == [2010, 2020]
    assert years("openings") == [1990, 2018]
    assert years("opening_rate") == [2020]
    opened = rows.filter(
        (pl.col("indicator") == "openings") & (pl.col("year") == 1990) & pl.col("region").str.starts_with("T")
    )
    groups = opened.filter(pl.col("industry").str.starts_with("G"))
    assert groups["value"].sum() == TABLES["activity"]()["establishments"].sum()


def test_plant_sizes_give_the_index_with_sizes(workspace: Workspace, tmp_path: Path) -> None:
    """Computed once more by hand: γ = (G - (1 - Σx²) H) / ((1 - Σx²)(1 - H)) (Ellison & Glaeser 1997, eq. 5)."""
    rows = [(f"p{i}", "T07" if i % 2 else f"T{i % 36:02}", f"G{i % 2}", 10 + i % 5) for i in range(200)]
    plants = pl.DataFrame(rows, schema=["establishment", "region", "industries", "jobs"], orient="row")
    plants.write_csv(tmp_path / "plants.csv")
    import_files(workspace, "table", [tmp_path / "plants.csv"])
    (workspace.imports / "table-activity.csv.json").unlink()
    manifest = build_evidence(workspace).manifest
    assert "no_sizes" not in {one["code"] for one in manifest["skipped"]}
    rows_of = open_evidence(workspace.folder).table("indicators")
    index = dict(
        rows_of.filter((pl.col("indicator") == "ellison_glaeser") & pl.col("industry").str.starts_with("G"))
        .select("industry", "value")
        .iter_rows()
    )
    x = plants.group_by("region").agg(pl.col("jobs").sum() / plants["jobs"].sum())
    for industry, value in index.items():
        mine = plants.filter(pl.col("industries") == industry)
        s = mine.group_by("region").agg(s=pl.col("jobs").sum() / mine["jobs"].sum())
        both = x.join(s, on="region", how="left").fill_null(0)
        herfindahl = ((mine["jobs"] / mine["jobs"].sum()) ** 2).sum()
        spread = 1 - (both["jobs"] ** 2).sum()
        raw = ((both["s"] - both["jobs"]) ** 2).sum()
        expected = (raw - spread * herfindahl) / (spread * (1 - herfindahl))
        assert value == pytest.approx(expected, rel=1e-9)
    assert set(index) == {"G0", "G1"}


def test_quotients_of_jobs_where_the_workspace_asks_for_jobs(workspace: Workspace, tmp_path: Path) -> None:
    """Ten jobs a plant in one township, one elsewhere: its quotients of jobs differ from those of plants."""
    rows = TABLES["activity"]().with_columns(
        jobs=pl.col("establishments") * pl.when(pl.col("industry") == "G1").then(10).otherwise(1)
    )
    rows.write_csv(tmp_path / "activity.csv")
    import_files(workspace, "table", [tmp_path / "activity.csv"])

    def quotients() -> pl.DataFrame:
        build_evidence(workspace)
        table = open_evidence(workspace.folder).table("indicators")
        return table.filter((pl.col("indicator") == "location_quotient") & (pl.col("region") == "T07"))

    of_plants = quotients()
    workspace.config_file.write_text(
        workspace.config_file.read_text().replace('value = "establishments"', 'value = "jobs"')
    )
    of_jobs = quotients()
    assert of_plants["industry"].to_list() == of_jobs["industry"].to_list()
    assert not of_plants["value"].equals(of_jobs["value"])
