"""The second factor, through HTTP, with codes computed as a phone computes them."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.accounts.models import User
from home.accounts.rules import is_only_a_partners_person, why_needs_second_factor
from home.accounts.services import confirm_address
from home.models import OutgoingMail
from media.models import Attachment
from programme.approval.forms import TICKS
from tests.conftest import PASSWORD

SET_UP = "/fi/tili/2fa/totp/activate/"
NEEDED = "/fi/tili/2fa/tarvitaan/"
CODE_AT_SIGN_IN = "/fi/tili/2fa/authenticate/"
CODE_BEFORE_GOING_ON = "/fi/tili/2fa/reauthenticate/"
OFF = "/fi/tili/2fa/totp/deactivate/"


@pytest.fixture(autouse=True)
def _required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture(autouse=True)
def _within_one_period(monkeypatch: Any) -> None:
    """A code must not change between the test that computes it and the site that checks it."""
    now = time.time() // 30 * 30 + 1
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now)


@pytest.fixture
def administrator(site: None) -> User:
    user = User.objects.create_superuser("administrator@example.org", PASSWORD)
    confirm_address(user)
    return user


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the phone shows, so many steps from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def wrong_code_of(secret: str) -> str:
    return f"{(int(code_of(secret)) + 1) % 10**6:06}"


def sign_in(client: Client, user: User, *, to: str = "/admin/") -> Any:
    """Give the password, as a person does."""
    return client.post("/fi/tili/login/", {"login": user.email, "password": PASSWORD, "next": to})


def give_factor(user: User) -> str:
    """Make an active factor for *user*, and return its secret."""
    secret = generate_totp_secret()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    return secret


def set_up(client: Client) -> str:
    """Set two-step sign-in up, as a person does who has just given the password; return the phone's secret."""
    led = client.get(SET_UP)
    assert led["Location"].startswith("/fi/tili/reauthenticate/")
    client.post(led["Location"], {"password": PASSWORD, "next": SET_UP})
    page = client.get(SET_UP).content.decode()
    secret = re.search(r'<p class="secret"[^>]*>([A-Z2-7]+)</p>', page)
    assert secret
    done = client.post(SET_UP, {"code": code_of(secret.group(1))})
    assert done["Location"] == "/fi/tili/2fa/recovery-codes/"
    return secret.group(1)


def test_who_needs_one(artist: User, editor: User, coordinator: User, administrator: User, settings: Any) -> None:
    assert not why_needs_second_factor(artist)
    assert all(why_needs_second_factor(user) for user in (editor, coordinator, administrator))
    settings.SECOND_FACTOR_REQUIRED = False
    assert not any(why_needs_second_factor(user) for user in (artist, editor, coordinator, administrator))


def test_an_artist_who_also_edits_needs_one(artist: User, editor: User) -> None:
    assert is_only_a_partners_person(artist)
    artist.groups.add(editor.groups.get())
    assert not is_only_a_partners_person(artist)
    assert why_needs_second_factor(artist)


def test_one_of_a_group_that_nobody_thought_of_needs_one(artist: User) -> None:
    artist.groups.set([Group.objects.create(name="Uusi ryhmä")])
    assert why_needs_second_factor(artist)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/login/",
        "/admin/account/",
        "/admin/images/",
        "/admin/partners/",
        "/admin/no/",
    ],
)
def test_the_admin_is_closed_until_it_is_set_up(editor: User, client: Client, address: str) -> None:
    sign_in(client, editor)
    for answer in (client.get(address), client.post(address, {"a": "b"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith(NEEDED)


def test_a_script_is_refused_without_a_page(editor: User, client: Client) -> None:
    sign_in(client, editor)
    answer = client.get("/admin/pages/autocomplete/", headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403
    assert answer["Content-Type"].startswith("text/plain")
    assert client.put("/admin/localize/strings/1/edit/1/").status_code == 403


@pytest.mark.door("M12", "decide as an editor who signed in with the password alone")
def test_nothing_is_decided_without_it(
    editor: User, artist: User, partner: Any, make_workshop: Any, client: Client
) -> None:
    page = make_workshop(partner)
    page.get_workflow().start(page, artist)
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk]
    )
    sign_in(client, editor)
    assert client.post(approve, dict.fromkeys(TICKS, "on"))["Location"].startswith(NEEDED)
    page.refresh_from_db()
    assert not page.live
    # The same request does it once the editor has what it takes.
    set_up(client)
    client.post(approve, dict.fromkeys(TICKS, "on"))
    page.refresh_from_db()
    assert page.live


def test_a_file_that_is_not_public_is_closed_too(editor: User, client: Client) -> None:
    file = Attachment(title="Sopimus", uploaded_by_user=editor)
    file.file.save("sopimus.txt", ContentFile(b"salainen"))
    sign_in(client, editor)
    assert client.get(file.file.url).status_code == 404
    set_up(client)
    assert client.get(file.file.url).status_code == 200


def test_the_page_says_why_and_leads_on(editor: User, client: Client) -> None:
    sign_in(client, editor)
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0].startswith(NEEDED)
    text = page.content.decode()
    assert "Pelkän salasanan voi arvata tai varastaa" in text
    assert f'href="{SET_UP}"' in text
    assert 'action="/fi/tili/logout/"' in text


def test_the_page_speaks_the_persons_language(editor: User, client: Client) -> None:
    User.objects.filter(pk=editor.pk).update(language="en")
    sign_in(client, editor)
    page = client.get("/admin/", follow=True)
    assert "A password alone can be guessed" in page.content.decode()


def test_the_page_is_nothing_for_those_who_need_none(artist: User, client: Client) -> None:
    assert client.get(NEEDED)["Location"].startswith("/fi/tili/login/")
    sign_in(client, artist)
    assert client.get(NEEDED)["Location"] == "/admin/"


def test_an_artist_works_without_one(artist: User, client: Client) -> None:
    assert sign_in(client, artist)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_an_artist_can_have_one(artist: User, client: Client) -> None:
    sign_in(client, artist)
    assert "/fi/tili/2fa/" in client.get("/admin/account/").content.decode()
    secret = set_up(client)
    assert client.get("/admin/").status_code == 200
    another = Client()
    assert sign_in(another, artist)["Location"] == CODE_AT_SIGN_IN
    assert another.get("/admin/").status_code == 302
    another.post(CODE_AT_SIGN_IN, {"code": code_of(secret)})
    assert another.get("/admin/").status_code == 200


def test_after_setting_it_up_the_same_session_goes_on(editor: User, client: Client) -> None:
    sign_in(client, editor)
    set_up(client)
    assert client.get("/fi/tili/2fa/recovery-codes/").status_code == 200
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/pages/").status_code in (200, 302)
    assert client.get(NEEDED)["Location"] == "/admin/"


def test_a_wrong_first_code_sets_nothing_up(editor: User, client: Client) -> None:
    sign_in(client, editor)
    led = client.get(SET_UP)
    client.post(led["Location"], {"password": PASSWORD, "next": SET_UP})
    client.get(SET_UP)
    secret = client.session["mfa.totp.secret"]
    answer = client.post(SET_UP, {"code": wrong_code_of(secret)})
    assert "Koodi ei ole oikein" in answer.content.decode()
    assert not Authenticator.objects.exists()
    # The page still shows the secret that the phone knows by now.
    assert secret in answer.content.decode()


def test_setting_it_up_takes_the_password_once_more(editor: User, client: Client) -> None:
    """Who finds an open session cannot lock its owner out."""
    sign_in(client, editor)
    assert client.get(SET_UP)["Location"].startswith("/fi/tili/reauthenticate/")
    assert client.post(SET_UP, {"code": "000000"})["Location"].startswith("/fi/tili/reauthenticate/")
    assert not Authenticator.objects.exists()


@pytest.mark.door("M12", "sign in with an editor's password alone")
def test_signing_in_takes_a_code(editor: User, client: Client) -> None:
    secret = give_factor(editor)
    assert sign_in(client, editor)["Location"] == CODE_AT_SIGN_IN
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    refused = client.post(CODE_AT_SIGN_IN, {"code": wrong_code_of(secret)})
    assert "Koodi ei ole oikein" in refused.content.decode()
    assert client.get("/admin/").status_code == 302
    assert client.post(CODE_AT_SIGN_IN, {"code": code_of(secret)})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_code_of_another_time_is_refused(editor: User, client: Client) -> None:
    secret = give_factor(editor)
    sign_in(client, editor)
    for steps in (-2, 2):
        client.post(CODE_AT_SIGN_IN, {"code": code_of(secret, steps=steps)})
        assert client.get("/admin/").status_code == 302


def test_a_code_works_once(editor: User, client: Client) -> None:
    secret = give_factor(editor)
    sign_in(client, editor)
    client.post(CODE_AT_SIGN_IN, {"code": code_of(secret)})
    looking_over_the_shoulder = Client()
    sign_in(looking_over_the_shoulder, editor)
    looking_over_the_shoulder.post(CODE_AT_SIGN_IN, {"code": code_of(secret)})
    assert looking_over_the_shoulder.get("/admin/").status_code == 302


@pytest.mark.door("M12", "go around the second factor by Wagtail's own sign-in")
def test_wagtails_own_sign_in_takes_no_password(editor: User, client: Client) -> None:
    give_factor(editor)
    answer = client.post("/admin/login/", {"username": editor.email, "password": PASSWORD})
    assert answer["Location"].startswith("/fi/tili/login/")
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


@pytest.mark.door("M12", "go around the second factor by a new password")
def test_a_new_password_does_not_go_around_it(editor: User, client: Client) -> None:
    give_factor(editor)
    client.post("/fi/tili/password/reset/", {"email": editor.email})
    link = re.search(r"/fi/tili/password/reset/key/\S+", OutgoingMail.objects.get().text)
    assert link
    form = client.get(link.group(), follow=True).redirect_chain[-1][0]
    new = {"password1": "aivan-uusi-salasana", "password2": "aivan-uusi-salasana"}
    assert client.post(form, new)["Location"] == CODE_AT_SIGN_IN
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_a_recovery_code_works_once(editor: User, client: Client) -> None:
    sign_in(client, editor)
    set_up(client)
    page = client.get("/fi/tili/2fa/recovery-codes/").content.decode()
    codes = re.findall(r'<li class="secret"[^>]*>(\d{8})</li>', page)
    assert len(codes) == 10
    for code, opens in ((codes[3], True), (codes[3], False), (codes[4], True)):
        another = Client()
        sign_in(another, editor)
        another.post(CODE_AT_SIGN_IN, {"code": code})
        assert (another.get("/admin/").status_code == 200) is opens
    assert len(re.findall(r"\d{8}", client.get("/fi/tili/2fa/recovery-codes/download/").content.decode())) == 8


def test_a_session_of_before_has_to_show_it(editor: User, client: Client) -> None:
    """Who stole the password earlier, and waited, is not let in by its owner's setting up."""
    waiting = Client()
    sign_in(waiting, editor)
    sign_in(client, editor)
    secret = set_up(client)
    led = waiting.get("/admin/pages/")
    assert led["Location"] == f"{CODE_BEFORE_GOING_ON}?next=/admin/pages/"
    # The password once more is not enough: that page leads to the one of the code.
    answer = waiting.post("/fi/tili/reauthenticate/", {"password": PASSWORD, "next": "/admin/"})
    assert answer["Location"].startswith(CODE_BEFORE_GOING_ON)
    assert waiting.get(OFF)["Location"].startswith(CODE_BEFORE_GOING_ON)
    assert waiting.get("/fi/tili/2fa/recovery-codes/")["Location"].startswith(CODE_BEFORE_GOING_ON)
    assert waiting.get("/admin/").status_code == 302
    assert waiting.post(led["Location"], {"code": code_of(secret), "next": "/admin/"})["Location"] == "/admin/"
    assert waiting.get("/admin/").status_code == 200


def test_switching_a_required_one_off_closes_the_admin(editor: User, client: Client) -> None:
    sign_in(client, editor)
    set_up(client)
    assert client.post(OFF)["Location"] == "/fi/tili/2fa/"
    assert not Authenticator.objects.exists()
    assert client.get("/admin/")["Location"].startswith(NEEDED)


def test_switching_it_off_takes_more_than_an_open_session(editor: User, client: Client) -> None:
    secret = give_factor(editor)
    sign_in(client, editor)
    client.post(CODE_AT_SIGN_IN, {"code": code_of(secret)})
    assert client.post(OFF)["Location"].startswith(CODE_BEFORE_GOING_ON)
    assert Authenticator.objects.exists()


def test_without_the_setting_nobody_is_asked(editor: User, administrator: User, client: Client, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    for user in (editor, administrator):
        client.logout()
        sign_in(client, user)
        assert client.get("/admin/").status_code == 200
        assert client.get(NEEDED)["Location"] == "/admin/"


def test_without_the_setting_those_who_have_one_are_still_asked(editor: User, client: Client, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    give_factor(editor)
    assert sign_in(client, editor)["Location"] == CODE_AT_SIGN_IN


def test_it_costs_one_query_a_request(editor: User, client: Client, settings: Any) -> None:
    sign_in(client, editor)
    set_up(client)
    client.get("/admin/pages/")
    counts = []
    for settings.SECOND_FACTOR_REQUIRED in (True, False):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/admin/pages/")
        counts.append(len(asked))
    assert counts[0] - counts[1] == 1


def test_a_lost_phone(editor: User, artist: User, client: Client) -> None:
    sign_in(client, editor)
    set_up(client)
    kept = give_factor(artist)
    OutgoingMail.objects.all().delete()
    call_command("reset_second_factor", "Editor@Example.org")
    assert not Authenticator.objects.filter(user=editor).exists()
    assert Authenticator.objects.get(user=artist).data["secret"] == kept
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.purpose) == (editor.email, "second_factor_reset")
    assert "pelkällä salasanallasi" in mail.subject
    # The password signs in, and leads to setting a new one up.
    another = Client()
    assert sign_in(another, editor)["Location"] == "/admin/"
    assert another.get("/admin/")["Location"].startswith(NEEDED)
    set_up(another)
    assert another.get("/admin/").status_code == 200


def test_a_lost_phone_of_nobody(editor: User) -> None:
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("reset_second_factor", "nobody@example.org")
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", editor.email)
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("language", ["fi", "en"])
def test_every_page_is_wholly_in_its_language(editor: User, client: Client, language: str) -> None:
    sign_in(client, editor)
    secret = set_up(client)
    addresses = {
        "": ("Kaksivaiheinen kirjautuminen", "Two-step sign-in"),
        "totp/deactivate/": ("Poistetaanko kaksivaiheinen kirjautuminen", "Switch two-step sign-in off?"),
        "recovery-codes/": ("Varakoodit", "Recovery codes"),
        "recovery-codes/generate/": ("Tehdäänkö uudet varakoodit?", "Make new recovery codes?"),
        "reauthenticate/": ("Oletko se yhä sinä?", "Is it still you?"),
    }
    for address, headings in addresses.items():
        text = client.get(f"/{language}/tili/2fa/{address}").content.decode()
        assert f"<h1>{headings[language == 'en']}" in text
        assert 'href="/admin/"' in text
        assert "<?xml" not in text
        assert secret not in text
