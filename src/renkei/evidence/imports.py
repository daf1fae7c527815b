"""Importing: the raw file is kept and hashed, read into canonical tables, and every problem is reported."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from renkei.errors import RenkeiError, SourceError, WorkspaceError
from renkei.evidence.atomic import explained_disk_errors, new_folder, write_text
from renkei.evidence.fingerprints import file_fingerprint, fingerprint
from renkei.evidence.steps import Outcome, Step, run_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from renkei.evidence.config import DataChoice
    from renkei.evidence.workspace import Workspace
    from renkei.sources import Imported

PROBLEMS_TABLE: Final = "import_problems"


@dataclass(frozen=True, slots=True)
class RawFile:
    """A raw file that the workspace keeps: its name, SHA-256 and size."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import: which source read which files. `mapping` is the text of the mapping file of a table."""

    id: str
    source: str
    files: tuple[RawFile, ...]
    mapping: str | None
    imported: str

    @property
    def identity(self) -> dict[str, object]:
        """What decides the content: not when it was imported."""
        return {"source": self.source, "files": [file.sha256 for file in self.files], "mapping": self.mapping}


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: its record, the counts, the problems, and the file that lists them all."""

    record: ImportRecord
    imported: Imported
    problems_file: Path | None
    replaced: bool


def import_files(
    workspace: Workspace, source: str, files: Sequence[Path], *, mapping: str | None = None
) -> ImportResult:
    """Read `files` as `source` into `workspace`; an earlier import of the same source and name is replaced.

    The tables are read before the record is written: a file that cannot be read leaves no trace.
    Raises `SourceError` for a file that is missing or is not what `source` expects.
    """
    if not files:
        raise SourceError(
            "No file was given. Name at least one, such as `renkei import DIR {source} FILE`.", source=source
        )
    if source == "table" and len(files) > 1:
        raise SourceError(
            "Each table is an import of its own: name one file at a time, not {count}.", count=len(files)
        )
    with workspace.locked(), _named_as_given(workspace) as kept:
        raw = tuple(kept(file) for file in files)
        record = ImportRecord(
            id=f"{source}-{_slug(files[0])}",
            source=source,
            files=raw,
            mapping=mapping,
            imported=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        imported = read_import(workspace, record, workspace.config().data)
        target = workspace.imports / f"{record.id}.json"
        replaced = target.exists()
        workspace.imports.mkdir(exist_ok=True)
        problems_file = _write_problems(workspace, record, imported)
        write_text(target, json.dumps(asdict(record), ensure_ascii=False, indent=1))
    return ImportResult(record, imported, problems_file, replaced)


def import_records(workspace: Workspace) -> list[ImportRecord]:
    """The imports of `workspace`, by id."""
    records = []
    for file in sorted(workspace.imports.glob("*.json")):
        try:
            content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            raw = tuple(RawFile(**one) for one in content.pop("files"))
            records.append(ImportRecord(files=raw, **content))
        except (ValueError, TypeError, KeyError) as error:
            raise WorkspaceError(
                "{file} is not an import record ({why}). Delete it and import its file again.",
                file=file,
                why=error,
            ) from error
    return records


def import_step(workspace: Workspace, record: ImportRecord, data: DataChoice) -> Step:
    """The tables of `record`, read again only when the file, the mapping or the reader changed."""
    return run_step(
        workspace.cache,
        "import",
        after=[fingerprint(record.identity)],
        parameters={"geography": data.geography, "classification": data.classification},
        compute=lambda: _outcome(_read(workspace, record, data)),
    )


def read_import(workspace: Workspace, record: ImportRecord, data: DataChoice) -> Imported:
    """The content of `record`, through the cache of steps."""
    from renkei.sources import Imported

    outcome = import_step(workspace, record, data).outcome
    tables = dict(outcome.tables)
    problems = tables.pop(PROBLEMS_TABLE)
    notes = outcome.notes
    return Imported(
        source=record.source,
        tables=tables,
        rows_in=_count(notes, "rows_in"),
        rows_kept=_count(notes, "rows_kept"),
        rows_set_aside=_count(notes, "rows_set_aside"),
        problems=problems,
    )


def _count(notes: dict[str, object], key: str) -> int:
    value = notes[key]
    if not isinstance(value, int):
        raise TypeError(key)
    return value


def _outcome(imported: Imported) -> Outcome:
    counts: dict[str, object] = {
        "rows_in": imported.rows_in,
        "rows_kept": imported.rows_kept,
        "rows_set_aside": imported.rows_set_aside,
    }
    return Outcome({**imported.tables, PROBLEMS_TABLE: imported.problems}, counts)


def _read(workspace: Workspace, record: ImportRecord, data: DataChoice) -> Imported:
    from renkei.sources import mapping_from_toml, read_table, read_tw_factories

    files = [workspace.raw / file.sha256[:16] / file.name for file in record.files]
    for file in files:
        if not file.is_file():
            raise WorkspaceError(
                "The raw file {file} of import `{id}` is gone. Import it again.", file=file, id=record.id
            )
    if record.source == "tw-factories":
        return read_tw_factories(files, geography=data.geography, classification=data.classification)
    mapping = None if record.mapping is None else mapping_from_toml(record.mapping)
    return read_table(files[0], mapping)


@contextmanager
def _named_as_given(workspace: Workspace) -> Iterator[Callable[[Path], RawFile]]:
    """Gives the function that keeps a raw file. If the block fails, new copies go and errors name the originals."""
    before = set(workspace.raw.glob("*"))
    copies: dict[str, Path] = {}

    def keep(file: Path) -> RawFile:
        raw = _keep_raw(workspace, file)
        copies[str(workspace.raw / raw.sha256[:16] / raw.name)] = file
        return raw

    try:
        yield keep
    except BaseException as error:
        for folder in set(workspace.raw.glob("*")) - before:
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, RenkeiError):
            named = {key: copies.get(str(value), value) for key, value in error.values.items()}
            raise type(error)(error.template, **named) from error
        raise


def _keep_raw(workspace: Workspace, file: Path) -> RawFile:
    """Copy `file` into the workspace under its hash; the copy, not the original, is what is read."""
    if not file.is_file():
        raise SourceError("{file} does not exist or is not a file. Check the path.", file=file)
    try:
        sha = file_fingerprint(file)
        with explained_disk_errors(workspace.folder), new_folder(workspace.raw / sha[:16]) as unfinished:
            copy = unfinished / file.name
            shutil.copyfile(file, copy)
            if file_fingerprint(copy) != sha:
                raise SourceError(
                    "{file} changed while it was read. Wait until it is complete, then try again.", file=file
                )
    except FileNotFoundError as error:
        raise SourceError("{file} disappeared while it was read. Nothing was imported.", file=file) from error
    kept = workspace.raw / sha[:16]
    held = next(kept.iterdir())
    return RawFile(held.name, sha, held.stat().st_size)


def _write_problems(workspace: Workspace, record: ImportRecord, imported: Imported) -> Path | None:
    from renkei.evidence.export import csv_text

    target = workspace.problems / f"{record.id}.csv"
    if imported.problems.is_empty():
        target.unlink(missing_ok=True)
        return None
    workspace.problems.mkdir(exist_ok=True)
    write_text(target, csv_text(imported.problems))
    return target


def _slug(file: Path) -> str:
    return re.sub(r"[^\w.-]+", "-", file.name).strip("-.") or "file"
