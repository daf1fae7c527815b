"""The map projection against the worked example of its textbook.

Source: Snyder, J. P. (1987), Map Projections – A Working Manual, USGS Professional Paper 1395, numerical
examples, Lambert azimuthal equal-area projection (sphere), p. 332: R = 3.0, centre 40° N 100° W, point 20° S
100° E gives x = −4.2339303, y = 4.0257775. Tolerance: the digits printed.
"""

from __future__ import annotations

import pytest

from renkei.charts.plane import EARTH_RADIUS_KM, Centre


def test_lambert_projection_reproduces_the_worked_example_of_snyder() -> None:
    east, north = Centre(lon=-100, lat=40).to_plane(100, -20)
    assert float(east) * 3 / EARTH_RADIUS_KM == pytest.approx(-4.2339303, abs=5e-8)
    assert float(north) * 3 / EARTH_RADIUS_KM == pytest.approx(4.0257775, abs=5e-8)
