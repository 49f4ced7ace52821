"""The signed link of a signup: the key to everything about it."""

from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from home.refusals import Refused

from .. import limits
from ..models import Message, MessageKind, MessageState, Signup, SignupStatus
from .messages import tell

_SALT = "participation.link"
_CONFIRMING_SALT = "participation.confirm"
# What says again where a signup stands, with its link.
_KINDS = {
    SignupStatus.HELD: MessageKind.CONFIRM_ADDRESS,
    SignupStatus.WAITLISTED: MessageKind.WAITING,
    SignupStatus.OFFERED: MessageKind.OFFER,
}


class LinkRefused(Refused):
    """The link was renewed, or its signup has been removed."""


class LinkUnknown(LinkRefused):
    """The link was never ours: changed, or cut off on its way."""


def token_of(signup: Signup) -> str:
    """Return what stands in the address of the participant's own page; never log it."""
    return _sign(signup, _SALT)


def signup_of(token: str) -> Signup:
    """Return the signup whose link it is; raises LinkRefused."""
    return _read(token, _SALT)


def confirming_token_of(signup: Signup) -> str:
    """Return what stands in the link that confirms the address.

    It is in the mail alone: whoever signed up is led to their own page at once, whatever address they typed.
    """
    return _sign(signup, _CONFIRMING_SALT)


def signup_to_confirm(token: str) -> Signup:
    """Return the signup whose address the link confirms; raises LinkRefused."""
    return _read(token, _CONFIRMING_SALT)


def _sign(signup: Signup, salt: str) -> str:
    return signing.Signer(salt=salt, sep=".").sign(f"{signup.uuid.hex}-{signup.link_version}")


def _read(token: str, salt: str) -> Signup:
    try:
        identity, _dash, version = signing.Signer(salt=salt, sep=".").unsign(token).partition("-")
        key = {"uuid": UUID(identity), "link_version": int(version)}
    except (signing.BadSignature, ValueError):
        raise LinkUnknown(_("Perhaps a piece of it is missing, or it was changed on its way here.")) from None
    signup = Signup.objects.filter(**key).first()
    if signup is None:
        raise LinkRefused(_("It was replaced by a newer one, or the signup has been removed."))
    return signup


def renew_link(*, signup: Signup) -> Signup:
    """Make every link that was sent before worthless; a message with the new one is due to whom mail reaches.

    Raises Refused when it was asked for too often.
    """
    if not limits.may_renew_link(contact_key=signup.contact_key):
        raise Refused(_("There have been many new links just now. Please try again a little later."))
    with transaction.atomic():
        Signup.objects.filter(pk=signup.pk).update(link_version=F("link_version") + 1)
        signup.refresh_from_db()
        send_link(signup=signup)
    return signup


def send_link(*, signup: Signup) -> None:
    """Make a message with the signup's link due again, to its own address: for who lost it, or signed up twice.

    One that has not gone yet will have the link as it is then, and is enough.
    """
    with transaction.atomic():
        # One at a time, so that each has a number of its own.
        current = Signup.objects.present().select_for_update().filter(pk=signup.pk).first()
        if current is None or not current.can_be_mailed or current.has_to_be_called:
            # Nobody spells a link on the telephone.
            return
        kind = _KINDS.get(SignupStatus(current.status), MessageKind.CONFIRMATION)
        earlier = Message.objects.filter(signup=current, kind=kind, occurrence=None)
        if earlier.filter(state=MessageState.DUE).exists():
            return
        last = earlier.aggregate(last=Max("number"))["last"]
        tell(signups=[current], kind=kind, number=0 if last is None else last + 1, now=timezone.now())
