"""Which encoding a text is in, told from its bytes; the text as UTF-8."""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from renkei.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY: Final = ("cp950", "cp932")
_SHOWN: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp950": "Big5 (CP950)",
    "cp932": "Shift JIS (CP932)",
    "cp1252": "CP1252",
}
_WIDER: Final = {"big5": "cp950", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932"}
_PIECE: Final = 1024**2
_SAMPLE: Final = 512 * 1024
_WRONG: Final = "\N{REPLACEMENT CHARACTER}"
_TOLERATED: Final = 0.02


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as UTF-8 bytes without a byte-order mark, and the name of the encoding it came in.

    `replaced` says that some bytes fitted nothing and became U+FFFD.
    """

    content: bytes
    encoding: str
    replaced: bool = False


def to_utf8(content: bytes, file: Path, *, encoding: str | None = None) -> Encoded:
    """`content` as UTF-8, from `encoding` if given, else from the encoding that its bytes speak for.

    Known without being told: UTF-8, UTF-16 and UTF-32 (with or without a mark, UTF-32 only with), Big5
    (CP950), Shift JIS (CP932), CP1252. Up to 2 % undecodable characters become U+FFFD.
    Raises `SourceError` if nothing fits, if `encoding` is unknown, or if this is no text at all.
    """
    _check_is_text(content, file)
    named = _WIDER.get(encoding.lower(), encoding) if encoding else None
    chosen = named or _from_mark(content) or _utf16_without_mark(content)
    if chosen is None and _is_utf8(content):
        return Encoded(content, _SHOWN["utf-8"])
    return _decoded(content, chosen or _best(content, file), file)


def _from_mark(content: bytes) -> str | None:
    return next((name for mark, name in _MARKS if content.startswith(mark)), None)


def _utf16_without_mark(content: bytes) -> str | None:
    """UTF-16 shows in its zero bytes: commas, digits and line ends have one each, on the same side."""
    sample = content[:4096]
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if max(high, low) < len(sample) * 0.05:
        return None
    return "utf-16-be" if high > low else "utf-16-le"


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(content), _PIECE):
            decoder.decode(view[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _best(content: bytes, file: Path) -> str:
    sample = content[:_SAMPLE]
    cut = sample.rfind(b"\n")
    sample = sample[:cut] if cut > 0 and len(content) > _SAMPLE else sample
    if _is_western(sample):
        return "cp1252"
    scores = {name: _plausibility(sample, name) for name in ("utf-8", *_LEGACY)}
    best = max(scores, key=scores.__getitem__)
    if scores[best] < 0.5:
        raise _undecodable(file, "UTF-8, UTF-16, Big5, Shift JIS")
    return best


def _is_western(sample: bytes) -> bool:
    """Accented letters (0xC0 and above) stand alone between ASCII; Chinese and Japanese bytes mostly pair up."""
    padded = b" " + sample + b" "
    high = [at for at in range(1, len(padded) - 1) if padded[at] >= 0x80]
    alone = sum(padded[at - 1] < 0x80 and padded[at + 1] < 0x80 for at in high)
    letters = sum(padded[at] >= 0xC0 for at in high)
    return alone > 0.7 * len(high) and letters > 0.9 * len(high)


def _plausibility(sample: bytes, name: str) -> float:
    """The share of the non-ASCII characters that everyday text in `name` would have."""
    characters = Counter(character for character in sample.decode(name, "replace") if character > "\x7f")
    everyday = sum(count for character, count in characters.items() if _is_everyday(character, name))
    return everyday / max(characters.total(), 1)


def _is_everyday(character: str, name: str) -> bool:
    """Whether `character` is on the first level of the character set: frequent Han, kana, punctuation."""
    if character == _WRONG or "\ue000" <= character <= "\uf8ff":
        return False
    if name == "utf-8":
        return True
    try:
        lead = character.encode(name)
    except UnicodeEncodeError:
        return False
    if len(lead) < 2:
        return False
    return 0xA1 <= lead[0] <= 0xC6 if name == "cp950" else 0x81 <= lead[0] <= 0x98


def _decoded(content: bytes, name: str, file: Path) -> Encoded:
    try:
        text = content.decode(name, "replace")
    except LookupError as error:
        raise SourceError(
            "The encoding `{encoding}` is unknown. Use utf-8, utf-16, big5, cp932 or leave it out.",
            encoding=name,
        ) from error
    wrong = text.count(_WRONG)
    if wrong:
        foreign = len(text) - len(text.encode("ascii", "ignore"))
        if wrong > _TOLERATED * foreign:
            raise _undecodable(file, _SHOWN.get(name, name))
    return Encoded(text.encode(), _SHOWN.get(name, name), replaced=wrong > 0)


def _check_is_text(content: bytes, file: Path) -> None:
    start = content[:512].lstrip().lower()
    if start.startswith((b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"%pdf", b"par1")):
        raise SourceError(
            "{file} is not a text table (it is a spreadsheet, ZIP, PDF or Parquet file). "
            "Give it its usual file ending, or save it as CSV.",
            file=file,
        )
    if start.startswith((b"<!doctype html", b"<html")):
        raise SourceError(
            "{file} is a web page, not a table: the download probably failed. Open it in a browser to see why.",
            file=file,
        )


def _undecodable(file: Path, tried: str) -> SourceError:
    return SourceError(
        "The bytes of {file} are not text in {tried}. Save it as UTF-8, or name its encoding.",
        file=file,
        tried=tried,
    )
