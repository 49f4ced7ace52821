"""One way to write each contact, so that the same person is found again however they typed it."""

import re

from django.utils.crypto import salted_hmac

# What parts addresses in a text, and what a number in it looks like.
_BETWEEN_ADDRESSES = re.compile(r"[\s,;:/()<>]+")
_NUMBER = re.compile(r"\+?[0-9][0-9 -]*")


def normal_email(address: str) -> str:
    return address.strip().lower()


def normal_phone(number: str) -> str:
    """Return the number with its country, as digits: `+358401234567`. Numbers without one are Finnish."""
    digits = "".join(character for character in number if character.isdigit())
    if number.strip().startswith("+") or not digits:
        return f"+{digits}" if digits else ""
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+358{digits[1:]}" if digits.startswith("0") else f"+{digits}"


def key_of(contact: str) -> str:
    """Return the keyed hash of an e-mail address or a telephone number; it says nothing to who has no secret key."""
    written = normal_email(contact) if "@" in contact else normal_phone(contact)
    return salted_hmac("participation.contact", written, algorithm="sha256").hexdigest()[:32]


def keys_in(text: str) -> set[str]:
    """Return the keys of the contacts in what somebody wrote in their own words; none of a text that holds none."""
    addresses = [part.strip(".") for part in _BETWEEN_ADDRESSES.split(text) if "@" in part]
    return {key_of(contact) for contact in (*addresses, *_NUMBER.findall(text))}


def key_of_details(email: str, phone: str) -> str:
    """The e-mail address counts where both are given."""
    return key_of(email or phone)
