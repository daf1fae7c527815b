"""What every response carries, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

if TYPE_CHECKING:
    from django.test import Client

ADDRESSES = [
    "/en/",
    "/en/nowhere/",
    "/healthz",
    "/pictures.css",
    "/static/atlas.css",
    "/en/data/zones.csv",
    "/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_has_a_strict_policy(reader: Client, address: str) -> None:
    headers = reader.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:")
    for part in ("connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_reading_is_allowed(reader: Client, method: str) -> None:
    response = getattr(reader, method)("/en/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_an_unknown_host_is_refused(reader: Client) -> None:
    response = reader.get("/en/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "host name that the office was started for" in response.content.decode()


def test_only_this_machine_may_ask_unless_told_otherwise() -> None:
    assert {"127.0.0.1", "localhost", "[::1]"} <= set(settings.ALLOWED_HOSTS)
    assert "*" not in settings.ALLOWED_HOSTS


def test_no_path_leads_out_of_the_static_folder(reader: Client) -> None:
    for path in ("/static/../settings.py", "/static/%2e%2e/settings.py", "/static//etc/passwd"):
        assert reader.get(path).status_code in {400, 404}


def test_a_head_request_has_no_body(reader: Client) -> None:
    response = reader.head("/en/")
    assert response.status_code == 200
    assert response.content == b""
