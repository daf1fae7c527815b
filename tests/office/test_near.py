"""The radius question: counts, distances, mistakes, the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from renkei.errors import ParameterError
from renkei.office.atlas.nearby import Circle, circle_from, inside
from tests.office.pages import Page

if TYPE_CHECKING:
    from django.test import Client

    from renkei.office.atlas.edition import Edition


@pytest.mark.parametrize(
    ("km", "kind", "count"),
    [
        (1, "zone", 1),
        (25, "zone", 2),
        (45, "zone", 3),
        (45, "science_park", 1),
        (45, "cluster", 2),
        (1, "region", 1),
    ],
)
def test_the_radius_holds_the_places_that_it_should(
    edition: Edition, km: float, kind: str, count: int
) -> None:
    assert inside(edition, Circle(120.1, 23.1, km, kind)).height == count


def test_distances_follow_the_great_circle(edition: Edition) -> None:
    found = inside(edition, Circle(120.1, 23.1, 45, "zone"))
    assert found["place"].to_list() == ["Z1", "Z2", "Z3"]
    assert found["distance_km"].to_list() == pytest.approx([0.0, 22.24, 40.91], abs=0.01)


def test_the_page_says_how_many_and_how_far(reader: Client) -> None:
    text = Page(reader.get("/en/near/?lon=120.1&lat=23.1&km=25").content.decode()).text
    assert "2 places lie within 25 km" in text
    assert "22.2" in text


def test_a_zone_asks_about_its_own_surroundings_without_being_told(reader: Client) -> None:
    text = Page(reader.get("/en/zones/Z1/").content.decode()).text
    assert "3 places lie within 45 km" in text


def test_a_region_chosen_on_the_map_becomes_the_centre(reader: Client) -> None:
    page = Page(reader.get("/en/near/?at=A2").content.decode())
    values = {
        attributes.get("name"): attributes.get("value") for tag, attributes in page.tags if tag == "input"
    }
    assert (values["lon"], values["lat"]) == ("120.3000", "23.1000")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("lon=abc&lat=23", "lon"),
        ("lon=120&lat=91", "lat"),
        ("lon=120&lat=23&km=-1", "km"),
        ("lon=120&lat=nan", "lat"),
    ],
)
def test_a_mistake_is_said_beside_the_form(reader: Client, query: str, name: str) -> None:
    page = Page(reader.get(f"/en/near/?{query}").content.decode())
    assert f"is not a usable value for {name}. Give a number from" in page.text
    assert "mistake" in page.ids


def test_a_circle_needs_numbers() -> None:
    with pytest.raises(ParameterError, match="“x” is not a usable value for lon"):
        circle_from({"lon": "x", "lat": "23"})


def test_the_file_holds_the_same_places_with_all_names(reader: Client) -> None:
    response = reader.get("/en/near.csv?lon=120.1&lat=23.1&km=25")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "例乙工業區,Beta Industrial Park,例乙工業団地" in lines[2]
    assert response.headers["Content-Disposition"] == 'attachment; filename="zone-within-25-km.csv"'


def test_a_file_with_a_mistake_is_refused_with_the_reason(reader: Client) -> None:
    response = reader.get("/en/near.csv?lon=x&lat=23.1")
    assert response.status_code == 400
    assert "is not a usable value for lon" in response.content.decode()
