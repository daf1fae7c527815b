"""What kind of cluster each detected cluster is, as far as plants, firms and links can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material

EVIDENCE: Final = ("cluster", "item", "value", "known_share", "basis")
SOURCES: Final = ("organisations", "links", "documents")


def _types(material: Material) -> Outcome:
    from renkei.clusters import cluster_parts, cluster_types

    evidence = _evidence(material)
    if evidence.is_empty():
        return Outcome({}, {"skipped": ["no_cluster_evidence"]})
    found = cluster_types(evidence)
    return Outcome(
        {
            "cluster_types": found.types,
            "cluster_type_scores": found.scores,
            "cluster_type_evidence": found.evidence,
            "cluster_parts": cluster_parts(evidence),
            "cluster_evidence": evidence,
        }
    )


def _evidence(material: Material) -> pl.DataFrame:
    """What the plants tell, and what was imported as `cluster_evidence`, which counts where both know."""
    clusters = material.tables.get("clusters", pl.DataFrame(schema={"cluster": pl.String}))
    given = material.tables.get("cluster_evidence", pl.DataFrame())
    known = [] if given.is_empty() else [given.join(clusters, on="cluster", how="semi")]
    if material.plants is not None and not clusters.is_empty():
        known.append(_told_by_plants(material, material.plants))
    if not known:
        return pl.DataFrame()
    known.append(_told_by_counts(clusters))
    rows = pl.concat(known, how="diagonal_relaxed").select(
        pl.col(name) if any(name in part.columns for part in known) else pl.lit(None).alias(name)
        for name in EVIDENCE
    )
    return rows.unique(["cluster", "item"], keep="first").sort("cluster", "item")


def _told_by_plants(material: Material, plants: pl.DataFrame) -> pl.DataFrame:
    from renkei.clusters import cluster_evidence

    tables = {"establishments": plants, "industries": material.tables["industries"]}
    tables |= {name: material.private[name] for name in SOURCES if name in material.private}
    members = material.tables["cluster_members"].select("cluster", "region", "industry")
    return cluster_evidence(members, tables, year=material.year, years=material.config.data.recent_years)


def _told_by_counts(clusters: pl.DataFrame) -> pl.DataFrame:
    """How far plants gather in each cluster: the first of the parts that make a cluster."""
    return clusters.select(
        "cluster",
        item=pl.lit("location_quotient"),
        value="location_quotient",
        known_share=pl.lit(1.0),
        basis=pl.col("establishments").cast(pl.Int64),
    )


TYPOLOGY = Study("typology", "Telling the types of clusters", _types)
