"""Where the data of an edition come from: asked of the evidence once per edition and language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from renkei.evidence import origin_sentences, sources_of as sources_of_evidence
from renkei.office.languages import current_language

if TYPE_CHECKING:
    from renkei.evidence import Source
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition


@lru_cache(maxsize=4)
def sources_of(edition: Edition) -> tuple[Source, ...]:
    """The publishers known among the inputs of `edition`, with their licences."""
    return sources_of_evidence(edition.evidence)


def origins(edition: Edition) -> tuple[str, ...]:
    """One sentence per input, in the language of the request."""
    return _origins(edition, current_language())


@lru_cache(maxsize=12)
def _origins(edition: Edition, language: LanguageCode) -> tuple[str, ...]:
    return tuple(origin_sentences(edition.evidence, language))
