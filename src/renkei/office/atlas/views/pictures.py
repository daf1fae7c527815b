"""The specifications of the pictures, for the pages that make them live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

from renkei.office.atlas.pictures import picture_spec
from renkei.office.pages import of_edition

if TYPE_CHECKING:
    from django.http import HttpRequest

    from renkei.office.atlas.edition import Edition


@of_edition
def picture_file(request: HttpRequest, edition: Edition, name: str) -> HttpResponse:
    """The picture `name` of `?of=` in the layout `?form=`, as a Vega-Lite specification."""
    spec = picture_spec(edition, name, request.GET.get("of", ""), request.GET.get("form", ""))
    return HttpResponse(spec, content_type="application/json")
