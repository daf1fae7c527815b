"""Translations: English message templates are the keys; `locale/<language>/*.po` holds zh-Hant and ja.

Each package keeps its own `.po` file. They are read as they are, so there is no compiled file to forget.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from renkei.language.codes import LanguageCode


@cache
def translator(language: LanguageCode) -> gettext.NullTranslations:
    """The catalogue of `language`; English is the key itself and needs none."""
    if language == "en":
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    locale = language.replace("-", "_")
    folder = files("renkei.language") / "locale" / locale
    merged: gettext.NullTranslations = gettext.NullTranslations()
    for source in sorted(folder.iterdir(), key=lambda file: file.name):
        if source.name.endswith(".po"):
            compiled = io.BytesIO()
            write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=locale))
            compiled.seek(0)
            catalogue = gettext.GNUTranslations(compiled)
            catalogue.add_fallback(merged)
            merged = catalogue
    return merged


def translated(template: str, language: LanguageCode) -> str:
    """`template` in `language`, its named fields still open; `template` itself where none is known."""
    return translator(language).gettext(template)
