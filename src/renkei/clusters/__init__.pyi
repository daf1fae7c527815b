"""The public names of `renkei.clusters`, each with its module: read by type checkers, and at run time."""

from .activity.matrix import RegionIndustryMatrix as RegionIndustryMatrix
from .catalogue import INDICATORS as INDICATORS
from .catalogue import Indicator as Indicator
from .concentration.agglomeration import (
    ellison_glaeser as ellison_glaeser,
)
from .concentration.agglomeration import (
    ellison_glaeser_count as ellison_glaeser_count,
)
from .concentration.density import establishment_density as establishment_density
from .concentration.inequality import (
    gini as gini,
)
from .concentration.inequality import (
    herfindahl as herfindahl,
)
from .concentration.inequality import (
    normalised_gini as normalised_gini,
)
from .concentration.inequality import (
    normalised_herfindahl as normalised_herfindahl,
)
from .concentration.inequality import (
    weighted_gini as weighted_gini,
)
from .concentration.spread import (
    concentration_herfindahl as concentration_herfindahl,
)
from .concentration.spread import (
    locational_gini as locational_gini,
)
from .concentration.spread import (
    weighted_locational_gini as weighted_locational_gini,
)
from .distance.radius import places_within as places_within
from .dynamics.openings import opening_rate as opening_rate
from .places.detection import (
    detected_clusters as detected_clusters,
)
from .places.detection import (
    industry_relatedness as industry_relatedness,
)
from .places.rules import ClusterRules as ClusterRules
from .specialisation.quotients import (
    diversity_herfindahl as diversity_herfindahl,
)
from .specialisation.quotients import (
    location_quotient as location_quotient,
)
from .specialisation.quotients import (
    shares as shares,
)
from .specialisation.quotients import (
    specialisation_gini as specialisation_gini,
)
