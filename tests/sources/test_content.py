from __future__ import annotations

import gzip
import os
from typing import IO, TYPE_CHECKING

import pytest

from renkei.errors import SourceError
from renkei.sources import content
from renkei.sources.content import read_content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sources.conftest import Write


def test_plain_and_gzip_files_give_the_same_bytes_whatever_their_names(write: Write) -> None:
    text = b"a,b\n1,2\n"
    assert read_content(write(text, "plain.csv")) == text
    assert read_content(write(gzip.compress(text), "zipped.csv")) == text


def test_an_empty_file_is_refused(write: Write) -> None:
    with pytest.raises(SourceError, match=r"table\.csv is empty\. Fetch it again"):
        read_content(write(""))
    with pytest.raises(SourceError, match="is empty"):
        read_content(write(gzip.compress(b""), "empty.csv.gz"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"There is no file .*nowhere\.csv\. Check the path"):
        read_content(tmp_path / "nowhere.csv")


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_content(tmp_path)


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    keeper = os.open(pipe, os.O_RDWR)
    try:
        with pytest.raises(SourceError, match="is not a regular file"):
            read_content(pipe)
    finally:
        os.close(keeper)


def test_a_gzip_that_is_cut_short_says_so(write: Write) -> None:
    whole = gzip.compress(os.urandom(50_000))
    with pytest.raises(SourceError, match="cut short or damaged"):
        read_content(write(whole[:20_000], "cut.csv.gz"))


def test_a_gzip_with_flipped_bytes_says_so(write: Write) -> None:
    damaged = bytearray(gzip.compress(b"a,b\n" * 1000))
    damaged[15:25] = b"\xff" * 10
    with pytest.raises(SourceError, match="cut short or damaged"):
        read_content(write(bytes(damaged), "damaged.csv.gz"))


@pytest.mark.parametrize("zipped", [False, True])
def test_an_endless_line_is_refused_before_it_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zipped: bool
) -> None:
    file = tmp_path / "endless.csv"
    opener = gzip.open if zipped else open
    with opener(file, "wb") as target:
        target.write(b"a,b\n1,2\n")
        for _ in range(64):
            target.write(b"x" * 1024**2)
    taken = 0
    pieces = content._pieces

    def counted(raw: IO[bytes]) -> Iterator[bytes]:
        nonlocal taken
        for piece in pieces(raw):
            taken += len(piece)
            yield piece

    monkeypatch.setattr(content, "_pieces", counted)
    with pytest.raises(SourceError, match=r"Line 3 of .*endless\.csv is longer than 4194304 bytes"):
        read_content(file, line_limit=4 * 1024**2)
    assert taken <= 6 * 1024**2


def test_many_short_lines_pass_the_line_limit(write: Write) -> None:
    text = b"0123456789\r\n" * 300_000
    assert read_content(write(text), line_limit=1000) == text


def test_old_line_ends_count_as_line_ends(write: Write) -> None:
    text = b"0123456789\r" * 300_000
    assert read_content(write(text), line_limit=1000) == text


@pytest.mark.parametrize("happening", ["removed", "replaced", "grown"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, happening: str
) -> None:
    file = write("a,b\n" + "1,2\n" * 1_000_000)
    pieces = content._pieces

    def disturbed(raw: IO[bytes]) -> Iterator[bytes]:
        for number, piece in enumerate(pieces(raw)):
            if number == 1 and happening == "removed":
                file.unlink()
            if number == 1 and happening == "replaced":
                other = tmp_path / "other.csv"
                other.write_bytes(b"c\n")
                other.replace(file)
            if number == 1 and happening == "grown":
                with file.open("ab") as more:
                    more.write(b"3,4\n")
            yield piece

    monkeypatch.setattr(content, "_pieces", disturbed)
    with pytest.raises(
        SourceError, match="was changed or removed while it was being read; nothing was imported"
    ):
        read_content(file)


def test_a_disk_error_becomes_a_plain_message(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(raw: IO[bytes]) -> Iterator[bytes]:
        raise OSError(5, "Input/output error")
        yield b""

    monkeypatch.setattr(content, "_pieces", broken)
    with pytest.raises(SourceError, match=r"cannot be read \(Input/output error\)"):
        read_content(write("a,b\n"))
