"""`renkei near DIR --lon X --lat Y --km 45 --kind zone`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from renkei.cli.speech import console, print_json, print_text, say, spoken_language, tell

if TYPE_CHECKING:
    import polars as pl


def near(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("The workspace."))],
    lon: Annotated[float, typer.Option(help=say("Longitude of the centre, degrees east (WGS 84)."))],
    lat: Annotated[float, typer.Option(help=say("Latitude of the centre, degrees north (WGS 84)."))],
    km: Annotated[float, typer.Option(help=say("Radius in kilometres."))] = 45.0,
    kind: Annotated[
        str, typer.Option(help=say("What to look for: zone, a kind of zone, region or cluster."))
    ] = "zone",
    csv: Annotated[
        Path | None, typer.Option(help=say("Write the list to this CSV file ('-' for the terminal)."))
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=say("Print the list as JSON."))] = False,
) -> None:
    """List what is near."""
    from renkei.evidence import csv_text, open_evidence, places_near

    evidence = open_evidence(folder)
    found = places_near(evidence, lon=lon, lat=lat, km=km, kind=kind)
    if json:
        print_json(
            {
                "lon": lon,
                "lat": lat,
                "km": km,
                "kind": kind,
                "count": found.height,
                "places": found.to_dicts(),
            }
        )
    elif csv is not None and str(csv) == "-":
        print_text(csv_text(found))
    elif csv is not None:
        csv.write_text(csv_text(found), encoding="utf-8", newline="")
        tell("{count} found; the list is in {file}.", count=found.height, file=csv)
    else:
        _show(found, km)


def _show(found: pl.DataFrame, km: float) -> None:
    from rich.table import Table

    from renkei.language import name_column
    from renkei.tables.words import PLACE_KIND_WORDS

    table = Table(box=None, pad_edge=False)
    for heading, right in (
        (say("Name"), False),
        (say("Kind"), False),
        (say("Distance (km)"), True),
        (say("Plants"), True),
    ):
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    for place in found.iter_rows(named=True):
        plants = "–" if place["establishments"] is None else f"{place['establishments']:,}"
        table.add_row(
            place[name_column(spoken_language())],
            say(PLACE_KIND_WORDS[place["kind"]]),
            f"{place['distance_km']:.1f}",
            plants,
        )
    console().print(table)
    tell("{count} within {km} km.", count=found.height, km=f"{km:g}")
