"""Reading evidence: the current build, earlier ones by their hash, regions by name, places near a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from renkei.errors import BuildError, NotFoundError, WorkspaceError
from renkei.evidence import build_evidence, find_region, import_files, open_evidence, places_near

if TYPE_CHECKING:
    from pathlib import Path

    from renkei.evidence import Workspace


def test_a_region_is_found_by_code_and_by_name_in_any_language(workspace: Workspace) -> None:
    build_evidence(workspace)
    evidence = open_evidence(workspace.folder)
    assert (
        find_region(evidence, "T07")
        == find_region(evidence, "township 7")
        == find_region(evidence, "第7鎮")
        == "T07"
    )
    with pytest.raises(NotFoundError, match="No region has the code or name `Atlantis`"):
        find_region(evidence, "Atlantis")


def test_zones_near_a_point_come_nearest_first_with_their_distance(workspace: Workspace) -> None:
    build_evidence(workspace)
    evidence = open_evidence(workspace.folder)
    near = places_near(evidence, lon=120.15, lat=23.15, km=60)
    assert near["place"].to_list() == ["alpha", "beta"]
    assert near["distance_km"][0] == 0
    assert near["distance_km"][1] == pytest.approx(45.6, abs=0.2)
    assert places_near(evidence, lon=120.15, lat=23.15, km=60, kind="science_park").height == 1
    assert places_near(evidence, lon=120.15, lat=23.15, km=12, kind="region").height == 5


def test_a_name_that_several_regions_share_lists_the_candidates(workspace: Workspace) -> None:
    rows = pl.read_csv(workspace.folder.parent / "regions.csv", infer_schema_length=None)
    shared = (
        pl.when(pl.col("region").is_in(["T01", "T02"])).then(pl.lit("East District")).otherwise("name_en")
    )
    rows.with_columns(name_en=shared).write_csv(workspace.folder.parent / "regions.csv")
    import_files(workspace, "table", [workspace.folder.parent / "regions.csv"])
    build_evidence(workspace)
    with pytest.raises(NotFoundError, match=r"2 regions are called .* T02 .* East District.*Use the code"):
        find_region(open_evidence(workspace.folder), "East District")


def test_evidence_that_does_not_exist_says_how_to_make_it(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="holds no evidence yet"):
        open_evidence(workspace.folder)
    with pytest.raises(WorkspaceError, match="not a Renkei workspace"):
        open_evidence(tmp_path / "nowhere")
    build_evidence(workspace)
    with pytest.raises(NotFoundError, match="no evidence build `0123`"):
        open_evidence(workspace.folder, "0123")
    (workspace.folder / "manifest.json").write_text("{}")
    with pytest.raises(NotFoundError, match="no evidence build"):
        open_evidence(workspace.folder, "..")
    with pytest.raises(NotFoundError, match="no table `factories`; it has activity"):
        open_evidence(workspace.folder).table("factories")


def test_private_tables_never_enter_a_build(workspace: Workspace) -> None:
    build_evidence(workspace)
    private = {"establishments", "organisations", "links", "documents", "import_problems"}
    assert not private & set(open_evidence(workspace.folder).table_names)


def test_an_earlier_build_stays_readable_by_its_hash(workspace: Workspace) -> None:
    before = build_evidence(workspace).hash
    text = workspace.config_file.read_text().replace("location_quotient = 1.5", "location_quotient = 2.5")
    workspace.config_file.write_text(text)
    build_evidence(workspace)
    earlier = open_evidence(workspace.folder, before)
    finding = earlier.table("findings")["finding"][0]
    assert earlier.citation(finding) == f"{before}/{finding}"
