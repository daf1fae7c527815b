"""Typology: what kind of cluster it is, and on which evidence."""
