"""A build step: tables computed from fingerprinted inputs, kept so that unchanged work is not done again."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.evidence.atomic import new_folder
from renkei.evidence.fingerprints import code_fingerprint, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

NOTES: Final = "notes.json"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step computed: its tables, and notes that the manifest repeats (counts, what was skipped)."""

    tables: dict[str, pl.DataFrame]
    notes: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """An outcome with the fingerprint of everything that it depends on."""

    name: str
    fingerprint: str
    outcome: Outcome
    reused: bool


def run_step(
    cache: Path,
    name: str,
    *,
    after: Sequence[str],
    parameters: object,
    compute: Callable[[], Outcome],
) -> Step:
    """The step `name`, from `cache` if the same work was done before, else computed and kept.

    `after` holds the fingerprints of the inputs; the code of Renkei counts as an input as well.
    """
    identity = fingerprint([name, code_fingerprint(), list(after), parameters])
    folder = cache / f"{name}-{identity[:24]}"
    if folder.is_dir():
        return Step(name, identity, _kept(folder), reused=True)
    outcome = compute()
    with new_folder(folder) as unfinished:
        for table, frame in outcome.tables.items():
            frame.write_parquet(unfinished / f"{table}.parquet")
        (unfinished / NOTES).write_text(json.dumps(outcome.notes, ensure_ascii=False), encoding="utf-8")
    return Step(name, identity, outcome, reused=False)


def _kept(folder: Path) -> Outcome:
    tables = {file.stem: pl.read_parquet(file) for file in sorted(folder.glob("*.parquet"))}
    return Outcome(tables, json.loads((folder / NOTES).read_text(encoding="utf-8")))


def forget_unused(cache: Path, used: Sequence[Step]) -> None:
    """Delete the kept steps that `used` does not name, so that the cache does not grow without end."""
    keep = {f"{step.name}-{step.fingerprint[:24]}" for step in used}
    for folder in cache.iterdir():
        if folder.is_dir() and folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)
