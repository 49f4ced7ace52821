"""How often one contact, and one client, may try to sign up."""

from django.conf import settings

from home.limits import count_up


def may_sign_up(*, contact_key: str, client_address: str) -> bool:
    """Count an attempt; False if there were too many of the contact's, or of the client's. Each is always counted."""
    allowed = [
        count_up(scope=f"signup.{name}", key=key, limit=settings.SIGNUP_LIMITS.get(name))
        for name, key in (("contact", contact_key), ("client", client_address))
        if key
    ]
    return all(allowed)


def may_renew_link(*, contact_key: str) -> bool:
    """Count a new link, each of which is a mail to a contact that perhaps somebody else typed."""
    return count_up(scope="signup.link", key=contact_key, limit=settings.SIGNUP_LIMITS.get("link"))
