from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from renkei.errors import SourceError
from renkei.sources.problems import ROW
from renkei.sources.text import RawTable, read_text

if TYPE_CHECKING:
    from tests.sources.conftest import Write


def cells(table: RawTable) -> list[tuple[str | None, ...]]:
    return table.frame.select(table.header).rows()


def kinds(table: RawTable) -> dict[str, list[int]]:
    return {part["kind"][0]: part["row"].to_list() for part in table.problems}


@pytest.mark.parametrize(("mark", "name"), [(",", "comma"), ("\t", "tab"), (";", "semicolon"), ("|", "pipe")])
def test_the_delimiter_is_detected(write: Write, mark: str, name: str) -> None:
    table = read_text(write(f"region{mark}industry{mark}jobs\nA{mark}25{mark}1\n"))
    assert table.delimiter == name
    assert cells(table) == [("A", "25", "1")]


def test_lists_inside_cells_do_not_mislead_the_delimiter(write: Write) -> None:
    table = read_text(write("id;industries;place\n1;25|29|33,34;A\n2;25|29;B\n"))
    assert table.delimiter == "semicolon"


def test_a_header_without_delimiter_says_what_to_do(write: Write) -> None:
    with pytest.raises(
        SourceError, match="not divided by comma, tab, semicolon or pipe: “region industry jobs”"
    ):
        read_text(write("region industry jobs\nA 25 1\n"))


def test_a_wrong_given_delimiter_names_the_right_one(write: Write) -> None:
    with pytest.raises(SourceError, match=r"The delimiter “,” does not divide .* Use “;”"):
        read_text(write("region;industry\nA;25\n"), delimiter=",")
    with pytest.raises(SourceError, match=r"Use \\t"):
        read_text(write("region\tindustry\nA\t25\n"), delimiter=",")


def test_a_header_alone_is_refused(write: Write) -> None:
    for text in ("region,industry\n", "region,industry", "region,industry\n\n \n"):
        with pytest.raises(SourceError, match="has a header but no rows"):
            read_text(write(text))


def test_blank_lines_alone_are_refused(write: Write) -> None:
    with pytest.raises(SourceError, match="nothing but blank lines"):
        read_text(write("\n \n\n"))


def test_rows_keep_their_line_numbers_across_blank_lines_and_quoted_line_ends(write: Write) -> None:
    table = read_text(write('a,b\n1,x\n\n2,"two\n\nlines"\n3,"say ""hi"", please"\n'))
    assert table.frame[ROW].to_list() == [2, 4, 7]
    assert cells(table) == [("1", "x"), ("2", "two\n\nlines"), ("3", 'say "hi", please')]
    assert table.rows_in == 3


def test_line_numbers_are_those_of_the_file_when_it_begins_with_blank_lines(write: Write) -> None:
    table = read_text(write("\n\na,b\n1,2\n"))
    assert table.frame[ROW].to_list() == [4]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(write: Write, end: str) -> None:
    table = read_text(write(f"a,b{end}1,2{end}3,4{end}"))
    assert cells(table) == [("1", "2"), ("3", "4")]
    assert table.frame[ROW].to_list() == [2, 3]


def test_rows_with_the_wrong_number_of_fields_are_set_aside(write: Write) -> None:
    table = read_text(write('a,b\n1,2\n3\n4,5,6\n"7","8","9"\n10,11\n'))
    assert cells(table) == [("1", "2"), ("10", "11")]
    assert kinds(table) == {"wrong_field_count": [3, 4, 5]}
    assert table.problems[0]["value"].to_list() == ["1", "3", "3"]
    assert table.rows_in == 5


def test_a_file_whose_rows_use_another_delimiter_than_its_header_is_refused(write: Write) -> None:
    with pytest.raises(SourceError, match=r"has 3 fields, but no row has as many \(line 2 has 1\)"):
        read_text(write("a,b,c\n1;2;3\n4;5;6\n"))


def test_a_stray_quotation_mark_spoils_only_its_own_line(write: Write) -> None:
    table = read_text(write('a,b\n1,5" pipe\n2,x\n3,"open\n4,y\n5,z\n'))
    assert cells(table)[:2] == [("1", '5" pipe'), ("2", "x")]
    assert ("5", "z") in cells(table)
    assert table.rows_in == 5


def test_conflict_markers_are_set_aside_and_both_sides_read(write: Write) -> None:
    text = "id;name\n<<<<<<< HEAD\n1;a\n=======\n1;b\n>>>>>>> 0a1b2c3 other\n2;c\n"
    table = read_text(write(text))
    assert kinds(table) == {"conflict_marker": [2, 4, 6]}
    assert table.frame[ROW].to_list() == [3, 5, 7]
    assert table.rows_in == 6


def test_a_conflict_in_the_header_is_refused(write: Write) -> None:
    with pytest.raises(SourceError, match=r"header of .* is in a git conflict: line 1 is “<<<<<<< HEAD”"):
        read_text(write("<<<<<<< HEAD\nid;name\n=======\nid;title\n>>>>>>> x\n1;a\n"))


def test_undecodable_bytes_mark_their_cell(write: Write) -> None:
    good = "名稱,縣市\n" + "虛構工廠,彰化縣\n" * 30
    table = read_text(write(good.encode() + b"\xff,A\n"))
    assert kinds(table) == {"undecodable_text": [32]}
    assert table.problems[0]["column"].to_list() == ["名稱"]
    assert table.rows_in == 31


def test_headers_are_trimmed_named_and_made_distinct(write: Write) -> None:
    table = read_text(write('\ufeff NAICS ,"a\nb",,NAICS\n1,2,3,4\n'))
    assert table.header == ("NAICS", "a b", "column 3", "NAICS (2)")


def test_rows_of_delimiters_alone_are_no_rows(write: Write) -> None:
    table = read_text(write('a,b\n1,2\n,\n"",\n'))
    assert table.rows_in == 1


def test_a_quoted_empty_cell_is_as_empty_as_an_unquoted_one(write: Write) -> None:
    assert cells(read_text(write('a,b,c\n1,"",\n'))) == [("1", None, None)]


def test_fields_longer_than_the_csv_module_allows_are_read(write: Write) -> None:
    outline = "x" * 300_000
    assert cells(read_text(write(f'a,b\n"1\n","{outline}"\n'))) == [("1\n", outline)]


field = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\x00\ufeff\N{REPLACEMENT CHARACTER}"), max_size=8
).filter(lambda text: not text or bool(text.strip()))
rows = st.lists(st.tuples(field, field, field), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(rows=rows, mark=st.sampled_from(",;\t|"), quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_what_the_csv_module_writes_is_read_back(
    rows: list[tuple[str, str, str]], mark: str, quoting: Literal[0, 1]
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mark, quoting=quoting, lineterminator="\n")
    writer.writerow(("alpha", "beta", "gamma"))
    writer.writerow(("first", "row", "x"))
    writer.writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "table.csv"
        file.write_text(text.getvalue(), encoding="utf-8", newline="")
        table = read_text(file, delimiter=mark)
    expected = [tuple(one or None for one in row) for row in rows if any(row)]
    assert cells(table)[1:] == expected
    assert table.rows_in == table.frame.height + sum(part.height for part in table.problems)


@settings(max_examples=150, deadline=None)
@given(body=st.text(alphabet='ab",;\n |<=>', max_size=60))
def test_whatever_the_lines_hold_every_record_is_either_read_or_set_aside(body: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "table.csv"
        file.write_text("a,b\n1,2\n" + body, encoding="utf-8", newline="")
        table = read_text(file, delimiter=",")
    aside = pl.concat(table.problems)["row"].to_list() if table.problems else []
    assert table.rows_in == table.frame.height + len(aside)
    assert len({*table.frame[ROW], *aside}) == table.rows_in
