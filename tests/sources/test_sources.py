from __future__ import annotations

import renkei.sources
from renkei.language import LANGUAGES
from renkei.sources import SOURCES


def test_the_public_names_are_few_and_fixed() -> None:
    assert renkei.sources.__all__ == [
        "SOURCES",
        "Imported",
        "Source",
        "TableMapping",
        "guess_mapping",
        "mapping_as_toml",
        "mapping_from_toml",
        "problems_by_kind",
        "problems_in_language",
        "read_plain",
        "read_table",
        "read_tw_factories",
    ]


def test_every_source_has_a_reader_and_a_description_in_three_languages() -> None:
    assert list(SOURCES) == ["tw-factories", "table"]
    assert SOURCES["tw-factories"].read is renkei.sources.read_tw_factories
    assert SOURCES["table"].read is renkei.sources.read_table
    for source in SOURCES.values():
        assert len({source.description.in_language(language) for language in LANGUAGES}) == 3
