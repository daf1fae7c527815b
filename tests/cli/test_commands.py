"""Each command does what it says, speaks the reader's language and explains every mistake."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import polars as pl
import pytest
from openpyxl import load_workbook

from renkei.cli.commands import serve as serve_command
from renkei.evidence import build_evidence, open_evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from renkei.evidence import Workspace
    from tests.cli.conftest import Run


@pytest.fixture
def built(workspace: Workspace) -> Workspace:
    build_evidence(workspace)
    return workspace


def test_help_lists_every_command_in_the_readers_language() -> None:
    """Help texts are chosen when the command starts, so each language needs a process of its own."""
    for language, phrase in (("en", "Make a workspace"), ("zh-Hant", "建立工作區"), ("ja", "ワークスペース")):
        environment = {**os.environ, "RENKEI_LANGUAGE": language, "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", "from renkei.cli import main; main()", "--help"]
        shown = subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout
        assert phrase in shown
        for verb in ("demo", "new", "import", "build", "report", "near", "export", "serve", "doctor"):
            assert f"  {verb} " in shown


def test_new_makes_a_workspace_whose_configuration_builds_on(
    renkei: Callable[..., Run], tmp_path: Path
) -> None:
    made = renkei("new", "mine", "--name", "我的區域", "--language", "zh")
    assert made.returncode == 0, made.stderr
    text = (tmp_path / "mine" / "renkei.toml").read_text(encoding="utf-8")
    assert '"我的區域"' in text
    assert 'language = "zh-Hant"' in text
    again = renkei("new", "mine")
    assert again.returncode == 1
    assert "is a workspace already" in again.stderr


def test_import_as_json_reconciles_and_names_the_problem_file(
    renkei: Callable[..., Run], workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "more.csv"
    file.write_text("region,industry,year,establishments\nT01,G0,2019,4\nT02,G0,2019,many\nT01,G0,2019,5\n")
    run = renkei("import", workspace.folder, "table", file, "--json")
    assert run.returncode == 0, run.stderr
    result = json.loads(run.stdout)
    assert result["rows_in"] == result["rows_kept"] + result["rows_set_aside"] == 3
    assert result["rows_set_aside"] == 1
    assert {"row", "column", "value", "reason", "action"} == set(result["problems"][0])
    assert {problem["row"] for problem in result["problems"]} == {3, 4}
    assert (workspace.folder / "problems" / "table-more.csv.csv").is_file()


def test_import_of_an_unknown_source_names_the_known_ones(
    renkei: Callable[..., Run], workspace: Workspace
) -> None:
    run = renkei("import", workspace.folder, "us-factories", "x.csv")
    assert run.returncode == 1
    assert "tw-factories, table" in run.stderr


def test_import_of_a_missing_file_says_so_in_japanese(
    renkei: Callable[..., Run], workspace: Workspace
) -> None:
    run = renkei("import", workspace.folder, "table", "missing.csv", language="ja")
    assert run.returncode == 1
    assert "missing.csv" in run.stderr
    assert "does not exist" not in run.stderr


def test_guess_writes_a_mapping_that_imports(
    renkei: Callable[..., Run], workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "jp.csv"
    file.write_text("地域コード,産業コード,年,事業所数\nT01,G0,2019,4\n", encoding="utf-8")
    guessed = renkei("import", "--guess", file)
    assert guessed.returncode == 0, guessed.stderr
    mapping = tmp_path / "jp.csv.mapping.toml"
    assert mapping.is_file()
    run = renkei("import", workspace.folder, "table", file, "--mapping", mapping, "--json")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["tables"] == {"activity": 1}
    again = renkei("import", "--guess", file)
    assert "exists already" in again.stderr


def test_build_says_when_nothing_has_changed(renkei: Callable[..., Run], workspace: Workspace) -> None:
    first = json.loads(renkei("build", workspace.folder, "--json").stdout)
    second = renkei("build", workspace.folder)
    assert first["unchanged"] is False
    assert f"Nothing has changed: evidence {first['hash']}" in second.stderr


def test_near_lists_counts_and_writes_csv(
    renkei: Callable[..., Run], built: Workspace, tmp_path: Path
) -> None:
    point = ("--lon", "120.15", "--lat", "23.15", "--km", "60", "--kind", "zone")
    shown = renkei("near", built.folder, *point)
    assert "Alpha Park" in shown.stdout + shown.stderr
    assert "2 within 60 km" in shown.stdout + shown.stderr
    found = json.loads(renkei("near", built.folder, *point, "--json").stdout)
    assert found["count"] == 2
    assert found["places"][0]["distance_km"] == 0
    renkei("near", built.folder, *point, "--csv", tmp_path / "near.csv")
    assert pl.read_csv(tmp_path / "near.csv")["place"].to_list() == ["alpha", "beta"]


def test_near_refuses_a_point_off_the_globe(renkei: Callable[..., Run], built: Workspace) -> None:
    run = renkei("near", built.folder, "--lon", "23", "--lat", "120")
    assert run.returncode == 1
    assert "swapped" in run.stderr


def test_near_refuses_an_unknown_kind(renkei: Callable[..., Run], built: Workspace) -> None:
    run = renkei("near", built.folder, "--lon", "120", "--lat", "23", "--kind", "volcano")
    assert "There is no kind of place `volcano`" in run.stderr


@pytest.mark.parametrize("to", ["csv", "xlsx", "parquet", "datapackage"])
def test_export_writes_every_table(
    renkei: Callable[..., Run], built: Workspace, tmp_path: Path, to: str
) -> None:
    target = tmp_path / f"out-{to}"
    run = renkei("export", built.folder, "--to", to, "-o", target)
    assert run.returncode == 0, run.stderr
    evidence = open_evidence(built.folder)
    if to == "xlsx":
        (file,) = target.iterdir()
        assert load_workbook(file, read_only=True).sheetnames == list(evidence.table_names)
    elif to == "datapackage":
        package = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
        assert [one["name"] for one in package["resources"]] == list(evidence.table_names)
        assert (target / package["resources"][0]["path"]).is_file()
    else:
        assert {file.stem for file in target.iterdir()} == set(evidence.table_names)
    assert renkei("export", built.folder, "--to", to, "-o", target).returncode == 1


def test_export_to_an_unknown_format_names_the_known_ones(
    renkei: Callable[..., Run], built: Workspace
) -> None:
    assert "csv, xlsx, parquet, datapackage" in renkei("export", built.folder, "--to", "sas").stderr


def test_report_writes_one_self_contained_file(
    renkei: Callable[..., Run], built: Workspace, tmp_path: Path
) -> None:
    target = tmp_path / "brief.html"
    run = renkei("report", built.folder, "--region", "Township 7", "--language", "ja", "-o", target)
    assert run.returncode == 0, run.stderr
    text = target.read_text(encoding="utf-8")
    assert '<html lang="ja">' in text
    assert "<svg" in text
    assert "src=" not in text


def test_report_of_an_unknown_region_says_so(renkei: Callable[..., Run], built: Workspace) -> None:
    assert (
        "No region has the code or name `Atlantis`"
        in renkei("report", built.folder, "--region", "Atlantis").stderr
    )


def test_report_in_an_unknown_language_names_the_known_ones(
    renkei: Callable[..., Run], built: Workspace
) -> None:
    run = renkei("report", built.folder, "--region", "T07", "--language", "fr")
    assert "Choose one of zh-Hant, en, ja" in run.stderr


def test_doctor_finds_a_sound_installation(renkei: Callable[..., Run]) -> None:
    run = renkei("doctor", "--json")
    checks = json.loads(run.stdout)["checks"]
    assert all(check["good"] for check in checks), checks
    assert {"Python", "polars", "django"} <= {check["what"] for check in checks}
    assert run.returncode == 0


@pytest.mark.parametrize(
    "command", [("build", "nowhere"), ("serve", "nowhere"), ("near", "nowhere", "--lon", "1", "--lat", "1")]
)
def test_a_folder_that_is_no_workspace_says_how_to_make_one(
    renkei: Callable[..., Run], command: tuple[str, ...]
) -> None:
    run = renkei(*command)
    assert run.returncode == 1
    assert "renkei new" in run.stderr
    assert "Traceback" not in run.stderr


def test_exported_text_cannot_run_as_a_formula(renkei: Callable[..., Run], workspace: Workspace) -> None:
    """A region called =HYPERLINK(...) arrives in CSV and Excel as text, a negative longitude as a number."""
    rows = pl.read_csv(workspace.folder.parent / "regions.csv", infer_schema_length=None)
    named = pl.when(pl.col("region") == "T07").then(pl.lit('=HYPERLINK("http://x")')).otherwise("name_en")
    rows.with_columns(name_en=named).write_csv(workspace.folder.parent / "regions.csv")
    assert (
        renkei("import", workspace.folder, "table", workspace.folder.parent / "regions.csv").returncode == 0
    )
    build_evidence(workspace)
    for to in ("csv", "xlsx"):
        renkei("export", workspace.folder, "--to", to, "-o", workspace.folder.parent / to)
    table = pl.read_csv(workspace.folder.parent / "csv" / "regions.csv")
    assert table.filter(pl.col("region") == "T07")["name_en"][0].startswith("'=HYPERLINK")
    (file,) = (workspace.folder.parent / "xlsx").iterdir()
    sheet = load_workbook(file)["regions"]
    cells = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert cells
    assert all(cell.data_type == "s" and str(cell.value).startswith("'") for cell in cells)


def test_query_answers_in_csv_and_json(renkei: Callable[..., Run], built: Workspace) -> None:
    question = "SELECT region, sum(establishments) n FROM activity WHERE region = 'C0' AND industry = 'D0' GROUP BY 1"
    answer = renkei("query", built.folder, question)
    assert answer.stdout.startswith("region,n\nC0,")
    (row,) = json.loads(renkei("query", built.folder, question, "--json").stdout)
    assert row["region"] == "C0"


def test_a_question_about_an_unknown_table_lists_the_tables(
    renkei: Callable[..., Run], built: Workspace
) -> None:
    answer = renkei("query", built.folder, "SELECT * FROM firms")
    assert answer.returncode == 1
    assert "The tables are activity, autocorrelation, cluster_dynamics" in answer.stderr


def test_a_file_that_cannot_be_read_is_named_as_the_user_named_it_and_leaves_no_trace(
    renkei: Callable[..., Run], workspace: Workspace, tmp_path: Path
) -> None:
    before = set(workspace.raw.iterdir()), set(workspace.imports.iterdir())
    (tmp_path / "empty.csv").write_text("")
    run = renkei("import", workspace.folder, "table", "empty.csv")
    assert run.returncode == 1
    assert run.stderr.startswith("Error: empty.csv is empty")
    assert (set(workspace.raw.iterdir()), set(workspace.imports.iterdir())) == before


def test_several_tables_are_imported_one_by_one(
    renkei: Callable[..., Run], workspace: Workspace, tmp_path: Path
) -> None:
    for year in (2018, 2019):
        (tmp_path / f"{year}.csv").write_text(f"region,industry,year,establishments\nT01,G0,{year},4\n")
    reports = json.loads(renkei("import", workspace.folder, "table", "2018.csv", "2019.csv", "--json").stdout)
    assert [report["rows_kept"] for report in reports] == [1, 1]
    assert {"table-2018.csv.json", "table-2019.csv.json"} <= {
        file.name for file in workspace.imports.iterdir()
    }


def test_serving_beside_another_program_takes_a_free_port_and_says_which(
    built: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two people on one machine, or one who forgot an open demo: both get their pages."""
    with socket.socket() as occupied:
        occupied.bind(("127.0.0.1", 0))
        monkeypatch.setattr(serve_command, "USUAL_PORT", occupied.getsockname()[1])
        given: dict[str, object] = {}
        monkeypatch.setattr("renkei.office.serve", lambda *_, **options: given.update(options))
        serve_command.serve_pages(built.folder, host="127.0.0.1", port=None, language="ja", browser=False)
    assert given["port"] == 0
    assert given["language"] == "ja"
