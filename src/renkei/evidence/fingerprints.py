"""Fingerprints: what a result depends on, as a hash that is the same on every machine."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import renkei

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

COMPUTING_PACKAGES: Final = ("tables", "reference", "sources", "clusters", "diagnosis", "evidence")
READ_BLOCK: Final = 1 << 20


def fingerprint(content: object) -> str:
    """SHA-256 of `content` (anything JSON can say), as 64 hexadecimal digits."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def file_fingerprint(path: Path) -> str:
    """SHA-256 of the bytes of the file at `path`."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(READ_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@cache
def code_fingerprint(packages: tuple[str, ...] = COMPUTING_PACKAGES) -> str:
    """SHA-256 over the version and the code and data of `packages`; line ends do not count.

    A changed formula thus gives a new build even before the version number moves.
    """
    digest = hashlib.sha256(renkei.__version__.encode())
    for package in packages:
        for name, source in _sources(files(f"renkei.{package}"), package):
            digest.update(name.encode() + b"\0" + source.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name == "__pycache__" or entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _sources(entry, f"{prefix}/{entry.name}")
        else:
            yield f"{prefix}/{entry.name}", entry
