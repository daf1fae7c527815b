"""How alike or how tied two industries are in trade, from what industries sell to each other.

`flows` has from_industry (seller), to_industry (buyer), value; any kind of frame, such as the result of
`industry_requirements`. A pair without a row is zero; an unknown value counts as zero in sums and makes the
similarity of that pair missing.

Growth, for n industries: time n² for shares, n³ for correlations; memory 8·8 n² bytes, 64 MB at 1,000.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.clusters.activity.rows import checked_rows
from renkei.clusters.linkages.crosstable import CrossTable
from renkei.clusters.linkages.pairs import pair_rows, pairs_by_year
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]

FLOW: Final = ("from_industry", "to_industry")


def input_output_similarity(
    flows: FrameT, outputs: IntoFrame | None = None, *, own_pairs: bool = False
) -> FrameT:
    """How much one industry of a pair matters to the other as supplier or customer: the largest of four shares.

    Columns: industry_a, industry_b (a < b; a ≤ b with `own_pairs`, which a concordance that splits industries
    needs), (year,) input_output_similarity from 0 to 1, and the four shares: a_buys_from_b (of all that a buys
    from industries), b_buys_from_a, a_sells_to_b (of all that a sells), b_sells_to_a. All that an industry
    sells is its `value` in `outputs` (industry, value, and year if `flows` has it: output with sales to final
    demand, as in the source) or, without that table, its sales to industries; these also where they are more,
    since a use table counts imports. A share of nothing is 0; the
    similarity is missing for an industry that neither buys nor sells. Sorted by key.

    Raises `TableError` if a column is absent, a key is empty or repeated, or a value is text, negative or
    infinite.

    Source: Ellison, Glaeser & Kerr (2010), American Economic Review 100, 1195-1213, section on input–output
    linkages; used by Delgado, Porter & Stern (2016), Journal of Economic Geography 16, 1-38.
    """
    counted = checked_rows(flows, table="flows", keys=FLOW, value="value")
    given = None if outputs is None else _outputs(outputs)

    def of_year(table: CrossTable) -> pl.DataFrame:
        square, known = _square(table)
        sold = square.values.sum(axis=1) if given is None else _sold(square, given, table.year)
        shares = _four_shares(square.values, sold)
        return pair_rows(square.rows, _with_maximum(shares, known), own_pairs=own_pairs)

    return as_kind_of(pairs_by_year(counted, FLOW, of_year), flows)


def input_output_correlation(flows: FrameT) -> FrameT:
    """How alike two industries' trade is: the largest of four correlations of their purchases and sales.

    Columns: industry_a, industry_b (a < b), (year,) input_output_correlation from -1 to 1, and the four:
    alike_suppliers r(x_a, x_b), alike_customers r(y_a, y_b), b_supplies_as_a_sells r(x_b, y_a) and
    a_supplies_as_b_sells r(x_a, y_b), where x_a holds the share of each industry in what a buys and y_a its
    share in what a sells. Missing where an industry's profile does not vary. Sorted by key. Raises `TableError`
    as `input_output_similarity`.

    Source: Czamanski (1974), Study of Clustering of Industries, Dalhousie University; Feser & Bergman (2000),
    Regional Studies 34, 1-19.
    """

    def of_year(table: CrossTable) -> pl.DataFrame:
        square, known = _square(table)
        return pair_rows(square.rows, _four_correlations(square.values, known))

    counted = checked_rows(flows, table="flows", keys=FLOW, value="value")
    return as_kind_of(pairs_by_year(counted, FLOW, of_year), flows)


def _square(table: CrossTable) -> tuple[CrossTable, NDArray[np.bool_]]:
    """The flows among all industries that sell or buy, and which pairs of them are known both ways."""
    industries = tuple(sorted({*table.rows, *table.columns}))
    values = table.taken(industries, industries)
    unknown = replace(table, values=(~table.known).astype(np.float64))
    known = unknown.taken(industries, industries) == 0
    return CrossTable(industries, industries, values, known, table.year), known & known.T


def _four_shares(values: Numbers, sold: Numbers) -> dict[str, Numbers]:
    bought = values.sum(axis=0)
    buys = np.divide(values.T, bought[:, np.newaxis], out=np.zeros_like(values), where=bought[:, None] > 0)
    sells = np.divide(values, sold[:, np.newaxis], out=np.zeros_like(values), where=sold[:, None] > 0)
    return {
        "a_buys_from_b": buys,
        "b_buys_from_a": buys.T,
        "a_sells_to_b": sells,
        "b_sells_to_a": sells.T,
    }


def _with_maximum(shares: dict[str, Numbers], known: NDArray[np.bool_]) -> dict[str, Numbers]:
    buys, sells = shares["a_buys_from_b"], shares["a_sells_to_b"]
    trades = (buys.sum(axis=1) > 0) | (sells.sum(axis=1) > 0)
    largest = np.maximum.reduce(list(shares.values()))
    usable = known & trades & trades[:, np.newaxis]
    return {"input_output_similarity": np.where(usable, largest, np.nan), **shares}


def _four_correlations(values: Numbers, known: NDArray[np.bool_]) -> dict[str, Numbers]:
    bought, sold = _standardised(values), _standardised(values.T)
    four = {
        "alike_suppliers": bought.T @ bought,
        "alike_customers": sold.T @ sold,
        "b_supplies_as_a_sells": sold.T @ bought,
        "a_supplies_as_b_sells": bought.T @ sold,
    }
    four = {name: np.clip(matrix, -1.0, 1.0) for name, matrix in four.items()}
    largest = np.fmax.reduce(list(four.values()))
    return {"input_output_correlation": np.where(known, largest, np.nan), **four}


def _standardised(profiles: Numbers) -> Numbers:
    """Each column less its mean, scaled to length 1; NaN for one that does not vary."""
    whole = profiles.sum(axis=0)
    shares = np.divide(profiles, whole, out=np.zeros_like(profiles), where=whole > 0)
    centred = shares - shares.sum(axis=0) / max(len(shares), 1)
    length = np.sqrt((centred * centred).sum(axis=0))
    varies = length > 1e-12
    return np.asarray(np.divide(centred, length, out=np.full_like(centred, np.nan), where=varies))


def _outputs(outputs: IntoFrame) -> pl.DataFrame:
    counted = checked_rows(outputs, table="outputs", keys=("industry",), value="value")
    found: pl.DataFrame = counted.rows.collect("polars").to_native()
    return found.with_columns(pl.col("industry").cast(pl.String))


def _sold(square: CrossTable, outputs: pl.DataFrame, year: object) -> Numbers:
    """Each industry's output of the year; what it sells to industries where that is more or alone known."""
    of_year = outputs.filter(pl.col("year") == year) if "year" in outputs.columns else outputs
    known = dict(of_year.drop_nulls("value").select("industry", "value").iter_rows())
    sales = square.values.sum(axis=1)
    given = np.array([known.get(industry, own) for industry, own in zip(square.rows, sales, strict=True)])
    return np.asarray(np.maximum(given, sales), dtype=np.float64)
