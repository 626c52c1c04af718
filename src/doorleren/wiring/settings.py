# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Django's settings. What differs between places comes from the environment:

DOORLEREN_DATA (a folder, ./.data) · DOORLEREN_DATABASE_URL · DOORLEREN_SECRET · DOORLEREN_HOSTS (names, with commas
between them) · DOORLEREN_HTTPS=1 where visitors come by https.
"""

import os
from pathlib import Path

from .database import database
from .secret import the_secret

DATA = Path(os.environ.get("DOORLEREN_DATA", ".data")).resolve()
HTTPS = os.environ.get("DOORLEREN_HTTPS") == "1"

DEBUG = False
VISIT_SECRET = the_secret(DATA)
SECRET_KEY = f"django {VISIT_SECRET}"
ALLOWED_HOSTS = [
    name.strip() for name in os.environ.get("DOORLEREN_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if name.strip()
]
ROOT_URLCONF = "doorleren.wiring.urls"
WSGI_APPLICATION = "doorleren.wiring.wsgi.application"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "doorleren.store.apps.StoreConfig",
    "doorleren.portal.apps.PortalConfig",
]
MIDDLEWARE = [
    "doorleren.wiring.middleware.NothingOfASecret",
    "doorleren.wiring.middleware.PlainHeaders",
    "django.middleware.security.SecurityMiddleware",
    # From here on only what pages need: the API answers at once.
    "doorleren.wiring.middleware.BookAtHand",
    "doorleren.api.shortcut.StraightToTheApi",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "doorleren.wiring.middleware.SmallRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {"default": database(os.environ.get("DOORLEREN_DATABASE_URL", ""), DATA)}

# Files that go with the pages. Their address holds a digest of their content, so they may be kept for a year.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 365 * 24 * 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A visit: one cookie with a number that means nothing; the answers stay here, sealed, for half an hour at most.
SESSION_ENGINE = "doorleren.store.visits"
SESSION_COOKIE_NAME = "__Host-bezoek" if HTTPS else "bezoek"
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "doorleren.portal.views.errors.form_too_old"

# Nothing of an address goes to another site. "no-referrer" would make browsers send «Origin: null» with our own
# forms, which is what a forged form looks like too.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

REQUEST_BYTES_MAX = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = REQUEST_BYTES_MAX
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 0

LANGUAGE_CODE = "nl"
USE_I18N = False
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# Only what went wrong on our side is logged; never what somebody asked or answered.
# The address of a kept plan holds a secret: it is masked in every line, also in those of other libraries.
LOGGING_CONFIG = "doorleren.wiring.masking.set_up_logging"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"masked": {"()": "doorleren.wiring.masking.NoSecrets"}},
    "handlers": {
        "errors": {"class": "logging.StreamHandler", "level": "ERROR", "filters": ["masked"]},
        "others": {"class": "logging.StreamHandler", "level": "WARNING", "filters": ["masked"]},
    },
    "root": {"handlers": ["others"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["errors"], "level": "ERROR", "propagate": False}},
}
