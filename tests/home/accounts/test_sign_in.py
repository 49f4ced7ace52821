"""Signing in with a password: how often one may try, who is told what, and which passwords are taken."""

import re
import time
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from cms.settings import base
from cms.settings.environment import read_environment
from home.accounts.models import User
from home.models import OutgoingMail
from tests.conftest import PASSWORD

TOO_MANY = {"fi": "Vääriä yrityksiä on ollut liian monta", "en": "There have been too many wrong attempts"}


@pytest.fixture
def limits(settings: Any) -> None:
    """The limits of the real site; the suite runs without."""
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS


def try_to_sign_in(client: Client, email: str, password: str, language: str = "fi", **extra: Any) -> str:
    answer = client.post(f"/{language}/tili/login/", {"login": email, "password": password}, **extra)
    return answer.content.decode()


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("language", ["fi", "en"])
def test_after_five_wrong_passwords_the_right_one_waits_too(
    limits: None, artist: User, client: Client, language: str
) -> None:
    for _attempt in range(5):
        assert TOO_MANY[language] not in try_to_sign_in(client, artist.email, "väärä", language)
    assert TOO_MANY[language] in try_to_sign_in(client, artist.email, PASSWORD, language)
    assert not is_signed_in(client)


def test_waiting_helps(limits: None, artist: User, client: Client, monkeypatch: Any) -> None:
    for _attempt in range(6):
        try_to_sign_in(client, artist.email, "väärä")
    in_five_minutes = time.time() + 301
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: in_five_minutes)
    try_to_sign_in(client, artist.email, PASSWORD)
    assert is_signed_in(client)


@pytest.mark.door("M12", "guess a password")
def test_another_browser_and_another_address_do_not_help(limits: None, artist: User, client: Client) -> None:
    for attempt in range(5):
        try_to_sign_in(Client(), artist.email, "väärä", REMOTE_ADDR=f"192.0.2.{attempt}")
    assert TOO_MANY["fi"] in try_to_sign_in(client, artist.email.upper(), PASSWORD, REMOTE_ADDR="192.0.2.99")


def test_others_are_not_held_up(limits: None, artist: User, other_artist: User, client: Client) -> None:
    for _attempt in range(6):
        try_to_sign_in(client, artist.email, "väärä")
    try_to_sign_in(client, other_artist.email, PASSWORD)
    assert is_signed_in(client)


@pytest.mark.door("M12", "guess everybody's password")
def test_one_address_cannot_try_everybody(limits: None, artist: User, client: Client) -> None:
    for number in range(10):
        try_to_sign_in(client, f"somebody{number}@example.org", "väärä")
    assert TOO_MANY["fi"] in try_to_sign_in(client, artist.email, PASSWORD)
    try_to_sign_in(client, artist.email, PASSWORD, REMOTE_ADDR="192.0.2.7")
    assert is_signed_in(client)


def test_a_right_password_now_and_then_does_not_buy_more_attempts(
    limits: None, artist: User, other_artist: User, client: Client
) -> None:
    for _attempt in range(5):
        try_to_sign_in(client, artist.email, "väärä")
        try_to_sign_in(Client(), other_artist.email, PASSWORD)
    assert TOO_MANY["fi"] in try_to_sign_in(client, artist.email, PASSWORD)


def test_a_new_password_ends_the_wait(limits: None, artist: User, client: Client) -> None:
    for _attempt in range(6):
        try_to_sign_in(client, artist.email, "väärä")
    client.post("/fi/tili/password/reset/", {"email": artist.email})
    link = re.search(r"/fi/tili/password/reset/key/\S+", OutgoingMail.objects.get().text)
    assert link
    form = client.get(link.group(), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "aivan-uusi-salasana", "password2": "aivan-uusi-salasana"})
    another = Client()
    try_to_sign_in(another, artist.email, "aivan-uusi-salasana")
    assert is_signed_in(another)


def test_forwarded_addresses_count_only_behind_our_own_proxies(
    limits: None, artist: User, client: Client, settings: Any
) -> None:
    def from_address(forwarded: str) -> str:
        return try_to_sign_in(client, artist.email, PASSWORD, headers={"x-forwarded-for": forwarded})

    for number in range(10):
        try_to_sign_in(client, f"a{number}@example.org", "väärä", headers={"x-forwarded-for": f"198.51.100.{number}"})
    # No proxy: the header is the guesser's own invention.
    assert TOO_MANY["fi"] in from_address("198.51.100.77")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        forged = f"203.0.113.{number}, 198.51.100.5"
        try_to_sign_in(client, f"b{number}@example.org", "väärä", headers={"x-forwarded-for": forged})
    assert TOO_MANY["fi"] in from_address("203.0.113.77, 198.51.100.5")
    from_address("203.0.113.77, 198.51.100.6")
    assert is_signed_in(client)


def test_wrong_codes_are_counted_too(limits: None, artist: User, client: Client) -> None:
    from tests.home.accounts.test_second_factor import CODE_AT_SIGN_IN, code_of, give_factor, wrong_code_of

    secret = give_factor(artist)
    try_to_sign_in(client, artist.email, PASSWORD)
    for _attempt in range(5):
        assert TOO_MANY["fi"] not in client.post(CODE_AT_SIGN_IN, {"code": wrong_code_of(secret)}).content.decode()
    assert TOO_MANY["fi"] in client.post(CODE_AT_SIGN_IN, {"code": code_of(secret)}).content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize(("language", "says"), [("fi", "Liian monta yritystä"), ("en", "Too many attempts")])
def test_asking_for_links_has_an_end(limits: None, artist: User, client: Client, language: str, says: str) -> None:
    for email in (artist.email, "nobody@example.org"):
        for _attempt in range(5):
            assert client.post(f"/{language}/tili/password/reset/", {"email": email}).status_code == 302
        answer = client.post(f"/{language}/tili/password/reset/", {"email": email})
        assert answer.status_code == 429
        assert says in answer.content.decode()
    assert OutgoingMail.objects.filter(recipient=artist.email).count() == 5


@pytest.mark.door("safe", "learn who has an account")
def test_asking_for_a_link_does_not_tell_who_has_an_account(artist: User, client: Client) -> None:
    answers = []
    for email in (artist.email, "nobody@example.org"):
        answer = client.post("/fi/tili/password/reset/", {"email": email}, follow=True)
        answers.append((answer.redirect_chain, answer.content.decode()))
    assert answers[0] == answers[1]
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == [artist.email]


def test_signing_in_does_not_tell_who_has_an_account(artist: User, client: Client) -> None:
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    answers = [
        token.sub("", try_to_sign_in(client, email, "väärä")).replace(email, "")
        for email in (artist.email, "nobody@example.org")
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("language", "password", "says"),
    [
        ("fi", "lyhyt", "Salasana on liian lyhyt. Siinä pitää olla ainakin 10 merkkiä."),
        ("en", "lyhyt", "This password is too short. It must contain at least 10 characters."),
        ("fi", "1234567890", "Salasana on liian yleinen."),
        ("fi", "8520741963", "Salasanassa on pelkkiä numeroita."),
        ("fi", "artist@example", "Salasana muistuttaa liikaa toista tietoasi: sähköpostiosoite."),
        ("en", "8520741963", "This password is entirely numeric."),
    ],
)
def test_weak_passwords_are_refused_in_the_persons_language(
    artist: User, client: Client, language: str, password: str, says: str
) -> None:
    client.post(f"/{language}/tili/password/reset/", {"email": artist.email})
    link = re.search(rf"/{language}/tili/password/reset/key/\S+", OutgoingMail.objects.get().text)
    assert link
    form = client.get(link.group(), follow=True).redirect_chain[-1][0]
    answer = client.post(form, {"password1": password, "password2": password})
    assert says in answer.content.decode()
    artist.refresh_from_db()
    assert artist.check_password(PASSWORD)


def test_what_the_machine_says_about_sign_in() -> None:
    assert read_environment({}).second_factor_required is None
    assert read_environment({"SECOND_FACTOR_REQUIRED": "No"}).second_factor_required is False
    assert read_environment({"SECOND_FACTOR_REQUIRED": "true"}).second_factor_required is True
    assert read_environment({}).trusted_proxy_count == 0
    assert read_environment({"TRUSTED_PROXY_COUNT": "2"}).trusted_proxy_count == 2
    for variables in ({"SECOND_FACTOR_REQUIRED": "perhaps"}, {"TRUSTED_PROXY_COUNT": "one"}):
        with pytest.raises(ImproperlyConfigured):
            read_environment(variables)
    assert base.SECOND_FACTOR_REQUIRED is True
