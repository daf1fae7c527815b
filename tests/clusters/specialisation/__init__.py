"""Tests of specialisation: what a region is made of."""
