"""Cluster definitions: which industries form a cluster, whatever the region."""
