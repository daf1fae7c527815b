"""Dynamics: how clusters open, grow, age and renew."""
