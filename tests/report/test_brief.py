"""The brief says what the build says, in three languages, in one file that fetches nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import polars as pl
import pytest

from renkei.errors import NotFoundError
from renkei.language import LANGUAGES, formatted_number
from renkei.report import regional_brief
from renkei.report.chapters import chapters

if TYPE_CHECKING:
    from renkei.evidence import Evidence
    from renkei.language import LanguageCode

SHETOU = "10007170"


@pytest.fixture
def evidence(example_evidence: Evidence) -> Evidence:
    return example_evidence


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_holds_the_numbers_of_the_build_in_each_language(evidence: Evidence, language: str) -> None:
    text = regional_brief(evidence, SHETOU, language)  # type: ignore[arg-type]
    rows = evidence.table("indicators").filter((pl.col("region") == SHETOU) & (pl.col("industry") == "123"))
    quotient = rows.filter(pl.col("indicator") == "location_quotient")["value"][0]
    assert f'<html lang="{language}">' in text
    assert formatted_number(quotient, language, 1) in text  # type: ignore[arg-type]
    assert f"{evidence.hash}/cluster-strong.123-{SHETOU}" in text


def test_the_brief_fetches_nothing_and_runs_nothing(evidence: Evidence) -> None:
    text = regional_brief(evidence, SHETOU, "en")
    assert not re.search(r"<script|<link|<img|url\(|@import| on\w+=", text)
    assert "default-src 'none'" in text


def test_the_brief_is_well_formed(evidence: Evidence) -> None:
    class Balance(HTMLParser):
        void = frozenset({"meta", "br", "hr", "wbr"})

        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in self.void:
                self.open.append(tag)

        def handle_startendtag(self, tag: str, attrs: object) -> None:
            pass

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    parser = Balance()
    parser.feed(regional_brief(evidence, SHETOU, "ja"))
    assert parser.open == []


def test_findings_about_the_region_come_first_then_its_clusters_by_plants_in_it(evidence: Evidence) -> None:
    found = chapters(evidence, SHETOU, "en").findings
    kinds = [one["subject_kind"] for one in found]
    assert kinds == sorted(kinds, key=lambda kind: kind != "region")
    inside = [one["inside"] for one in found if one["subject_kind"] == "cluster"]
    assert inside == sorted(inside, reverse=True)
    assert found[kinds.index("cluster")]["subject"] == f"123-{SHETOU}"


STAGES = {"en": "growing", "zh-Hant": "成長期", "ja": "成長期"}
CANNOT_TELL = {"en": "Cannot tell", "zh-Hant": "無法判定", "ja": "判定できない"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clusters_of_a_region_have_stage_momentum_and_type(
    evidence: Evidence, language: LanguageCode
) -> None:
    hosiery = next(
        row for row in chapters(evidence, SHETOU, language).clusters if row["cluster"] == f"123-{SHETOU}"
    )
    assert hosiery["stage"] == STAGES[language]
    assert hosiery["type"].startswith(CANNOT_TELL[language])
    assert hosiery["momentum"] in regional_brief(evidence, SHETOU, language)


def test_what_would_decide_the_type_is_said(evidence: Evidence) -> None:
    content = chapters(evidence, SHETOU, "en")
    assert "jobs of each plant, and the firm that runs it" in content.needed
    assert content.needed[0] in regional_brief(evidence, SHETOU, "en")


def test_chances_are_the_industries_that_are_near_and_complex_and_lacking(evidence: Evidence) -> None:
    found = chapters(evidence, SHETOU, "en").chances
    assert found
    assert all(row["relatedness_density"] > row["middle_density"] for row in found)
    assert all(row["complexity"] > row["middle_complexity"] for row in found)
    assert not any(row["present"] for row in found)
    assert [row["beyond"] for row in found] == sorted((row["beyond"] for row in found), reverse=True)


def test_a_region_stands_among_its_nine_most_similar_and_among_all(evidence: Evidence) -> None:
    content = chapters(evidence, SHETOU, "en")
    assert len(content.similar) == 9
    plants = next(row for row in content.position if row["indicator"] == "establishments_total")
    assert plants["value"] == content.figures["establishments_total"]
    assert (plants["near_of"], plants["far_rank"]) == (10, content.rank)
    others = evidence.indicator("establishments_total").filter(
        pl.col("region").is_in([row["peer"] for row in content.similar]), pl.col("industry") == ""
    )
    assert plants["median"] == others["value"].median()
    assert plants["near_rank"] == 1 + (others["value"] > plants["value"]).sum()


def test_a_county_has_no_similar_regions_and_says_nothing_about_them(evidence: Evidence) -> None:
    assert chapters(evidence, "10007", "en").position == []
    assert "most similar" not in regional_brief(evidence, "10007", "en")


def test_a_county_has_a_brief_of_its_own(evidence: Evidence) -> None:
    content = chapters(evidence, "10007", "en")
    assert content.peers == 22
    assert content.parent is None
    assert any(cluster["cluster"] == f"123-{SHETOU}" for cluster in content.clusters)


def test_a_region_without_plants_says_so_instead_of_failing(evidence: Evidence) -> None:
    known = evidence.table("indicators").filter(pl.col("indicator") == "establishments_total")
    townships = evidence.table("regions").filter(pl.col("level") == "township")
    empty = townships.join(known, on="region", how="anti")["region"][0]
    assert "The data show no plants in this region in 2016." in regional_brief(evidence, empty, "en")


def test_the_brief_of_an_unknown_region_is_refused(evidence: Evidence) -> None:
    with pytest.raises(NotFoundError, match="No region has the code `99999`"):
        regional_brief(evidence, "99999", "en")
