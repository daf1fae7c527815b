"""Reference data that ships with Renkei: geographies, classifications and zone gazetteers."""

from renkei.reference.geography import GEOGRAPHIES, neighbours, regions

__all__ = ["GEOGRAPHIES", "neighbours", "regions"]
