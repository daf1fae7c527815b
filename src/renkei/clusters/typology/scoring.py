"""Which type a cluster is of: scores from visible evidence, and "cannot tell" where the evidence cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.clusters.activity.rows import AMOUNT, checked_rows
from renkei.clusters.typology.rules import type_rules
from renkei.errors import TableError

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.clusters.typology.rules import TypeRules

CANNOT_TELL: Final = "cannot_tell"
_TYPES: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "cluster": pl.String,
    "question": pl.String,
    "type": pl.String,
    "outcome": pl.String,
    "score": pl.Float64,
    "margin": pl.Float64,
    "coverage": pl.Float64,
    "leading": pl.String,
    "needed": pl.List(pl.String),
}


@dataclass(frozen=True, slots=True)
class ClusterTypes:
    """`types`: the answer to each question about each cluster; `scores` of every type; `evidence` behind them."""

    types: pl.DataFrame
    scores: pl.DataFrame
    evidence: pl.DataFrame


def cluster_types(evidence: IntoFrame, *, rules: TypeRules | None = None) -> ClusterTypes:
    """Which type each cluster is of, as far as the evidence can tell.

    `evidence` has cluster, item, value, as `cluster_evidence` gives it; an item without a row, or with an empty
    value, is unknown. Items that `rules` (default: `type_rules()`) do not know are left out.

    Each known item counts s = 2 (value - low) / (high - low) - 1, held between -1 and 1. The score of a type is
    Σ w s / Σ |w| over its known items (-1 to 1), its coverage the known share of its weight, and low_bound and
    high_bound the scores it would have if all that is unknown spoke against or for it. A type is stated if it
    has coverage of `rules.coverage`, a score of `rules.score`, and leads by `rules.margin` every other type:
    one with coverage by its score, one without by its high_bound, as it might yet turn out so. Else the type
    is "cannot_tell" (and `outcome` says why: too_little_known, too_close) or, with every type covered and none
    that fits, none_fits.

    `types`: cluster, question (structure, strategy), type, outcome, score and coverage of the leading type,
    margin over the next, leading (the type with the best score, stated or not), needed (unknown items, those
    that weigh most first). `scores`: cluster, question, type, score, low_bound, high_bound, coverage.
    `evidence`: cluster, question, type, item, value, known, low, high, weight, support (s), contribution
    (weight × s), speaks ("for", "against", "neither", or "unknown"). All three are sorted by key.

    Raises `TableError` if a column is absent, a key is empty or repeated, or a value is text, negative or
    infinite. Source of the four types and what marks them: Markusen (1996), Economic Geography 72, 293,
    table 1; the weights and limits are ours, in rules.toml.
    """
    rules = rules or type_rules()
    counted = checked_rows(evidence, table="evidence", keys=("cluster", "item"), value="value")
    rows: pl.DataFrame = counted.rows.collect("polars").to_native()
    if "year" in rows.columns:
        raise TableError("The evidence has a column `year`. Give one year at a time.")
    known = rows.select(pl.col("cluster", "item").cast(pl.String), value=pl.col(AMOUNT))
    judged = _judged(known, rules)
    scores = _scores(judged)
    return ClusterTypes(_decided(scores, judged, rules), scores.sort("cluster", "question", "type"), judged)


def _judged(known: pl.DataFrame, rules: TypeRules) -> pl.DataFrame:
    """One row per cluster, type and item that weighs on it, known or not."""
    weighing = [
        (rules.types[name].question, name, item.id, item.low, item.high, weight)
        for item in rules.items.values()
        for name, weight in item.weights.items()
    ]
    columns = ("question", "type", "item", "low", "high", "weight")
    asked = pl.DataFrame(weighing, schema=columns, orient="row")
    pairs = known.select(pl.col("cluster").unique()).join(asked, how="cross")
    joined = pairs.join(known, on=["cluster", "item"], how="left")
    share = ((pl.col("value") - pl.col("low")) / (pl.col("high") - pl.col("low"))).clip(0.0, 1.0)
    counted = joined.with_columns(known=pl.col("value").is_not_null(), support=2.0 * share - 1.0)
    contribution = pl.col("weight") * pl.col("support")
    speaks = (
        pl.when(contribution > 0).then(pl.lit("for")).when(contribution < 0).then(pl.lit("against"))
    ).otherwise(pl.lit("neither"))
    told = counted.with_columns(
        contribution=contribution,
        speaks=pl.when(pl.col("known")).then(speaks).otherwise(pl.lit("unknown")),
    )
    order = ["cluster", "question", "type", "item", "value", "known", "low", "high", "weight"]
    return told.select(*order, "support", "contribution", "speaks").sort(order[:4])


def _scores(judged: pl.DataFrame) -> pl.DataFrame:
    weight = pl.col("weight").abs()
    whole, seen = weight.sum(), weight.filter(pl.col("known")).sum()
    told = pl.col("contribution").sum()
    found = judged.group_by("cluster", "question", "type").agg(
        score=pl.when(seen > 0).then(told / seen),
        low_bound=(told - (whole - seen)) / whole,
        high_bound=(told + (whole - seen)) / whole,
        coverage=seen / whole,
    )
    return found.sort("cluster", "question", "type")


def _decided(scores: pl.DataFrame, judged: pl.DataFrame, rules: TypeRules) -> pl.DataFrame:
    unknown = judged.filter(~pl.col("known"))
    weights = unknown.group_by("cluster", "question", "item").agg(pl.col("weight").abs().sum())
    ordered = weights.sort(["cluster", "question", "weight", "item"], descending=[False, False, True, False])
    needed = {
        (row[0], row[1]): row[2]
        for row in ordered.group_by("cluster", "question", maintain_order=True).agg("item").rows()
    }
    answers = []
    for (cluster, question), part in scores.group_by("cluster", "question", maintain_order=True):
        keys: dict[str, object] = {"cluster": cluster, "question": question}
        candidates = [_Candidate(*row) for row in part.select(_CANDIDATE).rows()]
        answers.append(keys | _answer(candidates, rules) | {"needed": needed.get((cluster, question), [])})
    return pl.DataFrame(answers, schema=_TYPES).sort("cluster", "question")


_CANDIDATE: Final = ("type", "score", "high_bound", "coverage")


@dataclass(frozen=True, slots=True)
class _Candidate:
    type: str
    score: float | None
    high_bound: float
    coverage: float

    @property
    def known_score(self) -> float:
        """The score; the lowest there is where nothing is known."""
        return -1.0 if self.score is None else self.score

    def reach(self, rules: TypeRules) -> float:
        """How far the type may yet come: its score, or its bound while too little of it is known."""
        return self.known_score if self.coverage >= rules.coverage else self.high_bound


def _answer(candidates: list[_Candidate], rules: TypeRules) -> dict[str, object]:
    """The answer to one question about one cluster, from the scores of the question's types."""
    best, *rivals = sorted(candidates, key=lambda one: (one.score is None, -one.known_score, one.type))
    margin = best.known_score - max((one.known_score for one in rivals), default=-1.0)
    outcome = _outcome(best, rivals, rules)
    told = {"stated": best.type, "none_fits": "none_fits"}.get(outcome, CANNOT_TELL)
    seen = best.score is not None
    return {
        "type": told,
        "outcome": outcome,
        "score": best.score,
        "margin": margin if seen else None,
        "coverage": best.coverage,
        "leading": best.type if seen else None,
    }


def _outcome(best: _Candidate, rivals: list[_Candidate], rules: TypeRules) -> str:
    """Why a type is stated, or why not."""
    if best.score is None or best.coverage < rules.coverage:
        return "too_little_known"
    lead = best.score - max((one.reach(rules) for one in rivals), default=-1.0)
    if best.score < rules.score:
        open_still = any(one.reach(rules) >= rules.score for one in rivals)
        return "too_little_known" if open_still else "none_fits"
    if lead >= rules.margin:
        return "stated"
    close = best.score - max(one.known_score for one in rivals) < rules.margin
    return "too_close" if close else "too_little_known"
