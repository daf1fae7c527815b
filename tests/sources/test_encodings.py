from __future__ import annotations

from pathlib import Path

import pytest

from renkei.errors import SourceError
from renkei.sources.encodings import to_utf8

FILE = Path("file.csv")
TAIWAN = "工廠登記編號,工廠名稱,縣市\n1,虛構一號股份有限公司,彰化縣\n"
JAPAN = "都道府県,産業分類,事業所数\n愛知県,輸送用機械器具製造業,12\n"


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (TAIWAN, "utf-8", "UTF-8"),
        (TAIWAN, "utf-8-sig", "UTF-8 (BOM)"),
        (TAIWAN, "cp950", "Big5 (CP950)"),
        (JAPAN, "cp932", "Shift JIS (CP932)"),
        (TAIWAN, "utf-16", "UTF-16"),
        (JAPAN, "utf-16-le", "UTF-16"),
        (JAPAN, "utf-16-be", "UTF-16"),
        (TAIWAN, "utf-32", "UTF-32"),
        ("Region;Ort;Jobs\nGöttingen;Weende;3\nSüd;Köln;4\n", "cp1252", "CP1252"),
        ("a,b\n1,2\n", "ascii", "UTF-8"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(text: str, encoding: str, told: str) -> None:
    found = to_utf8(text.encode(encoding), FILE)
    assert found.encoding == told
    assert found.content.decode().removeprefix("\ufeff") == text
    assert not found.replaced


def test_a_short_header_is_enough_to_tell_big5_from_shift_jis() -> None:
    assert to_utf8("縣市,家數\n".encode("cp950"), FILE).encoding == "Big5 (CP950)"
    assert to_utf8("年,地域\n".encode("cp932"), FILE).encoding == "Shift JIS (CP932)"
    assert to_utf8("大武鄉,1\n".encode("cp950"), FILE).encoding == "Big5 (CP950)"


def test_a_given_encoding_is_used_in_its_wider_form() -> None:
    assert to_utf8("①,髙\n".encode("cp932"), FILE, encoding="shift_jis").content.decode() == "①,髙\n"


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(SourceError, match="The encoding `klingon` is unknown"):
        to_utf8(b"a", FILE, encoding="klingon")


def test_a_few_undecodable_bytes_are_marked_not_fatal() -> None:
    found = to_utf8(TAIWAN.encode() * 20 + b"2,\xff\xfe,x\n", FILE)
    assert found.replaced
    assert found.encoding == "UTF-8"
    assert "\N{REPLACEMENT CHARACTER}" in found.content.decode()


def test_bytes_that_fit_no_encoding_are_refused() -> None:
    with pytest.raises(SourceError, match="are not text in UTF-8, UTF-16, Big5, Shift JIS"):
        to_utf8(bytes(range(0x80, 0x100)) * 20, FILE)
    with pytest.raises(SourceError, match="are not text in UTF-8"):
        to_utf8(TAIWAN.encode("cp950"), FILE, encoding="utf-8")


@pytest.mark.parametrize("start", [b"PK\x03\x04rest", b"%PDF-1.7", b"PAR1...", b"\xd0\xcf\x11\xe0rest"])
def test_spreadsheets_and_the_like_are_named_as_such(start: bytes) -> None:
    with pytest.raises(SourceError, match="is not a text table"):
        to_utf8(start, FILE)


def test_a_web_page_is_recognised_as_a_failed_download() -> None:
    with pytest.raises(SourceError, match="is a web page, not a table"):
        to_utf8(b"<!DOCTYPE html><html>not found</html>", FILE)
