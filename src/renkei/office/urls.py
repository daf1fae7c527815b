"""Every address of the office. Pages carry their language in front; files and health do not."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from renkei.office.health import healthz
from renkei.office.picture_files import live_script, picture_style

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("pictures.css", picture_style, name="picture_style"),
    path("pictures.js", live_script, name="live_script"),
    *i18n_patterns(path("", include("renkei.office.atlas.urls"))),
]
handler400 = "renkei.office.failures.bad_request"
handler404 = "renkei.office.failures.not_found"
handler500 = "renkei.office.failures.server_error"
