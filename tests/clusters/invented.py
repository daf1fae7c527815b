"""A small invented country, in the tables that the functions of the catalogue take, and how each is called."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
import polars as pl

REGIONS = [f"r{number}" for number in range(6)]
INDUSTRIES = [f"{parent}{number}" for parent in "ab" for number in range(3)]
YEARS = range(2010, 2017)
PARENTS = pl.DataFrame({"industry": INDUSTRIES, "parent": [code[0] for code in INDUSTRIES]})
COUNTIES = pl.DataFrame({"region": REGIONS, "parent": ["n", "n", "n", "s", "s", "s"]})


def _amounts(seed: int, shape: tuple[int, ...]) -> Any:
    """Whole numbers, about a third of them zero."""
    rng = np.random.default_rng(seed)
    return rng.poisson(12.0, shape) * (rng.random(shape) < 0.7)


def _table(columns: dict[str, Any], **values: Any) -> pl.DataFrame:
    """Every combination of the labels in `columns`, the last changing first, with the `values` beside them."""
    labels = np.meshgrid(*(np.array(list(column)) for column in columns.values()), indexing="ij")
    keys = {name: label.ravel() for name, label in zip(columns, labels, strict=True)}
    return pl.DataFrame({**keys, **{name: np.ravel(value) for name, value in values.items()}})


def _panel() -> pl.DataFrame:
    """Places and industries whose number of plants drifts from year to year, some from or to zero."""
    rng = np.random.default_rng(3)
    start = _amounts(1, (6, 6))
    steps = rng.integers(-4, 5, (len(YEARS), 6, 6)).cumsum(axis=0)
    counts = np.maximum(start + steps, 0)
    table = _table({"year": YEARS, "region": REGIONS, "industry": INDUSTRIES}, establishments=counts)
    return table.select("region", "industry", "year", "establishments")


def _plants() -> pl.DataFrame:
    """A row for each plant: 90 of them, with jobs, a place on a plane, and dates."""
    rng = np.random.default_rng(4)
    industry = rng.integers(0, 6, 90)
    opened = rng.integers(2000, 2016, 90)
    return pl.DataFrame(
        {
            "establishment": [f"p{number:03}" for number in range(90)],
            "industry": np.array(INDUSTRIES)[industry],
            "region": np.array(REGIONS)[(industry + rng.integers(0, 4, 90)) % 6],
            "jobs": rng.integers(1, 90, 90),
            "x": rng.normal(20_000.0, 3_000.0, 90) + 4_000.0 * industry,
            "y": rng.normal(20_000.0, 3_000.0, 90),
            "opened": opened,
            "closed": [int(year) + 4 if year % 3 else None for year in opened],
        }
    )


def _similarity(seed: int) -> pl.DataFrame:
    pairs = list(combinations(INDUSTRIES, 2))
    noise = np.random.default_rng(seed).random(len(pairs))
    near = np.array([one[0] == other[0] for one, other in pairs])
    sides = {"industry_a": [one for one, _ in pairs], "industry_b": [other for _, other in pairs]}
    return pl.DataFrame({**sides, "similarity": near + 0.5 * noise})


ACTIVITY = _table({"region": REGIONS, "industry": INDUSTRIES}, establishments=_amounts(2, (6, 6)))
ACTIVITY = ACTIVITY.filter(pl.col("establishments") > 0)
PANEL = _panel()
PLANTS = _plants()
NEIGHBOURS = pl.DataFrame({"region_a": REGIONS, "region_b": REGIONS[1:] + REGIONS[:1]})
REGION_FACTS = pl.DataFrame(
    {
        "region": REGIONS,
        "area_km2": [5.0, 8.0, 2.0, 9.0, 4.0, 6.0],
        "population": [50, 90, 70, 30, 20, 60],
        "income": [9.0, 7.5, 8.0, 4.0, 3.0, 6.0],
        "gini": [0.3, 0.35, 0.4, 0.5, 0.45, 0.38],
    }
)
JOBS = ACTIVITY.with_columns(jobs=pl.col("establishments") * 7 + 1)
FLOWS = _table({"from_industry": INDUSTRIES, "to_industry": INDUSTRIES}, value=_amounts(5, (6, 6)) + 1)
USE = _table({"commodity": INDUSTRIES, "industry": INDUSTRIES}, value=_amounts(6, (6, 6)))
MAKE = _table(
    {"industry": INDUSTRIES, "commodity": INDUSTRIES}, value=np.diag(np.full(6, 200.0)) + _amounts(7, (6, 6))
)
STAFFING = _table(
    {"industry": INDUSTRIES, "occupation": [f"o{number}" for number in range(5)]}, jobs=_amounts(8, (6, 5))
)
DEFINITION = PARENTS.rename({"parent": "definition"})
OTHER_DEFINITION = DEFINITION.with_columns(definition=pl.Series(["x", "x", "y", "y", "z", "z"]))
POINTS = PLANTS.select("establishment", "industry", "x", "y")
ON_EARTH = POINTS.select(
    "establishment", "industry", lon=120.0 + pl.col("x") / 9e4, lat=24.0 + pl.col("y") / 1e5
)
PAIRS = pl.DataFrame({"industry_a": ["a0", "a1"], "industry_b": ["a1", "b2"]})
OPENINGS = PANEL.rename({"establishments": "openings"})
MEMBERS = ACTIVITY.with_columns(cluster=pl.col("region").str.slice(1).cast(pl.Int64) // 2)
VALUES = ACTIVITY.with_columns(location_quotient=pl.col("establishments") / 9.0)


@dataclass(frozen=True)
class Example:
    """The tables that a function is called with, the first of them by position too, and its other arguments."""

    tables: tuple[pl.DataFrame, ...]
    options: dict[str, Any] = field(default_factory=dict)


_BY_ACTIVITY = (
    "location_quotient shares diversity_herfindahl symmetric_location_quotient additive_location_quotient "
    "weighted_location_quotient standardised_location_quotient location_quotient_interval "
    "location_quotient_bootstrap krugman_specialisation hoover_specialisation krugman_dissimilarity "
    "relative_diversity relative_specialisation diversity_entropy normalised_diversity_herfindahl "
    "specialisation_gini weighted_specialisation_gini concentration_herfindahl locational_gini "
    "ellison_glaeser_count normalised_concentration_herfindahl weighted_locational_gini "
    "krugman_concentration hoover_concentration theil_concentration colocation economic_complexity "
    "product_complexity reflected_complexity reflected_product_complexity fitness product_fitness "
    "related_industries relatedness_density complexity_outlook opportunities locational_correlation"
)
_OVER_TIME = (
    "shift_share homothetic_shift_share shift_share_factors dynamic_shift_share entry_exit gross_flows"
)
_MAPPED = (
    "moran_global geary_global getis_ord_global join_counts "
    "moran_local geary_local getis_ord_local getis_ord_star"
)
_FEW = {"simulations": 19}
_ON_MAPS = {"permutations": 39}

EXAMPLES: dict[str, Example] = {
    **{name: Example((ACTIVITY,)) for name in _BY_ACTIVITY.split()},
    **{name: Example((PANEL,)) for name in f"{_OVER_TIME} life_cycle_stage momentum entry_forecast".split()},
    **{name: Example((PLANTS,)) for name in ("ellison_glaeser", "maurel_sedillot", "coagglomeration_pairs")},
    **{
        name: Example((POINTS,), _FEW)
        for name in ("k_density", "localisation", "m_function", "ripley_k", "ripley_l")
    },
    **{
        name: Example((POINTS, PAIRS), _FEW)
        for name in ("cross_k_density", "joint_localisation", "cross_m_function")
    },
    **{name: Example((VALUES, NEIGHBOURS), _ON_MAPS) for name in _MAPPED.split()},
    **{name: Example((ACTIVITY, REGION_FACTS)) for name in ("prody", "expy", "product_gini")},
    **{
        name: Example((MAKE, USE))
        for name in ("direct_requirements", "industry_requirements", "total_requirements")
    },
    **{name: Example((FLOWS,)) for name in ("input_output_similarity", "input_output_correlation")},
    **{
        name: Example((_similarity(9), DEFINITION))
        for name in ("within_cluster_relatedness", "validation_scores")
    },
    **{
        name: Example((DEFINITION, OTHER_DEFINITION))
        for name in ("definition_agreement", "definition_overlap")
    },
    "moran_bivariate": Example(
        (VALUES, NEIGHBOURS), {**_ON_MAPS, "value": "establishments", "beside": "location_quotient"}
    ),
    "establishment_density": Example((ACTIVITY.filter(industry="a0").drop("industry"), REGION_FACTS)),
    "related_variety": Example((ACTIVITY, PARENTS)),
    "theil_decomposition": Example((ACTIVITY, COUNTIES)),
    "ellison_glaeser_interval": Example((PLANTS,), {"replicates": 99}),
    "coagglomeration": Example((PLANTS, PARENTS)),
    "litzenberger_sternberg": Example((JOBS, REGION_FACTS)),
    "pairwise_coagglomeration": Example((JOBS,)),
    "occupation_similarity": Example((STAFFING,)),
    "combined_similarity": Example((_similarity(9), _similarity(10))),
    "cluster_strength": Example((PANEL, DEFINITION)),
    "hot_spots": Example((ON_EARTH,), {**_ON_MAPS, "significance": 1.0, "radius_km": 6.0}),
    "technique_diversity": Example((MEMBERS,)),
    "opening_rate": Example((OPENINGS,), {"year": 2016}),
    "plant_turnover": Example((PLANTS,), {"start": 2008, "end": 2014}),
}
