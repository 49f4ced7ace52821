"""Makes Wagtail take a person's language from `User.language`, its only home."""

from wagtail.admin.views.account import LocaleSettingsPanel
from wagtail.users.models import UserProfile


def use_the_language_of_the_user() -> None:
    """Replace Wagtail's second store of the language (its UserProfile) by the user's own field.

    Wagtail offers no setting for it. Called once, when the app registry is ready.
    """
    UserProfile.get_preferred_language = lambda profile: profile.user.language
    LocaleSettingsPanel.is_active = lambda panel: False
