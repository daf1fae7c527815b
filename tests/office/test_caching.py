"""What browsers may keep: pages until the next build, files of a version for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from renkei.office.atlas import edition as shelf
from tests.office import fictional

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client


def test_a_page_that_the_reader_has_is_not_sent_again(reader: Client) -> None:
    tag = reader.get("/en/about/").headers["ETag"]
    assert reader.get("/en/about/", headers={"if-none-match": tag}).status_code == 304


def test_a_page_is_asked_for_each_time_but_kept(reader: Client) -> None:
    assert reader.get("/en/about/").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("other", ["/ja/about/", "/en/about/?x=1", "/en/"])
def test_the_tag_differs_by_address(reader: Client, other: str) -> None:
    assert reader.get("/en/about/").headers["ETag"] != reader.get(other).headers["ETag"]


def test_a_new_build_is_seen_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, client: Client) -> None:
    builds = iter(["a" * 16, "b" * 16, "b" * 16, "b" * 16, "b" * 16])
    current = {"hash": next(builds)}
    monkeypatch.setattr(shelf, "current_hash", lambda _folder: current["hash"])
    monkeypatch.setattr(shelf, "open_evidence", lambda _folder, build: fictional.evidence(tmp_path, build))
    monkeypatch.setattr(shelf, "_shelf", shelf._Shelf())
    first = client.get("/en/about/", headers={"host": "localhost"})
    current["hash"] = next(builds)
    second = client.get("/en/about/", headers={"host": "localhost", "if-none-match": first.headers["ETag"]})
    assert second.status_code == 200
    assert "b" * 16 in second.content.decode()


@pytest.mark.parametrize("address", ["/pictures.css", "/static/atlas.css"])
def test_files_with_a_version_are_kept_for_good(reader: Client, address: str) -> None:
    assert "max-age=31536000" in reader.get(address).headers["Cache-Control"]
