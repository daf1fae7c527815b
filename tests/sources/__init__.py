"""Tests of renkei.sources."""
