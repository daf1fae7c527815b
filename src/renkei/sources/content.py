"""The bytes of a file, plain or gzip, read in pieces so that one endless line cannot fill the memory."""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from typing import IO, TYPE_CHECKING, Final

from renkei.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINE_LIMIT: Final = 16 * 1024**2
"""Bytes that one line may have; a country's outline as GeoJSON fits, a file without line ends does not."""

_PIECE: Final = 1024**2
_GZIP: Final = b"\x1f\x8b"


def read_content(file: Path, *, line_limit: int = LINE_LIMIT) -> bytes:
    """All bytes of `file`, decompressed if it is gzip (told by its first bytes, not by its name).

    Raises `SourceError` if the file is missing, a folder, empty, cut short, changed or removed while it was
    read, or has a line longer than `line_limit` bytes (at most `line_limit` plus 1 MiB of it are read).
    """
    try:
        with file.open("rb") as raw:
            before = os.fstat(raw.fileno())
            _check_regular(file, before)
            content = _joined(_pieces(raw), file, line_limit)
            _check_unchanged(file, raw, before)
    except FileNotFoundError as error:
        raise SourceError("There is no file {file}. Check the path and the spelling.", file=file) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(
            "{file} is a gzip file that is cut short or damaged ({why}). Fetch it again.",
            file=file,
            why=error,
        ) from error
    except OSError as error:
        raise SourceError(
            "{file} cannot be read ({why}). Check the path, your permission and the disk.",
            file=file,
            why=error.strerror or error,
        ) from error
    if not content:
        raise SourceError("{file} is empty. Fetch it again, or choose another file.", file=file)
    return content


def _check_regular(file: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise SourceError("{file} is not a regular file. Copy its content into a file first.", file=file)


def _check_unchanged(file: Path, raw: IO[bytes], before: os.stat_result) -> None:
    after = os.fstat(raw.fileno())
    same = (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    if not same or after.st_nlink == 0:
        raise SourceError(
            "{file} was changed or removed while it was being read; nothing was imported. "
            "Wait until it is complete, then import it again.",
            file=file,
        )


def _pieces(raw: IO[bytes]) -> Iterator[bytes]:
    zipped = raw.read(2) == _GZIP
    raw.seek(0)
    source = gzip.GzipFile(fileobj=raw) if zipped else raw
    while piece := source.read(_PIECE):
        yield piece


def _joined(pieces: Iterator[bytes], file: Path, line_limit: int) -> bytes:
    kept: list[bytes] = []
    line, length = 1, 0
    for piece in pieces:
        first, last = _first_line_end(piece), max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        if length + (len(piece) if first < 0 else first) > line_limit:
            raise SourceError(
                "Line {line} of {file} is longer than {limit} bytes, so this is not a table with one row a line. "
                "Check the line ends and the quotation marks, or export the table again.",
                line=line,
                file=file,
                limit=line_limit,
            )
        length = length + len(piece) if last < 0 else len(piece) - last - 1
        line += piece.count(b"\n")
        kept.append(piece)
    return b"".join(kept)


def _first_line_end(piece: bytes) -> int:
    ends = [at for at in (piece.find(b"\n"), piece.find(b"\r")) if at >= 0]
    return min(ends, default=-1)
