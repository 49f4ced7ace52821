"""The settings of a site in three languages: what somebody would write who adds Swedish."""

from cms.settings.test import *  # noqa: F403 - a settings module extends its base
from cms.settings.test import LANGUAGES, LOCALE_PATHS, VAR_DIR

LANGUAGES = [*LANGUAGES, ("sv", "svenska")]
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# The catalogue; a real one would lie beside the Finnish one.
LOCALE_PATHS = [VAR_DIR / "locale", *LOCALE_PATHS]
