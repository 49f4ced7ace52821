from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "home.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from home import limits

        from . import wagtail_language

        limits.keep_sign_in_attempts_here()
        wagtail_language.use_the_language_of_the_user()
