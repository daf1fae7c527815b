"""Pictures of clusters: where they are, of what type each is and why, its life, the groups they form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.charts import (
    Quantity,
    Sheet,
    cluster_map,
    cluster_regions_map,
    evidence_dots,
    life_cycle_timeline,
    type_scores,
)
from renkei.language import translated
from renkei.office.atlas import groups, profiles, type_card
from renkei.office.atlas.drawings.ground import has_outlines, linked_sheet, region_sheet

if TYPE_CHECKING:
    from renkei.charts import Picture
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Cluster


def cluster_extent(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """The member regions of a cluster by their plants in it, with their surroundings."""
    cluster = edition.cluster(subject)
    if not has_outlines(edition):
        return None
    title = translated("Plants of the cluster by region", language)
    members = edition.table("cluster_members")
    return cluster_regions_map(
        edition.table("regions"), members, cluster.id, title, region_sheet(language, width)
    )


def all_clusters(edition: Edition, _subject: str, language: LanguageCode, width: int) -> Picture | None:
    """Every cluster: its regions, and a circle for its plants, which leads to its page."""
    if not edition.clusters or not has_outlines(edition):
        return None
    return cluster_map(
        edition.table("regions"),
        _labelled(edition, language),
        edition.table("cluster_members"),
        translated("Detected clusters", language),
        linked_sheet("cluster", language, width),
    )


def _labelled(edition: Edition, language: LanguageCode) -> pl.DataFrame:
    """The clusters with the short names by which a map calls them."""
    leading = [(code, _core(edition, one, language)) for code, one in edition.clusters.items()]
    labels = pl.DataFrame(leading, schema={"cluster": pl.String, "label": pl.String}, orient="row")
    return edition.table("clusters").join(labels, on="cluster", how="left")


def _core(edition: Edition, cluster: Cluster, language: LanguageCode) -> str:
    """What a cluster is called where there is little room: its leading industry."""
    industry = edition.industries.get(cluster.lead_industry)
    return (industry or cluster).name.in_language(language)


def types(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """How far the evidence speaks for each type of cluster, and how far it is unknown."""
    rows = type_card.type_scores_of(edition, subject, language)
    if rows.is_empty():
        return None
    title = translated("How far the evidence speaks for each type", language)
    innovation = type_card.innovation_of(edition, subject)
    placed = None if innovation.is_empty() else innovation
    return type_scores(rows, title, Sheet(language, width), innovation=placed, least=-1)


def structure_evidence(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """What each item says for or against each structure."""
    title = translated("Evidence for how its firms belong together", language)
    return _evidence(edition, subject, "structure", title, Sheet(language, width))


def strategy_evidence(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """What each item says for or against each strategy."""
    title = translated("Evidence for how it competes", language)
    return _evidence(edition, subject, "strategy", title, Sheet(language, width))


def _evidence(
    edition: Edition, subject: str, question: type_card.Question, title: str, sheet: Sheet
) -> Picture | None:
    rows = type_card.evidence_of(edition, subject, question, sheet.language)
    if rows.is_empty():
        return None
    return evidence_dots(rows, type_card.types_of(question, sheet.language), title, sheet)


def life(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """What the cluster did year by year, and the stage that its recent years are told by."""
    rows, value = profiles.course(edition, edition.cluster(subject))
    if not rows[value].sum():
        return None
    by_openings = value == "openings"
    title = (
        "Plants by year of opening, and the stage of life"
        if by_openings
        else "Plants by year, and the stage of life"
    )
    measured = "Plants opened" if by_openings else "Plants"
    quantity = Quantity(translated(title, language), translated(measured, language), digits=0)
    return life_cycle_timeline(rows, quantity, Sheet(language, width), value=value)


def group_extent(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """The regions of a group of clusters by their plants in it, with their surroundings."""
    cells = groups.cells_of_group(edition, groups.group(edition, subject).id)
    if cells.is_empty() or not has_outlines(edition):
        return None
    members = cells.with_columns(cluster=pl.lit(subject))
    title = translated("Plants of the group by region", language)
    return cluster_regions_map(
        edition.table("regions"), members, subject, title, region_sheet(language, width)
    )


def grouped(edition: Edition, _subject: str, language: LanguageCode, width: int) -> Picture | None:
    """The clusters that belong to a group, in the country."""
    members = edition.table("cluster_group_members").select("cluster")
    if members.is_empty() or not has_outlines(edition):
        return None
    return cluster_map(
        edition.table("regions"),
        _labelled(edition, language).join(members, on="cluster", how="semi"),
        edition.table("cluster_members").join(members, on="cluster", how="semi"),
        translated("Clusters that could work together", language),
        linked_sheet("cluster", language, width),
    )
