"""The test suite: fast password hashing, mail in memory, throw-away files, jobs at once where a test asks."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403 - a settings module extends its base
from .base import DATABASES, VAR_DIR

VAR_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = "for-tests-only-" + "0" * 40
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "porukalla-test-uploads"
DATABASES["default"]["CONN_MAX_AGE"] = 0
WHITENOISE_USE_FINDERS = True
# Attempts are counted in the cache, and every test signs in from the same address.
ACCOUNT_RATE_LIMITS = False
# Tests sign in with a password or without one; those of the second factor turn it on.
SECOND_FACTOR_REQUIRED = False
