"""Real-world files → canonical tables, with a report of every row that was changed, set aside or doubtful."""

from renkei.sources.imported import Imported
from renkei.sources.problems import problems_by_kind, problems_in_language
from renkei.sources.tw_factories import read_tw_factories

__all__ = ["Imported", "problems_by_kind", "problems_in_language", "read_tw_factories"]
