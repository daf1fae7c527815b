"""Regions of a planted type, as canonical tables: plants, organisations and links, with noise.

Each type is drawn from what Markusen (1996, table 1) says of it, with ranges wide enough to meet those of its
neighbours; none of the numbers is taken from the limits in rules.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

YEAR = 2020
TYPES = ("marshallian", "hub_and_spoke", "satellite_platform", "state_anchored")


@dataclass(frozen=True)
class Kind:
    """From where to where each trait of a type is drawn, evenly."""

    plants: tuple[int, int]
    typical_jobs: tuple[float, float]
    hubs: tuple[int, int]
    hub_jobs: tuple[float, float]
    outside: tuple[float, float]
    local: tuple[float, float]
    through_hub: tuple[float, float]
    public_jobs: tuple[float, float]
    public_links: tuple[float, float]
    churn: tuple[float, float]
    zoned: tuple[float, float]


KINDS = {
    "marshallian": Kind(
        (50, 180), (8, 25), (0, 0), (0, 0), (0, 0.2), (0.45, 0.8), (0, 0), (0, 0.1), (0, 0.15), (0.05, 0.1), (0, 0.35)
    ),
    "hub_and_spoke": Kind(
        (40, 150), (12, 40), (1, 3), (0.4, 0.7), (0.05, 0.3), (0.3, 0.7), (0.45, 0.8), (0, 0.1), (0, 0.15),
        (0.01, 0.05), (0, 0.5),
    ),
    "satellite_platform": Kind(
        (20, 60), (120, 400), (0, 0), (0, 0), (0.6, 0.95), (0.02, 0.2), (0, 0), (0, 0.1), (0, 0.15), (0.01, 0.06),
        (0.3, 0.9),
    ),
    "state_anchored": Kind(
        (25, 90), (15, 60), (0, 0), (0, 0), (0.1, 0.4), (0.15, 0.45), (0, 0), (0.35, 0.65), (0.3, 0.7), (0.01, 0.05),
        (0.1, 0.6),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Country:
    """Clusters of planted types: which type each is of, their cells, and the canonical tables."""

    planted: dict[str, str]
    members: pl.DataFrame
    tables: dict[str, pl.DataFrame]


def simulated_country(each: int, rng: np.random.Generator) -> Country:
    """`each` clusters of every type."""
    drawn = [_Cluster(f"c{n:03}-{kind}", kind, rng) for kind in TYPES for n in range(each)]
    plants = pl.concat([one.plants for one in drawn])
    organisations = (
        pl.concat([one.organisations for one in drawn]).unique("organisation").sort("organisation")
    )
    links = pl.concat([one.links for one in drawn])
    cells = [{"cluster": one.name, "region": one.region, "industry": "i"} for one in drawn]
    tables = {"establishments": plants, "organisations": organisations, "links": links}
    return Country({one.name: one.kind for one in drawn}, pl.DataFrame(cells), tables)


class _Cluster:
    def __init__(self, name: str, kind: str, rng: np.random.Generator) -> None:
        self.name, self.kind, self.rng, self.region = name, kind, rng, f"r-{name}"
        traits = KINDS[kind]
        for trait in ("typical_jobs", "hub_jobs", "outside", "local", "through_hub"):
            setattr(self, trait, rng.uniform(*getattr(traits, trait)))
        for trait in ("public_jobs", "public_links", "churn", "zoned"):
            setattr(self, trait, rng.uniform(*getattr(traits, trait)))
        self.count = int(rng.integers(traits.plants[0], traits.plants[1] + 1))
        self.hubs = int(rng.integers(traits.hubs[0], traits.hubs[1] + 1))
        self.firms = [f"{name}-f{n}" for n in range(self.count)]
        self.plants, self.organisations, self.links = self._plants(), self._organisations(), self._links()

    def _plants(self) -> pl.DataFrame:
        rng = self.rng
        jobs = np.ceil(rng.lognormal(np.log(self.typical_jobs), 0.8, self.count))
        if self.hubs:
            jobs[: self.hubs] = jobs[self.hubs :].sum() * self.hub_jobs / (1 - self.hub_jobs) / self.hubs
        age = rng.exponential(1 / self.churn, self.count)
        opened = np.maximum(YEAR - np.floor(age), 1950).astype(int)
        gone = rng.uniform(size=self.count) < self.churn * 5
        gone[: self.hubs] = False
        closed = [
            YEAR - int(n) if shut else None
            for shut, n in zip(gone, rng.integers(0, 5, self.count), strict=True)
        ]
        closed = [year if year and year > start else None for year, start in zip(closed, opened, strict=True)]
        own = pl.DataFrame(
            {
                "establishment": [f"{firm}-p" for firm in self.firms],
                "organisation": self.firms,
                "region": [self.region] * self.count,
                "zone": ["z" if inside else None for inside in rng.uniform(size=self.count) < self.zoned],
                "industries": [["i"]] * self.count,
                "opened": [date(int(year), 1, 1) for year in opened],
                "closed": [date(year, 12, 31) if year else None for year in closed],
                "jobs": np.round(jobs),
            },
            schema_overrides={"zone": pl.String, "closed": pl.Date},
        )
        body = {
            "establishment": f"{self.name}-public", "organisation": f"{self.name}-public", "region": self.region,
            "zone": None, "industries": ["public"], "opened": date(1960, 1, 1), "closed": None,
            "jobs": float(round(own["jobs"].sum() * self.public_jobs / (1 - self.public_jobs))),
        }  # fmt: skip
        return pl.concat([own, pl.DataFrame([body], schema=own.schema)])

    def _organisations(self) -> pl.DataFrame:
        outside = self.rng.uniform(size=self.count) < self.outside
        if self.hubs:
            outside[: self.hubs] = False
        rows = [
            {
                "organisation": firm,
                "sectors": ["industry"],
                "region": self.region,
                "parent": "parent" if away else None,
            }
            for firm, away in zip(self.firms, outside, strict=True)
        ]
        rows.append(
            {
                "organisation": f"{self.name}-public",
                "sectors": ["academia"],
                "region": self.region,
                "parent": None,
            }
        )
        far = {"sectors": ["industry"], "region": "elsewhere", "parent": None}
        rows += [{"organisation": name, **far} for name in ("parent", "supplier", "customer")]
        types = {
            "organisation": pl.String,
            "sectors": pl.List(pl.String),
            "region": pl.String,
            "parent": pl.String,
        }
        named = pl.DataFrame(rows, schema=types)
        return named.with_columns(name=pl.col("organisation"))

    def _links(self) -> pl.DataFrame:
        rng, rows = self.rng, []
        for event in range(self.count * 3):
            firm = self.firms[rng.integers(self.count)]
            draw = rng.uniform()
            if draw < self.public_links:
                kind, partner = "joint project", f"{self.name}-public"
            elif rng.uniform() < self.local:
                hub = self.hubs and rng.uniform() < self.through_hub
                kind, partner = "supply", self.firms[rng.integers(self.hubs if hub else self.count)]
            else:
                kind, partner = "supply", ("supplier", "customer")[rng.integers(2)]
            if partner != firm:
                rows.append((firm, partner, kind, f"{self.name}-{event}"))
        columns = ["source_organisation", "target_organisation", "kind", "event"]
        return pl.DataFrame(rows, schema=columns, orient="row")
