"""What an entry of the catalogue says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from renkei.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One entry: names, unit and one plain sentence in three languages, formula in LaTeX, source, keys.

    `keys` are the key columns of the result, without the year; one indicator may be computed for several key
    sets, each named in its function. `digits` are the decimals worth showing. `function` is the name in
    `renkei.clusters` of the function that computes it from a table, in its column `id`; empty for a number
    that only a build has.
    """

    id: str
    name: Text
    unit: Text
    formula: str
    source: str
    keys: tuple[str, ...]
    digits: int
    meaning: Text
    function: str = ""
