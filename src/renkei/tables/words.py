"""What the codes in the tables are called. The English word is the key of its translations."""

from __future__ import annotations

from typing import Final

PLACE_KIND_WORDS: Final = {
    "science_park": "Science park",
    "industrial_park": "Industrial park",
    "export_zone": "Export processing zone",
    "special_zone": "Special zone",
    "test_site": "Test site",
    "centre": "Centre",
    "region": "Region",
    "cluster": "Cluster",
}
LEVEL_WORDS: Final = {
    "strength": "Strength",
    "weakness": "Weakness",
    "risk": "Risk",
    "chance": "Chance",
}
OUTCOME_WORDS: Final = {
    "changed": "changed",
    "set_aside": "set aside",
    "doubtful": "doubtful",
}
