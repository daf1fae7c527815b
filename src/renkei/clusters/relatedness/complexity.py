"""Economic complexity of regions and industries, as tables: by eigenvectors and by reflections.

All functions take an activity table of one level of regions and industries, as pandas, Polars, PyArrow,
DuckDB or PySpark frame, and return the same kind; each `year` is computed by itself. A region is specialised
in an industry where LQ ≥ `location_quotient` and it has at least `minimum` of `value`. Any other rule of
presence is a table of zeros and ones with `location_quotient=0`. An unknown value is no specialisation and
no part of a total; the column `unknown` counts them. What has no presence, or lies outside the largest
`component`, has no complexity: its value is missing and nothing else changes.

Time grows with the number of presences times some forty Lanczos steps, memory with the number of rows.
Formulas and sources: `renkei.clusters.relatedness.vectors`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from renkei.clusters.activity.options import check_choice
from renkei.clusters.relatedness.presences import Panel, PresenceRule, Presences, stacked
from renkei.clusters.relatedness.vectors import (
    ComplexityVectors,
    complexity_vectors,
    in_scale_of_regions,
    reflections,
    standardised,
)
from renkei.errors import ParameterError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]

Scale = Literal["industries", "regions"]


def economic_complexity(
    activity: FrameT,
    *,
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> FrameT:
    """How rare and many-sided the industries of each region are: the economic complexity index (ECI).

    Columns: region, (year,) diversity (industries it is specialised in), unknown (cells), component,
    eigenvalue, eigenvalue_gap (how far the next eigenvalue lies below; near 0 the index is arbitrary),
    economic_complexity, a z-score over regions (standard deviation of n - 1): 0 is the mean. It rises with
    diversity over all regions and in proportion to the mean `product_complexity` of a region's industries.
    Missing as this module says, and for all where the eigenvalue is not single or nothing orients the vector.
    Sorted by key. Raises `TableError` as `location_quotient`, `ParameterError` for a threshold below zero.

    Source: Hidalgo & Hausmann (2009), PNAS 106, 10570; Hausmann et al. (2014), The Atlas of Economic
    Complexity.
    """
    panel = Panel.read(activity, PresenceRule(value, location_quotient, minimum))
    parts = [complexity_of_regions(year, complexity_vectors(year.present)) for year in panel]
    return as_kind_of(stacked(parts, "region"), activity)


def product_complexity(
    activity: FrameT,
    *,
    scale: Scale = "industries",
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> FrameT:
    """How complex the regions are that are specialised in each industry: the product complexity index (PCI).

    Columns: industry, (year,) ubiquity (regions specialised in it), unknown (cells), component, eigenvalue,
    eigenvalue_gap, product_complexity. With `scale="industries"` a z-score over industries; with "regions" in
    the scale of `economic_complexity`, so that a region's index is the mean of its industries' (as
    py-ecomplexity publishes it). Missing as this module says. Sorted by key. Raises as
    `economic_complexity`, and `ParameterError` for an unknown scale. Source: as there.
    """
    check_choice("scale", scale, get_args(Scale))
    panel = Panel.read(activity, PresenceRule(value, location_quotient, minimum))
    parts = [complexity_of_industries(year, complexity_vectors(year.present), scale) for year in panel]
    return as_kind_of(stacked(parts, "industry"), activity)


def reflected_complexity(
    activity: FrameT,
    *,
    iterations: int = 18,
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> FrameT:
    """The complexity of each region after so many reflections: near the eigenvector, not the same.

    Columns: region, (year,) diversity, unknown, reflected_complexity, the z-score of k(N) with N =
    `iterations`, an even number; N = 0 is diversity itself. It differs from `economic_complexity` by what is
    left of later eigenvectors; R's economiccomplexity calls N = 18 "20 iterations". Missing for a region
    specialised in nothing, and for all where k(N) does not vary. Sorted by key. Raises as
    `economic_complexity`, and `ParameterError` for an odd or negative N.

    Source: Hidalgo & Hausmann (2009), PNAS 106, 10570.
    """
    _check_even(iterations)
    panel = Panel.read(activity, PresenceRule(value, location_quotient, minimum))
    parts = [
        year.region_rows(reflected_complexity=standardised(reflections(year.present, iterations)[0]))
        for year in panel
    ]
    return as_kind_of(stacked(parts, "region"), activity)


def reflected_product_complexity(
    activity: FrameT,
    *,
    iterations: int = 18,
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> FrameT:
    """The complexity of each industry after so many reflections: the mean of its regions' k(N).

    Columns: industry, (year,) ubiquity, unknown, reflected_product_complexity, the z-score of k(N + 1) with N
    = `iterations`, as for `reflected_complexity`, so that both are oriented together. Missing for an industry
    that no region is specialised in. Sorted by key. Raises and source as `reflected_complexity`.
    """
    _check_even(iterations)
    panel = Panel.read(activity, PresenceRule(value, location_quotient, minimum))
    parts = [
        year.industry_rows(
            reflected_product_complexity=standardised(reflections(year.present, iterations)[1])
        )
        for year in panel
    ]
    return as_kind_of(stacked(parts, "industry"), activity)


def complexity_of_regions(year: Presences, vectors: ComplexityVectors, **more: Numbers) -> pl.DataFrame:
    """The rows of `economic_complexity` for one year, with `more` columns."""
    return year.region_rows(
        component=vectors.region_component,
        eigenvalue=vectors.eigenvalue,
        eigenvalue_gap=vectors.gap,
        economic_complexity=standardised(vectors.regions),
        **more,
    )


def complexity_of_industries(
    year: Presences, vectors: ComplexityVectors, scale: Scale = "industries"
) -> pl.DataFrame:
    """The rows of `product_complexity` for one year."""
    scaled = in_scale_of_regions if scale == "regions" else lambda found: standardised(found.industries)
    return year.industry_rows(
        component=vectors.industry_component,
        eigenvalue=vectors.eigenvalue,
        eigenvalue_gap=vectors.gap,
        product_complexity=scaled(vectors),
    )


def _check_even(iterations: int) -> None:
    if iterations < 0 or iterations % 2:
        raise ParameterError(
            "`iterations` is {found}; give an even number of zero or more: odd ones turn the order around.",
            found=iterations,
        )
