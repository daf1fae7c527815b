"""Distance: how close plants lie to each other, on the map and not in regions."""
