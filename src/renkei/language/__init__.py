"""Three languages, first-class: zh-Hant, en and ja; one catalogue for every surface of the product."""

from renkei.language.catalogue import translated, translator
from renkei.language.codes import LANGUAGES, LanguageCode, Text, language_from, name_column, text_column
from renkei.language.numbers import (
    formatted_count,
    formatted_date,
    formatted_number,
    formatted_percent,
    joined_list,
)

__all__ = [
    "LANGUAGES",
    "LanguageCode",
    "Text",
    "formatted_count",
    "formatted_date",
    "formatted_number",
    "formatted_percent",
    "joined_list",
    "language_from",
    "name_column",
    "text_column",
    "translated",
    "translator",
]
