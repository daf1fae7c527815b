"""What a reader sees when something is missing: what was found, where, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from markupsafe import Markup, escape

from renkei.errors import NotFoundError, ParameterError, RenkeiError
from renkei.office.atlas.edition import Edition, current_edition
from renkei.office.languages import current_language, phrase
from renkei.office.pages import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


class DesignedFailures:
    """Middleware: an error that says what to do becomes a page that says so, in the reader's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, as it is."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a `RenkeiError`; None leaves any other error to the page for those."""
        if not isinstance(error, RenkeiError):
            return None
        message = error.in_language(current_language())
        if isinstance(error, NotFoundError):
            return _failure(request, 404, phrase("Not found"), message)
        if isinstance(error, ParameterError):
            return _failure(request, 400, phrase("This question cannot be answered"), message)
        return _failure(request, 503, phrase("There is no evidence to show yet"), message)


def not_found(request: HttpRequest, **_details: object) -> HttpResponse:
    """The page for an address that leads nowhere."""
    message = phrase("There is no page at {address}. It may have been misspelt.", address=request.path)
    return _failure(request, 404, phrase("Not found"), message)


def bad_request(_request: HttpRequest, **_details: object) -> HttpResponse:
    """The page for a request that Django refused, such as one under a foreign host name."""
    return HttpResponse(
        "Bad request: ask under the host name that the office was started for.\n",
        status=400,
        content_type="text/plain",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for an error of ours; the log has the details."""
    message = phrase("Something went wrong on our side. It has been written to the log; the data are safe.")
    return _failure(request, 500, phrase("An error of ours"), message)


def _failure(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    context = {"status": status, "title": title, "message": _with_code(message)}
    response = page(request, "failure.html", context, edition=_edition_if_any(), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _with_code(message: str) -> Markup:
    """`message` with what stands between backticks, such as commands and codes, marked as code."""
    code = Markup("<code>{}</code>")
    pieces = enumerate(message.split("`"))
    return Markup("").join(code.format(piece) if place % 2 else escape(piece) for place, piece in pieces)


def _edition_if_any() -> Edition | None:
    try:
        return current_edition()
    except RenkeiError:
        return None
