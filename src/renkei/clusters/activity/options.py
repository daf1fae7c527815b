"""What options accept: one of several words, numbers from a limit on, enough draws, a probability."""

from __future__ import annotations

from math import inf

from renkei.errors import ParameterError


def check_choice(name: str, found: str, choices: tuple[str, ...]) -> None:
    """Raise `ParameterError` unless the option called `name` is one of `choices`."""
    if found not in choices:
        raise ParameterError(
            "`{name}` is {found}; choose one of {choices}.",
            name=name,
            found=found,
            choices=", ".join(choices),
        )


def check_at_least(name: str, found: float, least: int) -> None:
    """Raise `ParameterError` unless the option called `name` is a finite number of at least `least`."""
    if not least <= found < inf:
        raise ParameterError(
            "`{name}` is {found}; give {least} or more.", name=name, found=found, least=least
        )


def check_above_zero(name: str, found: float) -> None:
    """Raise `ParameterError` unless the option called `name` is a finite number above zero."""
    if not 0.0 < found < inf:
        raise ParameterError("`{name}` is {found}; give a number above zero.", name=name, found=found)


def check_draws(name: str, found: int, least: int) -> None:
    """Raise `ParameterError` if fewer than `least` simulations, permutations or replicates are asked for."""
    if found < least:
        raise ParameterError(
            "`{name}` is {found}; at least {least} are needed for a p-value of 0.05 or an interval.",
            name=name,
            found=found,
            least=least,
        )


def check_replicates(replicates: int) -> None:
    """Raise `ParameterError` if `replicates` are too few for an interval."""
    check_draws("replicates", replicates, 99)


def checked_level(level: float) -> float:
    """`level`, or `ParameterError` if it is not a probability between 0 and 1."""
    if not 0.0 < level < 1.0:
        raise ParameterError(
            "`level` is {found}; give the probability that the interval shall cover, such as 0.95.",
            found=level,
        )
    return level
