"""Tests of concentration: where an industry is."""
