"""The signed link of a signup: the key to everything about it."""

from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from home.refusals import Refused

from ..models import Message, MessageKind, Signup, SignupStatus
from .messages import tell

_SALT = "participation.link"


class LinkRefused(Refused):
    """The link is not ours, was renewed, or its signup has been removed."""


def token_of(signup: Signup) -> str:
    """Return what stands in the address of the participant's own page; never log it."""
    return signing.Signer(salt=_SALT, sep=".").sign(f"{signup.uuid.hex}-{signup.link_version}")


def signup_of(token: str) -> Signup:
    """Return the signup whose link it is; raises LinkRefused."""
    try:
        identity, _dash, version = signing.Signer(salt=_SALT, sep=".").unsign(token).partition("-")
        signup = Signup.objects.get(uuid=UUID(identity), link_version=int(version))
    except (signing.BadSignature, ValueError, Signup.DoesNotExist):
        raise LinkRefused(
            _("This link does not work any more. It was replaced by a newer one, or the signup has been removed.")
        ) from None
    return signup


def renew_link(*, signup: Signup) -> Signup:
    """Make every link that was sent before worthless; a message with the new one is due."""
    with transaction.atomic():
        Signup.objects.filter(pk=signup.pk).update(link_version=F("link_version") + 1)
        signup.refresh_from_db()
        send_link(signup=signup)
    return signup


def send_link(*, signup: Signup) -> None:
    """Make a message with the signup's link due again, to its own contact: for who lost it, or signed up twice."""
    with transaction.atomic():
        # One at a time, so that each has a number of its own.
        Signup.objects.select_for_update().get(pk=signup.pk)
        kind = MessageKind.WAITING if signup.status in SignupStatus.waiting else MessageKind.CONFIRMATION
        last = Message.objects.filter(signup=signup, kind=kind, occurrence=None).aggregate(last=Max("number"))["last"]
        tell(signups=[signup], kind=kind, number=0 if last is None else last + 1, now=timezone.now())
