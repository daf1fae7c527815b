"""Every picture of the product: one specification each, drawn as SVG or PNG on the server and live in the page.

A picture is made in three steps:

1. `sheet = Sheet("zh-Hant", width=640, links="/zh-Hant/regions/{code}/")` says who reads it and where;
2. `picture = region_map(regions, values, Quantity(…), ratio_scale(), sheet)` lays it out;
3. `as_svg(picture)` draws it for a page, `as_png(picture)` for a letter, `spec_json(picture)` feeds the live one.

A page that shows pictures includes `palette_css()`, `live_css()` and, if it may use scripts, `live_bundle()`:

    <figure data-spec="/pictures/map.json">{{ svg }}<figcaption>…</figcaption></figure>

Specifications are written as Vega-Lite JSON, not built with Altair's classes: all positions are computed here
(labels must not run into one another, maps are fitted and inset), so that there is nothing left to encode, and
a map of 368 regions takes 25 ms instead of seconds of validation. The tests check every specification
against Altair's schema.
"""

from renkei.charts.autocorrelation import autocorrelation_map
from renkei.charts.bars import ranking_bars
from renkei.charts.calibration import calibration_plot
from renkei.charts.cluster_maps import cluster_map, cluster_regions_map
from renkei.charts.comparison import region_comparison
from renkei.charts.decomposition import growth_decomposition
from renkei.charts.dots import concentration_dots
from renkei.charts.draw import as_png, as_svg, live_bundle, live_css, live_version, shapes_json, spec_json
from renkei.charts.evidence_dots import evidence_dots
from renkei.charts.histogram import small_histogram
from renkei.charts.hot_spots import hot_spot_map
from renkei.charts.industry_space import industry_space
from renkei.charts.k_density import k_density_plot
from renkei.charts.life_cycle import life_cycle_timeline
from renkei.charts.map_layers import Overlay
from renkei.charts.maps import region_map
from renkei.charts.opportunity import opportunity_chart
from renkei.charts.palette import SECTORS, Theme, Tone, palette_css
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.scales import MapScale, Quantity, amount_scale, balanced_scale, ratio_scale
from renkei.charts.scatter import scatter
from renkei.charts.timeline import openings_line
from renkei.charts.type_card import type_scores

__all__ = [
    "SECTORS",
    "MapScale",
    "Overlay",
    "Picture",
    "Quantity",
    "Sheet",
    "Spec",
    "Theme",
    "Tone",
    "amount_scale",
    "as_png",
    "as_svg",
    "autocorrelation_map",
    "balanced_scale",
    "calibration_plot",
    "cluster_map",
    "cluster_regions_map",
    "concentration_dots",
    "evidence_dots",
    "growth_decomposition",
    "hot_spot_map",
    "industry_space",
    "k_density_plot",
    "life_cycle_timeline",
    "live_bundle",
    "live_css",
    "live_version",
    "openings_line",
    "opportunity_chart",
    "palette_css",
    "ranking_bars",
    "ratio_scale",
    "region_comparison",
    "region_map",
    "scatter",
    "shapes_json",
    "small_histogram",
    "spec_json",
    "type_scores",
]
