"""Whether two tables can be joined on their regions: same engine, same years, no region left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from renkei.errors import TableError

if TYPE_CHECKING:
    import narwhals as nw

    from renkei.clusters.activity.rows import CheckedRows


def check_joinable(left: CheckedRows, right: CheckedRows, names: tuple[str, str]) -> None:
    """Raise `TableError` unless both tables, called `names`, are computed by one engine and agree on year."""
    check_same_engine(left.rows, right.rows, names)
    if left.period != right.period:
        raise TableError(
            "Only one of `{left}` and `{right}` has a column `year`. Give it to both, or to neither.",
            left=names[0],
            right=names[1],
        )


def check_same_engine(left: nw.LazyFrame[Any], right: nw.LazyFrame[Any], names: tuple[str, str]) -> None:
    """Raise `TableError` unless one engine computes both tables, called `names`."""
    if left.implementation != right.implementation:
        raise TableError(
            "`{left}` and `{right}` are different kinds of frame ({left_kind}, {right_kind}). "
            "Turn one into the kind of the other.",
            left=names[0],
            right=names[1],
            left_kind=left.implementation.value,
            right_kind=right.implementation.value,
        )


def check_regions_known(rows: CheckedRows, regions: CheckedRows, names: tuple[str, str]) -> None:
    """Raise `TableError` if `rows` are in a region (and year) that `regions` does not have."""
    keys = ["region", *rows.period]
    lost = (
        rows.rows.select(*keys).unique(keys).join(regions.rows.select(*keys), on=keys, how="anti").collect()
    )
    if len(lost):
        raise TableError(
            "{count} region(s) of `{left}` are not in `{right}` ({examples}). "
            "Add them to `{right}`, or take their rows out of `{left}`.",
            count=len(lost),
            left=names[0],
            right=names[1],
            examples=first_regions(lost),
        )


def first_regions(found: nw.DataFrame[Any]) -> str:
    """The first three regions of `found` in order, with the year where there is one."""
    return "; ".join(" ".join(str(part) for part in row) for row in sorted(found.rows())[:3])
