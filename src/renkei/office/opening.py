"""The language in which a workspace opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.errors import RenkeiError

if TYPE_CHECKING:
    from pathlib import Path

    from renkei.language import LanguageCode


def workspace_language(folder: Path) -> LanguageCode:
    """The language that `renkei.toml` in `folder` names; zh-Hant where it cannot be read.

    What is wrong with such a workspace is said on its pages, which must be able to start for that.
    """
    from renkei.evidence.config import read_config

    try:
        return read_config(folder / "renkei.toml").language
    except (RenkeiError, OSError):
        return "zh-Hant"
