"""What industries need of each other, from the Make and Use tables of an input–output account.

`make` has industry, commodity, value: what each industry makes. `use` has commodity, industry, value: what each
industry uses, purchases by final demand left out. Both in the same money; any kind of frame. With V the make
table, U the use table, g_j = Σ_c v_jc an industry's output and q_c = Σ_j v_jc a commodity's:

    B = U ĝ⁻¹          commodity × industry, direct requirements per unit of output
    D = V q̂⁻¹          industry × commodity, market shares
    A = D B            industry × industry, under the industry-technology assumption: an industry uses the same
                       inputs whatever it makes
    L = (I - A)⁻¹      total requirements, the Leontief inverse

Take out the rows and columns of totals, value added and final demand first. A pair without a row is zero. A
value that is empty or NaN makes the industry (or its requirement) unknown, which these matrices have no place
for: `TableError`.

Source: Miller & Blair (2009), Input–Output Analysis, 2nd ed., Cambridge University Press, chapter 5.

Growth, for n industries and m commodities: A takes n²m operations, L n³; memory 8·(3nm + 3n²) bytes, 8 MB at
405 × 405.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from renkei.clusters.activity.rows import AMOUNT, checked_rows
from renkei.clusters.linkages.crosstable import cross_tables
from renkei.errors import TableError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.linkages.crosstable import CrossTable
    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]


def direct_requirements(make: FrameT, use: IntoFrame) -> FrameT:
    """What each industry buys of each commodity for one unit of its output: B = U ĝ⁻¹.

    Columns: commodity, industry, value (as used), direct_requirements (a share of output); one row per pair
    with a use above zero. Missing for an industry without output. Sorted by key. Raises `TableError` if a
    column is absent, a key is empty or repeated, or a value is text, negative, infinite or unknown.
    """
    made, used = _tables(make, use)
    output = made.taken(used.columns, made.columns).sum(axis=1)
    required = _divided(used.values, output)
    c, i = np.nonzero(used.values)
    table = pl.DataFrame(
        {
            "commodity": pl.Series(used.rows).gather(c),
            "industry": pl.Series(used.columns).gather(i),
            "value": used.values[c, i],
            "direct_requirements": pl.Series(required[c, i]).fill_nan(None),
        }
    )
    return as_kind_of(table, make)


def industry_requirements(make: FrameT, use: IntoFrame) -> FrameT:
    """What each industry buys of each other industry for one unit of its output: A = D B.

    Columns: from_industry (seller), to_industry (buyer), value (D U, in the money of the tables),
    industry_requirements (a share of the buyer's output); one row per pair with a value above
    zero. Missing for a buyer without output. A commodity that nobody makes (imports alone) has no seller: its
    use is left out. The result serves as `flows` for `input_output_similarity`. Sorted by key. Raises
    `TableError` as `direct_requirements`.
    """
    industries, flows, output = _industry_flows(make, use)
    return as_kind_of(_flow_rows(industries, flows, output), make)


def total_requirements(make: FrameT, use: IntoFrame) -> FrameT:
    """What each industry must make, directly and through all suppliers, for one unit of another's final sale.

    Columns: from_industry (who makes), to_industry (whose product is sold), total_requirements, an element of
    L = (I - A)⁻¹, at least 1 for an industry and itself; one row per pair of industries with output. Sorted by
    key. Raises `TableError` as `direct_requirements`, and if the industries use so much of each other that no
    output would do (I - A has no inverse without negative elements).
    """
    industries, flows, output = _industry_flows(make, use)
    working = np.flatnonzero(output > 0)
    a = _divided(flows[np.ix_(working, working)], output[working])
    total = _leontief_inverse(a)
    n = len(working)
    labels = pl.Series([industries[place] for place in working], dtype=pl.String)
    table = pl.DataFrame(
        {
            "from_industry": labels.gather(np.repeat(np.arange(n), n)),
            "to_industry": labels.gather(np.tile(np.arange(n), n)),
            "total_requirements": total.ravel(),
        }
    )
    return as_kind_of(table, make)


def _industry_flows(make: IntoFrame, use: IntoFrame) -> tuple[tuple[str, ...], Numbers, Numbers]:
    """The industries of either table, what each sells to each (D U), and their outputs g."""
    made, used = _tables(make, use)
    industries = tuple(sorted({*made.rows, *used.columns}))
    commodities = tuple(sorted({*made.columns, *used.rows}))
    v, u = made.taken(industries, commodities), used.taken(commodities, industries)
    market = np.nan_to_num(_divided(v, v.sum(axis=0)))
    return industries, market @ u, v.sum(axis=1)


def _flow_rows(industries: tuple[str, ...], flows: Numbers, output: Numbers) -> pl.DataFrame:
    required = _divided(flows, output)
    a, b = np.nonzero(flows)
    labels = pl.Series(industries, dtype=pl.String)
    return pl.DataFrame(
        {
            "from_industry": labels.gather(a),
            "to_industry": labels.gather(b),
            "value": flows[a, b],
            "industry_requirements": pl.Series(required[a, b]).fill_nan(None),
        }
    )


def _tables(make: IntoFrame, use: IntoFrame) -> tuple[CrossTable, CrossTable]:
    return _table(make, "make", ("industry", "commodity")), _table(use, "use", ("commodity", "industry"))


def _table(frame: IntoFrame, name: str, keys: tuple[str, str]) -> CrossTable:
    counted = checked_rows(frame, table=name, keys=keys, value="value")
    unknown = counted.rows.select(AMOUNT).collect("polars").to_native()[AMOUNT].null_count()
    if unknown:
        raise TableError(
            "{count} value(s) of `{table}` are unknown; requirements need them all. "
            "Estimate them, or take their industries and commodities out.",
            count=unknown,
            table=name,
        )
    years = list(cross_tables(counted, *keys))
    if len(years) != 1:
        raise TableError(
            "Table `{table}` holds {count} years; this is computed for one. Keep the rows of one year.",
            table=name,
            count=len(years),
        )
    return years[0]


def _divided(parts: Numbers, wholes: Numbers) -> Numbers:
    """Each column of `parts` ÷ its whole; NaN where that is zero."""
    return np.asarray(np.divide(parts, wholes, out=np.full(parts.shape, np.nan), where=wholes > 0))


def _leontief_inverse(a: Numbers) -> Numbers:
    try:
        inverse = np.linalg.inv(np.eye(len(a)) - a)
    except np.linalg.LinAlgError:
        inverse = np.full_like(a, -1.0)
    if (inverse < -1e-9).any():
        raise TableError(
            "The industries use at least as much of each other as they make: there are no total requirements. "
            "Are totals, value added or final demand still among the rows or columns of `make` or `use`?"
        )
    return np.asarray(inverse.clip(min=0.0))
