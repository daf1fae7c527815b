"""Clusters in place: neighbouring regions jointly specialised in related industries."""
