"""The example that ships with Renkei: aggregates of a real country's open data."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from renkei.errors import NotFoundError

EXAMPLES: Final = ("taiwan_2016",)


def example_folder(name: str = "taiwan_2016") -> Path:
    """The folder of the example `name`: one file per table, `renkei.toml`, sources and licence.

    Raises `NotFoundError` if no such example ships with Renkei.
    """
    if name not in EXAMPLES:
        raise NotFoundError(
            "There is no example `{name}`; these come with Renkei: {known}.",
            name=name,
            known=", ".join(EXAMPLES),
        )
    return Path(str(files("renkei.example"))) / name
