"""An indicator's function as a command runs it: which tables it takes, which options, how a text becomes one."""

from __future__ import annotations

import inspect
import types
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from renkei.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from renkei.clusters import Indicator

TRUTHS: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class TableInput:
    """A table that the function takes; the first of them is FILE on the command line."""

    name: str
    required: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A keyword-only option: its type, and its default (`None` with `required` if it has none)."""

    name: str
    kind: Any
    required: bool
    default: object


@dataclass(frozen=True, slots=True)
class Call:
    """What a function takes from the command line. `seeded` functions take random numbers as well."""

    function: Callable[..., Any]
    tables: tuple[TableInput, ...]
    options: tuple[Option, ...]
    seeded: bool

    def option(self, name: str) -> Option:
        """The option called `name`. Raises `ParameterError` that lists those there are."""
        for one in self.options:
            if one.name == name:
                return one
        raise ParameterError(
            "There is no option {option}; the options are {known}.",
            option=name,
            known=", ".join(one.name for one in self.options) or "–",
        )


def call_of(indicator: Indicator) -> Call:
    """How the function of `indicator` is called. Raises `ParameterError` if only a build has this indicator."""
    from renkei import clusters

    if not indicator.function:
        raise ParameterError(
            "`{indicator}` is part of an evidence build and not computed from a single table. "
            "Run `renkei build`, then `renkei query`.",
            indicator=indicator.id,
        )
    function = getattr(clusters, indicator.function)
    hints = _hints(function)
    tables, options, seeded = [], [], False
    for parameter in inspect.signature(function).parameters.values():
        required = parameter.default is inspect.Parameter.empty
        if hints[parameter.name] is _RANDOM:
            seeded = True
        elif _is_table(hints[parameter.name]):
            tables.append(TableInput(parameter.name, required))
        elif is_dataclass(hints[parameter.name]):
            options += _fields(parameter.name, parameter.default)
        else:
            default = None if required else parameter.default
            options.append(Option(parameter.name, hints[parameter.name], required, default))
    return Call(function, tuple(tables), tuple(options), seeded)


def _fields(name: str, record: Any) -> list[Option]:
    """The fields of an option that is a record, as options of their own: `rule.years`."""
    hints = get_type_hints(type(record))
    return [
        Option(f"{name}.{field.name}", hints[field.name], required=False, default=getattr(record, field.name))
        for field in fields(record)
    ]


def option_values(call: Call, given: Mapping[str, str]) -> dict[str, object]:
    """The values that the texts in `given` stand for. Raises `ParameterError` for an unknown or unfit one."""
    values: dict[str, Any] = {}
    for name, text in given.items():
        value = _value(call.option(name), text)
        record, _, field = name.partition(".")
        if field:
            start = values.get(record, inspect.signature(call.function).parameters[record].default)
            value = replace(start, **{field: value})
        values[record] = value
    return values


class _Table:
    """Stands for the frame types in annotations, which are known to type checkers alone."""


class _Random:
    """Stands for the random number generator in annotations."""


_RANDOM: Final = _Random


class _Numpy:
    """The part of NumPy that annotations of public functions name."""

    class random:  # noqa: N801 - the name that the annotations use
        """`np.random`."""

        Generator = _Random


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(function, localns={"FrameT": _Table, "IntoFrame": _Table, "np": _Numpy})


def _is_table(hint: Any) -> bool:
    return hint is _Table or _Table in get_args(hint)


def _value(option: Option, text: str) -> object:
    kind = _without_none(option.kind)
    try:
        return _read(kind, text)
    except (ValueError, KeyError) as error:
        raise ParameterError(
            "Option {option} cannot be “{found}”. Give {expected}.",
            option=option.name,
            found=text,
            expected=expectation(kind),
        ) from error


def _read(kind: Any, text: str) -> object:
    if get_origin(kind) is Literal:
        return {str(one): one for one in get_args(kind)}[text]
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], part.strip()) for part in text.split(","))
    if kind is bool:  # "False" is a text that is not empty, so `bool` would take it for true
        return TRUTHS[text.lower()]
    return kind(text)


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        return next(one for one in get_args(kind) if one is not type(None))
    return kind


def expectation(kind: Any) -> str:
    """What a person may write for an option of this type."""
    kind = _without_none(kind)
    if get_origin(kind) is Literal:
        return " / ".join(str(one) for one in get_args(kind))
    if get_origin(kind) is tuple:
        return f"{expectation(get_args(kind)[0])}, …"
    return {int: "1, 2, …", float: "1.5, 2, …", bool: "yes / no"}.get(kind, "text")
