"""The indicator catalogue is complete, in three languages, and speaks of numbers that are computed."""

from __future__ import annotations

from string import Formatter

import pytest

from renkei import clusters
from renkei.clusters import INDICATORS, Indicator
from renkei.language import LANGUAGES

IDS = {
    "establishments",
    "establishments_total",
    "establishments_industry",
    "location_quotient",
    "share_of_region",
    "share_of_nation",
    "establishment_density",
    "diversity_herfindahl",
    "concentration_herfindahl",
    "locational_gini",
    "ellison_glaeser",
    "ellison_glaeser_count",
    "opening_rate",
    "openings",
}


def test_every_indicator_of_a_build_is_in_the_catalogue() -> None:
    assert set(INDICATORS) >= IDS
    assert all(key == entry.id for key, entry in INDICATORS.items())


@pytest.mark.parametrize("entry", INDICATORS.values(), ids=list(INDICATORS))
def test_every_entry_is_complete_in_three_languages(entry: Indicator) -> None:
    for text in (entry.name, entry.unit, entry.meaning):
        words = [text.in_language(language) for language in LANGUAGES]
        assert all(word.strip() == word and word for word in words)
        assert len(set(words)) == len(words), "a text was not translated"
        assert not any(name for word in words for _, name, _, _ in Formatter().parse(word))
    assert entry.meaning.en.endswith(".")
    assert entry.meaning.zh_hant.endswith("。")
    assert entry.meaning.ja.endswith("。")
    assert entry.formula.count("{") == entry.formula.count("}")
    assert entry.source
    assert entry.keys
    assert 0 <= entry.digits <= 4


@pytest.mark.parametrize("entry", INDICATORS.values(), ids=list(INDICATORS))
def test_a_council_member_reads_one_plain_sentence(entry: Indicator) -> None:
    assert len(entry.meaning.en.split()) <= 32
    assert len(entry.meaning.zh_hant) <= 70
    assert len(entry.meaning.ja) <= 90
    assert not any(sign in entry.meaning.en for sign in "Σγ²÷=")


@pytest.mark.parametrize("entry", INDICATORS.values(), ids=list(INDICATORS))
def test_an_entry_names_a_public_function_or_belongs_to_builds_alone(entry: Indicator) -> None:
    assert callable(getattr(clusters, entry.function)) if entry.function else entry.id in IDS


def test_names_are_not_shared() -> None:
    for language in LANGUAGES:
        names = [entry.name.in_language(language) for entry in INDICATORS.values()]
        assert len(set(names)) == len(names)
