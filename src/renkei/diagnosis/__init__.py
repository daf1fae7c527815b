"""What the numbers mean for a region: rules as data, findings that can be cited."""

from renkei.diagnosis.findings import findings
from renkei.diagnosis.next_industries import chances, prospects
from renkei.diagnosis.rules import Condition, Rule, shipped_rules, with_thresholds
from renkei.diagnosis.sheets import (
    cluster_sheet,
    industry_sheet,
    region_sheet,
    with_lone_hot_spots,
    zone_sheet,
)
from renkei.diagnosis.standing import standing

__all__ = [
    "Condition",
    "Rule",
    "chances",
    "cluster_sheet",
    "findings",
    "industry_sheet",
    "prospects",
    "region_sheet",
    "shipped_rules",
    "standing",
    "with_lone_hot_spots",
    "with_thresholds",
    "zone_sheet",
]
