"""Tests of relatedness and complexity."""
