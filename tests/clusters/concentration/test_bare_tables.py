"""Tables with nothing, nothing but zeros, one row, codes or years of another type: a result, never a silent NaN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from renkei import clusters
from tests.clusters.examples import SIX_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

SIX = pl.DataFrame(SIX_ROWS)
BARE = {
    "empty-panel": SIX.with_columns(year=2015).clear(),
    "zeros": SIX.with_columns(establishments=0),
    "one-row": SIX.head(1),
    "codes-as-numbers": SIX.with_columns(region=pl.Series([10, 10, 2, 2, 2, 3])),
    "years-as-text": SIX.with_columns(year=pl.lit("2015")),
}
PLAIN = [
    "additive_location_quotient",
    "colocation",
    "diversity_entropy",
    "hoover_concentration",
    "hoover_specialisation",
    "krugman_concentration",
    "krugman_dissimilarity",
    "krugman_specialisation",
    "location_quotient_interval",
    "normalised_concentration_herfindahl",
    "normalised_diversity_herfindahl",
    "relative_diversity",
    "relative_specialisation",
    "standardised_location_quotient",
    "symmetric_location_quotient",
    "theil_concentration",
    "weighted_location_quotient",
    "weighted_specialisation_gini",
]
OF_PLANTS = ["maurel_sedillot", "coagglomeration", "coagglomeration_pairs", "ellison_glaeser_interval"]
IN_GROUPS = ["related_variety", "theil_decomposition"]


def seeded(name: str) -> dict[str, Any]:
    return (
        {"rng": np.random.default_rng(1)}
        if name in {"ellison_glaeser_interval", "location_quotient_bootstrap"}
        else {}
    )


def called(name: str, table: pl.DataFrame) -> pl.DataFrame:
    function: Callable[..., pl.DataFrame] = getattr(clusters, name)
    if name in OF_PLANTS:
        table = table.rename({"establishments": "jobs"}).with_columns(
            establishment=pl.col("region").cast(pl.String) + pl.col("industry")
        )
    if name in IN_GROUPS:
        table = table.with_columns(parent=pl.lit("p"))
    return function(table, **seeded(name))


@pytest.mark.parametrize("case", BARE)
@pytest.mark.parametrize("name", [*PLAIN, *OF_PLANTS, *IN_GROUPS, "location_quotient_bootstrap"])
def test_bare_tables_have_a_result_without_nan(name: str, case: str) -> None:
    found = called(name, BARE[case])
    for column in found.iter_columns():
        if column.dtype.is_float():
            assert column.drop_nulls().is_finite().all(), column.name
    assert ("year" in found.columns) == ("year" in BARE[case].columns)
    if case.startswith("empty"):
        assert found.is_empty()
