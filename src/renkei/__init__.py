"""Renkei (連携): from open data to evidence on regional industrial clusters, in three languages."""

__version__ = "0.1.0"
