"""Taiwan's business numbers (統一編號): eight digits, the last of which checks the others."""

from __future__ import annotations

from typing import Final

import polars as pl

_WEIGHTS: Final = (1, 2, 1, 2, 1, 2, 4, 1)


def is_well_formed(number: pl.Expr) -> pl.Expr:
    """Whether `number` has eight digits, not all of them zero."""
    return number.str.contains(r"^[0-9]{8}$") & (number != "00000000")


def has_valid_check_digit(number: pl.Expr) -> pl.Expr:
    """Whether the well-formed `number` passes the rule in force since April 2023.

    Digits times 1 2 1 2 1 2 4 1, the digits of the products added up: the sum must divide by 5; where the
    seventh digit is 7 (product 28, digit sum 10, which may count as 1 or 0) the sum plus one may.
    Numbers issued under the earlier rule (divisible by 10) pass too. (財政部, 營利事業統一編號檢查碼邏輯修正說明)
    """
    total = pl.sum_horizontal(
        *(
            _digit_sum(number.str.slice(place, 1).cast(pl.Int32, strict=False) * weight)
            for place, weight in enumerate(_WEIGHTS)
        )
    )
    seventh_is_seven = number.str.slice(6, 1) == "7"
    return (total % 5 == 0) | (seventh_is_seven & ((total + 1) % 5 == 0))


def _digit_sum(product: pl.Expr) -> pl.Expr:
    return product // 10 + product % 10
