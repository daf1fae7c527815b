"""How every page is answered: rendered in its language, and kept by browsers until the next evidence build."""

from __future__ import annotations

from functools import wraps
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import condition

import renkei
from renkei.office.atlas.edition import Edition, current_edition
from renkei.office.atlas.sources import sources_of
from renkei.office.languages import alternatives, current_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


def page_tag(request: HttpRequest, **_parts: str) -> str:
    """The ETag of a page: it changes with the evidence, the software and the address, and with nothing else."""
    text = "\n".join((current_edition().hash, renkei.__version__, request.get_full_path()))
    return f'"{blake2b(text.encode(), digest_size=12).hexdigest()}"'


def of_edition(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view`, given the current edition; answers 304 to a reader who has the page of this build already.

    Browsers may keep the page but ask each time, so that a new build is seen at once.
    """

    @condition(etag_func=page_tag)
    @wraps(view)
    def answered(request: HttpRequest, **parts: str) -> HttpResponse:
        response = view(request, current_edition(), **parts)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return answered


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    edition: Edition | None,
    status: int = 200,
) -> HttpResponse:
    """The page that `template` makes of `context`; `edition` is None only where there is no evidence."""
    around = {
        "request": request,
        "language": current_language(),
        "alternatives": alternatives(request),
        "edition": edition,
        "sources": sources_of(edition) if edition else (),
    }
    return HttpResponse(render_to_string(template, {**around, **context}, request=request), status=status)
