"""What an evidence build says about its clusters: groups, types and the evidence for them, course."""

from __future__ import annotations

from typing import Final

from renkei.tables.schema import Column, TableSpec

CLUSTER_EVIDENCE: Final = TableSpec(
    name="cluster_evidence",
    meaning="What is known about each cluster, item by item; import rows of your own, such as wages or "
    "research jobs.",
    keys=("cluster", "item"),
    columns=(
        Column("cluster", "text", "cluster identifier", required=True),
        Column("item", "text", "what was observed, an identifier of the typology rules", required=True),
        Column("value", "number", "a share from 0 to 1 unless the item says otherwise; empty if unknown"),
        Column("known_share", "number", "share of the plants or links of the item that are known"),
        Column("basis", "integer", "plants or links that the value rests on"),
    ),
)

CLUSTER_GROUPS: Final = TableSpec(
    name="cluster_groups",
    meaning="Groups of clusters that are near one another and in related industries.",
    keys=("group",),
    columns=(
        Column("group", "text", "identifier", required=True),
        Column("lead_cluster", "text", "cluster that attracts the others most"),
        Column("clusters", "integer", "number of member clusters"),
        Column("regions", "integer", "regions in them"),
        Column("industries", "integer", "industries in them"),
        Column("attraction", "number", "mean nearness × relatedness of its pairs, 0 to 1"),
    ),
)

CLUSTER_GROUP_MEMBERS: Final = TableSpec(
    name="cluster_group_members",
    meaning="The clusters of each group.",
    keys=("group", "cluster"),
    columns=(
        Column("group", "text", "group identifier", required=True),
        Column("cluster", "text", "cluster identifier", required=True),
        Column("attraction", "number", "mean attraction to the others of the group"),
    ),
)

CLUSTER_TYPES: Final = TableSpec(
    name="cluster_types",
    meaning="The type of each cluster, or why it cannot be told.",
    keys=("cluster", "question"),
    columns=(
        Column("cluster", "text", "cluster identifier", required=True),
        Column("question", "text", "structure (Markusen) or strategy (innovative, low-cost)", required=True),
        Column("type", "text", "type, cannot_tell or none_fits"),
        Column("outcome", "text", "why: stated, too_little_known, too_close, none_fits"),
        Column("score", "number", "score of the leading type, -1 to 1"),
        Column("coverage", "number", "known share of its weight"),
        Column("margin", "number", "lead over the next type"),
        Column("leading", "text", "type with the best score, stated or not"),
        Column("needed", "list", "unknown items that weigh most"),
    ),
)

CLUSTER_TYPE_SCORES: Final = TableSpec(
    name="cluster_type_scores",
    meaning="How far the evidence speaks for each type of cluster.",
    keys=("cluster", "question", "type"),
    columns=(
        Column("cluster", "text", "cluster identifier", required=True),
        Column("question", "text", "question", required=True),
        Column("type", "text", "type", required=True),
        Column("score", "number", "score, -1 to 1"),
        Column("low_bound", "number", "score if all that is unknown spoke against it"),
        Column("high_bound", "number", "score if all that is unknown spoke for it"),
        Column("coverage", "number", "known share of its weight"),
    ),
)

CLUSTER_TYPE_EVIDENCE: Final = TableSpec(
    name="cluster_type_evidence",
    meaning="The evidence behind each score: what was seen, and what it speaks for.",
    keys=("cluster", "question", "type", "item"),
    columns=(
        Column("cluster", "text", "cluster identifier", required=True),
        Column("question", "text", "question", required=True),
        Column("type", "text", "type", required=True),
        Column("item", "text", "item of evidence", required=True),
        Column("value", "number", "value seen; empty if unknown"),
        Column("known", "boolean", "whether it is known"),
        Column("low", "number", "value that speaks wholly against"),
        Column("high", "number", "value that speaks wholly for"),
        Column("weight", "number", "weight of the item for the type"),
        Column("support", "number", "-1 to 1"),
        Column("contribution", "number", "weight × support"),
        Column("speaks", "text", "for, against, neither or unknown"),
    ),
)

CLUSTER_PARTS: Final = TableSpec(
    name="cluster_parts",
    meaning="Which of the four parts of a cluster the evidence shows: concentration, culture, links, institutions.",
    keys=("cluster", "part", "item"),
    columns=(
        Column("cluster", "text", "cluster identifier", required=True),
        Column("part", "text", "part", required=True),
        Column("item", "text", "item of evidence", required=True),
        Column("value", "number", "value seen"),
        Column("threshold", "number", "what has to be reached"),
        Column("met", "boolean", "whether it is; empty if unknown"),
        Column("present", "boolean", "whether the part is there; empty if unknown"),
    ),
)

CLUSTER_DYNAMICS: Final = TableSpec(
    name="cluster_dynamics",
    meaning="Whether each cluster gains pace, and its stage of life.",
    keys=("cluster",),
    columns=(
        Column("cluster", "text", "cluster identifier", required=True),
        Column(
            "momentum", "number", "growth and newcomers against the typical cluster, in standard deviations"
        ),
        Column("low", "number", "lower end of its 95 % interval"),
        Column("high", "number", "upper end of its 95 % interval"),
        Column("coverage", "number", "share of the components that are known"),
        Column("steps", "integer", "years that speak"),
        Column(
            "life_cycle_stage",
            "text",
            "forming, growing, mature, declining, mature_or_declining, renewing or unknown",
        ),
        Column("because", "text", "condition that decided"),
        Column("basis", "text", "activity (years of data) or openings (of plants that still exist)"),
    ),
)
