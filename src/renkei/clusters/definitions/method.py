"""Definitions of clusters from similarities of industries: the method of Delgado, Porter and Stern, whole.

1. Similarity matrices: each given table, standardised, and the mean of those that judge (`matrices`).
2. Candidates: each matrix × each clustering algorithm × each number of definitions (`grouping`).
3. Validation scores of each candidate by each similarity that judges (`validation`).
4. Choice: the candidate with the highest mean validation score.
5. Marginal industries move to the definition that they are more related to (`reassignment`); the experts'
   corrections of the source are left out.
6. Names after the most central industries (`naming`).

Source: Delgado, Porter & Stern (2016), Defining clusters of related industries, Journal of Economic Geography
16, 1-38 (algorithm in five steps; the names there were given by hand).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from renkei.clusters.definitions.agreement import adjusted_rand, contingency
from renkei.clusters.definitions.grouping import ALGORITHMS, Algorithm, groupings
from renkei.clusters.definitions.matrices import read_similarities
from renkei.clusters.definitions.naming import definition_names
from renkei.clusters.definitions.reassignment import numbered, reassigned, relatedness_to_all
from renkei.clusters.definitions.validation import (
    cluster_relatedness_within,
    mean_scores,
    validation,
)
from renkei.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.definitions.matrices import Similarities
    from renkei.clusters.definitions.validation import Scores

    Groups = NDArray[np.int64]

NUMBERS: Final = (30, 35, 40, 45, 50, 55, 60)
FINAL: Final = "final"


@dataclass(frozen=True, slots=True, eq=False)
class ClusterDefinitions:
    """Definitions of clusters, and how they were come by.

    `candidates`: one row per candidate: candidate (its name), similarity, algorithm, definitions (their number),
    largest (industries in the largest), single (definitions of one industry), the four scores as means over the
    judging similarities, validation_score, chosen, agreement_with_chosen (adjusted Rand index of its
    assignments with those of the chosen: where candidates with nearly the same score agree little, the choice
    among them is a matter of chance). Best first.
    `scores`: one row per candidate and similarity it is judged by: the four scores and validation_score; the
    candidate "final" is the chosen one after the marginal industries have moved.
    `assignments`: one row per candidate and industry: candidate, industry, definition, before any has moved.
    `members`: one row per industry: industry, definition, within (WCR_i by the combined similarity, in standard
    deviations over pairs; missing if alone), between (its relatedness to the next best definition),
    next_definition, rank (1 = most related to its definition), reassigned_from (missing unless it was moved).
    `definitions`: one row per definition: definition (C01 the largest before industries moved), industries,
    within (WCR), between (mean BCR), between_95, central (codes of the two most central), and name_zh_hant,
    name_en, name_ja where industries have names.
    `left_out`: industries that a table lacks: industry, missing_in.
    """

    candidates: pl.DataFrame
    scores: pl.DataFrame
    chosen: str
    assignments: pl.DataFrame
    members: pl.DataFrame
    definitions: pl.DataFrame
    left_out: pl.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    name: str
    similarity: str
    algorithm: str
    groups: Groups
    scores: dict[str, Scores]

    @property
    def mean(self) -> Scores:
        return mean_scores(self.scores.values())

    def row(self) -> dict[str, object]:
        sizes = np.bincount(self.groups)
        return {
            "candidate": self.name,
            "similarity": self.similarity,
            "algorithm": self.algorithm,
            "definitions": len(sizes),
            "largest": int(sizes.max()),
            "single": int((sizes == 1).sum()),
            **self.mean.row(),
        }

    def score_rows(self) -> list[dict[str, object]]:
        return [
            {"candidate": self.name, "similarity": name, **one.row()} for name, one in self.scores.items()
        ]

    def assignment(self, industries: tuple[str, ...]) -> pl.DataFrame:
        labels = _labels(int(self.groups.max()) + 1)
        return pl.DataFrame(
            {
                "candidate": [self.name] * len(industries),
                "industry": pl.Series(industries, dtype=pl.String),
                "definition": labels.gather(self.groups),
            }
        )


def cluster_definitions(
    similarities: Mapping[str, IntoFrame],
    *,
    algorithms: tuple[Algorithm, ...] = ALGORITHMS,
    numbers: tuple[int, ...] = NUMBERS,
    judged_by: tuple[str, ...] = (),
    industries: IntoFrame | None = None,
    rng: np.random.Generator,
) -> ClusterDefinitions:
    """The definitions that the similarities speak for most, of all candidates.

    `similarities` are tables of pairs by name (industry_a, industry_b and a similarity, the first column
    of decimal numbers), such as results of `locational_correlation` and `input_output_similarity`. Industries
    that one of the tables lacks are left out; a pair that a table lacks counts as average there in clustering
    and takes no part in scores. `judged_by` names the tables whose scores count, all if left out: give the
    single linkages there, so that a table that is itself a combination is a candidate and not a judge.
    `numbers` of definitions: the source tries 30 to 60 for several hundred industries; with n industries, from
    n/20 to n/4 is a comparable range. `industries` (industry, name_zh_hant, name_en, name_ja) gives names.
    Candidates with equal scores: the one with fewer definitions, then the first in order.

    Scores say how well definitions fit the similarities that they are made of, not how true they are: compare
    with definitions from elsewhere (`definition_agreement`), and look at `members` with little more relatedness
    within than to `next_definition`.

    Raises `ParameterError` if an algorithm is unknown or a number of definitions is below 2 or not below the
    number of industries; `TableError` as `combined_similarity`.
    Growth: see `renkei.clusters.definitions.grouping`; every candidate adds n²·k operations for its scores.
    """
    given = read_similarities(similarities, judged_by)
    _check_numbers(numbers, len(given.industries))
    # One BLAS thread: at these sizes more gain little, and lose much where others use the machine.
    with threadpool_limits(1, "blas"):
        return _chosen(given, _candidates(given, algorithms, numbers, rng), industries)


def _chosen(
    given: Similarities, candidates: list[_Candidate], industries: IntoFrame | None
) -> ClusterDefinitions:
    """The best of the candidates, with what becomes of it and what became of the others."""
    ordered = sorted(
        candidates, key=lambda one: (-round(one.mean.validation_score, 12), int(one.groups.max()))
    )
    best = ordered[0]
    final = reassigned(given, best.groups)
    final_scores = _Candidate(FINAL, best.similarity, best.algorithm, final, _scores(given, numbered(final)))
    members = _members(given, best.groups, final)
    names = definition_names(members, industries)
    return ClusterDefinitions(
        _with_agreement(pl.DataFrame([one.row() for one in ordered]), ordered),
        pl.DataFrame([row for one in (final_scores, *ordered) for row in one.score_rows()]),
        best.name,
        pl.concat([one.assignment(given.industries) for one in ordered]),
        members,
        _definitions(given, final).join(names, on="definition", how="left", maintain_order="left"),
        given.left_out,
    )


def _with_agreement(rows: pl.DataFrame, ordered: list[_Candidate]) -> pl.DataFrame:
    """Rows of the candidates, best first, with how far each agrees with the best."""
    best = ordered[0]
    agreement = [adjusted_rand(contingency(best.groups, one.groups)) for one in ordered]
    return rows.with_columns(
        (pl.col("candidate") == best.name).alias("chosen"), pl.Series("agreement_with_chosen", agreement)
    )


def _check_numbers(numbers: tuple[int, ...], industries: int) -> None:
    wrong = [number for number in numbers if not 2 <= number < industries]
    if wrong or not numbers:
        raise ParameterError(
            "`numbers` of definitions has {found}; with {industries} industries give numbers from 2 to {most}.",
            found=", ".join(map(str, wrong)) or "–",
            industries=industries,
            most=industries - 1,
        )


def _candidates(
    given: Similarities,
    algorithms: tuple[Algorithm, ...],
    numbers: tuple[int, ...],
    rng: np.random.Generator,
) -> list[_Candidate]:
    found = []
    for name, matrix in given.candidates().items():
        for (algorithm, number), groups in groupings(matrix, algorithms, numbers, rng=rng).items():
            ordered = numbered(groups)
            title = f"{name}/{algorithm}/{number}"
            found.append(_Candidate(title, name, algorithm, ordered, _scores(given, ordered)))
    return found


def _scores(given: Similarities, groups: Groups) -> dict[str, Scores]:
    return {name: validation(matrix, groups) for name, matrix in given.judges.items()}


def _labels(number: int) -> pl.Series:
    width = max(2, len(str(number)))
    return pl.Series([f"C{place:0{width}}" for place in range(1, number + 1)], dtype=pl.String)


def _members(given: Similarities, before: Groups, final: Groups) -> pl.DataFrame:
    """Each industry's definition, its relatedness to it and to the next best, and where it was moved from."""
    labels = _labels(int(before.max()) + 1)
    related = relatedness_to_all(given.combined(), final)
    industries = np.arange(len(final))
    others = related.copy()
    others[industries, final] = -np.inf
    following = others.argmax(axis=1)
    table = pl.DataFrame(
        {
            "industry": pl.Series(given.industries, dtype=pl.String),
            "definition": labels.gather(final),
            "within": _known(related[industries, final]),
            "between": _known(others[industries, following]),
            "next_definition": labels.gather(following),
            "reassigned_from": labels.gather(before).set(pl.Series(before == final), None),
        }
    )
    rank = pl.col("within").fill_null(-np.inf).rank("ordinal", descending=True).over("definition")
    first = ("industry", "definition", "within", "between", "next_definition")
    return table.select(*first, rank.cast(pl.Int64).alias("rank"), "reassigned_from")


def _definitions(given: Similarities, final: Groups) -> pl.DataFrame:
    found = cluster_relatedness_within(given.combined(), final)
    sizes = np.bincount(final, minlength=len(found.within))
    table = pl.DataFrame(
        {
            "definition": _labels(len(sizes)),
            "industries": sizes,
            "within": _known(found.within),
            "between": _known(found.mean_between()),
            "between_95": _known(found.high_between()),
        }
    )
    return table.filter(pl.col("industries") > 0)


def _known(values: NDArray[np.float64]) -> pl.Series:
    return pl.Series(np.where(np.isfinite(values), values, np.nan)).fill_nan(None)
