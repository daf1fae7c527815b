"""A workspace: one folder that holds the configuration, the raw files and every evidence build."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from renkei.errors import WorkspaceError
from renkei.evidence.atomic import explained_disk_errors, write_text
from renkei.evidence.config import WorkspaceConfig, config_as_toml, read_config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIG_NAME: Final = "renkei.toml"
CURRENT_NAME: Final = "CURRENT"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where the parts of a workspace lie. Nothing is read until it is asked for."""

    folder: Path

    @property
    def config_file(self) -> Path:
        """`renkei.toml`."""
        return self.folder / CONFIG_NAME

    @property
    def raw(self) -> Path:
        """The raw files as imported, each in a folder named after its SHA-256."""
        return self.folder / "raw"

    @property
    def imports(self) -> Path:
        """One JSON record per import."""
        return self.folder / "imports"

    @property
    def problems(self) -> Path:
        """One CSV of problems per import."""
        return self.folder / "problems"

    @property
    def cache(self) -> Path:
        """Results of build steps, each named after its fingerprint; safe to delete."""
        return self.folder / "cache"

    @property
    def evidence(self) -> Path:
        """The evidence builds, and the file that names the current one."""
        return self.folder / "evidence"

    @property
    def current_file(self) -> Path:
        """The file whose one line is the hash of the current build."""
        return self.evidence / CURRENT_NAME

    def config(self) -> WorkspaceConfig:
        """The content of `renkei.toml`. Raises `WorkspaceError` if it says something impossible."""
        return read_config(self.config_file)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workspace for writing; the lock goes with the process, even one that is killed.

        Raises `WorkspaceError` if another process holds it.
        """
        from filelock import FileLock, Timeout

        with explained_disk_errors(self.folder):
            lock = FileLock(self.folder / ".lock")
            try:
                with lock.acquire(timeout=0):
                    yield
            except Timeout as error:
                raise WorkspaceError(
                    "Another renkei command is writing to {folder}. Wait until it has finished, then try again.",
                    folder=self.folder,
                ) from error


def create_workspace(folder: Path, config: WorkspaceConfig) -> Workspace:
    """A new workspace in `folder`, which must not hold one yet.

    Raises `WorkspaceError` if `folder` is a file, or already has a `renkei.toml`.
    """
    workspace = Workspace(folder)
    if workspace.config_file.exists():
        raise WorkspaceError(
            "{folder} is a workspace already. Go on with `renkei import {folder} …`, or choose another folder.",
            folder=folder,
        )
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError("{folder} is a file. Choose a folder for the workspace.", folder=folder)
    with explained_disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for part in (workspace.raw, workspace.imports, workspace.evidence):
            part.mkdir(exist_ok=True)
    write_text(workspace.config_file, config_as_toml(config))
    return workspace


def open_workspace(folder: Path) -> Workspace:
    """The workspace in `folder`. Raises `WorkspaceError` that says how to make one if there is none."""
    workspace = Workspace(folder)
    if not workspace.config_file.is_file():
        raise WorkspaceError(
            "{folder} is not a Renkei workspace (it has no renkei.toml). Make one with `renkei new {folder}`, "
            "or try the shipped example with `renkei demo`.",
            folder=folder,
        )
    return workspace
