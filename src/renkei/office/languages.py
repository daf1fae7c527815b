"""Which language a page speaks: its address says so; at the bare address the reader's browser decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language
from markupsafe import Markup, escape

from renkei.language import LANGUAGES, LanguageCode, Text, language_from, translated

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

OWN_NAMES: Final[dict[LanguageCode, str]] = {"zh-Hant": "中文", "en": "English", "ja": "日本語"}


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same page in one of the languages; `label` is the language's name for itself."""

    language: LanguageCode
    label: str
    address: str
    current: bool


class PreferredLanguage(LocaleMiddleware):
    """Middleware: the address prefix decides; at `/` the cookie, then Accept-Language, then the workspace.

    The language of the last page read is remembered in a cookie that holds nothing else.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The response, which remembers the language if it is another than last time."""
        response = super().process_response(request, response)
        prefix = prefix_of(request.path_info)
        if prefix and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != prefix:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                prefix,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite="Lax",
                httponly=True,
            )
        return response


def current_language() -> LanguageCode:
    """The language of the request that this thread is answering."""
    return language_from(get_language())


def prefix_of(path: str) -> str:
    """The language prefix of a path such as `/ja/clusters/`; empty if it has none."""
    first = path.strip("/").split("/", 1)[0]
    return first if first in {language.lower() for language in LANGUAGES} else ""


def alternatives(request: HttpRequest) -> list[Alternative]:
    """The page being read, in each language; the start page where it has no language of its own."""
    spoken = current_language()
    prefix = prefix_of(request.path_info)
    rest = request.get_full_path()[len(prefix) + 1 :] if prefix else "/"
    return [
        Alternative(language, OWN_NAMES[language], f"/{language.lower()}{rest}", language == spoken)
        for language in LANGUAGES
    ]


def phrase(template: str, **values: object) -> Markup:
    """`template` in the language of the request, filled with `values`; values that are not markup are escaped."""
    return escape(translated(template, current_language())).format(**values)


def spoken(text: Text) -> str:
    """`text` in the language of the request."""
    return text.in_language(current_language())
