"""Reference data that ships with Renkei: geographies, classifications and zone gazetteers."""

from renkei.reference.classification import CLASSIFICATIONS, industries
from renkei.reference.gazetteer import zone_of, zones
from renkei.reference.geography import GEOGRAPHIES, neighbours, regions

__all__ = ["CLASSIFICATIONS", "GEOGRAPHIES", "industries", "neighbours", "regions", "zone_of", "zones"]
