"""What options accept: one of several words, a probability, a number of replicates."""

from __future__ import annotations

from renkei.errors import ParameterError


def check_choice(name: str, found: str, choices: tuple[str, ...]) -> None:
    """Raise `ParameterError` unless the option called `name` is one of `choices`."""
    if found not in choices:
        raise ParameterError(
            "`{name}` is {found}; give {choices}.", name=name, found=repr(found), choices=", ".join(choices)
        )


def checked_level(level: float) -> float:
    """`level`, or `ParameterError` if it is not a probability between 0 and 1."""
    if not 0.0 < level < 1.0:
        raise ParameterError(
            "`level` is {found}; give the probability that the interval shall cover, such as 0.95.",
            found=level,
        )
    return level


def check_replicates(replicates: int) -> None:
    """Raise `ParameterError` if `replicates` are too few for an interval."""
    if replicates < 99:
        raise ParameterError(
            "`replicates` is {found}; at least 99 are needed for an interval, 999 are usual.",
            found=replicates,
        )
