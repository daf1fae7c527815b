"""What a second table says of the regions or industries of the first: the groups that they belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from renkei.clusters.activity.region_keys import check_same_engine
from renkei.clusters.activity.rows import CheckedRows, checked_rows, computable
from renkei.errors import TableError
from renkei.tables.frames import lazy_rows
from renkei.tables.schema import Column, TableSpec, check_table

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

OWNERS: Final = {"industry": "industries", "region": "regions"}


def with_groups(
    activity: IntoFrame, second: IntoFrame | None, *, key: str, value: str, group: str
) -> CheckedRows:
    """The rows of an activity table with a column `group`: what the column so named says of the `key`.

    `second` has the key and the column `group`; without it the activity table has that column. Raises
    `TableError` as `activity_rows`, if a group is empty, a key of `second` is repeated, or one is not in it.
    """
    carried = () if second is not None else (group,)
    counted = checked_rows(
        activity, table="activity", keys=("region", "industry"), value=value, carried=carried
    )
    if second is None:
        return replace(counted, rows=counted.rows.with_columns(nw.col(group).alias("group")))
    groups = group_rows(second, key=key, group=group, beside=("activity", counted))
    check_grouped(counted, groups, key)
    return replace(counted, rows=counted.rows.join(groups, on=key, how="inner"))


def group_rows(
    second: IntoFrame, *, key: str, group: str, beside: tuple[str, CheckedRows]
) -> nw.LazyFrame[Any]:
    """The `key` and `group` of each row of a second table, on the engine of the table that stands `beside`.

    `beside` is that table's name and rows; rows of keys that it does not have are left out. Raises as
    `with_groups`.
    """
    table = OWNERS[key]
    given = lazy_rows(second, needs=(key, group), table=table)
    rows = computable(given.select(nw.col(key), nw.col(group).alias("group")), table)
    name, counted = beside
    check_same_engine(counted.rows, rows, (name, table))
    # Reference tables hold more than the codes in use: what contains all others has no group of its own.
    used = rows.join(counted.rows.select(key).unique(key), on=key, how="semi")
    filled = tuple(Column(name, "text", name, required=True) for name in (key, "group"))
    check_table(used.to_native(), TableSpec(table, table, (key,), filled))
    return used


def check_grouped(counted: CheckedRows, groups: nw.LazyFrame[Any], key: str) -> None:
    """Raise `TableError` if a `key` of the rows has no group."""
    lost = counted.rows.select(key).unique(key).join(groups.select(key), on=key, how="anti").collect()
    if len(lost):
        raise TableError(
            "{count} of the codes in `{key}` of `activity` are not in `{table}` ({examples}). "
            "Add them with their group, or take their rows out.",
            count=len(lost),
            key=key,
            table=OWNERS[key],
            examples="; ".join(sorted(str(code) for code in lost[key].to_list())[:3]),
        )
