"""What every test may use: the real open data, where a developer has it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no reason for a test to fail: time is measured in benchmarks/, not here.
settings.register_profile("renkei", deadline=None)
settings.load_profile("renkei")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real open data; a test that needs it is skipped where it is absent."""
    folder = Path(os.environ.get("RENKEI_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real open data not found at {folder}; set RENKEI_TEST_DATA to its folder")
    return folder
