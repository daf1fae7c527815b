"""Real-world files → canonical tables, with a report of every row that was changed, set aside or doubtful."""

from renkei.sources.guess import guess_mapping
from renkei.sources.imported import Imported
from renkei.sources.mapping import TableMapping, mapping_as_toml, mapping_from_toml
from renkei.sources.plain import read_plain
from renkei.sources.problems import problems_by_kind, problems_in_language
from renkei.sources.registry import SOURCES, Source
from renkei.sources.table import read_table
from renkei.sources.tw_factories import read_tw_factories

__all__ = [
    "SOURCES",
    "Imported",
    "Source",
    "TableMapping",
    "guess_mapping",
    "mapping_as_toml",
    "mapping_from_toml",
    "problems_by_kind",
    "problems_in_language",
    "read_plain",
    "read_table",
    "read_tw_factories",
]
