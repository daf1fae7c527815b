"""Settings of the office. What differs between installations comes from environment variables:

RENKEI_WORKSPACE (folder), RENKEI_LANGUAGE (zh-Hant, en or ja), RENKEI_ALLOWED_HOSTS (comma-separated),
RENKEI_SECRET_KEY, RENKEI_DEBUG (1 shows developers' error pages).
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from renkei.language import language_from
from renkei.office.opening import workspace_language

WORKSPACE = Path(os.environ.get("RENKEI_WORKSPACE") or Path.cwd())
DEBUG = os.environ.get("RENKEI_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("RENKEI_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
# Nothing is signed yet that must outlive the process, so a key of its own for each is right.
SECRET_KEY = os.environ.get("RENKEI_SECRET_KEY") or secrets.token_urlsafe(50)

INSTALLED_APPS = ["django.contrib.staticfiles", "renkei.office"]
MIDDLEWARE = [
    "renkei.office.security.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "renkei.office.security.ReadOnly",
    "django.middleware.gzip.GZipMiddleware",
    "renkei.office.languages.PreferredLanguage",
    "django.middleware.common.CommonMiddleware",
    "renkei.office.failures.DesignedFailures",
]
ROOT_URLCONF = "renkei.office.urls"
WSGI_APPLICATION = "renkei.office.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {"environment": "renkei.office.templating.environment"},
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": WORKSPACE / "office.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_I18N = True
USE_TZ = True
LANGUAGES = [("zh-hant", "中文"), ("en", "English"), ("ja", "日本語")]
LANGUAGE_CODE = language_from(os.environ.get("RENKEI_LANGUAGE"), workspace_language(WORKSPACE)).lower()
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# Every link to a static file carries a digest of its content, so a reader may keep it for good.
WHITENOISE_MAX_AGE = 365 * 24 * 3600

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
