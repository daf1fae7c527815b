"""Findings: what the rules say about the sheets of one evidence build."""

from __future__ import annotations

import json
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from renkei.diagnosis.wording import fields_of, worded
from renkei.errors import ParameterError
from renkei.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from renkei.diagnosis.rules import Rule

FINDING_TYPES: Final[dict[str, type[pl.DataType]]] = {
    "finding": pl.String,
    "rule": pl.String,
    "subject_kind": pl.String,
    "subject": pl.String,
    "level": pl.String,
    "text_zh_hant": pl.String,
    "text_en": pl.String,
    "text_ja": pl.String,
    "numbers": pl.String,
    "because": pl.String,
    "confidence": pl.String,
    "weight": pl.Float64,
}


def findings(sheets: Mapping[str, pl.DataFrame], rules: Sequence[Rule]) -> pl.DataFrame:
    """One row per rule and subject for which every condition of the rule holds (table `findings`).

    `sheets` maps a sheet name to a table with `subject`, the three name columns and the columns of the
    rules; a rule whose sheet is absent is silent. Names end in `_zh_hant`, `_en` and `_ja` and are used
    in the language of the sentence. The weight orders findings: the rule's column times its scale.
    Raises `ParameterError` if a rule names a column that its sheet does not have.
    """
    rows = [row for rule in rules if rule.sheet in sheets for row in _speak(rule, sheets[rule.sheet])]
    table = pl.DataFrame(rows, schema=FINDING_TYPES)
    return table.sort("weight", "finding", descending=[True, False])


def _speak(rule: Rule, sheet: pl.DataFrame) -> Iterator[dict[str, object]]:
    _check_columns(rule, sheet)
    conditions = [
        pl.col(one.column) >= one.threshold if one.at_least else pl.col(one.column) <= one.threshold
        for one in rule.when
    ]
    spoken = sheet.filter(reduce(lambda a, b: a & b, conditions))
    for row in spoken.sort("subject").iter_rows(named=True):
        yield _finding(rule, row)


def _check_columns(rule: Rule, sheet: pl.DataFrame) -> None:
    needed = {one.column for one in rule.when} | {rule.weight_column}
    missing = sorted(needed - set(sheet.columns))
    if missing:
        raise ParameterError(
            "Rule `{rule}` needs the column(s) {columns} of the {sheet} sheet; it has {present}.",
            rule=rule.id,
            columns=", ".join(missing),
            sheet=rule.sheet,
            present=", ".join(sheet.columns),
        )


def _finding(rule: Rule, row: dict[str, Any]) -> dict[str, object]:
    used = fields_of(rule.text) | {one.column for one in rule.when}
    values = {field: _value(row, field) for field in used}
    text = worded(rule.text, values)
    numbers = {field: value for field, value in sorted(values.items()) if isinstance(value, int | float)}
    because = [{"indicator": name, "subject": row["subject"]} for name in rule.because]
    return {
        "finding": f"{rule.id}.{row['subject']}",
        "rule": rule.id,
        "subject_kind": rule.sheet,
        "subject": row["subject"],
        "level": rule.level,
        "text_zh_hant": text.zh_hant,
        "text_en": text.en,
        "text_ja": text.ja,
        "numbers": json.dumps(numbers, sort_keys=True),
        "because": json.dumps(because, sort_keys=True),
        "confidence": rule.confidence,
        "weight": float(row[rule.weight_column]) * rule.weight_scale,
    }


def _value(row: dict[str, Any], field: str) -> object:
    if field in row:
        return row[field]
    return Text(*(row[f"{field}_{suffix}"] for suffix in ("zh_hant", "en", "ja")))
