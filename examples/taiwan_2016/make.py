"""Makes the shipped example: Taiwan's factories at the end of 2016, as counts without names or addresses.

Run: python examples/taiwan_2016/make.py --data FOLDER
(FOLDER holds tw_factories/tw_factories_2016.csv.gz). The same input gives the same files, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from renkei import reference
from renkei.clusters import cluster_evidence, detected_clusters
from renkei.clusters.places.contiguity import contiguous_regions
from renkei.evidence.config import read_config
from renkei.evidence.indicators import at_levels
from renkei.sources import Imported, read_tw_factories
from renkei.tables import INPUT_TABLES, check_table
from renkei.tables.aggregate import (
    activity_from_establishments,
    cells_from_establishments,
    openings_from_establishments,
    zone_activity_from_establishments,
    zones_from_establishments,
)

TARGET: Final = Path(__file__).parents[2] / "src/renkei/example/taiwan_2016"
GEOGRAPHY: Final = "TW-2016"
CLASSIFICATION: Final = "TWSIC-2011"
YEAR: Final = 2016
LARGE_TABLES: Final = ("cells", "openings")
"""Too long to review as text, so they are written as Parquet; the others are CSV."""


def main() -> None:
    """Write the tables and their description."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    source = arguments.data / "tw_factories/tw_factories_2016.csv.gz"
    factories = read_tw_factories([source])
    tables = example_tables(factories.tables["establishments"])
    arguments.target.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        check_table(table, INPUT_TABLES[name])
        write_table(table, arguments.target / file_name(name))
    described = datapackage(tables, factories, source)
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    (arguments.target / "datapackage.json").write_text(text, "utf-8")


def example_tables(establishments: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables of the example; regions and industries come from the reference data by their codes."""
    regions, industries = reference.regions(GEOGRAPHY), reference.industries(CLASSIFICATION)
    activity = activity_from_establishments(establishments, industries, regions, year=YEAR)
    return {
        "activity": activity,
        "openings": openings_from_establishments(establishments, industries, regions),
        "cells": cells_from_establishments(establishments, industries),
        "zones": zones_from_establishments(reference.zones(GEOGRAPHY).drop("authority"), establishments),
        "zone_activity": zone_activity_from_establishments(establishments, industries, year=YEAR),
        "cluster_evidence": evidence_of_clusters(establishments, activity, regions, industries),
    }


def evidence_of_clusters(
    establishments: pl.DataFrame, activity: pl.DataFrame, regions: pl.DataFrame, industries: pl.DataFrame
) -> pl.DataFrame:
    """What plants and their owners tell about the clusters that a build of the example detects."""
    config = read_config(TARGET / "renkei.toml")
    tables = {"regions": regions, "industries": industries}
    level = {"region": config.data.region_level, "industry": config.data.industry_level}
    found = detected_clusters(
        at_levels(activity, tables, **level).select("region", "industry", "establishments"),
        contiguous_regions(regions),
        rules=config.clusters,
        rng=np.random.default_rng(config.clusters.seed),
    )
    plants = {"establishments": establishments, "industries": industries}
    evidence = cluster_evidence(found.members, plants, year=YEAR, years=config.data.recent_years)
    return evidence.with_columns(pl.col("value", "known_share").round(6))


def file_name(table: str) -> str:
    """The file in which a table of the example is kept."""
    return f"{table}.parquet" if table in LARGE_TABLES else f"{table}.csv"


def write_table(table: pl.DataFrame, target: Path) -> None:
    """`table` as CSV or Parquet, by the name of `target`."""
    if target.suffix == ".csv":
        table.write_csv(target)
    else:
        table.write_parquet(target, compression="zstd", compression_level=19)


def datapackage(tables: dict[str, pl.DataFrame], factories: Imported, source: Path) -> dict[str, Any]:
    """What the example is, where it comes from and under which licence (Frictionless Data Package)."""
    plants = factories.tables["establishments"]
    return {
        "name": "renkei-taiwan-2016",
        "title": "Taiwan's registered factories at the end of 2016, aggregated by the Renkei developers",
        "licenses": [
            {
                "name": "OGDL-Taiwan-1.0",
                "title": "Open Government Data License, version 1.0 (政府資料開放授權條款－第1版)",
                "path": "https://data.gov.tw/license",
            }
        ],
        "sources": [
            {
                "title": "登記工廠名錄 (register of factories), Ministry of Economic Affairs, end of 2016",
                "path": "https://data.gov.tw/dataset/6569",
                "file": source.name,
                "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
            }
        ],
        "geography": GEOGRAPHY,
        "classification": CLASSIFICATION,
        "counts": {
            "rows_in": factories.rows_in,
            "rows_kept": factories.rows_kept,
            "rows_set_aside": factories.rows_set_aside,
            "plants_without_industry": (plants["industries"].list.len() == 0).sum(),
            "plants_with_coordinates": plants["lon"].is_not_null().sum(),
            "plants_with_opening_date": plants["opened"].is_not_null().sum(),
            "plants_told_a_zone": plants["zone"].is_not_null().sum(),
        },
        "resources": [resource(name, table) for name, table in tables.items()],
    }


def resource(name: str, table: pl.DataFrame) -> dict[str, Any]:
    """One table of the data package: its file, rows, columns and units."""
    spec = INPUT_TABLES[name]
    columns = [spec.column(column) for column in table.columns]
    fields = [{"name": one.name, "type": one.type, "description": one.meaning} for one in columns]
    return {
        "name": name,
        "path": file_name(name),
        "description": spec.meaning,
        "rows": table.height,
        "schema": {"fields": fields, "primaryKey": list(spec.keys)},
    }


if __name__ == "__main__":
    main()
