"""Concentration: how far an industry gathers in few regions."""
