"""Definitions that somebody gives, judged by a similarity: scores, and relatedness within and between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from renkei.clusters.definitions.agreement import read_definitions
from renkei.clusters.definitions.matrices import read_similarities
from renkei.clusters.definitions.validation import cluster_relatedness_within, validation
from renkei.clusters.linkages.pairs import PAIR, read_pairs
from renkei.errors import TableError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.definitions.matrices import SimilarityMatrix
    from renkei.tables.frames import FrameT


def validation_scores(similarity: FrameT, definitions: IntoFrame) -> FrameT:
    """How well definitions separate related from unrelated industries by one similarity: one row.

    `similarity` has industry_a, industry_b and a similarity (the first column of decimal numbers); `definitions` has
    industry and definition, one row per industry. Columns: industries (in both), only_in_similarity,
    only_in_definitions, definitions (their number), vs_cluster_mean, vs_cluster_95, vs_industry_mean,
    vs_industry_95 (shares from 0 to 1; see `renkei.clusters.definitions.validation`), validation_score (their
    mean). Raises `TableError` as `combined_similarity` and `definition_agreement`, and if fewer than two
    definitions or four industries can be compared.

    Source: Delgado, Porter & Stern (2016), Journal of Economic Geography 16, 1-38 (VS-Cluster, VS-Industry).
    """
    industries, matrix, groups, _ = _aligned(similarity, definitions)
    listed, members = _counts(similarity, definitions)
    row = pl.DataFrame(
        {
            "industries": [len(industries)],
            "only_in_similarity": [listed - len(industries)],
            "only_in_definitions": [members - len(industries)],
            "definitions": [int(groups.max()) + 1],
            **{name: [score] for name, score in validation(matrix, groups).row().items()},
        }
    )
    return as_kind_of(row, similarity)


def within_cluster_relatedness(similarity: FrameT, definitions: IntoFrame) -> FrameT:
    """How related the industries of each definition are to each other, and to those of other definitions.

    Tables as for `validation_scores`. Columns: definition, industries (compared), within_cluster_relatedness
    (WCR, the mean over pairs of its industries; missing for one alone), between (mean BCR over the other
    definitions), between_95 (their 95th percentile), related (whether WCR is above between_95). All in standard
    deviations of the similarity over pairs, 0 is the mean pair. Sorted by definition. Raises as
    `validation_scores`; source there.
    """
    _, matrix, groups, labels = _aligned(similarity, definitions)
    found = cluster_relatedness_within(matrix, groups)
    high = found.high_between()
    table = pl.DataFrame(
        {
            "definition": labels,
            "industries": np.bincount(groups),
            "within_cluster_relatedness": pl.Series(found.within).fill_nan(None),
            "between": pl.Series(found.mean_between()).fill_nan(None),
            "between_95": pl.Series(high).fill_nan(None),
            "related": found.within > high,
        }
    )
    return as_kind_of(table, similarity)


def _counts(similarity: IntoFrame, definitions: IntoFrame) -> tuple[int, int]:
    pairs = read_pairs(similarity, "similarity")
    industries = pl.concat([pairs[PAIR[0]], pairs[PAIR[1]]]).n_unique()
    return industries, read_definitions(definitions, "definitions").height


def _aligned(
    similarity: IntoFrame, definitions: IntoFrame
) -> tuple[tuple[str, ...], SimilarityMatrix, NDArray[np.int64], list[str]]:
    """The industries in both tables, their matrix, the number of each one's definition, and its name."""
    members = read_definitions(definitions, "definitions")
    pairs = read_pairs(similarity, "similarity")
    kept = pairs.filter(pl.all_horizontal(pl.col(key).is_in(members["industry"].implode()) for key in PAIR))
    if not kept.height:
        raise TableError(
            "No pair of `similarity` lies within the industries of `definitions`. "
            "Are the codes of the same classification, level and spelling?"
        )
    given = read_similarities({"similarity": kept})
    of = dict(members.iter_rows())
    labels = sorted({of[industry] for industry in given.industries})
    if len(labels) < 2:
        raise TableError(
            "The industries of `similarity` are all in one definition ({definition}): there is nothing between. "
            "Give two definitions or more.",
            definition=labels[0],
        )
    places = {label: place for place, label in enumerate(labels)}
    groups = np.array([places[of[industry]] for industry in given.industries], dtype=np.int64)
    return given.industries, given.matrices["similarity"], groups, labels
