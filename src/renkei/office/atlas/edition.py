"""An edition of the atlas: one evidence build with its subjects looked up by identifier.

It is opened once and shared by all requests until a newer build becomes current; nothing in it changes.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl
from django.conf import settings

from renkei.errors import NotFoundError
from renkei.evidence import current_hash, open_evidence
from renkei.language import LANGUAGES, Text
from renkei.office.atlas import subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from renkei.evidence import Evidence

SubjectT = TypeVar("SubjectT", bound=subjects.Subject)


class Edition:
    """One evidence build as the pages read it."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    @property
    def hash(self) -> str:
        """The hash by which this build is cited."""
        return self.evidence.hash

    @property
    def name(self) -> Text:
        """The workspace's name."""
        return self.evidence.config.name

    @property
    def year(self) -> int:
        """The reference year."""
        return self.evidence.year

    @property
    def region_level(self) -> str:
        """The level of region at which clusters are detected, such as `township`."""
        return self.evidence.config.data.region_level

    @property
    def industry_level(self) -> str:
        """The level of industry at which clusters are detected, such as `group`."""
        return self.evidence.config.data.industry_level

    def table(self, name: str) -> pl.DataFrame:
        """The table `name` of the build; no rows, but its columns, where the data did not allow it."""
        return self.evidence.rows(name)

    @cached_property
    def regions(self) -> dict[str, subjects.Region]:
        """The regions by code, in code order."""
        rows = self.table("regions").drop("geometry", strict=False).sort("region")
        return {row["region"]: subjects.region(row) for row in rows.to_dicts()}

    @cached_property
    def places(self) -> dict[str, Text]:
        """The names of the regions as they are said apart from their map: 新竹市東區; East District, Hsinchu City."""
        return {code: self._placed(one) for code, one in self.regions.items()}

    @cached_property
    def codes_by_name(self) -> dict[str, str]:
        """The codes of the regions by their full names in any language, without regard to case."""
        return {
            name.in_language(language).casefold(): code
            for code, name in self.places.items()
            for language in LANGUAGES
        }

    def names(self, kind: str) -> dict[str, Text]:
        """The names of the subjects of `kind`, regions with what contains them; none for an unknown kind."""
        match kind:
            case "region":
                return self.places
            case "industry":
                return {code: one.name for code, one in self.industries.items()}
            case "zone":
                return {code: one.name for code, one in self.zones.items()}
            case "cluster":
                return {code: one.name for code, one in self.clusters.items()}
            case _:
                return {}

    def _placed(self, place: subjects.Region) -> Text:
        whole = self.regions.get(place.parent)
        if whole is None:
            return place.name
        return Text(
            zh_hant=whole.name.zh_hant + place.name.zh_hant,
            en=f"{place.name.en}, {whole.name.en}",
            ja=whole.name.ja + place.name.ja,
        )

    @cached_property
    def industries(self) -> dict[str, subjects.Industry]:
        """The industries by code, in code order."""
        rows = self.table("industries").sort("industry")
        return {row["industry"]: subjects.industry(row) for row in rows.to_dicts()}

    @cached_property
    def industry_tree(self) -> list[tuple[subjects.Industry, int]]:
        """Every industry with its depth, each followed by its parts."""
        return [
            pair
            for top in self.industries.values()
            if top.parent not in self.industries
            for pair in self._branch(top, 0)
        ]

    def _branch(self, top: subjects.Industry, depth: int) -> list[tuple[subjects.Industry, int]]:
        parts = [one for one in self.industries.values() if one.parent == top.id]
        return [(top, depth), *(pair for part in parts for pair in self._branch(part, depth + 1))]

    @cached_property
    def region_levels(self) -> list[str]:
        """The levels of region, the widest first."""
        return _levels(self.regions, self.lineage)

    @cached_property
    def industry_levels(self) -> list[str]:
        """The levels of industry that have something to compare, the widest first."""
        return _levels(self.industries, self.lineage)

    @cached_property
    def zones(self) -> dict[str, subjects.Zone]:
        """The zones by identifier."""
        return {row["zone"]: subjects.zone(row) for row in self.table("zones").sort("zone").to_dicts()}

    @cached_property
    def clusters(self) -> dict[str, subjects.Cluster]:
        """The detected clusters by identifier, the largest excess of plants first."""
        excess = (pl.col("establishments") - pl.col("expected")).fill_null(0)
        rows = self.table("clusters").sort(excess, "cluster", descending=[True, False])
        return {row["cluster"]: subjects.cluster(row) for row in rows.to_dicts()}

    @cached_property
    def _indicators(self) -> dict[str, pl.DataFrame]:
        return {
            str(key[0]): rows.drop("indicator")
            for key, rows in self.table("indicators").partition_by("indicator", as_dict=True).items()
        }

    def indicator(self, name: str, **keys: Any) -> pl.DataFrame:
        """The rows of indicator `name` whose columns equal `keys`; no rows if it was not computed."""
        rows = self._indicators.get(name)
        if rows is None:
            return self.table("indicators").clear().drop("indicator")
        return rows.filter(*(pl.col(column) == value for column, value in keys.items()))

    def number(
        self, name: str, *, region: str = "", industry: str = "", year: int | None = None
    ) -> float | None:
        """One number of indicator `name` in `year` (by default the edition's); None if it is not known."""
        found = self.indicator(name, region=region, industry=industry, year=year or self.year)["value"]
        return None if found.is_empty() else found[0]

    @cached_property
    def indicator_names(self) -> frozenset[str]:
        """The indicators that were computed."""
        return frozenset(self._indicators)

    def region(self, code: str) -> subjects.Region:
        """The region `code`. Raises `NotFoundError`."""
        return _found(
            self.regions,
            code,
            "There is no region `{id}` in this atlas. Choose one from the list of regions.",
        )

    def industry(self, code: str) -> subjects.Industry:
        """The industry `code`. Raises `NotFoundError`."""
        return _found(
            self.industries,
            code,
            "There is no industry `{id}` in this atlas. Choose one from the list of industries.",
        )

    def zone(self, code: str) -> subjects.Zone:
        """The zone `code`. Raises `NotFoundError`."""
        return _found(
            self.zones, code, "There is no zone `{id}` in this atlas. Choose one from the list of zones."
        )

    def cluster(self, code: str) -> subjects.Cluster:
        """The cluster `code`. Raises `NotFoundError`."""
        return _found(
            self.clusters,
            code,
            "There is no cluster `{id}` in this atlas. Choose one from the list of clusters.",
        )

    def lineage(
        self, start: subjects.Region | subjects.Industry
    ) -> list[subjects.Region | subjects.Industry]:
        """What contains `start`, the widest first; empty at the top."""
        family: Mapping[str, subjects.Region | subjects.Industry] = (
            self.regions if isinstance(start, subjects.Region) else self.industries
        )
        above: list[subjects.Region | subjects.Industry] = []
        parent = family.get(start.parent)
        while parent is not None and parent not in above:
            above.insert(0, parent)
            parent = family.get(parent.parent)
        return above


def _levels(
    family: Mapping[str, subjects.Region] | Mapping[str, subjects.Industry],
    lineage: Callable[[subjects.Region | subjects.Industry], list[subjects.Region | subjects.Industry]],
) -> list[str]:
    """The levels of `family` that more than one of it has, by how deep they lie."""
    depths = {one.level: len(lineage(one)) for one in family.values()}
    numbers = Counter(one.level for one in family.values())
    return [level for level in sorted(depths, key=lambda level: depths[level]) if numbers[level] > 1]


def _found(family: Mapping[str, SubjectT], code: str, template: str) -> SubjectT:
    if code not in family:
        raise NotFoundError(template, id=code)
    return family[code]


class _Shelf:
    """The edition in use, and the lock under which it is changed for a newer one."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.edition: Edition | None = None
        self.folder: Path | None = None


_shelf = _Shelf()


def current_edition() -> Edition:
    """The current build of the workspace in the settings; opened anew only when there is a newer one.

    Raises `WorkspaceError` if the folder is no workspace, `BuildError` if it holds no evidence yet.
    """
    folder: Path = settings.WORKSPACE
    newest = current_hash(folder)
    with _shelf.lock:
        if _shelf.edition is None or _shelf.edition.hash != newest or _shelf.folder != folder:
            _shelf.edition = Edition(open_evidence(folder, newest))
            _shelf.folder = folder
        return _shelf.edition
