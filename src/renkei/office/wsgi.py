"""The WSGI application, for waitress (`renkei serve`) or any other server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renkei.office.settings")
application = get_wsgi_application()
