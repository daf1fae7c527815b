"""What holds for every picture: a valid specification, the same every time, with words and numbers beside it."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest

from renkei.charts import Picture, Sheet, shapes_json, spec_json
from renkei.errors import ParameterError
from renkei.language import LANGUAGES, LanguageCode
from tests.charts.conftest import KINDS, every_picture

WIDTHS = (320, 640, 1200)
PICTURES = {
    (language, width): every_picture(Sheet(language, width)) for language, width in product(LANGUAGES, WIDTHS)
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_specification_is_valid_vega_lite(kind: str) -> None:
    altair = pytest.importorskip("altair")
    for width in WIDTHS:
        altair.LayerChart.from_dict(PICTURES["en", width][kind].spec, validate=True)


@pytest.mark.parametrize("kind", KINDS)
def test_each_picture_is_the_same_every_time(kind: str, linked: dict[str, Picture]) -> None:
    again = every_picture(Sheet("en", 640, "/en/pages/{code}/"))[kind]
    assert spec_json(again) == spec_json(linked[kind])
    assert again.id == linked[kind].id
    assert again.table.equals(linked[kind].table)


@pytest.mark.parametrize("kind", KINDS)
def test_each_specification_needs_nothing_from_elsewhere(kind: str, linked: dict[str, Picture]) -> None:
    addresses = re.findall(r"https?://[^\"]+", spec_json(linked[kind]))
    assert addresses == ["https://vega.github.io/schema/vega-lite/v6.json"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_picture_says_its_message_in_a_full_sentence(kind: str, language: LanguageCode) -> None:
    description = PICTURES[language, 640][kind].description
    assert description.endswith("." if language == "en" else "。")
    assert "{" not in description
    assert description.startswith(PICTURES[language, 640][kind].title)
    assert json.loads(spec_json(PICTURES[language, 640][kind]))["description"] == description


@pytest.mark.parametrize("kind", KINDS)
def test_the_three_languages_say_it_differently(kind: str) -> None:
    assert len({PICTURES[language, 640][kind].description for language in LANGUAGES}) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_each_picture_has_its_numbers_as_a_table_with_translated_headers(kind: str) -> None:
    tables = [PICTURES[language, 640][kind].table for language in LANGUAGES]
    assert tables[0].height == tables[1].height == tables[2].height > 0
    assert tables[0].columns != tables[1].columns
    assert len(PICTURES["en", 640][kind].row_links) == tables[1].height


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_each_picture_is_exactly_as_large_as_it_says(kind: str, width: int) -> None:
    picture = PICTURES["ja", width][kind]
    padding = picture.spec["padding"]
    assert picture.spec["width"] + padding["left"] + padding["right"] == picture.width == width
    assert picture.spec["height"] + padding["top"] + padding["bottom"] == picture.height


def test_pictures_of_a_page_have_different_identifiers() -> None:
    ids = [picture.id for picture in PICTURES["en", 640].values()]
    assert len(set(ids)) == len(ids)


def test_the_specification_can_leave_the_outlines_to_another_address(linked: dict[str, Picture]) -> None:
    picture = linked["map"]
    spec = json.loads(spec_json(picture, shapes_address="/shapes.json"))
    assert "shapes" not in spec["datasets"]
    assert {"url": "/shapes.json"} in [layer["data"] for layer in spec["layer"]]
    assert len(json.loads(shapes_json(picture))) == 14
    assert json.loads(shapes_json(linked["bars"])) == []


def test_a_specification_to_take_away_has_plain_colours(linked: dict[str, Picture]) -> None:
    assert "var(" in spec_json(linked["bars"])
    assert "var(" not in spec_json(linked["bars"], theme="light")


@pytest.mark.parametrize("width", [100, 5000])
def test_a_sheet_refuses_a_width_that_cannot_be_laid_out(width: int) -> None:
    with pytest.raises(ParameterError, match=f"{width} px wide cannot be laid out; ask for 280 to 1600 px"):
        Sheet("en", width)


def test_a_sheet_refuses_links_without_a_place_for_the_code() -> None:
    with pytest.raises(ParameterError, match=r"pattern /regions/ has no `\{code\}`"):
        Sheet("en", 640, "/regions/")


@pytest.mark.parametrize(
    "links", ["javascript:alert('{code}')", "//example.org/{code}", "data:text/html,{code}"]
)
def test_a_sheet_refuses_links_that_are_no_address(links: str) -> None:
    with pytest.raises(ParameterError, match="is no address; begin it with / for a page of this site"):
        Sheet("en", 640, links)


def test_a_code_with_special_characters_is_quoted_in_links() -> None:
    assert Sheet("en", 640, "/r/{code}/").link("a/b?<c>") == "/r/a%2Fb%3F%3Cc%3E/"
