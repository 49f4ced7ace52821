"""Settings that every set-up shares. What the machine decides is in environment.py."""

from typing import Any

import dj_database_url

from .environment import PROJECT_DIR, read_environment

ENVIRONMENT = read_environment()
VAR_DIR = ENVIRONMENT.var_dir
BASE_URL = ENVIRONMENT.base_url or f"http://localhost:{ENVIRONMENT.port}"
DEMO_PASSWORD = ENVIRONMENT.demo_password

INSTALLED_APPS = [
    "cms",
    "programme.approval",
    "programme.participation",
    "programme.catalogue",
    "programme.partners",
    "home",
    "home.accounts",
    "media",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtailmedia",
    "wagtail.admin",
    "wagtail",
    "embed_video",
    "modelsearch",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks_db",
    "crontask",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # Wagtail uses its "two hours ago", whose Finnish comes with the app alone.
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "home.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "home.languages.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "home.refusals.RefusalMiddleware",
    # Before the guards, which answer with what only people of the admin may know.
    "home.accounts.middleware.SecondFactorMiddleware",
    "programme.approval.guards.GuardMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "home.words_of_others.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
# Django's form renderer looks templates up among ours, so that a field looks the same everywhere.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=600, conn_health_checks=True),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Immediate transactions: a deferred one that reads and then writes fails with
    # "database is locked" as soon as two people save at once (docs/decisions.md).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, Any]]
if ENVIRONMENT.redis_url:
    _REDIS = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENVIRONMENT.redis_url}
    CACHES = {"default": _REDIS | {"KEY_PREFIX": "pages"}, "counters": _REDIS | {"KEY_PREFIX": "counters"}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        },
        # A place of its own, and a large one: pages that are read must not push out what was counted.
        "counters": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "counters",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        },
    }

# Wagtail's own tasks (search and reference index) run at once, so that nothing lags behind a
# publication; ours name backend="jobs" and roll back with the transaction that enqueued them.
TASKS = {
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

# Languages ----------------------------------------------------------------------------------

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
LOCALE_PATHS = [PROJECT_DIR / "cms" / "locale", PROJECT_DIR / "cms" / "upstream_locale"]
FORMAT_MODULE_PATH = ["cms.formats"]
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"

# Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [PROJECT_DIR / "cms" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "uploads"
# Behind nginx: the internal location from which it sends what the gate allows (deploy/nginx.conf). Empty: we send.
UPLOADS_ACCEL_PREFIX = ENVIRONMENT.uploads_accel_prefix
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# People who sign in -------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "home.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Attempts are counted in the cache "counters" (home/limits.py). Local memory counts in each process apart, so that
# several processes allow several times as many: where more than one serves the site, name a shared cache by REDIS_URL.
# "key" is the address typed in or the person whose code is asked for, "ip" the client's address. Of login_failed, the
# counts by the minute slow a guesser down and the count by the day stops a patient one; a new password clears those of
# the address.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key,50/d/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
# The client's address is the last one of X-Forwarded-For that a proxy of ours wrote; without proxies the header, which
# anybody can send, is not read.
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxy_count
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "home.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "home.accounts.forms.SetUpForm",
    "authenticate": "home.accounts.forms.SignInCodeForm",
    "reauthenticate": "home.accounts.forms.ConfirmingCodeForm",
}
MFA_TOTP_ISSUER = "Porukalla"
# Do people who decide, or who look after others, need a second factor (home/accounts/rules.py)?
SECOND_FACTOR_REQUIRED = ENVIRONMENT.second_factor_required is not False
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Wagtail ------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Porukalla"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# programme/approval/publication.py does so where it is due.
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Attachment"
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media.Recording",
    "MEDIA_FORM_BASE": "media.forms.RecordingForm",
    "AUDIO_EXTENSIONS": ["m4a", "mp3", "ogg", "wav"],
    "VIDEO_EXTENSIONS": ["m4v", "mov", "mp4", "webm"],
}
# deploy/nginx.conf lets through what is a little bigger, so that the site itself says it in words.
RECORDINGS_MAX_UPLOAD_SIZE = 500 * 1024 * 1024
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# HEIC and HEIF are stored as JPEG; the others as what they are (media/cleaning.py).
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.AttachmentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# Types that a browser would run when it opens them (.html, .js, .svg) are not among them.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odt", "ods", "pdf", "pptx", "txt", "xlsx", "zip"]
# The stored file's own address, which is the gate's.
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
# Live status is never changed by making a translation (row C3 of docs/approval.md).
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "programme.catalogue.search.backend",
        # "simple": our base forms come from Finnish analysis already; a second stemmer would spoil them.
        "SEARCH_CONFIG": "simple",
    }
}
MODELSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS

# What the city promises partners: an answer within so many working days. Later is marked, and coordinators are told.
APPROVAL_WORKING_DAYS = 3

# How many signups, in how many seconds: of one e-mail address or telephone, and of one client. A school or a library
# is one client. "link": how many new links somebody may ask for. None: no limit.
SIGNUP_LIMITS: dict[str, tuple[int, int] | None] = {"contact": (10, 3600), "client": (120, 3600), "link": (5, 3600)}

# Videos from elsewhere: only backends of ours, which check the code and call nobody (row C1).
EMBED_VIDEO_BACKENDS = (
    "media.embeds.YouTubeBackend",
    "media.embeds.VimeoBackend",
    "media.embeds.FacebookBackend",
)
EMBED_VIDEO_YOUTUBE_CHECK_THUMBNAIL = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

# Security -----------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
    "frame-src": [
        "'self'",
        "https://www.youtube-nocookie.com",
        "https://player.vimeo.com",
        "https://www.facebook.com",
    ],
}
# Wagtail's admin prints inline start-up scripts without a nonce; its previews keep the public policy.
ADMIN_CSP = SECURE_CSP | {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "blob:", "data:"],
}
# Never the path, not even to ourselves: behind a signed link, a page that says "not found" asks for its style sheet,
# and servers in front write the Referer into their logs.
SECURE_REFERRER_POLICY = "strict-origin"
# Wagtail shows previews in a frame of its own; nobody else may frame the site.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# Mail ---------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = ENVIRONMENT.default_from_email or "Porukalla <porukalla@localhost>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
