"""What every test may use: the real open data, where a developer has it, and the example, built once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from renkei.evidence import Evidence

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


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the shipped example, built, for tests that only read it."""
    from renkei.evidence import build_evidence, demo_workspace

    workspace = demo_workspace(tmp_path_factory.mktemp("example") / "renkei-demo")
    build_evidence(workspace)
    return workspace.folder


@pytest.fixture(scope="session")
def example_evidence(example: Path) -> Evidence:
    """The evidence of the shipped example."""
    from renkei.evidence import open_evidence

    return open_evidence(example)
