"""Formulas of the indicator catalogue as MathML, which browsers set without any script."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from renkei.errors import ParameterError
from renkei.language import translated

if TYPE_CHECKING:
    from renkei.language import LanguageCode

WORDS: Final = re.compile(
    r"\\(?:text|texttt|mathrm)\{(?P<words>[^}]*)\}|(?<![A-Za-z\\])(?P<name>[A-Z]{2,})(?![a-z])"
)
"""Words in a formula, and abbreviations: `LQ` is one name, not L times Q."""
NEEDLESS: Final = ' xmlns="http://www.w3.org/1998/Math/MathML" display="inline"'
ESCAPED: Final = re.compile(r"\\([{}_])")
COMMAND: Final = re.compile(r"\\[A-Za-z]+")


@lru_cache(maxsize=512)
def mathml(formula: str, language: LanguageCode) -> str:
    r"""`formula` (LaTeX) as a MathML element, its words (`\text{…}`) in `language`.

    Raises `ParameterError` for a command that is not known.
    """
    from latex2mathml.converter import convert

    def said(found: re.Match[str]) -> str:
        words = found["name"] or translated(found["words"], language)
        return rf"\text{{{words}}}"

    made = ESCAPED.sub(r"\1", convert(WORDS.sub(said, formula)).replace(NEEDLESS, ""))
    unknown = COMMAND.search(made)
    if unknown:
        raise ParameterError("The formula command {command} is not known.", command=unknown[0])
    return made
