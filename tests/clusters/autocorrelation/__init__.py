"""Spatial autocorrelation: weights, global and local statistics, chance, and what is refused."""
