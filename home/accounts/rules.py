"""Why somebody may not work in the admin yet: a reason that a page can show, or nothing."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _


def why_needs_second_factor(user: Any) -> str:
    """Return why *user* has to set up a second factor before anything else; empty if they need not, or have one."""
    if not settings.SECOND_FACTOR_REQUIRED or not user.is_authenticated:
        return ""
    if has_second_factor(user) or is_only_a_partners_person(user):
        return ""
    return _(
        "You can decide what everybody sees here, or look after other people’s work. A password alone can be guessed "
        "or stolen, so signing in takes a code from your phone as well."
    )


def why_needs_code(*, user: Any, request: HttpRequest) -> str:
    """Return why *user* has to type a code before going on in the session of *request*; empty if they need not.

    A session that began before the factor was set up, in another browser and perhaps in other hands, has shown only
    the password.
    """
    if not settings.SECOND_FACTOR_REQUIRED or not user.is_authenticated:
        return ""
    # The session is asked first: it costs no query.
    if showed_second_factor(user=user, request=request) or not has_second_factor(user):
        return ""
    return _("Signing in takes a code from your phone as well.")


def has_second_factor(user: Any) -> bool:
    """Has *user* an active second factor? Recovery codes alone are none."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))


def showed_second_factor(*, user: Any, request: HttpRequest) -> bool:
    """Did *user* give a code, or set the factor up, in the session of *request*?"""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def is_only_a_partners_person(user: Any) -> bool:
    """Does everything that *user* may do come from groups of partners?"""
    if user.is_superuser:
        return False
    # Partners live in a room above, which this one must not import: Group.partner is the reverse side of their own
    # field, so it is named by a string. A group of the city's own has none.
    partners = list(user.groups.values_list("partner", flat=True))
    return bool(partners) and None not in partners
