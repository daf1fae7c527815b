"""Search: two-character terms, variants of characters, three languages, helpful when nothing is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from renkei.office.atlas.finding_aids import results
from renkei.office.atlas.search import Document, SearchIndex, folded, parts
from tests.office.pages import Page

if TYPE_CHECKING:
    from django.test import Client

    from renkei.office.atlas.edition import Edition

INDEX = SearchIndex(
    [
        Document("region", "10018", ("新竹市", "Hsinchu City", "新竹市"), weight=3),
        Document("region", "10018010", ("新竹市東區", "East District, Hsinchu City", "新竹市東区"), weight=2),
        Document("zone", "hsinchu", ("新竹科學園區", "Hsinchu Science Park", "新竹サイエンスパーク")),
        Document("region", "66000", ("臺中市", "Taichung City", "台中市")),
        Document("term", "bond", ("加工出口區",), "簡化通關。 customs clearance. 通関手続き"),
        Document("term", "park", ("科學園區",), "產學合作 産学連携 industry–academia"),
        Document("industry", "08", ("食品製造業", "Food products", "食料品製造業")),
    ]
)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("園區", "hsinchu"), ("園区", "hsinchu"), ("通關", "bond"), ("通関", "bond"), ("産学", "park"),
        ("產學", "park"), ("新竹", "10018"), ("Hsinchu", "10018"), ("hsinchu east", "10018010"),
        ("台中", "66000"), ("臺中", "66000"), ("東区", "10018010"), ("ＨＳＩＮＣＨＵ", "10018"),
        ("新竹 Park", "hsinchu"), ("food", "08"), ("食品", "08"), ("食", "08"),
        ("サイエンス", "hsinchu"), ("产学", "park"), ("Ｈｓｉｎｃｈｕ　Ｃｉｔｙ", "10018"),
    ],
)  # fmt: skip
def test_a_term_is_found_in_any_script_and_width(query: str, first: str) -> None:
    assert INDEX.find(query)[0].id == first


@pytest.mark.parametrize("query", ["園通", "竹新", "xyzzy", "", "  ", "!?", "insch", "東新竹"])
def test_what_is_not_there_is_not_found(query: str) -> None:
    assert INDEX.find(query) == []


def test_names_come_before_texts_and_exact_names_first() -> None:
    assert [one.id for one in INDEX.find("新竹市")] == ["10018", "10018010"]
    assert INDEX.find("Hsinchu City")[0].id == "10018"


def test_folding_is_the_same_for_all_variants_of_a_word() -> None:
    assert folded("臺灣產業園區") == folded("台湾産業園区") == folded("台湾产业园区")


@given(st.text(max_size=60))
def test_no_query_breaks_the_search(query: str) -> None:
    assert isinstance(INDEX.find(query), list)


@given(st.text(alphabet="新竹科學園區食品製造業abc 12", min_size=1, max_size=12))
def test_a_document_is_found_by_its_own_name(name: str) -> None:
    found = SearchIndex([Document("region", "x", (name,))]).find(name)
    assert bool(found) == bool(parts(name))


@pytest.mark.parametrize("query", ["園區", "園区", "Science", "科學", "サイエンス"])
def test_the_atlas_finds_its_zones_under_every_name(edition: Edition, query: str) -> None:
    groups = {group.kind: group for group in results(edition, query)}
    assert "zone" in groups


@pytest.mark.parametrize("query", ["通關", "産学", "customs"])
def test_the_atlas_finds_terms_in_its_glossary(edition: Edition, query: str) -> None:
    assert "term" in {group.kind for group in results(edition, query)}


def test_a_search_without_result_offers_a_way_on(reader: Client) -> None:
    page = Page(reader.get("/en/search/?q=xyzzy").content.decode())
    assert "Nothing was found for “xyzzy”" in page.text
    assert "/en/regions/" in page.links


def test_firms_are_not_found(reader: Client) -> None:
    text = reader.get("/zh-hant/search/?q=絕密").content.decode()
    assert "絕密股份有限公司" not in text


def test_a_query_is_shown_as_text_not_as_markup(reader: Client) -> None:
    content = reader.get("/en/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in content
