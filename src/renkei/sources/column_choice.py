"""Which header is which column of a table: the likeliest pairs first, each header once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from renkei.sources.cell_hints import fitness, is_measure
from renkei.sources.likeness import (
    NEGLIGIBLE,
    generic_likeness,
    is_code_header,
    is_contact_header,
    is_name_header,
    is_other_unit,
    likeness,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from renkei.tables import Column, TableSpec

    Likenesses = dict[tuple[str, str], float]
    """(our column, header) → how likely they are the same."""

_ROWS: Final = 50_000
"""How many rows show whether keys are distinct; files are often sorted, so these follow each other."""

_UNNAMED: Final = r"column [0-9]+"
_WHOLE_WORD: Final = 0.75
_CODES: Final = {"region", "zone", "industry", "industries", "organisation", "parent"}
_NAMES: Final = {"name", "name_zh_hant", "name_en", "name_ja", "title"}
_LABELS: Final = {"geography", "classification", "grid", "kind", "year"}
"""Keys that are the same in many rows, so that a bare “id” is none of them."""

_SOME_NAME: Final = 0.22
"""The likeness of a header that announces a name, but does not say of what, to any column of names."""

_WORTH: Final = 0.1
"""A header that makes this share of the keys more distinct identifies better than one with a likelier name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Our column → header, and → likeness; `distinct`: the share of rows whose keys, as far as known, differ."""

    headers: Mapping[str, str]
    likeness: Mapping[str, float]
    distinct: float


def choose_columns(
    spec: TableSpec, words: Mapping[str, Sequence[str]], rows: pl.DataFrame, sample: pl.DataFrame
) -> Choice:
    """The likeliest headers of `rows` for the columns of `spec`, by their names and the cells in `sample`."""
    likely = _likenesses(spec, words, sample)
    first = rows.head(_ROWS)
    for key in spec.keys:
        likely = _with_distinct_key(likely, key, spec, first)
    pairs = _pairs(likely)
    ordered = {column.name: pairs[column.name] for column in spec.columns if column.name in pairs}
    return Choice(
        headers=ordered,
        likeness={name: likely[name, header] for name, header in ordered.items()},
        distinct=_distinct(first, spec, pairs),
    )


def _with_distinct_key(likely: Likenesses, key: str, spec: TableSpec, rows: pl.DataFrame) -> Likenesses:
    """`likely`, settled on a less likely header for `key` where only this one tells the rows apart."""
    pairs = _pairs(likely)
    keys = {pairs[one] for one in spec.keys if one in pairs}
    rivals = [
        header
        for column, header in _by_likeness(likely)
        if column == key and header not in keys and not _is_of_another(header, key, likely)
    ]
    if key not in pairs or not rivals:
        return likely
    distinct = {header: _distinct(rows, spec, {**pairs, key: header}) for header in (pairs[key], *rivals)}
    best = max(distinct, key=lambda header: round(distinct[header], 1))
    if distinct[best] <= distinct[pairs[key]] + _WORTH:
        return likely
    return {pair: value for pair, value in likely.items() if (pair[0] == key) == (pair[1] == best)}


def _is_of_another(header: str, key: str, likely: Likenesses) -> bool:
    """Whether `header` is by its whole name another column than `key`."""
    others = [value for (column, one), value in likely.items() if one == header and column != key]
    return max(others, default=0.0) >= max(_WHOLE_WORD, likely[key, header])


def _by_likeness(likely: Likenesses) -> list[tuple[str, str]]:
    return sorted(likely, key=likely.__getitem__, reverse=True)


def _likenesses(spec: TableSpec, words: Mapping[str, Sequence[str]], sample: pl.DataFrame) -> Likenesses:
    named = {
        (column.name, header): _likeness_of_names(column, header, words[column.name], spec)
        for column in spec.columns
        for header in sample.columns
        if not re.fullmatch(_UNNAMED, header)
    }
    judged = {
        (name, header): value * _judged(spec.column(name), sample[header])
        for (name, header), value in named.items()
        if value >= NEGLIGIBLE
    }
    return {pair: value for pair, value in judged.items() if value >= NEGLIGIBLE}


def _likeness_of_names(column: Column, header: str, words: Sequence[str], spec: TableSpec) -> float:
    """The likeness of the names; codes prefer headers that announce codes, names those that announce names."""
    found = likeness(header, words)
    if found < _WHOLE_WORD and is_contact_header(header):
        return 0.0
    if column.type in {"number", "integer"}:
        return found if found >= _WHOLE_WORD or not is_other_unit(header) else 0.0
    if column.name in spec.keys and column.name not in _LABELS:
        found = max(found, generic_likeness(header))
    if found >= _WHOLE_WORD:
        return found
    if column.name in _NAMES:
        named = max(found, _SOME_NAME) if is_name_header(header) else found
        return found * 0.3 if is_code_header(header) else named
    if column.name in {*_CODES, *spec.keys}:
        return found * 0.5 if is_name_header(header) else found
    return found


def _judged(column: Column, cells: pl.Series) -> float:
    """What the cells make of a likeness: nothing where most are no numbers, half where most do not fit."""
    if column.type == "text" and not column.allowed and column.name in _CODES and is_measure(cells):
        return 0.3
    fits = fitness(cells, column)
    if fits >= 0.5:
        return 0.75 + 0.25 * fits
    return 0.0 if column.type in {"number", "integer"} and column.name != "year" else 0.5


def _pairs(likely: Likenesses) -> dict[str, str]:
    """The pairs with the highest likeness, so that no column and no header is taken twice."""
    pairs: dict[str, str] = {}
    for column, header in _by_likeness(likely):
        if column not in pairs and header not in pairs.values():
            pairs[column] = header
    return pairs


def _distinct(rows: pl.DataFrame, spec: TableSpec, pairs: Mapping[str, str]) -> float:
    """The share of `rows` whose keys, as far as `pairs` has them, occur in no other row before."""
    headers = [pairs[key] for key in spec.keys if key in pairs]
    return rows.n_unique(subset=headers) / rows.height if headers else 1.0
