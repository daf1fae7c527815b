"""Several similarities of the same industries as square matrices, with what is known of each pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.clusters.linkages.combined import standardised
from renkei.clusters.linkages.pairs import PAIR, read_pairs
from renkei.errors import ParameterError, TableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

COMBINED: Final = "combined"
INDUSTRIES_MINIMUM: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class SimilarityMatrix:
    """`values[a, b]` standardised to mean 0 and deviation 1 over pairs; 0 and not `known` where unknown.

    The diagonal is 0 and not known.
    """

    values: Numbers
    known: Numbers

    def profiles(self) -> Numbers:
        """Each industry's similarities to all, its own at the highest of them: what clustering compares."""
        own = np.where(self.known > 0, self.values, -np.inf).max(axis=1)
        found = self.values.copy()
        np.fill_diagonal(found, np.where(np.isfinite(own), own, 0.0))
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Similarities:
    """The `industries` that all tables have, and the matrices by name.

    `judges` are those by which definitions are judged; `left_out`: the other industries, and why.
    """

    industries: tuple[str, ...]
    matrices: dict[str, SimilarityMatrix]
    judges: dict[str, SimilarityMatrix]
    left_out: pl.DataFrame

    def combined(self) -> SimilarityMatrix:
        """The mean of the judges, over those that know a pair."""
        known = sum((matrix.known for matrix in self.judges.values()), start=np.zeros(()))
        total = sum((matrix.values for matrix in self.judges.values()), start=np.zeros(()))
        return SimilarityMatrix(total / np.maximum(known, 1.0), (known > 0).astype(np.float64))

    def candidates(self) -> dict[str, SimilarityMatrix]:
        """The matrices to cluster: each by itself and, of several judges, their combination."""
        several = len(self.judges) > 1
        return {**self.matrices, **({COMBINED: self.combined()} if several else {})}


def read_similarities(tables: Mapping[str, IntoFrame], judged_by: tuple[str, ...] = ()) -> Similarities:
    """The matrices of tables of pairs (industry_a, industry_b, similarity), by name; no `judged_by` means all.

    Raises `ParameterError` if there is none, one is called "combined", or `judged_by` has other names;
    `TableError` as `combined_similarity` and if fewer than four industries are in all tables.
    """
    if not tables or COMBINED in tables:
        raise ParameterError(
            "`similarities` has the names {names}; give one table or more, none called “combined”.",
            names=", ".join(tables) or "–",
        )
    strange = [name for name in judged_by if name not in tables]
    if strange:
        raise ParameterError(
            "`judged_by` has {strange}, which `similarities` lacks; it has {names}.",
            strange=", ".join(strange),
            names=", ".join(tables),
        )
    pairs = {name: standardised(read_pairs(table, name), name) for name, table in tables.items()}
    members = {name: set(rows[PAIR[0]]) | set(rows[PAIR[1]]) for name, rows in pairs.items()}
    industries = tuple(sorted(set.intersection(*members.values())))
    if len(industries) < INDUSTRIES_MINIMUM:
        raise TableError(
            "Only {count} industries are in all of the tables {tables}; four are needed. "
            "Are their codes of the same classification and level?",
            count=len(industries),
            tables=", ".join(tables),
        )
    matrices = {name: _matrix(rows, industries) for name, rows in pairs.items()}
    judges = {name: matrices[name] for name in judged_by or matrices}
    return Similarities(industries, matrices, judges, _left_out(members, industries))


def _matrix(pairs: pl.DataFrame, industries: tuple[str, ...]) -> SimilarityMatrix:
    kept = pairs.filter(pl.all_horizontal(pl.col(key).is_in(industries) for key in PAIR))
    a, b = (kept[key].cast(pl.Enum(industries)).to_physical().to_numpy() for key in PAIR)
    values, known = (np.zeros((len(industries),) * 2) for _ in range(2))
    values[a, b] = values[b, a] = kept["similarity"].to_numpy()
    known[a, b] = known[b, a] = 1.0
    return SimilarityMatrix(values, known)


def _left_out(members: dict[str, set[str]], industries: tuple[str, ...]) -> pl.DataFrame:
    everyone = sorted(set.union(*members.values()) - set(industries))
    missing = [", ".join(name for name, has in members.items() if one not in has) for one in everyone]
    return pl.DataFrame(
        {"industry": everyone, "missing_in": missing}, schema={"industry": pl.String, "missing_in": pl.String}
    )
