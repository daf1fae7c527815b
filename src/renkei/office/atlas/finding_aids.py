"""What search knows: every subject, finding, indicator and term of an edition, under all its names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from renkei.evidence import INDICATORS
from renkei.language import LANGUAGES, Text, translated
from renkei.office.atlas.findings import finding
from renkei.office.atlas.search import Document, SearchIndex
from renkei.office.atlas.terms import terms
from renkei.office.languages import spoken
from renkei.office.templating import address
from renkei.office.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Subject

KINDS: Final = ("cluster", "region", "industry", "zone", "term", "indicator", "finding")
SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: its name in the reader's language, where it leads, and its code."""

    name: str
    href: str
    code: str


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind; at most `SHOWN` of `total` are listed."""

    kind: str
    total: int
    hits: tuple[Hit, ...]


def results(edition: Edition, query: str) -> list[Group]:
    """What `query` finds in `edition`, by kind; kinds without a hit are left out."""
    found = index_of(edition).find(query)
    groups = ((kind, [one for one in found if one.kind == kind]) for kind in KINDS)
    return [
        Group(kind, len(documents), tuple(_hit(edition, one) for one in documents[:SHOWN]))
        for kind, documents in groups
        if documents
    ]


@lru_cache(maxsize=2)
def index_of(edition: Edition) -> SearchIndex:
    """The index of `edition`, built when it is first searched."""
    return SearchIndex(_documents(edition))


def _documents(edition: Edition) -> Iterator[Document]:
    yield from _regions(edition)
    yield from _subjects(edition.industries)
    yield from _zones(edition)
    for cluster in edition.clusters.values():
        weight = cluster.numbers["establishments"] or 0
        yield Document(
            "cluster", cluster.id, (*_all(cluster.name), cluster.id), _members(edition, cluster.id), weight
        )
    for term in terms():
        yield Document("term", term.id, _all(term.name), " ".join(_all(term.text)))
    for code in sorted(edition.indicator_names & INDICATORS.keys()):
        known = INDICATORS[code]
        yield Document("indicator", code, (*_all(known.name), code), " ".join(_all(known.meaning)))
    for row in edition.table("findings").to_dicts():
        texts = " ".join((row["text_zh_hant"], row["text_en"], row["text_ja"]))
        yield Document("finding", row["finding"], (row["finding"],), texts, weight=row["weight"])


def _regions(edition: Edition) -> Iterator[Document]:
    plants = edition.indicator("establishments_total", year=edition.year)
    sizes = dict(zip(plants["region"], plants["value"], strict=True))
    for code, place in edition.places.items():
        own = edition.regions[code].name
        yield Document("region", code, (*_all(own), *_all(place), code), weight=sizes.get(code) or 0)


def _zones(edition: Edition) -> Iterator[Document]:
    for zone in edition.zones.values():
        around = edition.places.get(zone.region)
        text = " ".join((*_kind_names(zone.purpose), *(_all(around) if around else ())))
        yield Document("zone", zone.id, (*_all(zone.name), zone.id), text, weight=zone.establishments or 0)


def _kind_names(purpose: str) -> list[str]:
    word = WORDS["zone_kind"].get(purpose, purpose)
    return [translated(word, language) for language in LANGUAGES]


def _subjects(family: Mapping[str, Subject]) -> Iterator[Document]:
    for code, subject in family.items():
        yield Document(subject.kind, code, (*_all(subject.name), code))


def _members(edition: Edition, cluster: str) -> str:
    rows = edition.table("cluster_members").filter(cluster=cluster)
    regions = [edition.places[code] for code in rows["region"].unique() if code in edition.places]
    industries = [
        edition.industries[code].name for code in rows["industry"].unique() if code in edition.industries
    ]
    return " \n ".join(name for text in (*regions, *industries) for name in _all(text))


def _all(text: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text.zh_hant, text.en, text.ja)))


def _hit(edition: Edition, found: Document) -> Hit:
    match found.kind:
        case "region":
            return Hit(spoken(edition.places[found.id]), address("region", found.id), found.id)
        case "industry":
            return Hit(spoken(edition.industries[found.id].name), address("industry", found.id), found.id)
        case "zone":
            return Hit(spoken(edition.zones[found.id].name), address("zone", found.id), "")
        case "cluster":
            return Hit(spoken(edition.clusters[found.id].name), address("cluster", found.id), "")
        case "term":
            name = next(spoken(term.name) for term in terms() if term.id == found.id)
            return Hit(name, f"{address('about')}#{found.id}", "")
        case "indicator":
            return Hit(spoken(INDICATORS[found.id].name), f"{address('data')}#{found.id}", "")
        case _:
            return Hit(finding(edition, found.id).sentence, address("finding", found.id), "")
