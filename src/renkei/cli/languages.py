"""Reading a language option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.errors import ParameterError
from renkei.language import LANGUAGES

if TYPE_CHECKING:
    from renkei.language import LanguageCode


def known_language(given: str) -> LanguageCode:
    """`given` as one of the three language codes, whatever its case. Raises `ParameterError` otherwise."""
    for language in LANGUAGES:
        if given.lower().replace("_", "-") in {language.lower(), language.lower().split("-")[0]}:
            return language
    raise ParameterError(
        "Language `{given}` is not known. Choose one of {known}.", given=given, known=", ".join(LANGUAGES)
    )
