"""What is made where and when: industries, activity, openings and flows between industries."""

from __future__ import annotations

from typing import Final

from renkei.tables.places import NAMES
from renkei.tables.schema import Column, TableSpec

FLAGS: Final = ("reported", "suppressed", "estimated")

INDUSTRIES: Final = TableSpec(
    name="industries",
    meaning="Codes of a versioned industrial classification; they nest through `parent`.",
    keys=("classification", "industry"),
    columns=(
        Column("classification", "text", "classification and version, such as TWSIC-2011", required=True),
        Column("industry", "text", "code", required=True),
        *NAMES,
        Column("parent", "text", "code of the industry that contains this one; empty at the top"),
        Column("level", "text", "level in the classification, such as division or group", required=True),
        Column("tradability", "text", "traded, local or natural", allowed=("traded", "local", "natural")),
        Column("technology", "text", "technology or knowledge intensity class"),
    ),
)

ACTIVITY: Final = TableSpec(
    name="activity",
    meaning="How much of an industry is in a region in a year. A missing value is unknown, not zero.",
    keys=("region", "industry", "year"),
    columns=(
        Column("region", "text", "region code", required=True),
        Column("industry", "text", "industry code", required=True),
        Column("year", "integer", "year", required=True, minimum=1800, maximum=2200),
        Column(
            "establishments",
            "number",
            "plants; a mean over years need not be whole",
            unit="establishments",
            minimum=0,
        ),
        Column("jobs", "number", "persons employed", unit="persons", minimum=0),
        Column("output", "number", "value of output", minimum=0),
        Column("flag", "text", "reported, suppressed or estimated", allowed=FLAGS),
    ),
)

OPENINGS: Final = TableSpec(
    name="openings",
    meaning="Establishments by the year in which they opened, of those that still exist at the reference date.",
    keys=("region", "industry", "year"),
    columns=(
        Column("region", "text", "region code", required=True),
        Column("industry", "text", "industry code", required=True),
        Column("year", "integer", "year of opening", required=True, minimum=1800, maximum=2200),
        Column("openings", "integer", "plants opened", unit="establishments", required=True, minimum=0),
    ),
)

ZONE_ACTIVITY: Final = TableSpec(
    name="zone_activity",
    meaning="How much of an industry is in a zone in a year.",
    keys=("zone", "industry", "year"),
    columns=(
        Column("zone", "text", "zone identifier", required=True),
        Column("industry", "text", "industry code", required=True),
        Column("year", "integer", "year", required=True, minimum=1800, maximum=2200),
        Column("establishments", "integer", "plants", unit="establishments", minimum=0),
    ),
)

FLOWS: Final = TableSpec(
    name="flows",
    meaning="Input–output flows: what one industry sells to another.",
    keys=("from_industry", "to_industry"),
    columns=(
        Column("from_industry", "text", "selling industry", required=True),
        Column("to_industry", "text", "buying industry", required=True),
        Column("value", "number", "value of the flow"),
    ),
)
