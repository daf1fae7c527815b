"""Tables on pages: order, pages, formats."""

from __future__ import annotations

import polars as pl
import pytest
from django.test import RequestFactory
from django.utils.translation import override

from renkei.office.atlas.tables import Field, listing

FRAME = pl.DataFrame({"name": ["a", "b", "c"], "size": [2, None, 1000], "share": [0.5, 0.25, None]})
FIELDS = (Field("name", "Name"), Field("size", "Size", "count"), Field("share", "Share", "percent", digits=1))


def cells(query: str, rows: int = 50) -> list[tuple[str, ...]]:
    with override("en"):
        request = RequestFactory().get(f"/en/x/?{query}")
        made = listing(FRAME, FIELDS, caption="t", request=request, rows=rows)
    return [tuple(cell.text for cell in row) for row in made.rows]


def test_missing_values_are_dashes_and_numbers_are_written_for_the_reader() -> None:
    assert cells("") == [("a", "2", "50.0%"), ("b", "–", "25.0%"), ("c", "1,000", "–")]


@pytest.mark.parametrize(
    ("order", "names"), [("size", "acb"), ("-size", "cab"), ("-name", "cba"), ("nonsense", "abc")]
)
def test_a_heading_sorts_and_missing_values_come_last(order: str, names: str) -> None:
    assert "".join(row[0] for row in cells(f"table.sort={order}")) == names


@pytest.mark.parametrize(("page", "names"), [("1", "ab"), ("2", "c"), ("99", "c"), ("x", "ab"), ("-1", "ab")])
def test_long_tables_have_pages_that_exist(page: str, names: str) -> None:
    assert "".join(row[0] for row in cells(f"table.page={page}", rows=2)) == names


def test_sorting_starts_at_the_first_page_and_keeps_other_parameters() -> None:
    with override("en"):
        request = RequestFactory().get("/en/x/?table.page=2&level=county")
        made = listing(FRAME, FIELDS, caption="t", request=request, rows=2)
    assert made.headings[1].href == "/en/x/?level=county&table.sort=-size#table"
    assert made.earlier == "/en/x/?level=county&table.page=1#table"
    assert (made.first, made.last, made.total) == (3, 3, 3)


def test_a_table_without_a_request_has_no_links() -> None:
    with override("en"):
        made = listing(FRAME, FIELDS, caption="t")
    assert all(heading.href is None for heading in made.headings)


def test_an_empty_table_counts_from_nothing() -> None:
    with override("en"):
        made = listing(FRAME.clear(), FIELDS, caption="t")
    assert (made.first, made.last, made.total, made.rows) == (0, 0, 0, ())
