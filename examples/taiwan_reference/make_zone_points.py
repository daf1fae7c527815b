"""Makes zone_points.csv: where each zone of TW-2016 lies, told by the plants whose address names it.

Run: python examples/taiwan_reference/make_zone_points.py --data FOLDER
(FOLDER holds tw_factories/tw_factories_2016.csv.gz). Run it again after each change of zones or patterns.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

import polars as pl

from renkei import reference
from renkei.sources import read_tw_factories
from renkei.tables.aggregate import zones_from_establishments

TARGET: Final = Path(__file__).parents[2] / "src/renkei/reference/data/tw_2016/zone_points.csv"


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    factories = read_tw_factories([arguments.data / "tw_factories/tw_factories_2016.csv.gz"])
    zone_points(factories.tables["establishments"]).write_csv(arguments.target)


def zone_points(establishments: pl.DataFrame) -> pl.DataFrame:
    """One row per zone: median of its plants' coordinates, else an inner point of its township."""
    townships = reference.regions("TW-2016").select("region", "lon", "lat")
    zones = (
        reference.zones("TW-2016")
        .drop("lon", "lat", "location_basis")
        .join(townships, on="region")
        .with_columns(pl.lit("township").alias("location_basis"))
    )
    return zones_from_establishments(zones, establishments).select("zone", "lon", "lat", "location_basis")


if __name__ == "__main__":
    main()
