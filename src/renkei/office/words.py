"""What codes are called: kinds of zone, levels, tables, columns. The English word is the key of its translations."""

from __future__ import annotations

from typing import Final

from renkei.language import translated
from renkei.office.languages import current_language
from renkei.tables.words import LEVEL_WORDS, PLACE_KIND_WORDS

# fmt: off
WORDS: Final[dict[str, dict[str, str]]] = {
    "region_level": {
        "county": "County or city",
        "township": "Township or district",
    },
    "region_levels": {
        "county": "Counties and cities",
        "township": "Townships and districts",
    },
    "industry_level": {
        "section": "Section (letter)",
        "division": "Division (2 digits)",
        "group": "Group (3 digits)",
    },
    "industry_levels": {
        "section": "Sections (letters)",
        "division": "Divisions (2 digits)",
        "group": "Groups (3 digits)",
    },
    "zone_kind": PLACE_KIND_WORDS,
    "place_kind": {"zone": "All zones"} | PLACE_KIND_WORDS | {"region": "Regions", "cluster": "Clusters"},
    "finding_level": LEVEL_WORDS,
    "confidence": {
        "high": "High",
        "medium": "Medium",
        "low": "Low",
    },
    "outcome": {
        "changed": "Changed",
        "set_aside": "Set aside",
        "doubtful": "Kept, doubtful",
    },
    "subject_kind": {
        "country": "The country",
        "region": "Region",
        "industry": "Industry",
        "cluster": "Cluster",
        "zone": "Zone",
        "data": "The data",
    },
    "result_kind": {
        "region": "Regions",
        "industry": "Industries",
        "cluster": "Clusters",
        "zone": "Zones",
        "finding": "Findings",
        "indicator": "Indicators",
        "term": "Terms",
    },
    "number": {
        "chances": "Industries that are near and complex",
        "complexity_outlook_of": "Regions compared",
        "complexity_outlook_rank": "Rank by complexity outlook",
        "complexity_outlook_top": "Rank ÷ regions compared",
        "diversity_herfindahl": "Herfindahl index",
        "economic_complexity": "Economic complexity",
        "economic_complexity_of": "Regions compared",
        "economic_complexity_rank": "Rank by complexity",
        "ellison_glaeser": "Ellison–Glaeser index",
        "equivalent_number": "Industries of equal size",
        "establishment_density": "Plants per km²",
        "establishments": "Plants",
        "establishments_industry": "Plants in the country",
        "establishments_total": "Plants",
        "forming": "Stage is “forming” (1: yes)",
        "industries": "Industries",
        "localisation": "Closeness beyond chance",
        "location_quotient": "Location quotient",
        "median_km": "Median distance of two plants, in km",
        "momentum": "Momentum",
        "momentum_high": "Momentum, upper end of the interval",
        "momentum_low": "Momentum, lower end of the interval",
        "national_share": "Share of the country",
        "opening_rate": "Opened in recent years",
        "p_localised": "p-value",
        "p_value": "p-value",
        "past_growth": "Stage is past growth (1: yes)",
        "q_value": "q-value",
        "regions": "Regions",
        "related_variety_of": "Regions compared",
        "related_variety_rank": "Rank by related variety",
        "related_variety_top": "Rank ÷ regions compared",
        "relative_opening_rate": "Openings against the country",
        "spot_area": "Area of the hot spot, in km²",
        "spot_density": "Plants of the hot spot ÷ expected",
        "spot_plants": "Plants of the hot spot",
        "top_establishments": "Plants of the leading industry",
        "top_lq": "Location quotient of the leading industry",
        "top_share": "Share of the largest part",
    },
    "algorithm": {
        "ward": "Ward’s hierarchical method",
        "kmeans": "k-means",
        "kmedians": "k-medians",
        "spectral": "spectral clustering",
    },
    "type_question": {
        "structure": "How its firms belong together",
        "strategy": "How it competes",
    },
    "table": {
        "indicators": "Indicators",
        "clusters": "Clusters",
        "cluster_members": "Cluster members",
        "cluster_dynamics": "Course of clusters",
        "cluster_groups": "Groups of clusters",
        "cluster_group_members": "Clusters of each group",
        "cluster_types": "Types of clusters",
        "cluster_type_scores": "Scores of types",
        "cluster_type_evidence": "Evidence for types",
        "cluster_parts": "Parts of clusters",
        "cluster_evidence": "Evidence about clusters",
        "findings": "Findings",
        "relatedness": "Relatedness of industries",
        "industry_space": "Industry space",
        "industry_definitions": "Families of industries",
        "definition_candidates": "Groupings that were tried",
        "localisation": "Localisation",
        "k_density": "Distances between plants",
        "hot_spots": "Hot spots",
        "moran": "Likeness of neighbours",
        "autocorrelation": "Regions and their neighbours",
        "cluster_strength": "Stars of regions",
        "similar_regions": "Similar regions",
        "shift_share": "Parts of growth",
        "activity": "Activity",
        "openings": "Openings",
        "cells": "Grid cells",
        "zones": "Zones",
        "zone_activity": "Activity in zones",
        "regions": "Regions",
        "neighbours": "Neighbouring regions",
        "industries": "Industries",
    },
}
# fmt: on


def word(family: str, code: str) -> str:
    """What `code` is called in the language of the request; the code itself where it is not known."""
    known = WORDS[family].get(code)
    return code if known is None else translated(known, current_language())
