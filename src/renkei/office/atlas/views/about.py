"""The method page: how the numbers came about, and what the words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.office.atlas.sources import origins
from renkei.office.atlas.terms import terms
from renkei.office.languages import phrase
from renkei.office.pages import of_edition, page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition


@of_edition
def about(request: HttpRequest, edition: Edition) -> HttpResponse:
    """How the atlas is made, what to beware of, the glossary."""
    context = {
        "trail": [(phrase("About and method"), None)],
        "terms": terms(),
        "thresholds": edition.evidence.config.clusters,
        "choice": edition.evidence.config.data,
        "origins": origins(edition),
    }
    return page(request, "about.html", context, edition=edition)
