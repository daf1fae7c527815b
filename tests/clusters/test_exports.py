"""What the package offers, and that offering it costs no time before it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import renkei
from renkei import clusters

OFFERED = [
    "ClusterDefinitions",
    "ClusterRules",
    "ComplexityPanel",
    "ComplexityVectors",
    "Concordance",
    "ConvertedSimilarity",
    "EntryBacktest",
    "EntryRule",
    "FitnessVectors",
    "INDICATORS",
    "Indicator",
    "IndustrySpace",
    "KDensities",
    "LifeCycleRule",
    "MomentumRule",
    "OpeningStageRule",
    "PlaceRules",
    "RegionIndustryMatrix",
    "SpatialWeights",
    "additive_location_quotient",
    "bea_naics_concordance",
    "cluster_definitions",
    "cluster_evidence",
    "cluster_groups",
    "cluster_parts",
    "cluster_strength",
    "cluster_types",
    "clusters_in_place",
    "coagglomeration",
    "coagglomeration_pairs",
    "colocation",
    "combined_similarity",
    "complexity_eigenvalues",
    "complexity_outlook",
    "complexity_panel",
    "complexity_vectors",
    "concentration_herfindahl",
    "cross_k_density",
    "cross_m_function",
    "definition_agreement",
    "definition_overlap",
    "density_matrix",
    "detected_clusters",
    "direct_requirements",
    "diversity_entropy",
    "diversity_herfindahl",
    "dynamic_shift_share",
    "economic_complexity",
    "ellison_glaeser",
    "ellison_glaeser_count",
    "ellison_glaeser_interval",
    "entry_backtest",
    "entry_exit",
    "entry_forecast",
    "establishment_density",
    "expy",
    "fitness",
    "fitness_vectors",
    "flagship_firms",
    "geary_global",
    "geary_local",
    "getis_ord_global",
    "getis_ord_local",
    "getis_ord_star",
    "gini",
    "gross_flows",
    "herfindahl",
    "homothetic_shift_share",
    "hoover",
    "hoover_concentration",
    "hoover_specialisation",
    "hot_spots",
    "industry_relatedness",
    "industry_requirements",
    "industry_space",
    "input_output_correlation",
    "input_output_similarity",
    "join_counts",
    "joint_localisation",
    "k_densities",
    "k_density",
    "krugman_concentration",
    "krugman_dissimilarity",
    "krugman_specialisation",
    "leiden_definitions",
    "life_cycle_conditions",
    "life_cycle_from_openings",
    "life_cycle_stage",
    "litzenberger_sternberg",
    "localisation",
    "location_quotient",
    "location_quotient_bootstrap",
    "location_quotient_interval",
    "locational_correlation",
    "locational_gini",
    "m_function",
    "maurel_sedillot",
    "mean_log_deviation",
    "momentum",
    "moran_bivariate",
    "moran_global",
    "moran_local",
    "nearest_neighbours",
    "neighbours_of_order",
    "neighbours_within",
    "normalised_concentration_herfindahl",
    "normalised_diversity_herfindahl",
    "normalised_gini",
    "normalised_herfindahl",
    "occupation_similarity",
    "opening_rate",
    "opportunities",
    "pairwise_coagglomeration",
    "places_within",
    "plant_turnover",
    "presence_matrix",
    "product_complexity",
    "product_fitness",
    "product_gini",
    "prody",
    "reflected_complexity",
    "reflected_product_complexity",
    "related_industries",
    "related_variety",
    "relatedness_density",
    "relatedness_matrix",
    "relative_diversity",
    "relative_specialisation",
    "ripley_k",
    "ripley_l",
    "shares",
    "shift_share",
    "shift_share_factors",
    "similarity_by_concordance",
    "specialisation_gini",
    "standardised_location_quotient",
    "symmetric_location_quotient",
    "technique_diversity",
    "theil",
    "theil_concentration",
    "theil_decomposition",
    "total_requirements",
    "type_rules",
    "validation_scores",
    "weighted_gini",
    "weighted_location_quotient",
    "weighted_locational_gini",
    "weighted_specialisation_gini",
    "within_cluster_relatedness",
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
    with pytest.raises(AttributeError, match=r"No renkei\.clusters attribute lq"):
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
