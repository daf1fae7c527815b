"""The `renkei` command: what it offers, and what every command does when something goes wrong."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import renkei
from renkei.cli.commands.build import build
from renkei.cli.commands.demo import demo
from renkei.cli.commands.doctor import doctor
from renkei.cli.commands.export import export
from renkei.cli.commands.importing import import_
from renkei.cli.commands.indicators import indicator, indicators
from renkei.cli.commands.near import near
from renkei.cli.commands.new import new
from renkei.cli.commands.query import query
from renkei.cli.commands.report import report
from renkei.cli.commands.serve import serve
from renkei.cli.speech import explain, print_text, say, tell
from renkei.errors import RenkeiError

app = typer.Typer(
    name="renkei",
    help=say("Regional innovation systems: from open data to evidence, clusters and decisions."),
    epilog=say(
        "Start with `renkei demo`. Messages follow RENKEI_LANGUAGE (zh-Hant, en, ja) or the terminal."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo", help=say("Build and open the shipped example: the manufacturing clusters of Taiwan."))(
    demo
)
app.command("new", help=say("Make a workspace: one readable renkei.toml and its folders."))(new)
app.command("import", help=say("Read data files into a workspace and report every problem."))(import_)
app.command("build", help=say("Compute the evidence of a workspace; unchanged work is not repeated."))(build)
app.command("indicators", help=say("List every indicator with its unit, keys and source."))(indicators)
app.command("indicator", help=say("Compute one indicator from a plain table, without a workspace."))(
    indicator
)
app.command("report", help=say("Write the brief of a region as one HTML file."))(report)
app.command("near", help=say("List what lies within a radius of a point, with distances."))(near)
app.command("query", help=say("Ask the tables of the evidence a question in SQL."))(query)
app.command("export", help=say("Write the evidence for other programs: CSV, Excel, Parquet, data package."))(
    export
)
app.command("serve", help=say("Serve the web pages of a workspace."))(serve)
app.command("doctor", help=say("Say what is installed, what is missing and what to do."))(doctor)


def _show_version(asked: bool) -> None:
    if asked:
        print_text(f"renkei {renkei.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help=say("Print the version and stop.")
        ),
    ] = False,
) -> None:
    del version


def main() -> None:
    """Run the command line; a user's mistake ends with one clear message and exit status 1."""
    try:
        app()
    except RenkeiError as error:
        explain(error)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        tell("Stopped. The last good evidence is still current; run the same command again to go on.")
        sys.exit(130)
