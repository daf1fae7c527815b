"""`renkei query DIR SQL`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.speech import print_json, print_text, say
from renkei.errors import ParameterError


def query(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("The workspace."))],
    sql: Annotated[
        str, typer.Argument(metavar="SQL", help=say("A question such as: SELECT * FROM clusters LIMIT 5."))
    ],
    json: Annotated[bool, typer.Option("--json", help=say("Print the result as JSON."))] = False,
) -> None:
    """Print the answer to a question in SQL, as CSV or JSON."""
    import duckdb

    from renkei.evidence import csv_text, open_evidence

    evidence = open_evidence(folder)
    with evidence.connect() as connection:
        try:
            answer = connection.sql(sql).pl()
        except (duckdb.Error, AttributeError) as error:
            raise ParameterError(
                "The question cannot be answered: {why}. The tables are {tables}.",
                why=str(error).strip(),
                tables=", ".join(evidence.table_names),
            ) from error
    if json:
        print_json(answer.to_dicts())
    else:
        print_text(csv_text(answer).removeprefix("\ufeff"))
