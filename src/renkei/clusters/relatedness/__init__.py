"""Relatedness and complexity: which industries go together, and what regions could do next."""
