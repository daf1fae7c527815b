"""The studies of a build: what they find in a country where it was planted, and what they say when they cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from renkei.evidence import build_evidence, create_workspace, import_files, open_evidence
from renkei.evidence.studies import STUDIES
from renkei.tables import INPUT_TABLES, RESULT_TABLES, check_table
from tests.evidence.conftest import CONFIG, SIDE, TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from renkei.evidence import Evidence, Workspace

YEARS = range(2012, 2021)


def plants() -> pl.DataFrame:
    """A plant per four counted, anywhere in its township but for G0, whose plants stand side by side.

    A fifth of the plants in T07 belong to one firm.
    """
    rng = np.random.default_rng(7)
    counted = TABLES["activity"]().with_columns(pl.col("establishments") // 4)
    rows: list[dict[str, Any]] = []
    for cell in counted.iter_rows(named=True):
        place = int(cell["region"][1:])
        spread = 0.05 if cell["industry"] == "G0" else 1.0
        for _ in range(cell["establishments"]):
            number = len(rows)
            owner = "GIANT" if cell["region"] == "T07" and number % 5 == 0 else f"F{number}"
            rows.append(
                {
                    "establishment": f"P{number}",
                    "organisation": owner,
                    "region": cell["region"],
                    "lon": 120 + 0.1 * (place % SIDE + spread * rng.random()),
                    "lat": 23 + 0.1 * (place // SIDE + spread * rng.random()),
                    "industries": cell["industry"],
                    "opened": f"{1980 + number % 41}-05-01",
                }
            )
    return pl.DataFrame(rows)


def panel() -> pl.DataFrame:
    """Nine years; G2 grows everywhere, and T20 gains ever more of G3 and G4, which it lacked."""
    first = TABLES["activity"]().with_columns(start=pl.col("establishments"))
    parts = []
    for year in YEARS:
        grown = pl.when(pl.col("industry") == "G2").then(1.1 ** (year - 2012)).otherwise(1.0)
        joined = (pl.col("region").is_in(["T20", "T02", "T33"])) & pl.col("industry").is_in(["G3", "G4"])
        entering = pl.when(joined).then(min(1.0, (year - 2012) / 6) * 2).otherwise(1.0)
        count = (pl.col("start") * grown * entering).round().cast(pl.Int64)
        parts.append(first.with_columns(establishments=count, year=pl.lit(year)).drop("start"))
    return pl.concat(parts).filter(pl.col("establishments") > 0)


@pytest.fixture
def land(tmp_path: Path) -> Workspace:
    """The same country with its plants one by one instead of counts."""
    made = create_workspace(tmp_path / "land", CONFIG)
    for name in ("regions", "industries", "zones"):
        TABLES[name]().write_csv(tmp_path / f"land-{name}.csv")
        import_files(made, "table", [tmp_path / f"land-{name}.csv"])
    return made


def built(workspace: Workspace, tmp_path: Path, **tables: pl.DataFrame) -> Evidence:
    for name, table in tables.items():
        table.write_csv(tmp_path / f"{name}.csv")
        import_files(workspace, "table", [tmp_path / f"{name}.csv"])
    build_evidence(workspace)
    return open_evidence(workspace.folder)


def nearest_mixes(region: str, count: int) -> list[str]:
    """The regions whose shares of industries differ least from those of `region`, counted by hand."""
    wide = TABLES["activity"]().pivot("industry", index="region", values="establishments").fill_null(0)
    counts = dict(zip(wide["region"], wide.drop("region", "year", strict=False).to_numpy(), strict=True))
    mix = {code: line / line.sum() for code, line in counts.items() if line.sum() >= 30}
    apart = {code: abs(line - mix[region]).sum() for code, line in mix.items() if code != region}
    return sorted(apart, key=lambda code: (apart[code], code))[:count]


def skipped(evidence: Evidence) -> set[str]:
    return {skip["code"] for skip in evidence.manifest["skipped"]}


def test_every_study_has_a_name_of_its_own() -> None:
    assert len({study.name for study in STUDIES}) == len(STUDIES)


def test_counts_alone_are_enough_for_space_neighbours_strength_peers_and_course(
    workspace: Workspace, tmp_path: Path
) -> None:
    evidence = built(workspace, tmp_path)
    space = evidence.table("industry_space")
    assert space["in_tree"].sum() == 5, "a tree connects six industries"
    quadrant = evidence.table("autocorrelation").filter(region="T07", industry="G0")
    assert quadrant["quadrant"].to_list() == ["High-High"]
    assert quadrant["p_value"][0] < 0.05
    assert evidence.table("moran").filter(industry="G0")["moran_global"][0] > 0.1
    peers = evidence.table("similar_regions").filter(region="T07").sort("rank")
    assert peers["peer"].to_list() == nearest_mixes("T07", peers.height)
    courses = evidence.table("cluster_dynamics")
    assert set(courses["basis"]) == {"openings"}
    assert courses["life_cycle_stage"].null_count() == 0
    assert {"no_points", "no_cluster_evidence", "one_year", "short_panel"} <= skipped(evidence)
    assert not {"k_density", "hot_spots", "shift_share", "cluster_types"} & set(evidence.table_names)


def test_structure_is_among_the_indicators(workspace: Workspace, tmp_path: Path) -> None:
    evidence = built(workspace, tmp_path)
    for name in ("krugman_specialisation", "related_variety", "economic_complexity", "product_complexity"):
        assert evidence.indicator(name)["value"].count() > 0, name
    specialised = evidence.indicator("krugman_specialisation")
    planted = specialised.filter(pl.col("region").is_in(["T07", "T08", "T13", "T14", "T30"]))
    assert planted["value"].min() > specialised["value"].median()


def test_points_of_plants_give_distances_hot_spots_and_evidence_of_type_but_stay_private(
    land: Workspace, tmp_path: Path
) -> None:
    evidence = built(land, tmp_path, establishments=plants())
    found = evidence.table("localisation")
    assert found.filter(industry="G0")["p_localised"][0] <= 0.05
    assert found.filter(industry="G2")["p_localised"][0] > 0.05
    spots = evidence.table("hot_spots")
    assert set(spots["industry"]) == {"G0"}
    types = evidence.table("cluster_types")
    assert set(types["type"]) == {"cannot_tell"}
    assert "wage_ratio" in types.filter(question="strategy")["needed"][0]
    shares = evidence.table("cluster_evidence").filter(item="firm_plants_herfindahl")
    assert (shares["value"] > 0).any(), "one firm holds a fifth of the plants of T07"
    assert "establishments" not in evidence.table_names
    texts = [evidence.table(name).select(pl.col(pl.String)) for name in evidence.table_names]
    assert not any(
        (text == "GIANT").select(pl.any_horizontal(pl.all().any())).item() for text in texts if text.width
    )


def test_imported_evidence_decides_a_type_that_plants_cannot(workspace: Workspace, tmp_path: Path) -> None:
    first = built(workspace, tmp_path).table("clusters")["cluster"][0]
    rows = {
        "wage_ratio": 1.6,
        "research_jobs_share": 0.3,
        "patent_ratio": 3.0,
        "skilled_ratio": 1.7,
        "knowledge_link_share": 0.6,
        "high_technology_share": 0.9,
        "small_plants_share": 0.3,
    }
    table = pl.DataFrame({"cluster": first, "item": list(rows), "value": list(rows.values())})
    evidence = built(workspace, tmp_path, cluster_evidence=table)
    strategy = evidence.table("cluster_types").filter(cluster=first, question="strategy")
    assert strategy["type"].to_list() == ["innovative"]


def test_a_panel_has_its_growth_taken_apart_and_its_entries_forecast(
    workspace: Workspace, tmp_path: Path
) -> None:
    evidence = built(workspace, tmp_path, activity=panel())
    growth = evidence.table("shift_share")
    parts = growth["national_effect"] + growth["mix_effect"] + growth["regional_effect"]
    assert parts.to_list() == pytest.approx(growth["growth"].to_list())
    assert growth.sort("regional_effect")["region"].tail(3).sort().to_list() == ["T02", "T20", "T33"]
    assert set(evidence.table("cluster_dynamics")["basis"]) == {"activity"}
    assert "short_panel" not in skipped(evidence)


def check_tables(evidence: Evidence) -> None:
    for name in evidence.table_names:
        spec = (INPUT_TABLES | RESULT_TABLES).get(name)
        if spec is not None:
            check_table(evidence.table(name), spec)
            assert set(evidence.table(name).columns) <= {column.name for column in spec.columns}, name


def test_every_table_of_a_study_keeps_to_its_specification(
    workspace: Workspace, land: Workspace, tmp_path: Path
) -> None:
    check_tables(built(workspace, tmp_path, activity=panel()))
    check_tables(built(land, tmp_path, establishments=plants()))
