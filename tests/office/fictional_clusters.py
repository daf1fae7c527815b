"""What the Land of Examples knows about its two clusters: one can be told in every respect, one hardly."""

from __future__ import annotations

import polars as pl

from renkei.clusters import cluster_parts, cluster_types

KNOWN = {
    "largest_firms_share": 0.1,
    "small_plants_share": 0.9,
    "firm_plants_herfindahl": 0.01,
    "external_control_share": 0.05,
    "local_supply_share": 0.7,
    "hub_link_share": 0.1,
    "public_jobs_share": 0.02,
    "public_link_share": 0.1,
    "turnover_rate": 0.08,
    "wage_ratio": 0.85,
    "location_quotient": 1.8,
}
"""Textiles of Alpha: small local firms that trade with one another."""


def cluster_evidence() -> pl.DataFrame:
    rows = [("A1-111", item, value, 1.0, 40) for item, value in KNOWN.items()]
    rows += [
        ("B1-221", "public_zone_share", 0.7, 1.0, 40),
        ("B1-221", "high_technology_share", 0.9, 1.0, 40),
        ("B1-221", "opening_rate", None, 0.2, 40),
        ("B1-221", "location_quotient", 2.0, 1.0, 80),
    ]
    columns = ("cluster", "item", "value", "known_share", "basis")
    return pl.DataFrame(rows, schema=columns, orient="row")


def cluster_dynamics() -> pl.DataFrame:
    rows = [
        ("A1-111", 1.4, 0.3, 2.5, 0.25, 5, "growing", "reviving", "openings"),
        ("B1-221", -0.6, -1.5, 0.3, 0.25, 5, "mature_or_declining", "few_openings", "openings"),
    ]
    columns = (
        "cluster", "momentum", "low", "high", "coverage", "steps", "life_cycle_stage", "because", "basis",
    )  # fmt: skip
    return pl.DataFrame(rows, schema=columns, orient="row")


def cluster_groups() -> pl.DataFrame:
    columns = ("group", "lead_cluster", "clusters", "regions", "industries", "attraction")
    return pl.DataFrame([("group-A1-111", "A1-111", 2, 4, 4, 0.4)], schema=columns, orient="row")


def cluster_group_members() -> pl.DataFrame:
    rows = [("group-A1-111", "A1-111", 0.4), ("group-A1-111", "B1-221", 0.4)]
    return pl.DataFrame(rows, schema=("group", "cluster", "attraction"), orient="row")


def tables() -> dict[str, pl.DataFrame]:
    """The tables of clusters beyond those of detection."""
    evidence = cluster_evidence()
    found = cluster_types(evidence)
    return {
        "cluster_evidence": evidence,
        "cluster_types": found.types,
        "cluster_type_scores": found.scores,
        "cluster_type_evidence": found.evidence,
        "cluster_parts": cluster_parts(evidence),
        "cluster_dynamics": cluster_dynamics(),
        "cluster_groups": cluster_groups(),
        "cluster_group_members": cluster_group_members(),
    }
