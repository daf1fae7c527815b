"""The errors of Renkei: one root, few children, each says what was found, where, and what to do next.

A message is an English template with named fields; the template is also the key of its translations,
so the same error reads in zh-Hant, en or ja on the command line, in a web form and in a report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from renkei.language import LanguageCode


class RenkeiError(Exception):
    """Something the user can put right: `template` with `values` filled in says how."""

    def __init__(self, template: str, **values: object) -> None:
        self.template = template
        self.values = values
        super().__init__(template.format(**values))

    def in_language(self, language: LanguageCode) -> str:
        """The same message in `language` (English where no translation exists)."""
        from renkei.language import translated

        return translated(self.template, language).format(**self.values)


class TableError(RenkeiError):
    """A table lacks a column, breaks its keys, or holds values that its meaning rules out."""


class SourceError(RenkeiError):
    """A file cannot be read as the source it is said to be."""


class WorkspaceError(RenkeiError):
    """A workspace is missing, incomplete, or its `renkei.toml` says something impossible."""


class BuildError(RenkeiError):
    """An evidence build cannot start or finish; the last good build stays current."""


class NotFoundError(RenkeiError):
    """No region, industry, cluster, zone or build has the identifier that was asked for."""


class ParameterError(RenkeiError):
    """A parameter is outside what its function or command accepts."""
