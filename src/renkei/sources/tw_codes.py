"""Lists of industries as the factory registry writes them, read into codes of a classification.

Editions differ: “25金屬製品製造業|29機械設備製造業”, “251金屬手工具及模具、254金屬加工處理”, codes without names,
names without codes, “金屬製品製造業(25)”. The mark 、 also occurs inside names (紙漿、紙及紙製品製造業).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.sources.problem_kinds import RENAMED_INDUSTRY, RESTORED_ZERO, UNKNOWN_INDUSTRY

if TYPE_CHECKING:
    from collections.abc import Iterable

_HARD: Final = re.compile(r"[|;,/\n]+")
_BEFORE_CODE: Final = re.compile(r"[、\s]+(?=\(?\d{2,4})")
_LEADING: Final = re.compile(r"^\(?(\d{1,5})\)?[\s.:-]*(.*)$")
_TRAILING: Final = re.compile(r"^(.*?)\((\d{1,5})\)$")
_SUFFIX: Final = re.compile(r"(?:製造)?業$")
_OTHER_SHAPES: Final = str.maketrans({"榖": "穀", "臺": "台", "妝": "粧"})


@dataclass(frozen=True, slots=True)
class CodeBook:
    """The codes of one level (`digits` long) of a classification, and its names in reduced form."""

    digits: int
    names: dict[str, str]
    codes: dict[str, str]

    def code_of(self, digits: str) -> str | None:
        """The code that `digits` begin with, or that they are but for a lost leading zero; else None."""
        text = digits.rjust(self.digits, "0") if len(digits) == self.digits - 1 else digits
        return text[: self.digits] if text[: self.digits] in self.names else None


@dataclass(frozen=True, slots=True)
class CodeNote:
    """Something odd about one element of a list: the kind of problem, the element, what it was taken for."""

    kind: str
    element: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class CodeList:
    """One cell read: its distinct codes in their order, and what was odd."""

    codes: tuple[str, ...]
    notes: tuple[CodeNote, ...]


def code_book(industries: pl.DataFrame, level: str) -> CodeBook:
    """The codes and Traditional Chinese names of `level` in `industries`."""
    rows = industries.filter(pl.col("level") == level).select("industry", "name_zh_hant")
    names = {code: reduced_name(name) for code, name in rows.iter_rows()}
    return CodeBook(
        digits=max(len(code) for code in names),
        names=names,
        codes={name: code for code, name in names.items()},
    )


def read_code_lists(cells: pl.Series, book: CodeBook) -> tuple[pl.DataFrame, pl.DataFrame]:
    """For each distinct text in `cells` its codes (text, codes: list), and what was odd (text, kind, element, detail).

    Each distinct text, and each distinct element in it, is read once: a long register costs little.
    """
    texts = cells.drop_nulls().unique().to_list()
    known: dict[str, tuple[str | None, CodeNote | None]] = {}
    lists = [read_code_list(text, book, known=known) for text in texts]
    codes = pl.DataFrame(
        {"text": texts, "codes": [one.codes for one in lists]},
        schema={"text": pl.String, "codes": pl.List(pl.String)},
    )
    odd = [
        (text, note.kind, note.element, note.detail)
        for text, one in zip(texts, lists, strict=True)
        for note in one.notes
    ]
    columns = ("text", "kind", "element", "detail")
    return codes, pl.DataFrame(odd, schema=dict.fromkeys(columns, pl.String), orient="row")


def read_code_list(
    text: str, book: CodeBook, *, known: dict[str, tuple[str | None, CodeNote | None]] | None = None
) -> CodeList:
    """The codes in one cell, in their order, by `book`. `known` remembers elements between calls."""
    known = {} if known is None else known
    codes: dict[str, None] = {}
    notes: list[CodeNote] = []
    for element in _elements(text, book):
        if element not in known:
            known[element] = _read_element(element, book)
        code, note = known[element]
        if code is not None:
            codes[code] = None
        if note is not None:
            notes.append(note)
    return CodeList(tuple(codes), tuple(notes))


def _read_element(element: str, book: CodeBook) -> tuple[str | None, CodeNote | None]:
    digits, name = _code_and_name(element)
    reduced = reduced_name(name)
    code = book.code_of(digits) if digits else book.codes.get(reduced)
    if code is None:
        return None, CodeNote(UNKNOWN_INDUSTRY.code, element)
    if reduced and not _is_alike(reduced, book.names[code]):
        return code, CodeNote(RENAMED_INDUSTRY.code, element, book.names[code])
    if digits and len(digits) < book.digits:
        return code, CodeNote(RESTORED_ZERO.code, element, code)
    return code, None


def reduced_name(name: str) -> str:
    """`name` without 製造業 or 業 at its end, punctuation, and the difference between 榖 and 穀."""
    plain = unicodedata.normalize("NFKC", name).translate(_OTHER_SHAPES)
    return _SUFFIX.sub("", re.sub(r"[\W_]+", "", plain))


def _elements(text: str, book: CodeBook) -> Iterable[str]:
    for part in _HARD.split(text if text.isascii() else unicodedata.normalize("NFKC", text)):
        for element in _BEFORE_CODE.split(part.strip(" 、")):
            if element and not any(character.isdigit() for character in element):
                yield from _named_elements(element, book)
            elif element:
                yield element.strip()


def _named_elements(text: str, book: CodeBook) -> list[str]:
    """The names in `text`, which 、 separates and may also be inside: the longest known name wins."""
    pieces = [piece.strip() for piece in text.split("、") if piece.strip()]
    found: list[str] = []
    while pieces:
        taken = next(
            (
                length
                for length in range(len(pieces), 0, -1)
                if reduced_name("".join(pieces[:length])) in book.codes
            ),
            1,
        )
        found.append("、".join(pieces[:taken]))
        pieces = pieces[taken:]
    return found


def _code_and_name(element: str) -> tuple[str, str]:
    trailing = _TRAILING.match(element)
    if trailing:
        return trailing[2], trailing[1]
    leading = _LEADING.match(element)
    return (leading[1], leading[2]) if leading else ("", element)


def _is_alike(found: str, known: str) -> bool:
    """Whether most characters of the shorter name are in the other: editions word the same class differently."""
    short, long = sorted((found, known), key=len)
    return len(set(short) & set(long)) >= 0.6 * len(set(short))
