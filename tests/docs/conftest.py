"""What the tests of the documentation share: its pages, and a workspace for the examples that need one."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS / "extensions"))

FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A hand-written page: where it is and what it says."""

    path: Path

    @property
    def name(self) -> str:
        """The path from the root of the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def text(self) -> str:
        """The Markdown."""
        return self.path.read_text("utf-8")

    def blocks(self, info: str) -> list[str]:
        """The fenced blocks whose info string is `info`."""
        return [body for found, body in FENCE.findall(self.text) if found.strip() == info]


def pages() -> list[Page]:
    """Every hand-written page: those at the root, and those below docs that are not built or generated."""
    below = [
        path
        for path in sorted(DOCS.rglob("*.md"))
        if not {"_build", "generated"} & set(path.relative_to(DOCS).parts)
    ]
    return [Page(path) for path in [*sorted(ROOT.glob("*.md")), *below]]


@pytest.fixture(scope="session")
def demo_folder(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `renkei-demo` is a built workspace of the shipped example."""
    folder = tmp_path_factory.mktemp("documentation")
    shutil.copytree(example, folder / "renkei-demo")
    return folder
