"""Specialisation: what a region is made of, compared with the nation."""
