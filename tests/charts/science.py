"""Small invented results of cluster science, and one picture of each kind that shows them."""

from __future__ import annotations

import json

import numpy as np
import polars as pl

from renkei.charts import (
    Picture,
    Quantity,
    Sheet,
    autocorrelation_map,
    calibration_plot,
    evidence_dots,
    growth_decomposition,
    hot_spot_map,
    industry_space,
    k_density_plot,
    life_cycle_timeline,
    opportunity_chart,
    region_comparison,
    type_scores,
)
from tests.charts.country import SIDE, country, square

DENSITY = Quantity("Distances in hosiery", "Density of pairs", "per km", digits=4)
NEARNESS = Quantity("", "Relatedness density")
COMPLEXITY = Quantity("Chances of the county", "Product complexity")
GROWTH = Quantity("Where growth comes from", "Growth of plants", percent=True, digits=1)
OPENINGS = Quantity("Life of the cluster", "Plants opened", digits=0)
TYPES = ("marshallian", "hub_and_spoke", "satellite", "state_anchored")


def nodes(count: int = 24, *, named: str = "Industry", present: bool | None = True) -> pl.DataFrame:
    """Industries in eight groups; every third is one that the region is specialised in, the last not known."""
    codes = [f"{index:03d}" for index in range(count)]
    specialised = [None if present is None else index % 3 == 0 for index in range(count)]
    if present:
        specialised[-1] = None
    return pl.DataFrame(
        {
            "industry": codes,
            "name": [f"{named} {code}" for code in codes],
            "group_name": [f"Group {index * 8 // count}" for index in range(count)],
            "size": [10 * (index % 7 + 1) for index in range(count)],
            "complexity": [None if index == 3 else index / count - 0.5 for index in range(count)],
            "present": pl.Series(specialised, dtype=pl.Boolean),
        }
    )


def edges(count: int = 24) -> pl.DataFrame:
    """Each industry is near the next two; the last has no tie."""
    pairs = [(one, one + step) for one in range(count - 1) for step in (1, 2) if one + step < count - 1]
    rows = [(f"{one:03d}", f"{other:03d}", 0.9 / (other - one) - one / 100) for one, other in pairs]
    return pl.DataFrame(rows, schema=["industry_a", "industry_b", "proximity"], orient="row")


def densities(shift: float = 0.02) -> pl.DataFrame:
    """A density that is `shift` above chance at 0 km, meets it at 20 km, and is below from 30 km on."""
    distance = np.arange(0.0, 61.0, 2.0)
    observed = 0.02 + shift * np.clip(1 - distance / 20, -0.5, 1)
    return pl.DataFrame(
        {
            "distance": distance,
            "k_density": observed,
            "expected": 0.02,
            "local_low": 0.018,
            "local_high": 0.022,
            "global_low": 0.015,
            "global_high": 0.025,
        }
    )


def opportunities(named: str = "Industry") -> pl.DataFrame:
    """16 industries on a grid of nearness and complexity; the region has those on one diagonal."""
    places = [(near, complex_) for near in range(4) for complex_ in range(4)]
    return pl.DataFrame(
        {
            "industry": [f"{near}{complex_}" for near, complex_ in places],
            "name": [f"{named} {near}{complex_}" for near, complex_ in places],
            "relatedness_density": [0.1 + 0.05 * near for near, _ in places],
            "complexity": [complex_ - 1.5 for _, complex_ in places],
            "complexity_gain": [0.1 * near + 0.01 * complex_ for near, complex_ in places],
            "establishments": [20 * (near + complex_ + 1) for near, complex_ in places],
            "present": [near == complex_ for near, complex_ in places],
        }
    )


def scores() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "type": TYPES,
            "name": ["Marshallian", "Hub and spoke", "Satellite platform", "State-anchored"],
            "score": [0.72, 0.31, None, 0.12],
            "low": [0.6, 0.2, None, 0.1],
            "high": [0.8, 0.5, None, 0.3],
            "known_weight": [0.8, 0.7, 0.1, 0.8],
        }
    )


def innovation(score: float | None = 0.7, low: float = 0.6, high: float = 0.8) -> pl.DataFrame:
    row = {"score": score, "low": low, "high": high, "known_weight": 0.6}
    return pl.DataFrame([row], schema=dict.fromkeys(row, pl.Float64))


def evidence(named: str = "Jobs in large plants") -> pl.DataFrame:
    weights = [(0.8, -0.5, None, 0.0), (None, 1.0, 0.3, None), (0.2, 0.2, 0.2, 0.2)]
    items = {"name": [f"{named} {at}" for at in range(3)], "value_text": ["12 %", "0.4", None]}
    columns = {code: [row[at] for row in weights] for at, code in enumerate(TYPES)}
    return pl.DataFrame({**items, **columns, "known": [True, True, False]})


def compared(regions: int = 3, indicators: int = 2, named: str = "Region") -> pl.DataFrame:
    """Each region is one better than the one before; the second has no value on the second indicator."""
    rows = [
        {
            "region": f"R{region}",
            "region_name": f"{named} {region}",
            "indicator": f"I{indicator}",
            "indicator_name": f"Indicator {indicator}",
            "value": None if (region, indicator) == (1, 1) else 10.0 + region + indicator,
            "rank": None if (region, indicator) == (1, 1) else regions - region,
            "of": 22,
            "unit_text": "plants",
        }
        for indicator in range(indicators)
        for region in range(regions)
    ]
    return pl.DataFrame(rows)


def references() -> pl.DataFrame:
    return pl.DataFrame({"indicator": ["I0", "I1"], "name": ["median", "median"], "value": [11.5, None]})


def growth() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "region": ["A", "B", "C"],
            "region_name": ["North", "East", "South"],
            "national": [0.10, 0.10, None],
            "mix": [-0.02, 0.05, None],
            "regional": [0.07, -0.20, None],
            "growth": [0.15, -0.05, None],
        }
    )


def bins() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "bin": ["1", "2", "3", "4"],
            "predicted": [0.01, 0.1, 0.3, 0.6],
            "observed": [0.01, 0.2, 0.2, None],
            "low": [0.005, 0.15, 0.15, None],
            "high": [0.02, 0.25, 0.25, None],
            "pairs": [600, 300, 100, 0],
        }
    )


def life() -> pl.DataFrame:
    stages = [None, "forming", "forming", "growing", "growing", "mature", "declining", "renewing"]
    years = [1990, 1991, 1992, 1993, 1994, 1995, 1996, 1998]
    return pl.DataFrame({"year": years, "openings": [1, 2, 4, 9, 12, 12, 5, 8], "stage": stages})


def quadrants() -> pl.DataFrame:
    """The townships of the two counties; one is not known, and the islands have no row."""
    kinds = ["high-high", "High-High", "low-low", None, "high-low", "low-high", *["not significant"] * 6]
    codes = [code for code in country().filter(level="township")["region"] if code[0] != "C"]
    return pl.DataFrame({"region": codes, "quadrant": kinds})


def hot_spots(named: str = "Spot") -> pl.DataFrame:
    shapes = [square(0.5, 0.5, SIDE), square(2.2, 1.1, SIDE), square(1.4, 2.3, SIDE / 2)]
    return pl.DataFrame(
        {
            "name": [f"{named} {at}" for at in range(3)],
            "plants": [120, 40, 15],
            "significance": [0.01, 0.2, None],
            "geometry": [json.dumps({"type": "Polygon", "coordinates": shape}) for shape in shapes],
        }
    )


def science_pictures(sheet: Sheet, named: str = "Industry") -> dict[str, Picture]:
    """One picture of each kind; `named` begins the names of what is drawn."""
    plants = pl.DataFrame({"lon": [10.1, 10.1, 10.5], "lat": [45.1, 45.1, 45.3]})
    types = scores().select("type", "name")
    return {
        "space": industry_space(nodes(named=named), edges(), "Industry space", sheet),
        "k-density": k_density_plot(densities(), DENSITY, sheet),
        "opportunities": opportunity_chart(opportunities(named), (NEARNESS, COMPLEXITY), sheet),
        "types": type_scores(scores(), "Type of cluster", sheet, innovation=innovation()),
        "evidence": evidence_dots(evidence(named), types, "The evidence", sheet),
        "comparison": region_comparison(
            compared(10, 8, named), "Side by side", sheet, references=references()
        ),
        "growth": growth_decomposition(
            growth().with_columns(region_name=pl.lit(f"{named} ") + pl.col("region_name")), GROWTH, sheet
        ),
        "calibration": calibration_plot(bins(), "Forecast and outcome", sheet),
        "life-cycle": life_cycle_timeline(life(), OPENINGS, sheet),
        "quadrants": autocorrelation_map(country(), quadrants(), "Regions and neighbours", sheet),
        "hot-spots": hot_spot_map(country(), hot_spots(named), "Hot spots", sheet, points=plants),
    }
