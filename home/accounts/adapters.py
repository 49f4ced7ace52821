"""What allauth asks of us: nobody signs up by themselves, and its mail goes through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from home.outbox import keep_mail


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render what allauth sends, and leave it to the outbox, so that a failing server loses nothing."""
        message = self.render_mail(template_prefix, email, {"email": email, **context})
        keep_mail(
            purpose=template_prefix.rpartition("/")[2], recipient=email, subject=message.subject, text=message.body
        )
