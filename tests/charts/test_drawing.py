"""SVG for strict pages, PNG to send, and what the live picture needs."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from renkei.charts import Picture, Sheet, as_png, as_svg, live_bundle, live_css, live_version, ranking_bars
from renkei.charts.palette import GROUND, TONES
from tests.charts.conftest import KINDS, every_picture
from tests.charts.country import PLANTS, quotients

SVG = "{http://www.w3.org/2000/svg}"
FORBIDDEN = (" style=", "<style", "<script", "url(", "javascript:", "http://", "https://", "xlink", " on")


def drawn(picture: Picture) -> ET.Element:
    return ET.XML(as_svg(picture))


@pytest.mark.parametrize("kind", KINDS)
def test_svg_has_nothing_that_a_strict_policy_blocks(kind: str, linked: dict[str, Picture]) -> None:
    svg = as_svg(linked[kind]).replace('xmlns="http://www.w3.org/2000/svg"', "", 1)
    tags = " ".join(re.findall(r"<[^>]*>", svg))
    assert [word for word in FORBIDDEN if word in tags] == []


@pytest.mark.parametrize("kind", KINDS)
def test_svg_begins_with_title_and_description(kind: str, linked: dict[str, Picture]) -> None:
    picture = linked[kind]
    root = drawn(picture)
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert (root[0].text, root[1].text) == (picture.title, picture.description)
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"
    assert root.get("viewBox") == f"0 0 {picture.width} {picture.height}"


@pytest.mark.parametrize("kind", KINDS)
def test_svg_identifiers_all_belong_to_the_picture(kind: str, linked: dict[str, Picture]) -> None:
    ids = [element.get("id", "") for element in drawn(linked[kind]).iter() if element.get("id")]
    assert len(set(ids)) == len(ids) == 3
    assert all(name.startswith(linked[kind].id) for name in ids)


@pytest.mark.parametrize("kind", KINDS)
def test_svg_is_the_same_every_time(kind: str, linked: dict[str, Picture]) -> None:
    assert as_svg(linked[kind]) == as_svg(linked[kind])


def test_a_picture_without_links_is_an_image_and_with_links_a_group(linked: dict[str, Picture]) -> None:
    assert drawn(linked["map"]).get("role") == "group"
    assert drawn(every_picture(Sheet("en"))["map"]).get("role") == "img"


def test_each_region_links_to_its_page_and_says_its_value(linked: dict[str, Picture]) -> None:
    links = {link.get("href"): link for link in drawn(linked["map"]).iter(f"{SVG}a")}
    assert len(links) == 14
    told = links["/en/pages/A00/"].find(f"{SVG}path/{SVG}title")
    assert told is not None
    assert told.text == "T00 township, CountyA county: 58.10 (establishments: 171)"


def test_few_links_are_tab_stops_and_many_are_not(
    linked: dict[str, Picture], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "tabindex" not in as_svg(linked["map"])
    monkeypatch.setattr("renkei.charts.draw.MOST_TAB_STOPS", 5)
    stops = {link.get("tabindex") for link in drawn(linked["map"]).iter(f"{SVG}a")}
    assert stops == {"-1"}


def test_links_to_other_sites_stay_whole() -> None:
    picture = every_picture(Sheet("en", 640, "https://example.org/?r={code}"))["map"]
    links = [link.get("href") for link in drawn(picture).iter(f"{SVG}a")]
    assert "https://example.org/?r=A00" in links


def test_names_with_markup_characters_are_escaped(linked: dict[str, Picture]) -> None:
    texts = [element.text for element in drawn(linked["bars"]).iter(f"{SVG}text")]
    assert "Hosiery & socks" in texts


def test_a_page_picture_follows_the_theme_and_others_have_plain_colours(linked: dict[str, Picture]) -> None:
    page, light, dark = (as_svg(linked["map"], theme) for theme in ("page", "light", "dark"))
    assert set(re.findall(r"(?:fill|stroke)=\"([^\"]+)\"", page)) - {"none", "transparent"} <= {
        tone.css for tone in TONES
    }
    assert "var(" not in light + dark
    assert set(re.findall(r"#[0-9a-f]{6}", dark)) <= {tone.dark for tone in TONES}


def test_text_takes_the_readers_font_and_tabular_figures(linked: dict[str, Picture]) -> None:
    root = drawn(linked["bars"])
    assert root.get("font-variant") == "tabular-nums"
    assert "system-ui" in root.get("font-family", "")
    assert not [element for element in root.iter(f"{SVG}text") if element.get("font-family")]


def test_png_has_title_and_scale(linked: dict[str, Picture]) -> None:
    one, two = as_png(linked["bars"], 1.0), as_png(linked["bars"], 2.0, "dark")
    assert one[:8] == two[:8] == b"\x89PNG\r\n\x1a\n"
    size = [(int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) for png in (one, two)]
    assert size[0][0] == 640
    assert size[0][1] > linked["bars"].height
    assert size[1] == (2 * size[0][0], 2 * size[0][1])


def test_missing_zero_and_low_are_drawn_differently(linked: dict[str, Picture]) -> None:
    values = {row["id"]: row for row in linked["map"].spec["datasets"]["values"]}
    given = dict(quotients().select("region", "value").iter_rows())
    missing, zero, low = (
        next(code for code, value in given.items() if value == wanted) for wanted in (None, 0, 0.3)
    )
    assert values[missing]["fill"] == GROUND.light
    assert len({values[code]["fill"] for code in (missing, zero, low)}) == 3
    assert values[missing]["label"].endswith("no data")
    assert values[zero]["label"].endswith("none")


def test_the_live_bundle_holds_vega_and_our_snippet() -> None:
    bundle = live_bundle()
    assert "figure[data-spec]" in bundle
    assert len(bundle) > 500_000
    assert re.fullmatch(r"[\w.]+-[0-9a-f]{8}", live_version())


def test_live_style_uses_only_colours_of_the_palette() -> None:
    names = {tone.name for tone in TONES}
    assert set(re.findall(r"--atlas-([\w-]+)", live_css())) <= names
    assert not re.search(r"#[0-9a-f]{3,6}\b", live_css().replace("#vg", ""))


def test_specifications_are_plain_json(linked: dict[str, Picture]) -> None:
    for picture in linked.values():
        json.dumps(picture.spec, allow_nan=False)


def test_characters_that_no_xml_may_hold_are_left_out(linked: dict[str, Picture]) -> None:
    """The drawing library would end the whole process."""
    names = ["a\x00b\x08\x0c\x1f", "c\ud800d", "e\uffff", "f\\u0000g"]
    rows = pl.DataFrame({"code": list("wxyz"), "value": [4, 3, 2, 1]})
    picture = ranking_bars(rows.with_columns(name=pl.lit("")), PLANTS, Sheet("en"))
    text = next(layer for layer in picture.spec["layer"] if layer["data"]["values"][0].get("text") == "")
    for row, name in zip(text["data"]["values"], names, strict=True):
        row["text"] = name
    texts = [element.text for element in drawn(picture).iter(f"{SVG}text")]
    assert [name for name in texts if name in {"ab", "cd", "e", "f\\u0000g"}] == [
        "ab",
        "cd",
        "e",
        "f\\u0000g",
    ]
    assert as_png(picture, 1.0)[:4] == b"\x89PNG"
