"""How much a header resembles the words for a column: whole, by its tokens, or by the characters within."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from renkei.sources.headers import header_key

if TYPE_CHECKING:
    from collections.abc import Sequence

NEGLIGIBLE: Final = 0.2
"""Below this a header and a column have nothing to do with each other."""

_GENERIC: Final = 0.35
_PART: Final = 0.65
_LATIN: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "æ": "ae", "œ": "oe"}
)
_WORD: Final = r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_a-zA-Z]+"
_CODE_WORDS: Final = {"code", "id", "ids", "key", "no", "nr", "number", "num", "schluessel"}
_CODE_CHARACTERS: Final = ("代碼", "代号", "編號", "コード", "番号")
_NAME_WORDS: Final = {"name", "names", "nom", "libelle", "bezeichnung", "title", "titles", "ttl", "label"} | {
    "description", "descr", "desc", "text",
}  # fmt: skip
_NAME_CHARACTERS: Final = ("名稱", "名称")
_CONTACT_WORDS: Final = {"url", "web", "website", "homepage", "email", "mail", "phone", "tel", "fax"} | {
    "street", "address", "postcode", "zip", "contact",
}  # fmt: skip
_RATIO_WORDS: Final = {"rate", "share", "ratio", "percent", "pct", "growth", "index", "change", "anteil"} | {
    "thousand", "thousands", "tsd", "million", "millions", "mio", "1000", "per", "flag", "noise",
}  # fmt: skip
_RATIO_CHARACTERS: Final = ("率", "比", "%", "千", "萬", "万", "億")


def likeness(header: str, words: Sequence[str]) -> float:
    """0 … 1: how much `header` resembles one of `words`, the most telling of which stand first.

    A whole word scores 0.75 … 1 by its place; a word that is part of the header at most 0.65, by the share of
    the header that it makes up. Digits and words like “code” neither help nor harm.
    """
    return max((_likeness(header, word, place / len(words)) for place, word in enumerate(words)), default=0.0)


def is_generic(header: str) -> bool:
    """Whether `header` is a bare “id”, “code”, “編號”: a key, but it does not say of what."""
    tokens = header_tokens(header)
    return bool(tokens) and all(token in _CODE_WORDS or token in _CODE_CHARACTERS for token in tokens)


def generic_likeness(header: str) -> float:
    """The likeness of a bare “id” or “code” to any column that identifies."""
    return _GENERIC if is_generic(header) else 0.0


def is_name_header(header: str) -> bool:
    """Whether `header` announces names or titles rather than codes."""
    return _has(header, _NAME_WORDS, _NAME_CHARACTERS)


def is_code_header(header: str) -> bool:
    """Whether `header` announces codes or numbers that identify."""
    return _has(header, _CODE_WORDS, _CODE_CHARACTERS)


def is_contact_header(header: str) -> bool:
    """Whether `header` announces an address, a telephone or a web page, which no table has."""
    return _has(header, _CONTACT_WORDS, ())


def is_other_unit(header: str) -> bool:
    """Whether `header` announces rates, shares, growth, flags, or counts in thousands: no plain counts."""
    return _has(header, _RATIO_WORDS, _RATIO_CHARACTERS)


@cache
def header_tokens(header: str) -> tuple[str, ...]:
    """The words and numbers of `header`: “GEO_TTL”, “geoTtl” and “geo-ttl” have the same; ä is ae, é is e."""
    plain = unicodedata.normalize("NFKC", header).translate(_LATIN).replace("臺", "台")
    plain = re.sub(r"[À-ɏ]", lambda found: unicodedata.normalize("NFD", found[0])[0], plain)
    return tuple(token.lower() for token in re.findall(_WORD, plain))


def _likeness(header: str, word: str, place: float) -> float:
    if header_key(header) == header_key(word) or header_tokens(header) == header_tokens(word):
        return 1 - 0.25 * place
    if word.isascii():
        return _PART * _share_of_tokens(header_tokens(header), header_tokens(word))
    key, part = header_key(header), header_key(word)
    return _PART * len(part) / len(key) if len(part) > 1 and part in key else 0.0


def _share_of_tokens(header: tuple[str, ...], word: tuple[str, ...]) -> float:
    """The share of the letters of `header` that the tokens of `word` make up; 0 unless all of these are there.

    A token of five letters or more may also be the beginning of one in the header.
    """
    telling = [token for token in word if not token.isdigit() and token not in _CODE_WORDS]
    if not telling:
        return 0.0
    others = [token for token in header if not token.isdigit() and token not in _CODE_WORDS]
    shares = [_share_of_token(token, others) for token in telling]
    letters = sum(len(token) for token in others)
    return min(shares) * min(1.0, sum(map(len, telling)) / letters) if min(shares) else 0.0


def _share_of_token(token: str, header: list[str]) -> float:
    if token in header:
        return 1.0
    begun = [len(token) / len(other) for other in header if len(token) > 4 and other.startswith(token)]
    return max(begun, default=0.0)


def _has(header: str, words: set[str], characters: tuple[str, ...]) -> bool:
    return bool(words.intersection(header_tokens(header))) or any(mark in header for mark in characters)
