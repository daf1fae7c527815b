"""The search page: results by kind, and a way on where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.office.atlas.finding_aids import results
from renkei.office.languages import phrase
from renkei.office.pages import of_edition, page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition


@of_edition
def search(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What `?q=` finds."""
    query = request.GET.get("q", "").strip()
    context = {
        "trail": [(phrase("Search"), None)],
        "query": query,
        "groups": results(edition, query) if query else [],
    }
    return page(request, "search.html", context, edition=edition)
