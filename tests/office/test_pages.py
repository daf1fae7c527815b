"""Every page of the atlas, in every language: it answers, says what it should, and leads nowhere wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest

from renkei.language import translated
from renkei.office.words import WORDS
from tests.office.pages import PAGES, PREFIXES, Page
from tests.test_translations import said_in_templates

if TYPE_CHECKING:
    from django.test import Client

ADDRESSES = [f"/{prefix}/{path}" for prefix in PREFIXES for path in PAGES]


def read(reader: Client, address: str) -> Page:
    response = reader.get(address)
    assert response.status_code == 200, address
    return Page(response.content.decode())


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_answers_in_its_language(reader: Client, address: str) -> None:
    page = read(reader, address)
    assert page.language == PREFIXES[address.split("/")[1]]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_what_a_screen_reader_needs(reader: Client, address: str) -> None:
    page = read(reader, address)
    tags = [tag for tag, _ in page.tags]
    assert tags.count("h1") == 1
    assert tags.count("main") == 1
    assert "#content" in page.links
    assert len(page.ids) == len(set(page.ids)), "an identifier occurs twice"
    labelled = {attributes.get("for") for tag, attributes in page.tags if tag == "label"}
    for tag, attributes in page.tags:
        if tag in {"input", "select"} and attributes.get("type") != "hidden":
            assert attributes["id"] in labelled
    for _, attributes in page.tags:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set(attributes.get(name, "").split()) <= set(page.ids)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_has_an_inline_script_or_style(reader: Client, address: str) -> None:
    for tag, attributes in read(reader, address).tags:
        assert tag != "style"
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag == "script":
            assert attributes["src"].startswith("/static/")


ENGLISH = sorted({said.template for said in said_in_templates() if said.place.startswith("office/")})


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["zh-hant", "ja"])
def test_no_english_is_left_on_a_page_in_another_language(reader: Client, prefix: str, path: str) -> None:
    page = read(reader, f"/{prefix}/{path}")
    visible = {text for tag, text in page.texts if tag not in {"code", "pre", "script"}}
    whole = [template for template in ENGLISH if "{" not in template and len(template) > 3]
    assert not visible & {text for text in whole if translated(text, PREFIXES[prefix]) != text}
    starts = [template.split("{")[0].strip() for template in ENGLISH if "{" in template]
    for start in (start for start in starts if len(start) > 12):
        assert not [text for text in visible if text.startswith(start)]


def test_a_crawl_from_the_start_page_meets_no_dead_link(reader: Client) -> None:
    seen: dict[str, Page] = {}
    waiting = ["/en/"]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        response = reader.get(address)
        assert response.status_code == 200, address
        is_page = response.headers["Content-Type"].startswith("text/html") and "brief" not in address
        seen[address] = Page(response.content.decode() if is_page else "")
        for link in seen[address].links:
            target = urlsplit(urljoin(address, link))
            if target.netloc in {"", "localhost", "testserver"} and len(seen) < 400:
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    assert len(seen) > 100
    for address, page in seen.items():
        for link in page.links:
            path, _, anchor = link.partition("#")
            target = urlsplit(urljoin(address, path or address))
            goal = seen.get(target.path + (f"?{target.query}" if target.query else ""))
            if anchor and goal:
                assert anchor in goal.ids, f"{address} leads to #{anchor}"


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(
    "path",
    [
        "regions/nope/", "industries/nope/", "clusters/nope/", "zones/nope/", "findings/nope/", "data/nope/",
        "nowhere/", "cited/0123456789abcdef/nope/", "pictures/nope.json", "near/?lon=1&lat=1&kind=nope",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_a_designed_404(reader: Client, prefix: str, path: str) -> None:
    response = reader.get(f"/{prefix}/{path}")
    assert response.status_code == 404
    page = Page(response.content.decode())
    assert page.language == PREFIXES[prefix]
    assert f"/{prefix}/clusters/" in page.links


def test_the_language_switch_stays_on_the_page(reader: Client) -> None:
    links = read(reader, "/ja/map/?indicator=establishment_density&level=county").links
    assert "/zh-hant/map/?indicator=establishment_density&level=county" in links
    assert "/en/map/?indicator=establishment_density&level=county" in links


@pytest.mark.parametrize("family", WORDS)
def test_every_code_has_a_word_in_every_language(family: str) -> None:
    for word in WORDS[family].values():
        assert translated(word, "zh-Hant") != word or not re.search("[a-z]{4}", word), word
        assert translated(word, "ja") != word or not re.search("[a-z]{4}", word), word


def test_numbers_on_the_cluster_page_are_those_of_the_build(reader: Client) -> None:
    text = read(reader, "/en/clusters/A1-111/").text
    assert "110 plants in 2 regions and 2 industries: 1.8 times" in text
    assert "came up on at most 0.2% of these maps" in text


def test_a_cell_that_is_not_in_the_cluster_is_a_dash_not_a_zero(reader: Client) -> None:
    page = read(reader, "/en/clusters/A1-111/")
    start = page.texts.index(("th", "Together"))
    rows = [text for _, text in page.texts[start + 1 : start + 9]]
    assert rows == ["Red Town, Alpha County", "60", "20", "80", "Blue Town, Alpha County", "30", "–", "30"]


def test_a_region_without_plants_says_so_and_shows_no_zero(reader: Client) -> None:
    page = read(reader, "/en/regions/B3/")
    assert "No plants are known in this region." in page.text
    assert "–" in page.text


def test_the_footer_names_the_evidence_build(reader: Client) -> None:
    assert "0123456789abcdef" in read(reader, "/en/").text


def test_a_finding_can_be_copied_and_cited_for_good(reader: Client) -> None:
    page = read(reader, "/en/findings/F1/")
    assert "0123456789abcdef/F1" in page.text
    assert "http://localhost/en/cited/0123456789abcdef/F1/" in page.links


def test_findings_are_filtered_by_level_and_subject(reader: Client) -> None:
    ids = read(reader, "/en/findings/?level=risk&about=region").ids
    assert "F2" in ids
    assert "F1" not in ids


def test_a_choice_that_makes_no_sense_falls_back_to_a_map(reader: Client) -> None:
    page = read(reader, "/en/map/?indicator=x&industry=y&level=z&year=abc&overlay=q")
    assert "Location quotient of Imaginary hosiery, 2020" in page.text


def test_the_years_of_a_map_are_a_slider_with_steps(reader: Client) -> None:
    page = read(reader, "/en/map/?indicator=openings&year=1700")
    slider = next(attributes for tag, attributes in page.tags if attributes.get("type") == "range")
    ticks = [one["value"] for tag, one in page.tags if tag == "option" and len(one.get("value", "")) == 4]
    assert slider["value"] == slider["min"] == ticks[0], "the nearest year with values"
    assert slider["max"] == ticks[-1]
    steps = [one["href"] for tag, one in page.tags if one.get("rel") == "next"]
    assert len(steps) == 1
    assert f"year={ticks[1]}" in steps[0]


def test_the_brief_of_a_region_is_a_file_to_keep(reader: Client) -> None:
    response = reader.get("/ja/regions/A1/brief.html")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == 'attachment; filename="renkei-A1-ja.html"'
