"""The Land of Examples as the edition on show, and a reader of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from renkei.office.atlas import edition as shelf
from tests.office import fictional

if TYPE_CHECKING:
    from pathlib import Path

    from renkei.office.atlas.edition import Edition


@pytest.fixture(scope="session")
def evidence_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evidence")


@pytest.fixture(scope="session")
def open_edition(evidence_folder: Path) -> Edition:
    """One edition for all tests, since it never changes and its pictures are kept."""
    return shelf.Edition(fictional.evidence(evidence_folder))


@pytest.fixture
def edition(open_edition: Edition, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """The Land of Examples as the current edition."""
    monkeypatch.setattr(shelf, "current_hash", lambda _folder: open_edition.hash)
    monkeypatch.setattr(shelf, "open_evidence", lambda _folder, _build: open_edition.evidence)
    monkeypatch.setattr(shelf, "Edition", lambda _evidence: open_edition)
    monkeypatch.setattr(shelf, "_shelf", shelf._Shelf())
    return open_edition


@pytest.fixture
def reader(edition: Edition) -> Client:
    """A browser that looks at the Land of Examples."""
    return Client(headers={"host": "localhost"})
