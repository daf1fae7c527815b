"""Which language a reader gets, and that it is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from renkei.office.languages import prefix_of
from renkei.office.opening import workspace_language

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client


@pytest.mark.parametrize(
    ("asked", "given"),
    [("ja", "/ja/"), ("zh-TW,zh;q=0.9", "/zh-hant/"), ("zh-CN", "/zh-hant/"), ("en-GB", "/en/")],
)
def test_the_bare_address_follows_the_browser(reader: Client, asked: str, given: str) -> None:
    response = reader.get("/", headers={"accept-language": asked})
    assert response.status_code == 302
    assert response.headers["Location"] == given


def test_a_browser_without_a_known_language_gets_the_workspaces(reader: Client) -> None:
    response = reader.get("/", headers={"accept-language": "fr"})
    assert response.headers["Location"] == f"/{settings.LANGUAGE_CODE}/"


def test_the_language_last_read_is_remembered(reader: Client) -> None:
    reader.get("/ja/")
    response = reader.get("/", headers={"accept-language": "en"})
    assert response.headers["Location"] == "/ja/"
    assert "language" not in reader.get("/ja/").cookies


def test_the_cookie_holds_nothing_but_the_language(reader: Client) -> None:
    cookie = reader.get("/ja/").cookies["language"]
    assert cookie.value == "ja"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    ("path", "prefix"), [("/ja/x/", "ja"), ("/zh-hant/", "zh-hant"), ("/healthz", ""), ("/", "")]
)
def test_the_prefix_of_a_path_is_its_language(path: str, prefix: str) -> None:
    assert prefix_of(path) == prefix


def test_an_address_without_language_leads_to_one_with(reader: Client) -> None:
    response = reader.get("/clusters/", headers={"accept-language": "ja"})
    assert response.headers["Location"] == "/ja/clusters/"


def test_a_workspace_opens_in_its_own_language(tmp_path: Path) -> None:
    (tmp_path / "renkei.toml").write_text('[workspace]\nname_en = "x"\nlanguage = "ja"\n', encoding="utf-8")
    assert workspace_language(tmp_path) == "ja"


def test_a_folder_that_is_no_workspace_opens_in_traditional_chinese(tmp_path: Path) -> None:
    assert workspace_language(tmp_path) == "zh-Hant"
