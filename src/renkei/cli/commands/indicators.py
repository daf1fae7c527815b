"""`renkei indicators [--json]` and `renkei indicator NAME FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from renkei.cli.speech import print_json, print_table, print_text, say, spoken_language, tell
from renkei.errors import NotFoundError, ParameterError

if TYPE_CHECKING:
    import polars as pl

    from renkei.cli.calls import Call
    from renkei.clusters import Indicator


def indicators(
    json: Annotated[bool, typer.Option("--json", help=say("Print the catalogue as JSON."))] = False,
) -> None:
    """List every indicator: what it is called, its unit, its keys and its source."""
    from renkei.clusters import INDICATORS

    if json:
        print_json([_described(entry) for entry in INDICATORS.values()])
    else:
        _show(list(INDICATORS.values()))


def indicator(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=say("An indicator, as `renkei indicators` lists them."))
    ],
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help=say("The table: CSV, TSV, Excel or Parquet. Left out: what is needed.")
        ),
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option(metavar="TABLE=FILE", help=say("A further table that the indicator needs.")),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN=HEADER", help=say("Which header is which column: region=county.")),
    ] = None,
    option: Annotated[
        list[str] | None, typer.Option(metavar="OPTION=VALUE", help=say("An option of the indicator."))
    ] = None,
    seed: Annotated[
        int, typer.Option(help=say("Where random numbers start; the same seed gives the same result."))
    ] = 2016,
    csv: Annotated[Path | None, typer.Option(help=say("Write the result to this CSV file."))] = None,
    json: Annotated[bool, typer.Option("--json", help=say("Print the result as JSON."))] = False,
) -> None:
    """Compute one indicator from a plain table, without a workspace."""
    from renkei.cli.calls import call_of
    from renkei.evidence import csv_text

    entry = _entry(name)
    call = call_of(entry)
    if file is None:
        _explain(entry, call)
        return
    files = {call.tables[0].name: str(file)} | pairs(table, "TABLE=FILE")
    found = _computed(call, files, pairs(column, "COLUMN=HEADER"), pairs(option, "OPTION=VALUE"), seed)
    if json:
        print_json({"indicator": _described(entry), "rows": found.to_dicts()})
    elif csv is not None:
        csv.write_text(csv_text(found), encoding="utf-8", newline="")
        tell("{count} row(s) are in {file}.", count=found.height, file=csv)
    else:
        print_text(csv_text(found).removeprefix("\ufeff"))


def _explain(entry: Indicator, call: Call) -> None:
    """Say what the indicator means, which tables and options it takes, and what comes back."""
    from inspect import getdoc

    from renkei.cli.calls import expectation

    described = _described(entry)
    lines = [f"{entry.id} · {described['name']} · {described['unit']}", str(described["meaning"]), ""]
    lines += [
        say("Table {name} (needed)", name=one.name) if one.required else say("Table {name}", name=one.name)
        for one in call.tables
    ]
    lines += [
        say("Option {name}: {expected}", name=one.name, expected=expectation(one.kind))
        if one.default is None
        else say(
            "Option {name}: {expected}; {default} unless given",
            name=one.name,
            expected=expectation(one.kind),
            default=", ".join(one.default) if isinstance(one.default, tuple) else one.default,
        )
        for one in call.options
    ]
    print_text("\n".join([*lines, "", getdoc(call.function) or ""]))


def pairs(given: list[str] | None, form: str) -> dict[str, str]:
    """The texts `name=value` as names and values. Raises `ParameterError` for one of another form."""
    found = {}
    for text in given or []:
        name, separator, value = text.partition("=")
        if not (separator and name and value):
            raise ParameterError("“{found}” is not of the form {form}.", found=text, form=form)
        found[name.strip()] = value.strip()
    return found


def _entry(name: str) -> Indicator:
    from difflib import get_close_matches

    from renkei.clusters import INDICATORS

    if name not in INDICATORS:
        near = get_close_matches(name, INDICATORS, n=3, cutoff=0.5)
        raise NotFoundError(
            "There is no indicator `{name}` (similar: {near}). `renkei indicators` lists them.",
            name=name,
            near=", ".join(near) or "–",
        )
    return INDICATORS[name]


def _computed(
    call: Call, files: dict[str, str], columns: dict[str, str], options: dict[str, str], seed: int
) -> pl.DataFrame:
    import narwhals as nw
    import numpy as np

    from renkei.cli.calls import option_values

    _check_tables(call, files)
    keywords = option_values(call, options)
    _check_options(call, options)
    headers = _headers(columns, call.tables[0].name)
    frames = {name: _read(Path(file), headers.pop(name, {})) for name, file in files.items()}
    _check_no_more(headers, files)
    random = {"rng": np.random.default_rng(seed)} if call.seeded else {}
    result = nw.from_native(call.function(**frames, **keywords, **random))
    rows: pl.DataFrame = result.lazy().collect("polars").to_native()
    return rows


def _check_tables(call: Call, files: dict[str, str]) -> None:
    known = [one.name for one in call.tables]
    unknown = [name for name in files if name not in known]
    needed = [one.name for one in call.tables if one.required and one.name not in files]
    if unknown or needed:
        raise ParameterError(
            "The indicator takes the tables {known}; not given: {needed}; unknown: {unknown}. "
            "FILE is the first; give the others as --table TABLE=FILE.",
            known=", ".join(known),
            needed=", ".join(needed) or "–",
            unknown=", ".join(unknown) or "–",
        )


def _check_options(call: Call, options: dict[str, str]) -> None:
    open_ = [one.name for one in call.options if one.required and one.name not in options]
    if open_:
        raise ParameterError(
            "The indicator needs {options}. Give each as --option OPTION=VALUE.", options=", ".join(open_)
        )


def _headers(columns: dict[str, str], first: str) -> dict[str, dict[str, str]]:
    """The headers by table and column: `region` is a column of the first table, `areas.region` of another."""
    found: dict[str, dict[str, str]] = {}
    for name, header in columns.items():
        table, point, column = name.rpartition(".")
        found.setdefault(table if point else first, {})[column] = header
    return found


def _check_no_more(headers: dict[str, dict[str, str]], files: dict[str, str]) -> None:
    if headers:
        raise ParameterError(
            "Columns are given for the tables {unknown}, but the tables read are {known}.",
            unknown=", ".join(headers),
            known=", ".join(files),
        )


def _read(file: Path, headers: dict[str, str]) -> pl.DataFrame:
    from renkei.sources import read_plain

    frame, problems = read_plain(file, headers)
    if problems.height:
        tell(
            "{count} row(s) of {file} could not be read and were left out.", count=problems.height, file=file
        )
    return frame


def _show(entries: list[Indicator]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in (say("Indicator"), say("Name"), say("Unit"), say("Keys"), say("Source")):
        table.add_column(heading, overflow="fold")
    for entry in entries:
        one = _described(entry)
        table.add_row(entry.id, str(one["name"]), str(one["unit"]), ", ".join(entry.keys), entry.source)
    print_table(table)


def _described(entry: Indicator) -> dict[str, object]:
    language = spoken_language()
    return {
        "id": entry.id,
        "name": entry.name.in_language(language),
        "unit": entry.unit.in_language(language),
        "keys": list(entry.keys),
        "meaning": entry.meaning.in_language(language),
        "formula": entry.formula,
        "source": entry.source,
        "function": entry.function or None,
    }
