"""Formulas of the indicator catalogue as MathML, which browsers set without any script.

Only the part of LaTeX that the catalogue uses is read: letters, numbers, sub- and superscripts, fractions,
sums, Greek letters, text, spaces and signs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import escape

from renkei.errors import ParameterError
from renkei.language import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from renkei.language import LanguageCode

TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\.|[{}_^]|\d+(?:\.\d+)?|[A-Z]{2,}|\S")
TEXT: Final = re.compile(r"\\text\{([^}]*)\}")
SIGNS: Final = {
    r"\sum": "<mo>∑</mo>",
    r"\le": "<mo>≤</mo>",
    r"\gamma": "<mi>γ</mi>",
    r"\rho": "<mi>ρ</mi>",
    r"\,": '<mspace width="0.17em"/>',
    "\\ ": '<mspace width="0.3em"/>',
    r"\quad": '<mspace width="1em"/>',
    "-": "<mo>−</mo>",
    "(": '<mo stretchy="false">(</mo>',
    ")": '<mo stretchy="false">)</mo>',
}


def mathml(formula: str, language: LanguageCode) -> str:
    """`formula` (LaTeX) as a MathML element, its words in `language`.

    Raises `ParameterError` for a command that is not known.
    """
    texts: list[str] = []

    def kept(match: re.Match[str]) -> str:
        texts.append(translated(match[1], language))
        return r"\text"

    tokens = _Tokens(TOKEN.findall(TEXT.sub(kept, formula)), iter(texts))
    return f"<math>{''.join(tokens.row())}</math>"


class _Tokens:
    """The tokens of a formula, read from left to right."""

    def __init__(self, tokens: list[str], texts: Iterator[str]) -> None:
        self.tokens, self.texts = tokens[::-1], texts

    def row(self) -> list[str]:
        """The elements up to the closing brace or the end."""
        found: list[str] = []
        while self.tokens and self.tokens[-1] != "}":
            found.append(self.scripted())
        if self.tokens:
            self.tokens.pop()
        return found

    def scripted(self) -> str:
        """One element with its sub- and superscript."""
        element, low, high = self.element(), "", ""
        while self.tokens and self.tokens[-1] in {"_", "^"}:
            if self.tokens.pop() == "_":
                low = self.element()
            else:
                high = self.element()
        if low and high:
            return f"<msubsup>{element}{low}{high}</msubsup>"
        if low:
            return f"<msub>{element}{low}</msub>"
        return f"<msup>{element}{high}</msup>" if high else element

    def element(self) -> str:
        """One group, fraction, text, sign, number or letter."""
        piece = self.tokens.pop()
        if piece == "{":
            return f"<mrow>{''.join(self.row())}</mrow>"
        if piece == r"\frac":
            return f"<mfrac>{self.element()}{self.element()}</mfrac>"
        if piece == r"\text":
            return f"<mtext>{escape(next(self.texts))}</mtext>"
        if piece in SIGNS:
            return SIGNS[piece]
        if piece.startswith("\\"):
            raise ParameterError("The formula command {command} is not known.", command=piece)
        kind = "mn" if piece[0].isdigit() else "mi" if piece[0].isalpha() else "mo"
        return f"<{kind}>{escape(piece)}</{kind}>"
