"""stub"""


def _none(*a, **k):
    return None


cluster_map = cluster_extent = openings = region_map = region_position = zone_map = places_within = (
    choice_map
) = _none
