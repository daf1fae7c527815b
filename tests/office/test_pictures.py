"""Pictures on pages: drawn for a desk and a phone, without styles, with their numbers; none without outlines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest
from django.utils.translation import override

from renkei.evidence import Evidence
from renkei.office.atlas.drawings import DRAWINGS
from renkei.office.atlas.edition import Edition
from renkei.office.atlas.map_values import map_values
from renkei.office.atlas.pictures import plate
from tests.office import fictional

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

SUBJECTS = {
    "map": "indicator=location_quotient&industry=111&level=township&year=2020&overlay=zones",
    "clusters": "",
    "cluster": "A1-111",
    "types": "A1-111",
    "structure_evidence": "A1-111",
    "strategy_evidence": "B1-221",
    "life": "A1-111",
    "grouped": "",
    "group": "group-A1-111",
    "region": "A1",
    "zones": "",
    "within": "lon=120.1&lat=23.1&km=45&kind=zone",
    "pick": "",
    "openings": "region A1",
    "space": "A1",
    "distances": "111",
    "hot_spots": "111",
    "alike": "111",
    "comparison": "A1,B3",
    "chances": "A1",
    "growth": "A1",
}


def test_every_picture_is_tried() -> None:
    assert SUBJECTS.keys() == DRAWINGS.keys()


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_picture_is_drawn_for_desk_and_phone(edition: Edition, name: str) -> None:
    with override("ja"):
        found = plate(edition, name, SUBJECTS[name])
    assert found is not None
    assert [one.form for one in found.drawings] == ["wide", "narrow"]
    for drawing in found.drawings:
        assert drawing.svg.startswith("<svg")
        assert " style=" not in drawing.svg
        assert 'lang="ja"' in drawing.svg
    assert found.numbers is not None
    assert found.numbers.total > 0
    assert found.description


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_picture_can_be_made_live(reader: Client, edition: Edition, name: str) -> None:
    with override("en"):
        found = plate(edition, name, SUBJECTS[name])
    assert found is not None
    response = reader.get(found.drawings[0].spec)
    assert response.status_code == 200
    assert "vega-lite" in json.loads(response.content)["$schema"]


def test_marks_of_the_region_map_lead_to_region_pages(edition: Edition) -> None:
    with override("en"):
        found = plate(edition, "map", SUBJECTS["map"])
    assert found is not None
    assert 'href="/en/regions/A1/"' in found.drawings[0].svg


def test_an_absent_industry_is_zero_where_there_are_plants_and_unknown_where_there_are_none(
    edition: Edition,
) -> None:
    values = map_values(edition, "location_quotient", level="township", industry="111")
    found = dict(zip(values["region"], values["value"], strict=True))
    assert found["B1"] == 0.0
    assert found["B3"] is None
    assert found["A1"] > 1


def test_a_country_without_outlines_has_pages_without_maps(tmp_path: Path) -> None:
    evidence = fictional.evidence(tmp_path)
    tables = {
        **fictional.tables(),
        "regions": fictional.regions().with_columns(geometry=pl.lit(None, pl.String)),
    }
    edition = Edition(Evidence(evidence.hash, tmp_path, evidence.manifest, evidence.config, tables))
    with override("en"):
        for name in ("map", "clusters", "cluster", "region", "zones", "within", "hot_spots", "alike"):
            assert plate(edition, name, SUBJECTS[name]) is None
