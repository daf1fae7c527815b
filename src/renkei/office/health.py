"""Whether the office is alive and has evidence to show: for monitoring, not for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse

from renkei.errors import RenkeiError
from renkei.office.atlas.edition import current_edition

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def healthz(_request: HttpRequest) -> HttpResponse:
    """200 with the hash of the current build; 503 with the reason while there is none."""
    try:
        content, status = {"status": "ok", "build": current_edition().hash}, 200
    except RenkeiError as error:
        content, status = {"status": "no evidence", "reason": str(error)}, 503
    return JsonResponse(content, status=status, headers={"Cache-Control": "no-store"})
