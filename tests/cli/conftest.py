"""The command line works on the same fictional country as the evidence tests."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from renkei.cli import main, speech
from tests.evidence.conftest import workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["workspace"]


@dataclass(frozen=True)
class Run:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def renkei(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Run]:
    """Run `renkei …` as a user would, in English unless told otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")

    def run(*arguments: object, language: str = "en") -> Run:
        monkeypatch.setenv("RENKEI_LANGUAGE", language)
        monkeypatch.setattr(sys, "argv", ["renkei", *map(str, arguments)])
        speech.spoken_language.cache_clear()
        speech.console.cache_clear()
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Run(int(ended.value.code or 0), captured.out, captured.err)

    return run
