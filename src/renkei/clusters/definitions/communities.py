"""Definitions as communities of the relatedness graph, by the Leiden algorithm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.clusters.linkages.pairs import PAIR, read_pairs
from renkei.errors import ParameterError, TableError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    import numpy as np

    from renkei.tables.frames import FrameT


def leiden_definitions(
    relatedness: FrameT,
    *,
    resolution: float = 1.0,
    minimum: float = 0.0,
    trials: int = 10,
    rng: np.random.Generator,
) -> FrameT:
    """Groups of industries that are more related among themselves than chance: communities of the graph.

    `relatedness` has industry_a, industry_b and how related they are (the first column of decimal numbers), such as the
    results of `locational_correlation` or of a proximity. Pairs above `minimum`, and above 0, are the graph's
    edges. Columns: industry, definition (C01 the largest; missing for an industry without an edge), within (sum
    of its edges to its definition), strength (sum of all its edges), modularity (of the whole result, from -0.5
    to 1; the same in each row). Sorted by industry. A higher `resolution` gives more and smaller definitions;
    the best of `trials` runs by modularity is kept. Unlike `cluster_definitions` the number is not chosen
    beforehand, and no score is compared.

    Raises `TableError` as `combined_similarity`, and if no pair is above `minimum`; `ParameterError` if
    `resolution` is not above 0 or `trials` is below 1. Time and memory grow with the number of edges.

    Source: Traag, Waltman & van Eck (2019), Scientific Reports 9, 5233; modularity with resolution: Reichardt &
    Bornholdt (2006), Physical Review E 74, 016110.
    """
    from graspologic_native import leiden

    if not resolution > 0.0 or trials < 1:
        raise ParameterError(
            "`resolution` is {resolution} and `trials` is {trials}; give a resolution above 0 and 1 trial or more.",
            resolution=resolution,
            trials=trials,
        )
    pairs = read_pairs(relatedness, "relatedness")
    edges = pairs.filter(pl.col("similarity") > max(minimum, 0.0))
    if not edges.height:
        raise TableError(
            "None of the {count} pairs of `relatedness` is above {minimum}: there is no graph. Lower `minimum`.",
            count=pairs.height,
            minimum=minimum,
        )
    modularity, found = leiden(
        list(edges.iter_rows()),
        resolution=resolution,
        trials=trials,
        seed=int(rng.integers(2**31)),
    )
    everyone = pl.concat([pairs[PAIR[0]], pairs[PAIR[1]]]).unique().sort()
    return as_kind_of(_definitions(everyone, found, edges, modularity), relatedness)


def _definitions(
    everyone: pl.Series, found: dict[str, int], edges: pl.DataFrame, modularity: float
) -> pl.DataFrame:
    community = pl.DataFrame({"industry": list(found), "community": list(found.values())})
    sizes = community.group_by("community").agg(
        pl.len().alias("size"), pl.col("industry").min().alias("first")
    )
    width = max(2, len(str(sizes.height)))
    named = sizes.sort("size", "first", descending=[True, False]).with_row_index("place", offset=1)
    named = named.with_columns(
        (pl.lit("C") + pl.col("place").cast(pl.String).str.zfill(width)).alias("definition")
    )
    members = pl.DataFrame({"industry": everyone}).join(community, on="industry", how="left")
    members = members.join(named.select("community", "definition"), on="community", how="left")
    strengths = _strengths(edges, members)
    return (
        members.join(strengths, on="industry", how="left")
        .with_columns(pl.col("within", "strength").fill_null(0.0), pl.lit(modularity).alias("modularity"))
        .select("industry", "definition", "within", "strength", "modularity")
        .sort("industry")
    )


def _strengths(edges: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """The sums of each industry's edges, in all and to its own definition."""
    a, b = edges.select(*PAIR, "similarity"), edges.select(*reversed(PAIR), "similarity")
    ends = pl.concat(
        [
            a.rename(dict(zip(PAIR, ("industry", "other"), strict=True))),
            b.rename(dict(zip(reversed(PAIR), ("industry", "other"), strict=True))),
        ]
    )
    of = members.select("industry", "definition")
    both = ends.join(of, on="industry").join(
        of.rename({"industry": "other", "definition": "other_definition"}), on="other"
    )
    inside = pl.col("similarity").filter(pl.col("definition") == pl.col("other_definition"))
    return both.group_by("industry").agg(
        inside.sum().alias("within"), pl.col("similarity").sum().alias("strength")
    )
