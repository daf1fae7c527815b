"""Spatial autocorrelation: whether neighbouring regions are alike."""
