"""From one industrial classification to another: a named concordance that says what it lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from renkei.clusters.activity.rows import in_memory
from renkei.clusters.linkages.pairs import PAIR, read_own_pairs
from renkei.errors import TableError
from renkei.tables.frames import lazy_rows

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame


@dataclass(frozen=True, slots=True, eq=False)
class Concordance:
    """Which codes of one classification correspond to which of another.

    `links` has `source` and `target`, each pair once; several of either may belong to one of the other.
    """

    source: str
    target: str
    links: pl.DataFrame

    @classmethod
    def from_table(
        cls, links: IntoFrame, *, source: str, target: str, source_column: str, target_column: str
    ) -> Concordance:
        """The concordance in two columns of a table; rows where one is empty are left out.

        `source` and `target` name the classifications with their versions. Raises `TableError` if a column is
        absent or no row links two codes.
        """
        rows = lazy_rows(links, needs=(source_column, target_column), table="links")
        found = in_memory(rows.select(source_column, target_column), "links")
        found = found.select(
            pl.col(source_column).cast(pl.String).str.strip_chars().alias("source"),
            pl.col(target_column).cast(pl.String).str.strip_chars().alias("target"),
        )
        found = (
            found.filter(pl.all_horizontal(pl.all().str.len_chars() > 0)).unique().sort("source", "target")
        )
        if not found.height:
            raise TableError(
                "No row of `links` holds both a code of {source} and one of {target}. "
                "Are {first} and {second} the right columns?",
                source=source,
                target=target,
                first=source_column,
                second=target_column,
            )
        return cls(source, target, found)


@dataclass(frozen=True, slots=True, eq=False)
class ConvertedSimilarity:
    """`pairs` in the new classification, and `lost`: codes that could not be carried over, and why.

    `pairs`: industry_a, industry_b, the similarity, sources (pairs of old codes averaged). `lost`:
    classification, industry, reason (`no link`: an old code that the concordance lacks; `no source`: a wanted
    new code that no old one reaches).
    """

    pairs: pl.DataFrame
    lost: pl.DataFrame


def bea_naics_concordance(
    crosswalk: IntoFrame, *, version: Literal["2007", "2012", "2017"] = "2012", digits: int = 6
) -> Concordance:
    """The concordance from BEA detail codes of 2012 to NAICS codes of `digits` digits.

    `crosswalk` has BEA_2012_Detail_Code and NAICS_2007_Code, NAICS_2012_Code or NAICS_2017_Code, as the
    published crosswalk; codes of more or fewer digits in it are left out. A NAICS code may belong to several
    BEA industries (construction). Raises `TableError` as `Concordance.from_table`.
    """
    column = f"NAICS_{version}_Code"
    rows = lazy_rows(crosswalk, needs=("BEA_2012_Detail_Code", column), table="crosswalk")
    codes = in_memory(rows.select("BEA_2012_Detail_Code", column), "crosswalk")
    fitting = codes.filter(pl.col(column).cast(pl.String).str.strip_chars().str.len_chars() == digits)
    return Concordance.from_table(
        fitting,
        source="BEA-2012-detail",
        target=f"NAICS-{version}",
        source_column="BEA_2012_Detail_Code",
        target_column=column,
    )


def similarity_by_concordance(
    pairs: IntoFrame, concordance: Concordance, *, industries: tuple[str, ...] = ()
) -> ConvertedSimilarity:
    """The similarity of pairs of one classification for the pairs of another.

    `pairs` has industry_a, industry_b and a similarity (the first column of decimal numbers). Each pair of new
    codes has the mean over the pairs of old codes that they link to. Two new codes of the same old code have
    its similarity with itself: ask `input_output_similarity` for `own_pairs`, or these pairs are missing.
    `industries` are the new codes wanted, all that are reached if left out. The column keeps its name; sorted
    by key. Raises `TableError` as `combined_similarity`, and if nothing can be carried over.
    """
    known, name = read_own_pairs(pairs, "pairs")
    links = concordance.links
    wanted = links if not industries else links.filter(pl.col("target").is_in(list(industries)))
    present = pl.concat([known[PAIR[0]], known[PAIR[1]]]).unique()
    used = wanted.filter(pl.col("source").is_in(present.implode()))
    if not used.height:
        raise TableError(
            "The concordance from {source} to {target} links none of the industries of `pairs` (such as {example}). "
            "Is it in this direction, and are the codes written alike?",
            source=concordance.source,
            target=concordance.target,
            example=present.sort()[0] if present.len() else "–",
        )
    return ConvertedSimilarity(
        _carried_over(known, used, name), _lost(present, used, concordance, industries)
    )


def _carried_over(known: pl.DataFrame, links: pl.DataFrame, name: str) -> pl.DataFrame:
    both = pl.concat(
        [
            known,
            known.filter(pl.col(PAIR[0]) != pl.col(PAIR[1])).select(
                pl.col(PAIR[1]).alias(PAIR[0]), pl.col(PAIR[0]).alias(PAIR[1]), "similarity"
            ),
        ]
    )
    spread = (
        both.join(links.rename({"source": PAIR[0], "target": "a"}), on=PAIR[0])
        .join(links.rename({"source": PAIR[1], "target": "b"}), on=PAIR[1])
        .filter(pl.col("a") < pl.col("b"))
    )
    means = spread.group_by("a", "b").agg(
        pl.col("similarity").mean().alias(name), pl.len().cast(pl.Int64).alias("sources")
    )
    return means.rename({"a": PAIR[0], "b": PAIR[1]}).sort(*PAIR)


def _lost(
    present: pl.Series, used: pl.DataFrame, concordance: Concordance, industries: tuple[str, ...]
) -> pl.DataFrame:
    unlinked = sorted(set(present) - set(concordance.links["source"]))
    unreached = sorted(set(industries) - set(used["target"]))
    return pl.DataFrame(
        {
            "classification": [concordance.source] * len(unlinked) + [concordance.target] * len(unreached),
            "industry": unlinked + unreached,
            "reason": ["no link"] * len(unlinked) + ["no source"] * len(unreached),
        },
        schema=dict.fromkeys(("classification", "industry", "reason"), pl.String),
    )
