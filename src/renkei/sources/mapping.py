"""How the columns of someone's table become those of a canonical one: a small, readable TOML file."""

from __future__ import annotations

import difflib
import json
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, get_args

from renkei.errors import SourceError
from renkei.language import translated
from renkei.sources.dates import Calendar
from renkei.sources.numbers import DecimalMark
from renkei.tables import INPUT_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from renkei.language import LanguageCode
    from renkei.tables import TableSpec

Constant = str | int | float

_TEXTS: Final = ("list_separator", "encoding", "delimiter", "sheet", "geography", "classification")
_KEYS: Final = ("table", "columns", "constants", "decimal", "dates", "ignore", *_TEXTS)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """Which headers of a file are which columns of the canonical `table`, and how its values are written.

    `columns`: our column → headers (several are read as one text); `constants`: our column → the value of
    every row; `dates`: how ambiguous dates and years are meant; `geography`, `classification`: if given, names
    of regions and industries are turned into its codes; `ignore`: headers that are left out on purpose.
    """

    table: str
    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, Constant] = field(default_factory=dict)
    decimal: DecimalMark = "."
    dates: Calendar = "gregorian"
    list_separator: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    geography: str | None = None
    classification: str | None = None
    ignore: tuple[str, ...] = ()

    @property
    def spec(self) -> TableSpec:
        """The canonical table that the rows become."""
        return INPUT_TABLES[self.table]

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that have neither a header nor a constant."""
        return tuple(name for name in self.spec.required if name not in {*self.columns, *self.constants})


def mapping_from_toml(text: str) -> TableMapping:
    """The mapping that `text` describes.

    Raises `SourceError` that names the key, what was found and what may stand there.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(
            "The mapping is not valid TOML: {why}. Mend that line, or write a new one with `renkei import --guess`.",
            why=error,
        ) from error
    _check_known("", content, _KEYS)
    table = content.get("table")
    if not isinstance(table, str) or table not in INPUT_TABLES:
        raise _wrong("table", table, " / ".join(INPUT_TABLES))
    return TableMapping(
        table=table,
        columns=_columns(table, content.get("columns", {})),
        constants=_constants(table, content.get("constants", {}), content.get("columns", {})),
        decimal=_choice("decimal", content.get("decimal", "."), get_args(DecimalMark)),
        dates=_choice("dates", content.get("dates", "gregorian"), get_args(Calendar)),
        ignore=_texts("ignore", content.get("ignore", [])),
        **{key: _text(key, content.get(key)) for key in _TEXTS},
    )


def mapping_as_toml(mapping: TableMapping, language: LanguageCode = "en") -> str:
    """`mapping` as the text of a mapping file, with comments in `language` on what is still needed."""
    lines = _comments(mapping, language)
    settings = {
        "table": mapping.table,
        "decimal": mapping.decimal if mapping.decimal != "." else None,
        "dates": mapping.dates if mapping.dates != "gregorian" else None,
        **{key: getattr(mapping, key) for key in _TEXTS},
        "ignore": list(mapping.ignore) or None,
    }
    lines += [f"{key} = {_quoted(value)}" for key, value in settings.items() if value is not None]
    lines += ["", "[columns]"]
    for name, headers in mapping.columns.items():
        lines.append(f"{name} = {_quoted(headers[0] if len(headers) == 1 else list(headers))}")
    if mapping.constants:
        lines += ["", "[constants]"]
        lines += [f"{name} = {_quoted(value)}" for name, value in mapping.constants.items()]
    return "\n".join(lines) + "\n"


def _comments(mapping: TableMapping, language: LanguageCode) -> list[str]:
    purpose = translated(
        "How the columns of this file become the table `{table}`. Left: our column; right: the file's header.",
        language,
    )
    lines = [f"# {purpose.format(table=mapping.table)}"]
    if mapping.missing:
        needed = translated(
            "Still needed: {columns}. "
            "Name the header under [columns], or one value for all rows under [constants].",
            language,
        )
        lines.append(f"# {needed.format(columns=', '.join(mapping.missing))}")
    return lines


def _quoted(value: object) -> str:
    """`value` as TOML; JSON writes texts, numbers and lists of texts the same way."""
    return json.dumps(value, ensure_ascii=False)


def _columns(table: str, content: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(content, dict):
        raise _wrong("columns", content, "a section [columns]")
    _check_known("columns.", content, [column.name for column in INPUT_TABLES[table].columns])
    return {
        name: _texts(f"columns.{name}", [headers] if isinstance(headers, str) else headers or None)
        for name, headers in content.items()
    }


def _constants(table: str, content: object, columns: Mapping[str, object]) -> dict[str, Constant]:
    if not isinstance(content, dict):
        raise _wrong("constants", content, "a section [constants]")
    _check_known("constants.", content, [column.name for column in INPUT_TABLES[table].columns])
    for name, value in content.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise _wrong(f"constants.{name}", value, "a text or a number")
        if name in columns:
            raise SourceError(
                "The mapping has `{name}` under both [columns] and [constants]. Delete one of the two.",
                name=name,
            )
    return content


def _text(key: str, found: object) -> str | None:
    if found is not None and (not isinstance(found, str) or not found):
        raise _wrong(key, found, "a text in quotation marks")
    return found


def _texts(key: str, found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
        raise _wrong(key, found, "a text or a list of texts")
    return tuple(found)


def _choice(key: str, found: Any, allowed: tuple[Any, ...]) -> Any:
    if found not in allowed:
        raise _wrong(key, found, " / ".join(allowed))
    return found


def _check_known(prefix: str, section: Mapping[str, object], known: tuple[str, ...] | list[str]) -> None:
    for key in section:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            raise SourceError(
                "The mapping has an unknown key `{key}`. Did you mean `{near}`? Known here: {known}.",
                key=prefix + key,
                near=near[0] if near else known[0],
                known=", ".join(known),
            )


def _wrong(key: str, found: object, expected: str) -> SourceError:
    return SourceError(
        "The mapping's `{key}` is {found}; expected {expected}.",
        key=key,
        found=repr(found),
        expected=expected,
    )
