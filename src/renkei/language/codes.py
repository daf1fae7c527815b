"""The language codes, and texts that carry all three."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

LanguageCode = Literal["zh-Hant", "en", "ja"]
LANGUAGES: Final[tuple[LanguageCode, ...]] = get_args(LanguageCode)


@dataclass(frozen=True, slots=True)
class Text:
    """One meaning in three languages, each written whole (never glued from parts)."""

    zh_hant: str
    en: str
    ja: str

    def in_language(self, language: LanguageCode) -> str:
        """The text in `language`."""
        return {"zh-Hant": self.zh_hant, "en": self.en, "ja": self.ja}[language]

    def filled(self, **values: str) -> Text:
        """The text with its named fields filled by `values`, the same in each language."""
        return Text(self.zh_hant.format(**values), self.en.format(**values), self.ja.format(**values))


_SUFFIXES: Final[dict[LanguageCode, str]] = {"zh-Hant": "zh_hant", "en": "en", "ja": "ja"}


def name_column(language: LanguageCode) -> str:
    """The column of `regions`, `industries` and `zones` that holds names in `language`."""
    return f"name_{_SUFFIXES[language]}"


def text_column(language: LanguageCode) -> str:
    """The column of `findings` that holds the statement in `language`."""
    return f"text_{_SUFFIXES[language]}"


def language_from(tag: str | None, default: LanguageCode = "en") -> LanguageCode:
    """The nearest of the three languages to a tag such as `zh_TW.UTF-8`, `ja-JP` or `en`; else `default`.

    Simplified Chinese readers get zh-Hant, which they can read, rather than English.
    """
    primary = (tag or "").replace("_", "-").split(".")[0].split("-")[0].lower()
    known: dict[str, LanguageCode] = {"zh": "zh-Hant", "en": "en", "ja": "ja"}
    return known.get(primary, default)
