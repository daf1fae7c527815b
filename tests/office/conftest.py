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


@pytest.fixture
def edition(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Edition:
    """The Land of Examples as the current edition."""
    evidence = fictional.evidence(tmp_path)
    monkeypatch.setattr(shelf, "current_hash", lambda _folder: evidence.hash)
    monkeypatch.setattr(shelf, "open_evidence", lambda _folder, _build: evidence)
    monkeypatch.setattr(shelf, "_shelf", shelf._Shelf())
    return shelf.current_edition()


@pytest.fixture
def reader(edition: Edition) -> Client:
    """A browser that looks at the Land of Examples."""
    return Client(raise_request_exception=True)
