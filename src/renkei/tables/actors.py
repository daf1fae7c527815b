"""Who acts: organisations, their establishments, links and documents."""

from __future__ import annotations

from typing import Final

from renkei.tables.places import LAT, LON
from renkei.tables.schema import Column, TableSpec

SECTORS: Final = ("industry", "government", "academia", "research", "intermediary")

ORGANISATIONS: Final = TableSpec(
    name="organisations",
    meaning="Firms, universities, institutes, agencies and intermediaries.",
    keys=("organisation",),
    columns=(
        Column("organisation", "text", "identifier", required=True),
        Column("name", "text", "name as registered", required=True),
        Column("other_names", "list", "former, short and foreign names"),
        Column("sectors", "list", "industry, government, academia, research, intermediary"),
        Column("kind", "text", "legal or organisational form"),
        Column("country", "text", "ISO 3166-1 alpha-2 code"),
        Column("region", "text", "region code"),
        LON,
        LAT,
        Column("size_band", "text", "size class"),
        Column("founded", "date", "date of foundation"),
        Column("closed", "date", "date of closure"),
        Column("ids", "list", "identifiers as scheme:value"),
        Column("parent", "text", "identifier of the controlling organisation"),
    ),
)

ESTABLISHMENTS: Final = TableSpec(
    name="establishments",
    meaning="Located plants. Names and addresses stay in the workspace and never enter a shared build.",
    keys=("establishment",),
    columns=(
        Column("establishment", "text", "identifier", required=True),
        Column("organisation", "text", "identifier of the organisation that runs it"),
        Column("name", "text", "name as registered"),
        Column("region", "text", "region code"),
        Column("zone", "text", "zone identifier"),
        LON,
        LAT,
        Column("industries", "list", "industry codes, the main one first"),
        Column("opened", "date", "date of opening"),
        Column("closed", "date", "date of closing"),
        Column("jobs", "number", "persons employed", unit="persons", minimum=0),
    ),
)

LINKS: Final = TableSpec(
    name="links",
    meaning="Dated, weighted ties between two organisations.",
    keys=("source_organisation", "target_organisation", "kind", "event"),
    columns=(
        Column("source_organisation", "text", "identifier", required=True),
        Column("target_organisation", "text", "identifier", required=True),
        Column("kind", "text", "joint project, co-patent, licence, supply, co-membership", required=True),
        Column("event", "text", "project, patent or contract in which the tie arose", required=True),
        Column("start", "date", "first day"),
        Column("end", "date", "last day"),
        Column("weight", "number", "strength", minimum=0),
        Column("amount", "number", "money that flowed"),
        Column("source", "text", "where the tie is recorded"),
    ),
)

DOCUMENTS: Final = TableSpec(
    name="documents",
    meaning="Texts by which organisations are known: projects, patents, papers, needs, offers.",
    keys=("document",),
    columns=(
        Column("document", "text", "identifier", required=True),
        Column("organisations", "list", "identifiers"),
        Column("kind", "text", "project, patent, paper, need or offer", required=True),
        Column("language", "text", "language tag"),
        Column("title", "text", "title"),
        Column("text", "text", "body"),
        Column("fields", "list", "field codes"),
        Column("date", "date", "date"),
    ),
)
