"""The public names of `renkei.clusters`, each with its module: read by type checkers, and at run time."""

from .activity.matrix import RegionIndustryMatrix as RegionIndustryMatrix
from .autocorrelation.joins import join_counts as join_counts
from .autocorrelation.local import (
    geary_local as geary_local,
    getis_ord_local as getis_ord_local,
    getis_ord_star as getis_ord_star,
    moran_local as moran_local,
)
from .autocorrelation.neighbourhoods import (
    nearest_neighbours as nearest_neighbours,
    neighbours_of_order as neighbours_of_order,
    neighbours_within as neighbours_within,
)
from .autocorrelation.weights import SpatialWeights as SpatialWeights
from .autocorrelation.whole import (
    geary_global as geary_global,
    getis_ord_global as getis_ord_global,
    moran_bivariate as moran_bivariate,
    moran_global as moran_global,
)
from .catalogue import INDICATORS as INDICATORS, Indicator as Indicator
from .concentration.agglomeration import (
    ellison_glaeser as ellison_glaeser,
    ellison_glaeser_count as ellison_glaeser_count,
    maurel_sedillot as maurel_sedillot,
)
from .concentration.cluster_index import litzenberger_sternberg as litzenberger_sternberg
from .concentration.coagglomeration import (
    coagglomeration as coagglomeration,
    coagglomeration_pairs as coagglomeration_pairs,
)
from .concentration.colocation import colocation as colocation
from .concentration.confidence import ellison_glaeser_interval as ellison_glaeser_interval
from .concentration.density import establishment_density as establishment_density
from .concentration.inequality import (
    gini as gini,
    herfindahl as herfindahl,
    hoover as hoover,
    mean_log_deviation as mean_log_deviation,
    normalised_gini as normalised_gini,
    normalised_herfindahl as normalised_herfindahl,
    theil as theil,
    weighted_gini as weighted_gini,
)
from .concentration.spread import (
    concentration_herfindahl as concentration_herfindahl,
    hoover_concentration as hoover_concentration,
    krugman_concentration as krugman_concentration,
    locational_gini as locational_gini,
    normalised_concentration_herfindahl as normalised_concentration_herfindahl,
    weighted_locational_gini as weighted_locational_gini,
)
from .concentration.theil import (
    theil_concentration as theil_concentration,
    theil_decomposition as theil_decomposition,
)
from .definitions.agreement import (
    definition_agreement as definition_agreement,
    definition_overlap as definition_overlap,
)
from .definitions.communities import leiden_definitions as leiden_definitions
from .definitions.judged import (
    validation_scores as validation_scores,
    within_cluster_relatedness as within_cluster_relatedness,
)
from .definitions.method import (
    ClusterDefinitions as ClusterDefinitions,
    cluster_definitions as cluster_definitions,
)
from .distance.density import (
    KDensities as KDensities,
    k_densities as k_densities,
    k_density as k_density,
    localisation as localisation,
)
from .distance.joint import cross_k_density as cross_k_density, joint_localisation as joint_localisation
from .distance.radius import places_within as places_within
from .distance.ripley import ripley_k as ripley_k, ripley_l as ripley_l
from .distance.surroundings import cross_m_function as cross_m_function, m_function as m_function
from .dynamics.backtest import EntryBacktest as EntryBacktest, entry_backtest as entry_backtest
from .dynamics.forecast import entry_forecast as entry_forecast
from .dynamics.life_cycle import life_cycle_stage as life_cycle_stage
from .dynamics.momentum import MomentumRule as MomentumRule, momentum as momentum
from .dynamics.openings import opening_rate as opening_rate
from .dynamics.plants import plant_turnover as plant_turnover
from .dynamics.shift_share import (
    dynamic_shift_share as dynamic_shift_share,
    homothetic_shift_share as homothetic_shift_share,
    shift_share as shift_share,
    shift_share_factors as shift_share_factors,
)
from .dynamics.stages import LifeCycleRule as LifeCycleRule, life_cycle_conditions as life_cycle_conditions
from .dynamics.transitions import EntryRule as EntryRule
from .dynamics.turnover import entry_exit as entry_exit, gross_flows as gross_flows
from .dynamics.youth import (
    OpeningStageRule as OpeningStageRule,
    life_cycle_from_openings as life_cycle_from_openings,
)
from .linkages.colocation import (
    locational_correlation as locational_correlation,
    pairwise_coagglomeration as pairwise_coagglomeration,
)
from .linkages.combined import combined_similarity as combined_similarity
from .linkages.concordance import (
    Concordance as Concordance,
    ConvertedSimilarity as ConvertedSimilarity,
    bea_naics_concordance as bea_naics_concordance,
    similarity_by_concordance as similarity_by_concordance,
)
from .linkages.input_output import (
    input_output_correlation as input_output_correlation,
    input_output_similarity as input_output_similarity,
)
from .linkages.occupations import occupation_similarity as occupation_similarity
from .linkages.requirements import (
    direct_requirements as direct_requirements,
    industry_requirements as industry_requirements,
    total_requirements as total_requirements,
)
from .places.detection import (
    detected_clusters as detected_clusters,
    industry_relatedness as industry_relatedness,
)
from .places.groups import cluster_groups as cluster_groups
from .places.hotspots import hot_spots as hot_spots
from .places.placed import clusters_in_place as clusters_in_place
from .places.rules import (
    ClusterRules as ClusterRules,
    PlaceRules as PlaceRules,
)
from .places.strength import cluster_strength as cluster_strength
from .relatedness.attributes import expy as expy, product_gini as product_gini, prody as prody
from .relatedness.complexity import (
    economic_complexity as economic_complexity,
    product_complexity as product_complexity,
    reflected_complexity as reflected_complexity,
    reflected_product_complexity as reflected_product_complexity,
)
from .relatedness.density import (
    ComplexityPanel as ComplexityPanel,
    complexity_outlook as complexity_outlook,
    complexity_panel as complexity_panel,
    relatedness_density as relatedness_density,
)
from .relatedness.iterated import (
    FitnessVectors as FitnessVectors,
    fitness as fitness,
    fitness_vectors as fitness_vectors,
    product_fitness as product_fitness,
)
from .relatedness.opportunities import opportunities as opportunities
from .relatedness.pairs import (
    IndustrySpace as IndustrySpace,
    industry_space as industry_space,
    related_industries as related_industries,
)
from .relatedness.presences import presence_matrix as presence_matrix
from .relatedness.sums import density_matrix as density_matrix, relatedness_matrix as relatedness_matrix
from .relatedness.vectors import (
    ComplexityVectors as ComplexityVectors,
    complexity_eigenvalues as complexity_eigenvalues,
    complexity_vectors as complexity_vectors,
)
from .specialisation.dissimilarity import (
    hoover_specialisation as hoover_specialisation,
    krugman_dissimilarity as krugman_dissimilarity,
    krugman_specialisation as krugman_specialisation,
    relative_diversity as relative_diversity,
    relative_specialisation as relative_specialisation,
)
from .specialisation.quotient_significance import (
    location_quotient_bootstrap as location_quotient_bootstrap,
    location_quotient_interval as location_quotient_interval,
    standardised_location_quotient as standardised_location_quotient,
)
from .specialisation.quotients import (
    diversity_herfindahl as diversity_herfindahl,
    location_quotient as location_quotient,
    shares as shares,
    specialisation_gini as specialisation_gini,
    weighted_specialisation_gini as weighted_specialisation_gini,
)
from .specialisation.scaled_quotients import (
    additive_location_quotient as additive_location_quotient,
    symmetric_location_quotient as symmetric_location_quotient,
    weighted_location_quotient as weighted_location_quotient,
)
from .specialisation.variety import (
    diversity_entropy as diversity_entropy,
    normalised_diversity_herfindahl as normalised_diversity_herfindahl,
    related_variety as related_variety,
)
from .typology.diversity import technique_diversity as technique_diversity
from .typology.evidence import cluster_evidence as cluster_evidence
from .typology.flagships import flagship_firms as flagship_firms
from .typology.parts import cluster_parts as cluster_parts
from .typology.rules import type_rules as type_rules
from .typology.scoring import cluster_types as cluster_types
