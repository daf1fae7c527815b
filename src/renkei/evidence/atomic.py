"""Writing so that a reader sees the old file or the new one, never half of either."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from renkei.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator

UNFINISHED: Final = ".unfinished-"


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current


# Temporary files are private; what they become is as open as the user's other files. Asked once, at import,
# since asking means setting it for a moment.
UMASK: Final = _umask()


def write_text(path: Path, text: str) -> None:
    """Put `text` at `path` in one step. Raises `BuildError` if the disk is full."""
    with explained_disk_errors(path.parent):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o666 & ~UMASK)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A temporary folder that becomes `path` when the block ends well, and vanishes when it does not.

    An existing `path` is left as it is: a folder addressed by its hash already holds the same content.
    Raises `BuildError` if the disk is full.
    """
    with explained_disk_errors(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=UNFINISHED))
        try:
            yield folder
            if not path.exists():
                folder.chmod(0o777 & ~UMASK)
                folder.rename(path)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def clear_unfinished(folder: Path) -> None:
    """Remove what a killed process left behind in `folder`. Call it only while holding the lock."""
    for left in folder.glob(f"{UNFINISHED}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _free_megabytes(folder: Path) -> int:
    there = next(place for place in (folder, *folder.resolve().parents) if place.exists())
    return shutil.disk_usage(there).free // 1_000_000


@contextmanager
def explained_disk_errors(folder: Path) -> Iterator[None]:
    """Turn the disk's own errors into a `BuildError` that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise BuildError(
                "The disk that holds {folder} is full ({free} MB free). Nothing was lost: the last good "
                "evidence stays current. Make room, then run the command again.",
                folder=folder,
                free=_free_megabytes(folder),
            ) from error
        if error.errno in {errno.EACCES, errno.EROFS}:
            raise BuildError(
                "{folder} cannot be written to. Change its permissions, or choose another folder.",
                folder=folder,
            ) from error
        raise
