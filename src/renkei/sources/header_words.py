"""The words by which tables in five languages call our columns (`header_words.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def header_words() -> dict[str, dict[str, list[str]]]:
    """Table → our column → headers, the most telling first."""
    content = tomllib.loads((files("renkei.sources") / "header_words.toml").read_text(encoding="utf-8"))
    shared = {f"*{name}": words for name, words in content.pop("shared").items()}
    return {
        table: {
            name: [word for one in words for word in shared.get(one, [one])]
            for name, words in columns.items()
        }
        for table, columns in content.items()
    }
