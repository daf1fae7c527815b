"""Putting numbers into a rule's sentence, each as the language writes it."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from renkei.language import (
    LANGUAGES,
    LanguageCode,
    Text,
    formatted_count,
    formatted_number,
    formatted_percent,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class _Wording(string.Formatter):
    """`{column:kind}` with kind count, percent, number, number3 or p; `{column}` for names."""

    def __init__(self, language: LanguageCode) -> None:
        self.language = language

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """The value of field `key`; a name in the language of the sentence."""
        value = super().get_value(key, args, kwargs)
        return value.in_language(self.language) if isinstance(value, Text) else value

    def format_field(self, value: Any, format_spec: str) -> str:
        """`value` in the manner that `format_spec` names."""
        match format_spec:
            case "count":
                return formatted_count(value, self.language)
            case "percent":
                return formatted_percent(value, self.language)
            case "number":
                return formatted_number(value, self.language, digits=1)
            case "number3" | "p":
                return formatted_number(value, self.language, digits=3)
            case _:
                return str(value)


def worded(template: Text, values: Mapping[str, object]) -> Text:
    """`template` in three languages with `values` filled in; a `Text` value appears in each language."""
    sentences = [
        _Wording(language).format(template.in_language(language), **values) for language in LANGUAGES
    ]
    return Text(*sentences)


def fields_of(template: Text) -> set[str]:
    """The names of the fields that `template` uses in any language."""
    parsed = (string.Formatter().parse(template.in_language(language)) for language in LANGUAGES)
    return {name for parts in parsed for _, name, _, _ in parts if name}
