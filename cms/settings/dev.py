"""`make serve` on one's own machine: served on loopback, mail written to files."""

from .base import *  # noqa: F403 - a settings module extends its base
from .base import ENVIRONMENT, VAR_DIR

VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key or "only-for-a-machine-of-ones-own-" + "0" * 32
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts or ["localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
if ENVIRONMENT.email_host:
    EMAIL_BACKEND = "home.smtp.EmailBackend"
    EMAIL_HOST = ENVIRONMENT.email_host
    EMAIL_PORT = ENVIRONMENT.email_port
    EMAIL_USE_TLS = False
# The accounts of the demonstration are shared, and a phone is not.
SECOND_FACTOR_REQUIRED = ENVIRONMENT.second_factor_required is True
# Static files straight from the folders, so that a changed style sheet shows without collecting.
WHITENOISE_USE_FINDERS = True
