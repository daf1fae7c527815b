"""Findings as they are read: the sentence, what it is about, how it is cited."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from renkei.errors import NotFoundError
from renkei.language import Text
from renkei.office.atlas.tables import written
from renkei.office.languages import spoken
from renkei.office.templating import address
from renkei.office.words import word

if TYPE_CHECKING:
    import polars as pl

    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.tables import FieldKind

SHARES: Final = frozenset(
    {"national_share", "opening_rate", "top_share", "complexity_outlook_top", "related_variety_top"}
)
SUBJECT_PAGES: Final = ("region", "industry", "cluster", "zone")


@dataclass(frozen=True, slots=True)
class Statement:
    """One finding; `about` names its subject, `href` is the subject's page (None for the country and the data)."""

    id: str
    rule: str
    level: str
    text: Text
    subject_kind: str
    subject: str
    about: Text
    confidence: str
    numbers: dict[str, float]
    because: tuple[str, ...]

    @property
    def href(self) -> str | None:
        """The page of what the finding is about."""
        return address(self.subject_kind, self.subject) if self.subject_kind in SUBJECT_PAGES else None

    @property
    def figures(self) -> list[tuple[str, str]]:
        """The numbers in the sentence, named and written in the language of the request."""
        return [
            (word("number", name), written(value, _kind_of(name, value), 3))
            for name, value in self.numbers.items()
        ]

    @property
    def sentence(self) -> str:
        """The finding in the language of the request."""
        return spoken(self.text)


def _kind_of(name: str, value: float) -> FieldKind:
    if name in SHARES:
        return "percent"
    return "count" if float(value).is_integer() else "number"


def findings_about(edition: Edition, kind: str, subject: str) -> list[Statement]:
    """The findings about one subject, the weightiest first."""
    return statements(edition, _table(edition).filter(subject_kind=kind, subject=subject))


def leading_findings(edition: Edition, count: int, *, per_rule: int = 2) -> list[Statement]:
    """The `count` weightiest findings, at most `per_rule` of one rule, so that they say different things."""
    chosen: list[dict[str, Any]] = []
    told: Counter[str] = Counter()
    for row in _table(edition).to_dicts():
        if told[row["rule"]] < per_rule and len(chosen) < count:
            told[row["rule"]] += 1
            chosen.append(row)
    return [_statement(edition, row) for row in chosen]


def chosen_findings(edition: Edition, *, level: str = "", kind: str = "") -> pl.DataFrame:
    """The rows of `findings` of one level and kind of subject (each optional), the weightiest first."""
    rows = _table(edition)
    if level:
        rows = rows.filter(level=level)
    return rows.filter(subject_kind=kind) if kind else rows


def finding(edition: Edition, code: str) -> Statement:
    """The finding `code`. Raises `NotFoundError`."""
    rows = _table(edition).filter(finding=code)
    if rows.is_empty():
        raise NotFoundError(
            "There is no finding `{id}` in this evidence build. Choose one from the list.", id=code
        )
    return _statement(edition, rows.row(0, named=True))


def statements(edition: Edition, rows: pl.DataFrame) -> list[Statement]:
    """The findings in `rows`, in their order."""
    return [_statement(edition, row) for row in rows.to_dicts()]


def _table(edition: Edition) -> pl.DataFrame:
    return edition.table("findings").sort("weight", "finding", descending=[True, False])


def _statement(edition: Edition, row: dict[str, Any]) -> Statement:
    return Statement(
        id=row["finding"],
        rule=row["rule"],
        level=row["level"],
        text=Text(row["text_zh_hant"], row["text_en"], row["text_ja"]),
        subject_kind=row["subject_kind"],
        subject=row["subject"],
        about=_about(edition, row["subject_kind"], row["subject"]),
        confidence=row["confidence"],
        numbers=json.loads(row["numbers"]),
        because=tuple(dict.fromkeys(one["indicator"] for one in json.loads(row["because"]))),
    )


def _about(edition: Edition, kind: str, subject: str) -> Text:
    return edition.names(kind).get(subject, edition.name)
