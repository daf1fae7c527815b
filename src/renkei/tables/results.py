"""What an evidence build says: indicators, clusters, relatedness and findings."""

from __future__ import annotations

from typing import Final

from renkei.tables.places import NAMES
from renkei.tables.schema import Column, TableSpec

INDICATORS: Final = TableSpec(
    name="indicators",
    meaning="Every computed number; unit, formula and source stand in the indicator catalogue. "
    "A key that does not apply to an indicator is empty text.",
    keys=("indicator", "region", "industry", "year"),
    columns=(
        Column("indicator", "text", "identifier in the indicator catalogue", required=True),
        Column("region", "text", "region code, or empty", required=True),
        Column("industry", "text", "industry code, or empty", required=True),
        Column("year", "integer", "year", required=True),
        Column("value", "number", "the number, in the unit of the catalogue"),
        Column("basis", "integer", "establishments that the number rests on", unit="establishments"),
    ),
)

CLUSTERS: Final = TableSpec(
    name="clusters",
    meaning="Contiguous regions jointly specialised in related industries.",
    keys=("cluster",),
    columns=(
        Column("cluster", "text", "identifier, stable for the same lead region and industry", required=True),
        *NAMES,
        Column("lead_region", "text", "region with the largest excess of plants", required=True),
        Column("lead_industry", "text", "industry with the largest excess of plants", required=True),
        Column("regions", "integer", "number of member regions", required=True, minimum=1),
        Column("industries", "integer", "number of member industries", required=True, minimum=1),
        Column("establishments", "integer", "plants by class in the cluster's region–industry cells"),
        Column("expected", "number", "plants expected if every region had the national mix"),
        Column("location_quotient", "number", "establishments ÷ expected"),
        Column("national_share", "number", "share of the member industries' national plants"),
        Column("opening_rate", "number", "share of its plants opened in the recent years"),
        Column("relative_opening_rate", "number", "opening rate ÷ that of the same industries nationwide"),
        Column("growth", "number", "mean annual growth of its plants since the first year of the data"),
        Column("p_value", "number", "chance of a core as strong under random labelling, by permutation"),
        Column("q_value", "number", "p-value after Benjamini–Hochberg over all cores"),
        Column("lon", "number", "longitude of the plant-weighted centre"),
        Column("lat", "number", "latitude of the plant-weighted centre"),
    ),
)

CLUSTER_MEMBERS: Final = TableSpec(
    name="cluster_members",
    meaning="The region–industry cells of each cluster.",
    keys=("cluster", "region", "industry"),
    columns=(
        Column("cluster", "text", "cluster identifier", required=True),
        Column("region", "text", "region code", required=True),
        Column("industry", "text", "industry code", required=True),
        Column("establishments", "integer", "plants in the cell", required=True),
        Column("location_quotient", "number", "location quotient of the cell"),
    ),
)

RELATEDNESS: Final = TableSpec(
    name="relatedness",
    meaning="How often two industries are specialised in the same regions, beyond what chance would give.",
    keys=("industry_a", "industry_b"),
    columns=(
        Column("industry_a", "text", "industry code, the smaller of the two", required=True),
        Column("industry_b", "text", "industry code, the larger of the two", required=True),
        Column("proximity", "number", "smaller of the two conditional probabilities", minimum=0, maximum=1),
        Column("shared_regions", "integer", "regions specialised in both", minimum=0),
        Column("chance", "number", "probability of as many shared regions at random", minimum=0, maximum=1),
    ),
)

LEVELS: Final = ("strength", "weakness", "risk", "chance")
SUBJECTS: Final = ("country", "region", "industry", "cluster", "zone", "data")

FINDINGS: Final = TableSpec(
    name="findings",
    meaning="Statements that named rules derive from indicators; citable as build-hash/finding.",
    keys=("finding",),
    columns=(
        Column("finding", "text", "identifier, stable while rule and subject stay", required=True),
        Column("rule", "text", "name of the rule", required=True),
        Column("subject_kind", "text", "what it is about", required=True, allowed=SUBJECTS),
        Column("subject", "text", "identifier of what it is about", required=True),
        Column("level", "text", "strength, weakness, risk or chance", required=True, allowed=LEVELS),
        Column("text_zh_hant", "text", "the statement in Traditional Chinese", required=True),
        Column("text_en", "text", "the statement in English", required=True),
        Column("text_ja", "text", "the statement in Japanese", required=True),
        Column("numbers", "text", "the numbers in it, as JSON", required=True),
        Column("because", "text", "the indicator rows it rests on, as JSON", required=True),
        Column("confidence", "text", "high, medium or low", required=True, allowed=("high", "medium", "low")),
        Column("weight", "number", "how much it stands out; orders a list of findings", required=True),
    ),
)
