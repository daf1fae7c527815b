"""Which character separates the fields of a text table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from renkei.errors import SourceError
from renkei.sources.fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DELIMITERS: Final = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe"}


def detect_delimiter(header: str, sample: Sequence[str], file: Path) -> str:
    """The delimiter under which `header` has at least two fields and most of `sample` as many as it.

    `sample` are records below the header. Among equals the one with more fields wins.
    Raises `SourceError` if none of comma, tab, semicolon and pipe divides the header.
    """
    ranked = max(DELIMITERS, key=lambda delimiter: _fitness(header, sample, delimiter))
    if field_count(header, ranked) < 2:
        raise SourceError(
            "The first line of {file} is not divided by comma, tab, semicolon or pipe: “{header}”. "
            "Export the table as CSV with one of these, and with its header as the first line.",
            file=file,
            header=shortened(header),
        )
    return ranked


def check_delimiter(header: str, delimiter: str, file: Path) -> str:
    """`delimiter`, if it divides `header`; else `SourceError` names the one that would."""
    if len(delimiter) == 1 and field_count(header, delimiter) > 1:
        return delimiter
    better = detect_delimiter(header, (), file)
    raise SourceError(
        "The delimiter “{delimiter}” does not divide the first line of {file}: “{header}”. Use {better}.",
        delimiter=delimiter,
        file=file,
        header=shortened(header),
        better="\\t" if better == "\t" else f"“{better}”",
    )


def field_count(record: str, delimiter: str) -> int:
    """How many fields `record` has; quoted delimiters do not count."""
    return len(fields_of(record, delimiter))


def shortened(text: str, length: int = 80) -> str:
    """`text` for a message: one line, at most `length` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def _fitness(header: str, sample: Sequence[str], delimiter: str) -> tuple[bool, float, int]:
    expected = field_count(header, delimiter)
    alike = sum(field_count(record, delimiter) == expected for record in sample)
    return expected > 1, alike / max(len(sample), 1), expected
