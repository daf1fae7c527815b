"""Where the results of notebooks are kept: a folder for each state of the library, so that none goes stale."""

from __future__ import annotations

import hashlib
import logging
import shutil
from pathlib import Path
from typing import Final

import renkei

READ: Final = (".py", ".pyi", ".toml", ".csv", ".parquet", ".json")
"""Files of the package that results may depend on."""


def library_state() -> str:
    """A short hash of the package's code and data."""
    package = Path(renkei.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(file for file in package.rglob("*") if file.suffix in READ):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def notebook_cache(folder: Path) -> Path:
    """The folder below `folder` for this state of the library; those of other states are removed."""
    # Starting a kernel is no news, and would hide what is.
    logging.getLogger("traitlets").setLevel(logging.WARNING)
    mine = folder / library_state()
    for other in folder.glob("*"):
        if other != mine:
            shutil.rmtree(other, ignore_errors=True)
    return mine
