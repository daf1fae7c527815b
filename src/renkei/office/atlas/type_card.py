"""What the type card of a cluster shows: the answers, the scores behind them, and the evidence behind those."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

from renkei.clusters.typology.rules import type_rules
from renkei.language import formatted_number, formatted_percent
from renkei.office.languages import current_language
from renkei.report.cluster_words import TypeAnswer, type_in_words

if TYPE_CHECKING:
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition

Question = Literal["structure", "strategy"]


def type_answers(edition: Edition, cluster: str) -> list[TypeAnswer]:
    """The answer to each question about `cluster`, structure first; none where no evidence was brought."""
    rows = edition.table("cluster_types").filter(cluster=cluster)
    answers = {row["question"]: type_in_words(row, current_language()) for row in rows.to_dicts()}
    return [answers[question] for question in type_rules().questions if question in answers]


def type_scores_of(edition: Edition, cluster: str, language: LanguageCode) -> pl.DataFrame:
    """The scores of the four structures: type, name, score, low, high, known_weight, in the order of the rules."""
    named = types_of("structure", language)
    return named.join(_scores(edition, cluster), on="type", how="inner", maintain_order="left")


def innovation_of(edition: Edition, cluster: str) -> pl.DataFrame:
    """The score of the innovative strategy in the same columns, without a name; no rows where there is none.

    The card draws it on one axis with its opposite, the low-cost strategy.
    """
    return _scores(edition, cluster).filter(type="innovative").drop("type")


def _scores(edition: Edition, cluster: str) -> pl.DataFrame:
    return (
        edition.table("cluster_type_scores")
        .filter(cluster=cluster)
        .select("type", "score", low="low_bound", high="high_bound", known_weight="coverage")
    )


def evidence_of(edition: Edition, cluster: str, question: Question, language: LanguageCode) -> pl.DataFrame:
    """One row per item that bears on `question`, what is known first: name, value_text, known, one column a type.

    A type's column says how much the item counts for (above 0) or against it, from -1 to 1, where it is known.
    """
    rules = type_rules()
    rows = edition.table("cluster_type_evidence").filter(cluster=cluster, question=question)
    heaviest = rows["weight"].abs().max()
    strength = pl.col("contribution") / heaviest
    wide = rows.with_columns(strength=strength).pivot(on="type", index=["item", "known"], values="strength")
    values = rows.unique("item").select("item", "value")
    order = {item: place for place, item in enumerate(rules.items)}
    names = {item.id: item.name.in_language(language) for item in rules.items.values()}
    joined = wide.join(values, on="item", how="left").sort(
        pl.col("known").not_(), pl.col("item").replace_strict(order, return_dtype=pl.Int64)
    )
    texts = [item_value(item, value, language) for item, value in joined.select("item", "value").iter_rows()]
    return joined.with_columns(
        name=pl.col("item").replace_strict(names, return_dtype=pl.String),
        value_text=pl.Series(texts, dtype=pl.String),
    )


def types_of(question: Question, language: LanguageCode) -> pl.DataFrame:
    """The types that answer `question`: type, name."""
    wanted = [one for one in type_rules().types.values() if one.question == question]
    return pl.DataFrame(
        [(one.id, one.name.in_language(language)) for one in wanted],
        schema={"type": pl.String, "name": pl.String},
        orient="row",
    )


def item_value(item: str, value: float | None, language: LanguageCode) -> str:
    """The value of an item of evidence as it is written: most are shares, ratios compare with the nation."""
    if item.endswith("_ratio"):
        return formatted_number(value, language)
    return formatted_percent(value, language)


def missing_items(edition: Edition, cluster: str) -> pl.DataFrame:
    """What would decide the type, the weightiest first: item, name, needs; each item once."""
    rules, language = type_rules(), current_language()
    needed = (
        edition.table("cluster_types").filter(cluster=cluster).sort("question", descending=True)["needed"]
    )
    items = [item for one in dict.fromkeys(needed.explode().drop_nulls()) if (item := rules.items.get(one))]
    return pl.DataFrame(
        [(item.id, item.name.in_language(language), item.needs.in_language(language)) for item in items],
        schema={"item": pl.String, "name": pl.String, "needs": pl.String},
        orient="row",
    )


def blank_evidence(edition: Edition, cluster: str) -> pl.DataFrame:
    """A table `cluster_evidence` to be filled in: cluster, item and an empty value for what has no row yet."""
    known = edition.table("cluster_evidence").filter(cluster=cluster)
    rows = missing_items(edition, cluster).join(known, on="item", how="anti")
    return rows.select(pl.lit(cluster).alias("cluster"), "item", value=pl.lit(None, pl.Float64))


def parts_of_cluster(edition: Edition, cluster: str) -> list[tuple[str, bool | None, str]]:
    """The parts that make a cluster: name, whether it is there (None: unknown), and the data that would tell."""
    language = current_language()
    rows = edition.table("cluster_parts").filter(cluster=cluster).unique("part")
    present = dict(rows.select("part", "present").iter_rows())
    return [
        (part.name.in_language(language), present[part.id], part.needs.in_language(language))
        for part in type_rules().parts.values()
        if part.id in present
    ]
