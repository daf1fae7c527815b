"""What an evidence build says about industries and regions beyond indicators: space, distance, neighbours, growth."""

from __future__ import annotations

from typing import Final

from renkei.tables.schema import Column, TableSpec

K_DENSITY: Final = TableSpec(
    name="k_density",
    meaning="The density of distances between the plants of an industry, beside what chance gives.",
    keys=("industry", "distance_km"),
    columns=(
        Column("industry", "text", "industry code", required=True),
        Column("distance_km", "number", "distance in kilometres", required=True),
        Column("k_density", "number", "density per kilometre"),
        Column("expected", "number", "mean of the simulated curves"),
        Column("local_low", "number", "5 % of the simulations lie below, at this distance"),
        Column("local_high", "number", "5 % of the simulations lie above, at this distance"),
        Column("global_low", "number", "5 % of the simulated curves fall below this line anywhere"),
        Column("global_high", "number", "5 % of the simulated curves rise above this line anywhere"),
    ),
)

LOCALISATION: Final = TableSpec(
    name="localisation",
    meaning="How far the plants of each industry are closer together, or farther apart, than chance would have it.",
    keys=("industry",),
    columns=(
        Column("industry", "text", "industry code", required=True),
        Column("establishments", "integer", "plants of known place"),
        Column("unknown", "integer", "plants of unknown place, left out"),
        Column("bandwidth_km", "number", "bandwidth of the kernel"),
        Column("median_km", "number", "median distance between two of its plants"),
        Column("peak_km", "number", "distance at which the density exceeds the expected most"),
        Column("localisation", "number", "area between the density and the upper global band"),
        Column(
            "dispersion",
            "number",
            "area between the lower global band and the density; 0 for a localised industry",
        ),
        Column("p_localised", "number", "chance of a curve as high anywhere, by simulation"),
        Column("p_dispersed", "number", "chance of a curve as low anywhere, by simulation"),
        Column(
            "band_error",
            "number",
            "error that the grid leaves, as a share of the local band; 0 where every pair was counted",
        ),
    ),
)

HOT_SPOTS: Final = TableSpec(
    name="hot_spots",
    meaning="Places where an industry's plants are far denser than plants at large.",
    keys=("hot_spot",),
    columns=(
        Column("hot_spot", "text", "identifier", required=True),
        Column("industry", "text", "industry code", required=True),
        Column("plants", "integer", "plants of the industry in it"),
        Column("expected", "number", "plants at the national share of the industry"),
        Column("relative_density", "number", "plants ÷ expected"),
        Column("industry_share", "number", "share of the industry's plants of known place"),
        Column("area_km2", "number", "area of the outline, in square kilometres"),
        Column("density", "number", "plants per square kilometre"),
        Column("lon", "number", "longitude of the middle of its plants"),
        Column("lat", "number", "latitude of the middle of its plants"),
        Column("region", "text", "region in which that middle lies; empty off all outlines"),
        Column("p_value", "number", "chance of a spot as strong anywhere, by relabelling"),
        Column("q_value", "number", "p-value after Benjamini–Hochberg over all hot spots"),
        Column("geometry", "text", "outline as GeoJSON"),
    ),
)

AUTOCORRELATION: Final = TableSpec(
    name="autocorrelation",
    meaning="Local Moran's I of the location quotient: which regions are like or unlike their neighbours.",
    keys=("region", "industry"),
    columns=(
        Column("region", "text", "region code", required=True),
        Column("industry", "text", "industry code", required=True),
        Column("lag", "number", "mean location quotient of the neighbours"),
        Column("moran_local", "number", "local Moran's I"),
        Column("p_value", "number", "chance of a value as extreme, by permutation"),
        Column("q_value", "number", "p-value after Benjamini–Hochberg over the regions"),
        Column(
            "quadrant",
            "text",
            "region, then neighbours, above or below the mean: High-High, Low-Low, High-Low, Low-High",
        ),
        Column("neighbours", "integer", "neighbours that were counted"),
    ),
)

MORAN: Final = TableSpec(
    name="moran",
    meaning="Moran's I of the location quotient: whether neighbouring regions are alike in an industry.",
    keys=("industry",),
    columns=(
        Column("industry", "text", "industry code", required=True),
        Column("regions", "integer", "regions compared"),
        Column("islands", "integer", "regions without a neighbour"),
        Column("moran_global", "number", "Moran's I"),
        Column("expected", "number", "what chance gives: -1 ÷ (regions - 1)"),
        Column("p_value", "number", "chance of a value as extreme, by permutation"),
    ),
)

CLUSTER_STRENGTH: Final = TableSpec(
    name="cluster_strength",
    meaning="Stars that regions earn in broad industries for size, specialisation, focus and growth; "
    "only those that earn any.",
    keys=("region", "industry"),
    columns=(
        Column("region", "text", "region code", required=True),
        Column("industry", "text", "code of the broad industry", required=True),
        Column("establishments", "number", "activity counted, in the unit of the workspace"),
        Column("jobs", "number", "activity counted, where the workspace counts jobs"),
        Column("output", "number", "activity counted, where the workspace counts output"),
        Column("unknown", "integer", "cells left out, as their value is unknown"),
        Column("size", "number", "share of the national total"),
        Column("size_threshold", "number", "what had to be reached"),
        Column("size_star", "integer", "1 if earned, 0 if not, empty if unknown"),
        Column("specialisation", "number", "location quotient"),
        Column("specialisation_threshold", "number", "what had to be reached"),
        Column("specialisation_star", "integer", "1 if earned, 0 if not, empty if unknown"),
        Column("focus", "number", "share of the region's total"),
        Column("focus_threshold", "number", "what had to be reached"),
        Column("focus_star", "integer", "1 if earned, 0 if not, empty if unknown"),
        Column("growth", "number", "growth per year"),
        Column("growth_threshold", "number", "what had to be reached"),
        Column("growth_star", "integer", "1 if earned, 0 if not, empty if unknown"),
        Column("cluster_strength", "integer", "stars earned, 0 to 4"),
        Column("stars_known", "integer", "stars that could be judged"),
    ),
)

SIMILAR_REGIONS: Final = TableSpec(
    name="similar_regions",
    meaning="The regions with the most similar mix of industries.",
    keys=("region", "rank"),
    columns=(
        Column("region", "text", "region code", required=True),
        Column("peer", "text", "code of the similar region", required=True),
        Column("dissimilarity", "number", "Krugman's index of dissimilarity, 0 (same mix) to 2"),
        Column("rank", "integer", "1 for the most similar", required=True),
    ),
)

SHIFT_SHARE: Final = TableSpec(
    name="shift_share",
    meaning="What the growth of each region is made of, from the first year of the data to the last.",
    keys=("region",),
    columns=(
        Column("region", "text", "region code", required=True),
        Column("start", "integer", "first year"),
        Column("end", "integer", "last year"),
        Column("unknown", "integer", "industries left out, as a value is unknown"),
        Column("before", "number", "activity in the first year"),
        Column("after", "number", "activity in the last year"),
        Column("growth", "number", "after - before"),
        Column("national_effect", "number", "growth at the national rate"),
        Column("mix_effect", "number", "growth due to its mix of industries"),
        Column("regional_effect", "number", "growth that is its own"),
        Column("net_shift", "number", "mix and regional effect together"),
    ),
)

INDUSTRY_SPACE: Final = TableSpec(
    name="industry_space",
    meaning="The strongest ties between industries: enough to connect them all, and every one above the threshold.",
    keys=("industry_a", "industry_b"),
    columns=(
        Column("industry_a", "text", "industry code, the smaller of the two", required=True),
        Column("industry_b", "text", "industry code, the larger of the two", required=True),
        Column("proximity", "number", "smaller of the two conditional probabilities of being specialised"),
        Column("shared_regions", "integer", "regions specialised in both"),
        Column("in_tree", "boolean", "whether the tie belongs to the maximum spanning tree"),
    ),
)

INDUSTRY_DEFINITIONS: Final = TableSpec(
    name="industry_definitions",
    meaning="Groups of industries that are found in the same regions, chosen by validation scores; "
    "groups that do not hold together are left out.",
    keys=("industry",),
    columns=(
        Column("industry", "text", "industry code", required=True),
        Column("definition", "text", "group of industries", required=True),
        Column("within", "number", "mean similarity to its own group"),
        Column("between", "number", "mean similarity to the best other group"),
        Column("rank", "integer", "rank in its group, the most typical first"),
    ),
)

DEFINITION_CANDIDATES: Final = TableSpec(
    name="definition_candidates",
    meaning="The ways of grouping industries that were tried, with their validation scores.",
    keys=("candidate",),
    columns=(
        Column("candidate", "text", "similarity, algorithm and number of groups", required=True),
        Column("algorithm", "text", "how industries were grouped"),
        Column("definitions", "integer", "number of groups"),
        Column("validation_score", "number", "mean of the four validation scores, 0 to 1"),
        Column("chosen", "boolean", "whether it was chosen"),
    ),
)
