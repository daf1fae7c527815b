"""Pages of clusters and their groups: what can be told is told, what cannot is said plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from django.test import Client

from renkei.evidence import Evidence
from renkei.office.atlas import edition as shelf, groups, profiles, type_card
from renkei.office.atlas.edition import Edition
from renkei.office.atlas.findings import finding
from renkei.office.atlas.views.findings import explaining_terms
from tests.office import fictional
from tests.office.pages import Page

if TYPE_CHECKING:
    from pathlib import Path


def read(reader: Client, address: str) -> Page:
    response = reader.get(address)
    assert response.status_code == 200
    return Page(response.content.decode())


def without(folder: Path, **changed: Any) -> Edition:
    """The Land of Examples without some tables, or with others in their place."""
    found = fictional.evidence(folder)
    held = {name: frame for name, frame in {**fictional.tables(), **changed}.items() if frame is not None}
    manifest = {**found.manifest, "tables": {name: {} for name in held}}
    return Edition(Evidence(found.hash, folder, manifest, found.config, held))


def test_a_type_that_the_evidence_bears_is_stated(reader: Client) -> None:
    text = read(reader, "/en/clusters/A1-111/").text
    assert "Marshallian" in text
    assert "Many small, locally owned firms that buy from and sell to one another." in text


@pytest.mark.parametrize(
    ("prefix", "said", "needed"),
    [
        ("en", "Cannot tell: too little is known.", "jobs of each plant"),
        ("zh-hant", "無法判定：已知的證據太少。", "各工廠的員工數"),
        ("ja", "判定できません。わかっている証拠が足りません。", "事業所ごとの従業者数"),
    ],
)
def test_a_type_that_cannot_be_told_says_so_and_what_would_decide_it(
    reader: Client, prefix: str, said: str, needed: str
) -> None:
    page = read(reader, f"/{prefix}/clusters/B1-221/")
    assert said in page.text
    assert needed in page.text
    assert f"/{prefix}/clusters/B1-221/evidence.csv" in page.links


def test_the_table_to_fill_in_holds_each_unknown_item_that_has_no_row_yet(reader: Client) -> None:
    response = reader.get("/en/clusters/B1-221/evidence.csv")
    lines = response.content.decode("utf-8-sig").split()
    assert lines[0] == "cluster,item,value"
    assert "B1-221,hub_link_share," in lines
    # Known items, and those that a table already says are unknown, would be told twice.
    assert not [line for line in lines if "public_zone_share" in line or "opening_rate" in line]


def test_stage_and_momentum_are_said_with_their_reason(reader: Client) -> None:
    text = read(reader, "/en/clusters/A1-111/").text
    assert "1.4 (0.3 to 2.5)" in text
    assert "It gains pace against the typical cluster." in text
    assert "Its opening rate over 5 years is 1.25 times the overall one or higher." in text
    assert "It rests on 25% of what would tell it." in text


def test_the_list_of_clusters_has_stage_and_momentum(reader: Client) -> None:
    text = read(reader, "/en/clusters/").text
    assert "1 clusters gain pace and 0 lose it" in text
    assert "mature or declining" in text


def test_a_group_leads_to_its_clusters_and_they_to_it(reader: Client) -> None:
    assert "/ja/clusters/groups/group-A1-111/" in read(reader, "/ja/clusters/groups/").links
    assert "/ja/clusters/B1-221/" in read(reader, "/ja/clusters/groups/group-A1-111/").links
    assert "/ja/clusters/groups/group-A1-111/" in read(reader, "/ja/clusters/B1-221/").links


@pytest.mark.parametrize("prefix", ["en", "zh-hant", "ja"])
def test_an_unknown_group_is_a_designed_404(reader: Client, prefix: str) -> None:
    assert reader.get(f"/{prefix}/clusters/groups/nope/").status_code == 404


def test_a_build_without_evidence_course_and_groups_has_nothing_to_show(tmp_path: Path) -> None:
    missing = dict.fromkeys(
        name
        for name in fictional.tables()
        if name.startswith("cluster_") and name not in {"cluster_members", "clusters"}
    )
    edition = without(tmp_path, **missing)
    assert type_card.type_answers(edition, "A1-111") == []
    assert type_card.missing_items(edition, "A1-111").is_empty()
    assert groups.group_table(edition).is_empty()
    table = profiles.cluster_table(edition)
    assert table["momentum"].null_count() == table.height == 2
    rows, value = profiles.course(edition, edition.cluster("A1-111"))
    assert value == "openings"
    assert rows["stage"].null_count() == rows.height


def test_years_without_openings_are_zero_and_the_stage_is_told_of_recent_years_only(tmp_path: Path) -> None:
    edition = without(tmp_path)
    rows, _ = profiles.course(edition, edition.cluster("A1-111"))
    assert rows["year"].to_list() == list(range(2010, fictional.YEAR + 1))
    assert rows.filter(pl.col("year") == 2012)["openings"].to_list() == [0]
    assert rows.filter(pl.col("stage").is_not_null())["year"].to_list() == [2016, 2017, 2018, 2019, 2020]


def test_a_cluster_followed_by_years_of_activity_shows_plants_and_leaves_gaps_open(tmp_path: Path) -> None:
    now = fictional.activity()
    before = now.with_columns(year=pl.lit(2017, pl.Int64))
    dynamics = fictional.tables()["cluster_dynamics"].with_columns(basis=pl.lit("activity"))
    edition = without(tmp_path, activity=pl.concat([before, now]), cluster_dynamics=dynamics)
    rows, value = profiles.course(edition, edition.cluster("A1-111"))
    assert value == "establishments"
    assert rows["establishments"].to_list() == [110, None, None, 110]


@pytest.fixture
def bare_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser that looks at a build whose data allowed clusters and nothing about them."""
    kept = {"cluster_members"}
    edition = without(
        tmp_path,
        **{name: None for name in fictional.tables() if name.startswith("cluster_") and name not in kept},
        hot_spots=None,
        openings=None,
    )
    monkeypatch.setattr(shelf, "current_hash", lambda _folder: edition.hash)
    monkeypatch.setattr(shelf, "open_evidence", lambda _folder, _build: edition.evidence)
    monkeypatch.setattr(shelf, "_shelf", shelf._Shelf())
    return Client(headers={"host": "localhost"})


def test_pages_say_what_a_bare_build_does_not_know(bare_reader: Client) -> None:
    text = read(bare_reader, "/en/clusters/A1-111/").text
    assert "Cannot tell: this build knows nothing about the plants, firms or links" in text
    assert "Not known: this takes several years of data" in text
    assert "No other cluster is both near enough and related enough" in text
    assert "Momentum" not in read(bare_reader, "/en/clusters/").text
    assert "No two clusters of this build" in read(bare_reader, "/en/clusters/groups/").text
    blank = bare_reader.get("/en/clusters/A1-111/evidence.csv").content.decode("utf-8-sig")
    assert blank.split() == ["cluster,item,value"]


def test_a_finding_about_pace_leads_to_what_momentum_means(tmp_path: Path) -> None:
    row = (
        fictional.findings()
        .filter(finding="F1")
        .with_columns(because=pl.lit('[{"indicator": "momentum", "subject": "A1-111"}]'))
    )
    statement = finding(without(tmp_path, findings=row), "F1")
    assert [term.id for term in explaining_terms(statement)] == ["life-cycle"]
