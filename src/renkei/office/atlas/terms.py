"""The glossary: what the words of the atlas mean, in three languages, from `terms.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from renkei.language import Text


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its explanation; `id` is its anchor on the method page."""

    id: str
    name: Text
    text: Text


@cache
def terms() -> tuple[Term, ...]:
    """Every term, in the order in which the method page explains them."""
    content = files("renkei.office.atlas").joinpath("terms.toml").read_text(encoding="utf-8")
    return tuple(
        Term(one["id"], _text(one["name"]), _text(one["text"])) for one in tomllib.loads(content)["term"]
    )


def _text(languages: dict[str, str]) -> Text:
    return Text(languages["zh-Hant"], languages["en"], languages["ja"])
