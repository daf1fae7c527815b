"""Search in three languages: two-character terms of Chinese and Japanese, words of Latin script, all variants.

Text is folded (full width, case, 臺/台, 區/区, 產/産 …) and cut into overlapping pairs of Han and kana
characters and into Latin words. Stock word indexes miss terms of two characters; pairs do not. A document
matches when it holds every part of the query as written, Latin parts from the beginning of a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

CJK: Final = r"\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
PARTS: Final = re.compile(rf"[{CJK}]+|[^\W{CJK}_]+")
IS_CJK: Final = re.compile(rf"[{CJK}]")
LONGEST_QUERY: Final = 100


@dataclass(frozen=True, slots=True)
class Document:
    """Something to be found: its names in every language, further text, and how much it weighs among equals."""

    kind: str
    id: str
    names: tuple[str, ...]
    text: str = ""
    weight: float = 0.0


@cache
def _folding() -> dict[int, str]:
    table: dict[int, str] = {}
    content = files("renkei.office.atlas").joinpath("variants.txt").read_text(encoding="utf-8")
    for line in content.splitlines():
        if not line.startswith("#"):
            first, *others = line.split()
            table.update({ord(other): first for other in others})
    return table


def folded(text: str) -> str:
    """`text` in the one form in which variants of the same word are equal; accents are dropped."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(mark for mark in plain if unicodedata.category(mark) != "Mn" or mark in "\u3099\u309a")
    return unicodedata.normalize("NFKC", bare).translate(_folding())


def parts(text: str) -> list[str]:
    """The runs of `text`: Han and kana together, Latin words and numbers apart."""
    return PARTS.findall(folded(text))


def keys(part: str) -> list[str]:
    """What a run is looked up by: pairs of characters, or the word itself."""
    if not IS_CJK.match(part):
        return [part]
    return [part[at : at + 2] for at in range(len(part) - 1)] or [part]


class SearchIndex:
    """An index of documents that stay as they are; building it takes time in proportion to their text."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        self._folded_names = [tuple(folded(name) for name in one.names) for one in self.documents]
        self._runs = [parts(" \n ".join((*one.names, one.text))) for one in self.documents]
        self._postings: dict[str, set[int]] = defaultdict(set)
        for number, runs in enumerate(self._runs):
            for run in runs:
                for key in (*keys(run), *(run if IS_CJK.match(run) else ())):
                    self._postings[key].add(number)
        self._words = sorted(key for key in self._postings if not IS_CJK.match(key))

    def find(self, query: str) -> list[Document]:
        """The documents that hold every part of `query`, names before texts, exact names first of all."""
        wanted = parts(query[:LONGEST_QUERY])
        if not wanted:
            return []
        found = set.intersection(*(self._holding(part) for part in wanted))
        whole = folded(query.strip())
        ordered = sorted(found, key=lambda number: self._rank(number, wanted, whole))
        return [self.documents[number] for number in ordered]

    def _holding(self, part: str) -> set[int]:
        if not IS_CJK.match(part):
            return set().union(*(self._postings[word] for word in self._beginning_with(part)))
        candidates = set.intersection(*(self._postings.get(key, set()) for key in keys(part)))
        return {number for number in candidates if any(part in run for run in self._runs[number])}

    def _beginning_with(self, start: str) -> list[str]:
        from bisect import bisect_left

        first = bisect_left(self._words, start)
        last = bisect_left(self._words, start + "\U0010ffff")
        return self._words[first:last]

    def _rank(self, number: int, wanted: list[str], whole: str) -> tuple[int, float, int]:
        names = self._folded_names[number]
        if whole in names:
            place = 0
        elif any(name.startswith(whole) for name in names):
            place = 1
        elif any(all(part in name for part in wanted) for name in names):
            place = 2
        else:
            place = 3
        return place, -self.documents[number].weight, number
