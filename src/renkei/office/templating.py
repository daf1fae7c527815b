"""The Jinja environment of the pages: escaping everything, refusing unknown names, speaking three languages."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from renkei.language import formatted_count, formatted_number, formatted_percent
from renkei.office.languages import current_language, phrase, spoken
from renkei.office.picture_files import script_version, style_version
from renkei.office.words import word


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend asks for."""
    chosen = {key: value for key, value in options.items() if key not in {"autoescape", "undefined"}}
    made = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, **chosen
    )
    made.globals.update(
        _=phrase,
        spoken=spoken,
        word=word,
        url=address,
        static=versioned,
        style_version=style_version,
        script_version=script_version,
        count=count,
        number=number,
        percent=percent,
    )
    return made


def address(page: str, *parts: str) -> str:
    """The address of the page named `page`, in the language of the request."""
    return reverse(page, args=parts)


@cache
def versioned(name: str) -> str:
    """The address of a static file with a digest of its content, so that it may be cached for good."""
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    digest = blake2b(Path(str(found)).read_bytes(), digest_size=6).hexdigest()
    return f"{static(name)}?v={digest}"


def count(value: float | None) -> str:
    """A whole number as the reader's language writes it; an en dash if missing."""
    return formatted_count(value, current_language())


def number(value: float | None, digits: int = 2) -> str:
    """A number with `digits` decimals as the reader's language writes it; an en dash if missing."""
    return formatted_number(value, current_language(), digits)


def percent(value: float | None, digits: int = 1) -> str:
    """A share as a percentage as the reader's language writes it; an en dash if missing."""
    return formatted_percent(value, current_language(), digits)
