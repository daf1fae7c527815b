"""Numbers as people write them: thousands separators, decimal commas, full-width digits, units."""

from __future__ import annotations

from typing import Final, Literal

import polars as pl

from renkei.sources.dates import folded_text

DecimalMark = Literal[".", ","]

_PLAIN: Final = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"
_PLAIN_COMMA: Final = r"^[+-]?[0-9]+(?:,[0-9]+)?$"
_GROUPED: Final = r"^[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$"
_UNIT: Final = r"^(.*[0-9])\s*(?:家|人|件|社|所|名|箇所|か所|カ所)$"
_AFTER_SIGN: Final = r"^([+-])\s+"
_MARKS: Final = r"[\s'’]"
"""Between groups of three digits; elsewhere a space may be a slip, and 1 0 is not taken for ten."""

_SUPPRESSED: Final = r"^(?:[x×χ*]+|秘|\(?[cd]\)?)$"
_MISSING: Final = r"^(?:[-–—―‐ー.…/]+|n/?a|nan|null|none|na\.?|不詳|無)$"


def read_numbers(text: pl.Expr, *, decimal: DecimalMark = ".") -> pl.Expr:
    """The numbers in `text` as 64-bit floats; null where it is none.

    Read: 1,234 · 1 234.5 · 1'234 · 12家 · １２ · 2015.0. Null: 1 0 · 1_0 · 12,34 (separators stand before three
    digits) and 30%, which may mean 30 or 0.3.
    """
    folded = folded_text(text)
    bare = folded.str.replace(_UNIT, "${1}").str.replace("^[−－]", "-").str.replace(_AFTER_SIGN, "${1}")
    if decimal == ",":
        swapped = bare.str.replace_all(".", "\0", literal=True).str.replace_all(",", ".", literal=True)
        bare = swapped.str.replace_all("\0", ",", literal=True)
    bare = bare.str.strip_chars().str.replace_all(_MARKS, ",")
    grouped = (
        pl.when(bare.str.contains(_GROUPED)).then(bare.str.replace_all(",", "", literal=True)).otherwise(bare)
    )
    return pl.when(grouped.str.contains(_PLAIN)).then(grouped).cast(pl.Float64, strict=False)


def is_plain_number(text: pl.Expr, *, decimal: DecimalMark = ".") -> pl.Expr:
    """Whether `text` is written without separators, units and full-width digits."""
    return text.str.contains(_PLAIN if decimal == "." else _PLAIN_COMMA)


def stands_for_missing(text: pl.Expr) -> pl.Expr:
    """Whether `text` is a sign for a number that is missing or suppressed: -, …, NA, and those below."""
    return folded_text(text).str.to_lowercase().str.contains(_MISSING) | stands_for_suppressed(text)


def stands_for_suppressed(text: pl.Expr) -> pl.Expr:
    """Whether `text` is a sign for a number that is kept secret: x, χ, *, 秘, c, (D)."""
    return folded_text(text).str.to_lowercase().str.contains(_SUPPRESSED)
