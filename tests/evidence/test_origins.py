"""Every page and brief can say where its numbers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.evidence import build_evidence, open_evidence, origin_sentences, sources_of

if TYPE_CHECKING:
    from renkei.evidence import Evidence, Workspace


def test_own_tables_are_named_with_what_became_of_their_rows(workspace: Workspace) -> None:
    text = workspace.config_file.read_text().replace(
        'attribution = ""', 'attribution = "Testland Statistics, CC0"'
    )
    workspace.config_file.write_text(text)
    build_evidence(workspace)
    said = origin_sentences(open_evidence(workspace.folder), "en")
    assert said[0] == "Testland Statistics, CC0"
    assert "Own table regions.csv: 40 rows read, 40 kept, 0 set aside, 0 remarks." in said
    assert sources_of(open_evidence(workspace.folder)) == ()


def test_the_example_names_its_publishers_and_their_licences(example_evidence: Evidence) -> None:
    (sentence,) = origin_sentences(example_evidence, "ja")
    assert "2016年末" in sentence
    names = [source.name.zh_hant for source in sources_of(example_evidence)]
    assert names[0] == "經濟部工廠登記資料（臺灣），2016 年"
    assert "Open Government Data License" in sources_of(example_evidence)[0].licence.en
