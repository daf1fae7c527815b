"""Numbers, dates and lists as each language writes them. A missing value is an en dash, never a zero."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from renkei.language.codes import LanguageCode

MISSING: Final = "–"


def _locale(language: LanguageCode) -> str:
    return {"zh-Hant": "zh_Hant_TW", "en": "en", "ja": "ja_JP"}[language]


def formatted_number(value: float | None, language: LanguageCode, digits: int = 2) -> str:
    """`value` with `digits` decimals and the language's separators; an en dash if missing."""
    from babel.numbers import format_decimal

    if value is None or not isfinite(value):
        return MISSING
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    # What rounds to zero has no sign.
    value = 0.0 if round(value, digits) == 0 else value
    return format_decimal(value, format=pattern, locale=_locale(language))


def formatted_count(value: float | None, language: LanguageCode) -> str:
    """`value` as a whole number with the language's separators; an en dash if missing."""
    return formatted_number(value, language, digits=0)


def formatted_percent(value: float | None, language: LanguageCode, digits: int = 1) -> str:
    """The share `value` (0 to 1) as a percentage; an en dash if missing."""
    from babel.numbers import format_percent

    if value is None or not isfinite(value):
        return MISSING
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
    return format_percent(value, format=pattern, locale=_locale(language))


def formatted_date(value: date, language: LanguageCode) -> str:
    """`value` in the language's long form, Gregorian calendar."""
    from babel.dates import format_date

    return format_date(value, format="long", locale=_locale(language))


def joined_list(items: Sequence[str], language: LanguageCode) -> str:
    """`items` as an enumeration in the language's own manner: "a, b and c", "a、b和c"."""
    from babel.lists import format_list

    return format_list(list(items), style="standard", locale=_locale(language)) if items else ""
