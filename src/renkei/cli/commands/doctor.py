"""`renkei doctor`."""

from __future__ import annotations

import platform
import shutil
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Annotated, Final

import typer

import renkei
from renkei.cli.speech import console, print_json, say

MINIMUM_PYTHON: Final = (3, 11)
MINIMUM_FREE_MB: Final = 500


def doctor(
    json: Annotated[bool, typer.Option("--json", help=say("Print the result as JSON."))] = False,
) -> None:
    """Check the installation; exit status 1 if something must be put right."""
    checks = [_python(), *_packages(), _disk()]
    if json:
        print_json({"renkei": renkei.__version__, "checks": checks})
    else:
        _show(checks)
    if not all(check["good"] for check in checks):
        raise typer.Exit(1)


def _check(what: str, found: str, good: bool, advice: str) -> dict[str, str | bool]:
    return {"what": what, "found": found, "good": good, "advice": "" if good else advice}


def _python() -> dict[str, str | bool]:
    good = sys.version_info >= MINIMUM_PYTHON
    return _check("Python", platform.python_version(), good, say("Install Python 3.11 or newer."))


def _packages() -> list[dict[str, str | bool]]:
    checks = []
    for requirement in requires("renkei") or []:
        if ";" in requirement:
            continue
        name = requirement.split(">")[0].split("<")[0].split("=")[0].strip()
        try:
            checks.append(_check(name, version(name), good=True, advice=""))
        except PackageNotFoundError:
            advice = say("Run `python -m pip install '{requirement}'`.", requirement=requirement)
            checks.append(_check(name, "–", good=False, advice=advice))
    return checks


def _disk() -> dict[str, str | bool]:
    free = shutil.disk_usage(Path.cwd()).free // 1_000_000
    advice = say("Make room: a workspace needs about {count} MB.", count=MINIMUM_FREE_MB)
    return _check(say("free disk space (MB)"), f"{free:,}", free >= MINIMUM_FREE_MB, advice)


def _show(checks: list[dict[str, str | bool]]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("", say("What"), say("Found"), say("What to do")):
        table.add_column(heading, overflow="fold")
    for check in checks:
        table.add_row(
            "✓" if check["good"] else "✗", str(check["what"]), str(check["found"]), str(check["advice"])
        )
    console().print(table)
    bad = sum(not check["good"] for check in checks)
    console().print(
        say("Everything is in place.") if not bad else say("{count} thing(s) to put right.", count=bad)
    )
