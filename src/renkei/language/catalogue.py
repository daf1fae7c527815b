"""Translations: English message templates are the keys; `locale/*/renkei.po` holds zh-Hant and ja.

The `.po` files are read as they are, so there is no compiled file to forget or to conflict over.
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

    source = files("renkei.language") / "locale" / language.replace("-", "_") / "renkei.po"
    catalogue = read_po(io.BytesIO(source.read_bytes()), locale=language.replace("-", "_"))
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def translated(template: str, language: LanguageCode) -> str:
    """`template` in `language`, its named fields still open; `template` itself where none is known."""
    return translator(language).gettext(template)
