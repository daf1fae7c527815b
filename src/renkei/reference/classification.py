"""Versioned industrial classifications with names in three languages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

from renkei.errors import NotFoundError

CLASSIFICATIONS: Final[dict[str, str]] = {"TWSIC-2011": "twsic_2011"}
"""The classifications that ship with Renkei, and the folder of each under `reference/data`."""


@cache
def industries(classification: str) -> pl.DataFrame:
    """The `industries` table of `classification`: the section C, its divisions, their groups, in code order.

    A plant counts once in the section, whatever it lists below, so the section holds the number of plants.

    `technology` is the OECD/Eurostat intensity class of the division (high, medium-high, medium-low, low;
    missing where unclassified); groups take that of their division. Raises `NotFoundError` for an unknown
    classification. Sources: `README.md` beside the data.
    """
    if classification not in CLASSIFICATIONS:
        raise NotFoundError(
            "Classification {classification} does not come with Renkei; {known} do(es). "
            "Choose one of these, or import an `industries` table of your own.",
            classification=classification,
            known=", ".join(CLASSIFICATIONS),
        )
    folder = files("renkei.reference") / "data" / CLASSIFICATIONS[classification]
    table = pl.read_csv((folder / "industries.csv").read_bytes(), infer_schema=False)
    return table.select(pl.lit(classification).alias("classification"), pl.all())
