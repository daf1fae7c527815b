"""What the package offers, and that offering it costs no time before it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import renkei
from renkei import clusters

OFFERED = [
    "ClusterRules",
    "EntryBacktest",
    "EntryRule",
    "INDICATORS",
    "Indicator",
    "LifeCycleRule",
    "MomentumRule",
    "OpeningStageRule",
    "RegionIndustryMatrix",
    "concentration_herfindahl",
    "detected_clusters",
    "diversity_herfindahl",
    "dynamic_shift_share",
    "ellison_glaeser",
    "ellison_glaeser_count",
    "entry_backtest",
    "entry_exit",
    "entry_forecast",
    "establishment_density",
    "gini",
    "gross_flows",
    "herfindahl",
    "homothetic_shift_share",
    "industry_relatedness",
    "life_cycle_conditions",
    "life_cycle_from_openings",
    "life_cycle_stage",
    "location_quotient",
    "locational_gini",
    "momentum",
    "normalised_gini",
    "normalised_herfindahl",
    "opening_rate",
    "places_within",
    "plant_turnover",
    "shares",
    "shift_share",
    "shift_share_factors",
    "specialisation_gini",
    "weighted_gini",
    "weighted_locational_gini",
]


def test_the_export_list_is_what_it_was_agreed_to_be() -> None:
    assert sorted(OFFERED) == clusters.__all__
    assert sorted(OFFERED) == renkei.__all__
    assert set(OFFERED) <= set(dir(clusters))
    assert {*OFFERED, "__version__"} <= set(dir(renkei))


@pytest.mark.parametrize("name", OFFERED)
def test_every_name_is_at_hand_and_says_what_it_is(name: str) -> None:
    offered = getattr(renkei, name)
    assert offered is getattr(clusters, name)
    assert name == "INDICATORS" or offered.__doc__


def test_a_name_that_is_not_offered_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'renkei' has no attribute 'location_quotients'"):
        _ = renkei.location_quotients
    with pytest.raises(AttributeError, match="No renkei.clusters attribute lq"):
        _ = clusters.lq


def test_importing_renkei_loads_no_numerical_library() -> None:
    script = (
        "import sys, renkei, renkei.clusters; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"numpy", "scipy", "pandas", "polars", "narwhals", "pyarrow", "duckdb", "babel"}
    assert not heavy & set(loaded)
