"""Which column of a file is which: headers compared without case, width, spaces and punctuation."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def header_key(header: str) -> str:
    """`header` reduced to its letters and digits: “X_TWD97”, “x (twd97)” and “Ｘ－ＴＷＤ９７” are the same."""
    plain = unicodedata.normalize("NFKC", header).lower().replace("臺", "台").replace("座標", "坐標")
    return re.sub(r"[\W_]+", "", plain)


def matched_columns(header: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each name in `synonyms` the column of `header` that goes by it; names without one are left out.

    The synonym named first wins; a column serves one name only.
    """
    by_key: dict[str, str] = {}
    for column in header:
        by_key.setdefault(header_key(column), column)
    found: dict[str, str] = {}
    for name, known in synonyms.items():
        for synonym in known:
            match = by_key.get(header_key(synonym))
            if match is not None and match not in found.values():
                found[name] = match
                break
    return found
