"""What the numbers mean for a region: rules as data, findings that can be cited."""

from renkei.diagnosis.findings import findings
from renkei.diagnosis.rules import Condition, Rule, shipped_rules, with_thresholds
from renkei.diagnosis.sheets import cluster_sheet, industry_sheet, region_sheet, zone_sheet

__all__ = [
    "Condition",
    "Rule",
    "cluster_sheet",
    "findings",
    "industry_sheet",
    "region_sheet",
    "shipped_rules",
    "with_thresholds",
    "zone_sheet",
]
