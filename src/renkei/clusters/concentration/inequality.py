"""How unequal a list of amounts is: Gini, Herfindahl, Theil, Hoover of plain numbers, for those who bring their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from renkei.errors import TableError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def gini(values: ArrayLike) -> float:
    """The Gini coefficient of `values`, from 0 (all equal) to 1 - 1/n (one has everything).

    Gini = 2 Σ ρ x / (n Σ x) - (n + 1) / n with x in rising order and ρ its rank. NaN where all are zero or
    there is none. Raises `TableError` if a value is negative, missing, infinite or not a number.

    Source: Gini (1912), Variabilità e mutabilità; in this form Dixon et al. (1987), Ecology 68, 1548-1551.
    """
    rising = np.sort(_amounts(values, "values"))
    n, whole = len(rising), rising.sum()
    if not whole > 0:
        return float("nan")
    return max(0.0, float(2.0 * (np.arange(1, n + 1) @ (rising / whole)) / n - (n + 1) / n))


def normalised_gini(values: ArrayLike) -> float:
    """The Gini coefficient × n / (n - 1): 1 when one has everything, however few there are.

    NaN for fewer than two values. Raises `TableError` as `gini`.
    """
    n = len(_amounts(values, "values"))
    return gini(values) * n / (n - 1) if n > 1 else float("nan")


def weighted_gini(values: ArrayLike, weights: ArrayLike) -> float:
    """The Gini coefficient of `values` held by groups of `weights` members; the order of rows is irrelevant.

    Gini = 1 - Σ p (2 Q - q): p a group's share of members, q its share of Σ weight × value, Q the sum of q
    up to here in rising order of value. NaN where the whole is zero. Raises `TableError` if a number is
    negative, missing, infinite or not a number, or the two lists differ in length.

    Source: Lorenz (1905), Publications of the American Statistical Association 9, 209-219; for groups Dörsam
    (2004), Wirtschaftsstatistik anschaulich dargestellt, worked example 0.5278.
    """
    held, members = _matched(values, weights, "weights")
    rising = np.argsort(held, kind="stable")
    part, people = (held * members)[rising], members[rising]
    if not part.sum() > 0:
        return float("nan")
    q, p = part / part.sum(), people / people.sum()
    return max(0.0, float(1.0 - p @ (2.0 * np.cumsum(q) - q)))


def herfindahl(values: ArrayLike) -> float:
    """The Herfindahl index Σ (x / Σx)² of `values`, from 1/n (all equal) to 1.

    Its inverse is the equivalent number of equal values. NaN where all are zero or there is none. Raises
    `TableError` if a value is negative, missing, infinite or not a number.

    Source: Herfindahl (1950), Concentration in the Steel Industry.
    """
    amounts = _amounts(values, "values")
    whole = amounts.sum()
    return float(np.square(amounts / whole).sum()) if whole > 0 else float("nan")


def normalised_herfindahl(values: ArrayLike) -> float:
    """The Herfindahl index brought to 0 (all equal) … 1: (H - 1/n) / (1 - 1/n).

    NaN for fewer than two values. Raises `TableError` as `herfindahl`.
    """
    n = len(_amounts(values, "values"))
    return (herfindahl(values) - 1 / n) / (1 - 1 / n) if n > 1 else float("nan")


def theil(values: ArrayLike) -> float:
    """Theil's index T of `values`, from 0 (all equal) to ln n (one has everything), in nats.

    T = Σ (x / Σx) ln(x n / Σx); a zero adds nothing. NaN where all are zero or there is none. Raises
    `TableError` as `gini`. Some programs call `mean_log_deviation` Theil's index.

    Source: Theil (1967), Economics and Information Theory, ch. 4.
    """
    amounts = _amounts(values, "values")
    if not amounts.sum() > 0:
        return float("nan")
    shares = amounts[amounts > 0] / amounts.sum()
    return max(0.0, float(shares @ np.log(shares * len(amounts))))


def mean_log_deviation(values: ArrayLike) -> float:
    """Theil's second index L of `values`: the mean of ln(mean / x), from 0 (all equal) upwards, in nats.

    Infinite if any value is zero beside others that are not: use `theil` there. NaN where all are zero or
    there is none. Raises `TableError` as `gini`.

    Source: Theil (1967), Economics and Information Theory, ch. 4; Shorrocks (1980), Econometrica 48, 613-625.
    """
    amounts = _amounts(values, "values")
    if not amounts.sum() > 0:
        return float("nan")
    if not amounts.all():
        return float("inf")
    return max(0.0, float(np.log(amounts.mean() / amounts).mean()))


def hoover(values: ArrayLike, reference: ArrayLike) -> float:
    """The share of `values` that would have to be moved to be spread as `reference` is, from 0 to 1.

    Hoover = ½ Σ |x / Σx - r / Σr|; place by place, in the same order. NaN where either is all zero or there is
    none. Raises `TableError` as `gini`, and if the two lists differ in length.

    Source: Hoover (1936), Review of Economics and Statistics 18, 162-171.
    """
    amounts, others = _matched(values, reference, "reference")
    if not (amounts.sum() > 0 and others.sum() > 0):
        return float("nan")
    return float(np.abs(amounts / amounts.sum() - others / others.sum()).sum() / 2.0)


def _matched(
    values: ArrayLike, others: ArrayLike, name: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both lists as amounts; `TableError` unless they are of one length."""
    amounts, beside = _amounts(values, "values"), _amounts(others, name)
    if len(amounts) != len(beside):
        raise TableError(
            "There are {values} values but {others} in `{name}`. Give one for each value.",
            values=len(amounts),
            others=len(beside),
            name=name,
        )
    return amounts, beside


def _amounts(values: ArrayLike, name: str) -> NDArray[np.float64]:
    amounts = _numbers(values, name)
    wrong = ~np.isfinite(amounts) | (amounts < 0)
    if amounts.ndim != 1 or wrong.any():
        raise TableError(
            "`{name}` must be one list of finite numbers, none below zero; {count} of {total} are not. "
            "Leave out what is unknown.",
            name=name,
            count=int(wrong.sum()),
            total=amounts.size,
        )
    return amounts


def _numbers(values: ArrayLike, name: str) -> NDArray[np.float64]:
    """`values` as floats; text is refused even where it spells a number, as in a table."""
    given = np.asarray(values)
    if given.dtype.kind in "USTbMm" or any(isinstance(item, str | bytes | bool) for item in _objects(given)):
        raise TableError(
            "`{name}` holds text, dates or truth values, not numbers. Turn it into numbers.", name=name
        )
    try:
        return given.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise TableError(
            "`{name}` holds something that is not a number ({reason}).", name=name, reason=error
        ) from error


def _objects(given: NDArray[np.generic]) -> list[object]:
    return list(given.flat) if given.dtype.kind == "O" else []
