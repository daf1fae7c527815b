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
_SPACES: Final = r"[\s'’_]"
_SUPPRESSED: Final = r"^(?:[x×χ*]+|秘|\(?[cd]\)?)$"
_MISSING: Final = r"^(?:[-–—―‐ー.…/]+|n/?a|nan|null|none|na\.?|不詳|無)$"


def read_numbers(text: pl.Expr, *, decimal: DecimalMark = ".") -> pl.Expr:
    """The numbers in `text` as 64-bit floats; null where it is none. 1,234 · 1 234.5 · 12家 · １２ are read."""
    folded = folded_text(text)
    bare = folded.str.replace(_UNIT, "${1}").str.replace_all(_SPACES, "").str.replace_all("[−－]", "-")
    if decimal == ",":
        swapped = bare.str.replace_all(".", "\0", literal=True).str.replace_all(",", ".", literal=True)
        bare = swapped.str.replace_all("\0", ",", literal=True)
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
