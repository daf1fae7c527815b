"""Writing is all or nothing, even when the disk is full or the process dies."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from renkei.errors import BuildError
from renkei.evidence.atomic import clear_unfinished, new_folder, write_text

if TYPE_CHECKING:
    from pathlib import Path


def test_a_written_text_replaces_the_old_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "CURRENT"
    write_text(target, "old")
    write_text(target, "new")
    assert target.read_text() == "new"
    assert [file.name for file in tmp_path.iterdir()] == ["CURRENT"]


def test_a_full_disk_leaves_the_old_text_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "CURRENT"
    write_text(target, "old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BuildError, match=r"is full .* Nothing was lost"):
        write_text(target, "new")
    assert target.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["CURRENT"]


def test_a_folder_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "builds" / "abc"
    with new_folder(target) as unfinished:
        (unfinished / "a").write_text("1")
        assert not target.exists()
    assert (target / "a").read_text() == "1"


def test_a_failure_half_way_leaves_no_folder(tmp_path: Path) -> None:
    target = tmp_path / "abc"
    with pytest.raises(KeyboardInterrupt), new_folder(target) as unfinished:
        (unfinished / "a").write_text("1")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "abc"
    target.mkdir()
    (target / "a").write_text("first")
    with new_folder(target) as unfinished:
        (unfinished / "a").write_text("second")
    assert (target / "a").read_text() == "first"


def test_what_a_killed_process_left_is_cleared(tmp_path: Path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom renkei.evidence.atomic import new_folder\n"
        "with new_folder(Path(sys.argv[1]) / 'abc') as f:\n"
        "    (f / 'a').write_text('half'); print('ready', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.kill()
    process.wait()
    process.stdout.close()
    assert not (tmp_path / "abc").exists()
    assert list(tmp_path.iterdir())
    clear_unfinished(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(BuildError, match="cannot be written to"):
        write_text(tmp_path / "x", str(time.time()))


def test_what_is_written_is_as_open_as_the_users_other_files(tmp_path: Path) -> None:
    """A web server that runs as another user must be able to read a build."""
    usual = tmp_path / "usual"
    usual.mkdir()
    (usual / "file").write_text("")
    write_text(tmp_path / "text", "")
    with new_folder(tmp_path / "folder"):
        pass
    assert (tmp_path / "text").stat().st_mode == (usual / "file").stat().st_mode
    assert (tmp_path / "folder").stat().st_mode == usual.stat().st_mode
