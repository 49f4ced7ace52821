"""What allauth asks of us: who signs up, what a second factor is worth, plainer words, and mail through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.outbox import keep_mail

TOO_MANY_ATTEMPTS = _("There have been too many wrong attempts. Wait at least five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": TOO_MANY_ATTEMPTS,
        "rate_limited": TOO_MANY_ATTEMPTS,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render what allauth sends, and leave it to the outbox, so that a failing server loses nothing."""
        message = self.render_mail(template_prefix, email, {"email": email, **context})
        keep_mail(
            purpose=template_prefix.rpartition("/")[2], recipient=email, subject=message.subject, text=message.body
        )

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Take a code where there is one to take: the password alone must not be enough to switch the factor off."""
        methods = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] == "mfa_reauthenticate"] or methods


class SecondFactorAdapter(DefaultMFAAdapter):
    """Codes from a phone."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or it has changed already. Type the one that you see now."),
    }

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code without its XML declaration: it is printed into the page, where none may stand."""
        return super().build_totp_svg(url).partition("?>")[2].strip()
