"""Where things are: regions, zones and grid cells."""

from __future__ import annotations

from typing import Final

from renkei.tables.schema import Column, TableSpec

LON: Final = Column("lon", "number", "longitude, WGS 84", unit="°", minimum=-180, maximum=180)
LAT: Final = Column("lat", "number", "latitude, WGS 84", unit="°", minimum=-90, maximum=90)
NAMES: Final = (
    Column("name_zh_hant", "text", "name in Traditional Chinese"),
    Column("name_en", "text", "name in English"),
    Column("name_ja", "text", "name in Japanese"),
)

REGIONS: Final = TableSpec(
    name="regions",
    meaning="Territories of a level in a versioned geography; they nest through `parent`.",
    keys=("geography", "region"),
    columns=(
        Column("geography", "text", "geography and version, such as TW-township-2016", required=True),
        Column("region", "text", "code of the region within its geography", required=True),
        *NAMES,
        Column("parent", "text", "code of the region that contains this one; empty at the top"),
        Column("level", "text", "level in the geography, such as county or township", required=True),
        Column("geometry", "text", "outline as GeoJSON, WGS 84"),
        LON,
        LAT,
        Column("area_km2", "number", "land area", unit="km²", minimum=0),
        Column("population", "integer", "residents", unit="persons", minimum=0),
    ),
)

ZONE_KINDS: Final = ("science_park", "industrial_park", "export_zone", "special_zone", "test_site", "centre")

ZONES: Final = TableSpec(
    name="zones",
    meaning="Bounded places with a purpose: science parks, industrial parks, export zones, special zones.",
    keys=("zone",),
    columns=(
        Column("zone", "text", "identifier of the zone", required=True),
        *NAMES,
        Column("kind", "text", "what the zone is for", required=True, allowed=ZONE_KINDS),
        Column("region", "text", "region in which most of it lies"),
        LON,
        LAT,
        Column("establishments", "integer", "plants recognised in it", unit="establishments", minimum=0),
        Column("location_basis", "text", "how the point was found"),
    ),
)

CELLS: Final = TableSpec(
    name="cells",
    meaning="Establishments counted on a regular grid: locations without addresses.",
    keys=("grid", "cell", "industry"),
    columns=(
        Column("grid", "text", "grid, such as TWD97-TM2-500m", required=True),
        Column("cell", "text", "identifier of the cell", required=True),
        Column("industry", "text", "industry code", required=True),
        LON,
        LAT,
        Column("establishments", "integer", "plants in the cell", unit="establishments", minimum=0),
    ),
)
