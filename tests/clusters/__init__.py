"""Tests of the cluster indicators."""
