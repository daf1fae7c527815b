"""What a reader sees when there is nothing to show, or when we made a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from renkei.evidence import WorkspaceConfig, create_workspace
from renkei.language import Text
from renkei.office.atlas import edition as shelf
from renkei.office.atlas.views import start
from tests.office.pages import PREFIXES, Page

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(shelf, "_shelf", shelf._Shelf())
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_folder_that_is_no_workspace_is_explained(
    visitor: Client, settings: SettingsWrapper, tmp_path: Path, prefix: str
) -> None:
    settings.WORKSPACE = tmp_path
    response = visitor.get(f"/{prefix}/")
    assert response.status_code == 503
    page = Page(response.content.decode())
    assert page.language == PREFIXES[prefix]
    assert "renkei new" in page.text


def test_a_workspace_without_a_build_says_how_to_make_one(
    visitor: Client, settings: SettingsWrapper, tmp_path: Path
) -> None:
    create_workspace(tmp_path, WorkspaceConfig(name=Text("甲", "A", "甲")))
    settings.WORKSPACE = tmp_path
    response = visitor.get("/en/clusters/")
    assert response.status_code == 503
    assert "renkei build" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_health_tells_machines_the_same(visitor: Client, settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.WORKSPACE = tmp_path
    response = visitor.get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == "no evidence"


def test_health_names_the_build(reader: Client) -> None:
    assert reader.get("/healthz").json() == {"status": "ok", "build": "0123456789abcdef"}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_mistake_of_ours_is_admitted_without_details(
    reader: Client, monkeypatch: pytest.MonkeyPatch, prefix: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(start, "leading_findings", broken)
    reader.raise_request_exception = False
    response = reader.get(f"/{prefix}/")
    assert response.status_code == 500
    page = Page(response.content.decode())
    assert page.language == PREFIXES[prefix]
    assert "secret detail" not in page.text
