"""Tables on pages: sorted by a link, cut into pages, units in the heading, numbers in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import urlencode

from renkei.language import formatted_count, formatted_number, formatted_percent
from renkei.language.numbers import MISSING
from renkei.office.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl
    from django.http import HttpRequest

FieldKind = Literal["text", "code", "count", "number", "percent"]
Row = dict[str, Any]
PAGE_ROWS: Final = 50
MOST_COLUMNS: Final = 8


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table on a page: which column of the frame, under which heading, written how."""

    key: str
    label: str
    kind: FieldKind = "text"
    digits: int = 2
    unit: str = ""
    link: Callable[[Row], str | None] | None = None

    @property
    def numeric(self) -> bool:
        """Whether the column is set flush right in tabular numerals."""
        return self.kind in {"count", "number", "percent"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is read."""

    text: str
    href: str | None
    kind: FieldKind


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading; `href` sorts by it, `order` is the aria-sort value."""

    label: str
    unit: str
    numeric: bool
    href: str | None
    order: Literal["ascending", "descending", "none"]


@dataclass(frozen=True, slots=True)
class Listing:
    """A table ready for the page; `first` and `last` number the rows shown out of `total`."""

    anchor: str
    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    first: int
    last: int
    earlier: str | None
    later: str | None

    @property
    def broad(self) -> bool:
        """Whether it may be broader than a page; then it is scrolled by itself and its heading cannot stay."""
        return len(self.headings) > MOST_COLUMNS


def listing(
    frame: pl.DataFrame,
    fields: tuple[Field, ...],
    *,
    caption: str,
    anchor: str = "table",
    request: HttpRequest | None = None,
    rows: int = PAGE_ROWS,
) -> Listing:
    """`frame` as a table. With `request`, headings sort and long tables have pages; without, neither.

    Several tables on a page keep apart by `anchor`, which also names their query parameters.
    Missing values come last in either order.
    """
    asked = _asked(request, anchor)
    order = asked.get("sort", "")
    ordered = _sorted(frame, fields, order) if request else frame
    pages = max(1, ceil(ordered.height / rows))
    page = min(max(1, _whole(asked.get("page"))), pages)
    shown = ordered.slice((page - 1) * rows, rows)
    return Listing(
        anchor=anchor,
        caption=caption,
        headings=tuple(_heading(field, order, request, anchor) for field in fields),
        rows=tuple(tuple(cell(field, row) for field in fields) for row in shown.to_dicts()),
        total=frame.height,
        first=(page - 1) * rows + 1 if frame.height else 0,
        last=(page - 1) * rows + shown.height,
        earlier=_address(request, anchor, page=str(page - 1)) if request and page > 1 else None,
        later=_address(request, anchor, page=str(page + 1)) if request and page < pages else None,
    )


def known_only(frame: pl.DataFrame, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The `fields` of which `frame` knows any value: a column of dashes says no more than its absence."""
    return tuple(field for field in fields if frame[field.key].null_count() < max(frame.height, 1))


def cell(field: Field, row: Row) -> Cell:
    """The cell of `row` under `field`; a missing value reads as an en dash and is never a zero."""
    href = field.link(row) if field.link else None
    return Cell(written(row[field.key], field.kind, field.digits), href, field.kind)


def written(value: Any, kind: FieldKind, digits: int = 2) -> str:
    """`value` as the reader's language writes it."""
    if value is None:
        return MISSING
    language = current_language()
    if kind == "count":
        return formatted_count(value, language)
    if kind == "number":
        return formatted_number(value, language, digits)
    if kind == "percent":
        return formatted_percent(value, language, digits)
    return str(value)


def _asked(request: HttpRequest | None, anchor: str) -> Mapping[str, str]:
    if request is None:
        return {}
    prefix = f"{anchor}."
    return {
        key.removeprefix(prefix): str(value) for key, value in request.GET.items() if key.startswith(prefix)
    }


def _sorted(frame: pl.DataFrame, fields: tuple[Field, ...], order: str) -> pl.DataFrame:
    key = order.removeprefix("-")
    if key not in {field.key for field in fields}:
        return frame
    return frame.sort(key, descending=order.startswith("-"), nulls_last=True, maintain_order=True)


def _heading(field: Field, order: str, request: HttpRequest | None, anchor: str) -> Heading:
    current: Literal["ascending", "descending", "none"] = "none"
    if order.removeprefix("-") == field.key:
        current = "descending" if order.startswith("-") else "ascending"
    # Numbers are looked at from the largest, names from the first.
    downward = current == "ascending" or (current == "none" and field.numeric)
    href = _address(request, anchor, sort=f"-{field.key}" if downward else field.key) if request else None
    return Heading(field.label, field.unit, field.numeric, href, current)


def _address(request: HttpRequest, anchor: str, **changed: str) -> str:
    """The page being read with the table's parameters changed; sorting anew starts at the first page."""
    kept = {key: value for key, value in request.GET.items() if key != f"{anchor}.page"}
    kept.update({f"{anchor}.{key}": value for key, value in changed.items()})
    return f"{request.path}?{urlencode(kept)}#{anchor}"


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 1
