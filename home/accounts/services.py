"""The verbs of accounts: invite, send a new link, take a lost second factor off, let in no longer."""

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from home.outbox import queue_mail

from .models import User


def invite_person(*, email: str, first_name: str, last_name: str, language: str, group: Group) -> User:
    """Make an account, put it into *group*, and mail a link to set a password; an existing account is only added.

    The link works once and for a limited time; `send_password_link` sends a new one.
    """
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first()
        is_new = user is None
        if user is None:
            user = User.objects.create_user(email, first_name=first_name, last_name=last_name, language=language)
        user.groups.add(group)
        confirm_address(user)
        if is_new or not user.has_usable_password():
            _mail_password_link(user, purpose="invitation")
        return user


def send_password_link(*, user: User) -> None:
    """Mail a new link to set a password."""
    _mail_password_link(user, purpose="new_password_link")


def remove_from_group(*, user: User, group: Group) -> None:
    """Take *user* out of *group*, at once; one who is in no group any more can no longer sign in."""
    with transaction.atomic():
        user.groups.remove(group)
        if not user.is_superuser and not user.groups.exists():
            user.is_active = False
            user.save(update_fields=["is_active"])


def confirm_address(user: User) -> None:
    """Record the e-mail address as confirmed: an invitation is read by its owner, or by nobody.

    Without this row allauth stops the person at the first sign-in.
    """
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})


def record_second_factor(request: HttpRequest) -> None:
    """Count setting a second factor up as showing it, in this session; other sessions of the person go on without."""
    record_authentication(request, request.user, method="mfa", type=Authenticator.Type.TOTP)


def reset_second_factor(*, user: User) -> bool:
    """Take second factor and recovery codes off *user*, and tell them by mail; say whether there were any.

    For who has lost the phone and the codes. The password stays, and is all it takes to sign in and set up a new one.
    """
    with transaction.atomic():
        removed, _by_model = Authenticator.objects.filter(user=user).delete()
        if removed:
            queue_mail(
                purpose="second_factor_reset", recipient=user.email, language=user.language, context={"person": user}
            )
        return bool(removed)


def password_link(user: User) -> str:
    """Return the path at which *user* sets a password, in the user's language."""
    with translation.override(user.language):
        return reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
        )


def _mail_password_link(user: User, *, purpose: str) -> None:
    queue_mail(
        purpose=purpose,
        recipient=user.email,
        language=user.language,
        context={"person": user, "link": f"{settings.BASE_URL}{password_link(user)}"},
    )
