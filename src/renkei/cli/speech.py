"""How the command line speaks: the reader's language, plain output, and JSON for machines."""

from __future__ import annotations

import json
import locale
import os
import sys
from functools import cache
from typing import TYPE_CHECKING

from renkei.language import LanguageCode, language_from, translated

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from renkei.errors import RenkeiError


@cache
def spoken_language() -> LanguageCode:
    """The language of messages: `RENKEI_LANGUAGE`, else the locale of the terminal, else English."""
    asked = os.environ.get("RENKEI_LANGUAGE")
    if asked:
        return language_from(asked)
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return language_from(os.environ[variable])
    return language_from(locale.getlocale()[0])


def say(template: str, **values: object) -> str:
    """`template` in the reader's language with `values` filled in."""
    return translated(template, spoken_language()).format(**values)


@cache
def console() -> Console:
    """Where progress and messages go: standard error, so that standard output stays clean for data."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def tell(template: str, **values: object) -> None:
    """Say one line to the person at the terminal."""
    console().print(say(template, **values), markup=False)


def explain(error: RenkeiError) -> None:
    """Say what went wrong and what to do, in the reader's language."""
    from rich.text import Text

    console().print(
        Text(say("Error: "), style="bold red") + Text(error.in_language(spoken_language()), style="not bold")
    )


def print_json(content: object) -> None:
    """Write `content` as one JSON document to standard output."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n")


def print_text(text: str) -> None:
    """Write `text` to standard output as it is."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


WIDE = 200
"""Columns of a table that is not shown in a terminal, which would say how wide it is."""


def print_table(table: Table) -> None:
    """Write `table` to standard output."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDE
    Console(file=sys.stdout, highlight=False, width=width).print(table)
