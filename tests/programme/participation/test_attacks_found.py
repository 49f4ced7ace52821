"""Attacks on taking part: what somebody without an account, with a link, or with a partner's account tried."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import OutgoingMail
from home.outbox import send_due
from home.refusals import Refused
from programme.participation import mails
from programme.participation.models import (
    Announcement,
    Attendance,
    Audience,
    CancelledBy,
    ParticipationSettings,
    Place,
    Seats,
    Signup,
    SignupStatus,
)
from programme.participation.residents import forms
from programme.participation.services import (
    JoinDetails,
    announce,
    cancel,
    erase_signup,
    export_contact,
    retire,
    set_join_link,
    sign_up,
    token_of,
)
from programme.participation.services.data import signups_of_contact
from tests.programme.participation.hosts.conftest import end
from tests.programme.participation.people import make_signup
from tests.programme.participation.sessions import dates_of, details, join

LINK = "https://meet.example.org/j/salainen-huone?pwd=9f8e7d"


@pytest.fixture(autouse=True)
def _nobody_is_too_quick(monkeypatch: Any) -> None:
    monkeypatch.setattr(forms, "QUICKEST", timedelta(0))


def fill(client: Client, page: Any, **values: str) -> Any:
    address = f"/fi/ilmoittaudu/{dates_of(page)[0].uuid}/"
    stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(address).text)
    usual = {"name": "Aino", "email": "aino@example.org", "size": "1", "stamp": stamp[1] if stamp else ""}
    return client.post(address, {**usual, **values})


def own(signup: Signup, rest: str = "") -> str:
    return f"/fi/osallistuminen/{token_of(signup)}/{rest}"


def test_no_flood_of_mail_by_new_links(make_session: Any, client: Client) -> None:
    """Whoever typed somebody's address has the own page at once; each press of "new link" is a mail to the victim."""
    page = make_session(12)
    address = fill(client, page, email="uhri@example.org").headers["Location"]
    for _press in range(30):
        answer = client.post(f"{address.partition('?')[0]}uusi-linkki/")
        address = answer.headers.get("Location", address)
    mails.hand_over_due()
    assert OutgoingMail.objects.filter(recipient="uhri@example.org").count() <= 11


@pytest.mark.parametrize(
    "name", ["Voitit! Lue http://paha.example/x", "Voitit!\n\nMaksa: http://paha.example/x", "www.paha.example/x"]
)
def test_a_name_carries_no_link_or_paragraph_into_a_mail(name: str, make_session: Any, client: Client) -> None:
    page = make_session(12)
    fill(client, page, name=name, email="uhri@example.org")
    mails.hand_over_due()
    mail = OutgoingMail.objects.filter(recipient="uhri@example.org").first()
    if mail is not None:
        assert "paha.example" not in "".join(re.findall(r'href="([^"]+)"', mail.html))
        assert len(mail.text.split("\n\n")[0].splitlines()) == 1
        assert "\n\nMaksa" not in mail.text


def test_a_name_is_one_line(make_session: Any, client: Client) -> None:
    fill(client, make_session(12), name="Voitit!\n\nMaksa\u2028heti", email="uhri@example.org")
    assert Signup.objects.get().name == "Voitit! Maksa heti"


def test_the_way_in_is_not_in_the_artists_words_without_its_beginning(make_session: Any, artist: Any) -> None:
    page = make_session(5)
    set_join_link(page=page, details=JoinDetails(url=LINK), by=artist)
    for text in (LINK.removeprefix("https://"), LINK.upper(), LINK.replace("https", "http")):
        with pytest.raises(Refused):
            announce(occurrence=dates_of(page)[0], audience=Audience.CONFIRMED, text=f"Tule: {text}", by=artist)


def test_a_word_is_no_contact(make_session: Any, coordinator: Any) -> None:
    """A guardian written without digits is not found by every other word without digits."""
    date = dates_of(make_session(12))[0]
    make_signup(date, name="Salla", has_under_13=True, guardian_contact="äiti")
    assert signups_of_contact("Matti") == []
    assert export_contact(contact="Matti", by=coordinator) == []


@pytest.mark.parametrize(
    "written", ["Äiti, aiti@example.org", "040 123 4567 / aiti@example.org", "aiti@example.org (äiti)"]
)
def test_a_guardian_is_found_however_written(written: str, make_session: Any) -> None:
    date = dates_of(make_session(12))[0]
    signup = make_signup(date, has_under_13=True, guardian_contact=written)
    assert signups_of_contact("aiti@example.org") == [signup]


def test_announcements_that_go_leave_no_mail_behind(make_session: Any, artist: Any) -> None:
    """A course: the words about its first date go before the signup does; the mail must go with one or the other."""
    page = make_session(5, 5, signup="whole_course")
    first, second = dates_of(page)
    signup = sign_up(page=page, occurrences=[first, second], details=details())
    ParticipationSettings.objects.update_or_create(defaults={"first_messages_checked": 0})
    end(first, days=29)
    announce(occurrence=first, audience=Audience.CONFIRMED, text="Hei, kuvat ovat valmiit.", by=artist)
    mails.hand_over_due()
    assert OutgoingMail.objects.filter(purpose="participant_from_artist").count() == 1
    end(first, days=31)
    retire()
    erase_signup(signup=signup)
    assert list(OutgoingMail.objects.filter(recipient="aino@example.org").values_list("purpose", flat=True)) == []


def test_a_known_partner_stays_known(make_session: Any, artist: Any, editor: Any) -> None:
    from programme.participation.services import release_announcement
    from programme.participation.services.messages import waits_for_an_editor

    page = make_session(5)
    date = dates_of(page)[0]
    join(page)
    for _time in range(3):
        release_announcement(
            announcement=announce(occurrence=date, audience=Audience.CONFIRMED, text="Hei", by=artist), by=editor
        )
    partner = Announcement.objects.all()[0].partner
    assert not waits_for_an_editor(partner)
    end(date, days=31)
    retire()
    assert not Announcement.objects.exists()
    assert not waits_for_an_editor(partner)


@pytest.mark.parametrize(
    "text",
    [
        "meet.example.org/j/salainen-huone?pwd=9f8e7d",
        "http://meet.example.org/j/salainen-huone?pwd=9f8e7d",
        "HTTPS://MEET.example.org/j/salainen-huone?pwd=9f8e7d",
        "https://meet.example.org/j/salainen-huone",
        "soita 09 2525 0199",
        "soita 0925250199",
        "soita +358 (0)9 2525-0199",
        "soita 00358925250199",
        "koodi 471 199",
        "koodi: 4711-99.",
    ],
)
def test_the_way_in_is_not_in_the_artists_words(text: str, make_session: Any, artist: Any) -> None:
    page = make_session(5)
    set_join_link(page=page, details=JoinDetails(url=LINK, phone="09 2525 0199", code="471199"), by=artist)
    with pytest.raises(Refused):
        announce(occurrence=dates_of(page)[0], audience=Audience.CONFIRMED, text=f"Tule: {text}", by=artist)


def test_no_page_with_its_way_in_is_approved(make_session: Any, artist: Any) -> None:
    """Artists copy the address of the session into the text, where everybody reads it (conventions G9)."""
    from programme.approval.checklist import open_points

    page = make_session(5)
    set_join_link(page=page, details=JoinDetails(url=LINK), by=artist)
    before = {rule.key for rule in open_points(page)}
    page.needs = f"Avaa {LINK}"
    assert {rule.key for rule in open_points(page)} - before == {"way_in_is_not_on_the_page"}


def test_with_confirmed_addresses_nobody_gets_a_place_past_the_mail(make_session: Any, client: Client) -> None:
    settings = ParticipationSettings.load()
    settings.confirm_addresses = True
    settings.save()
    page = make_session(1)
    date = dates_of(page)[0]
    other = make_signup(date, email="eino@example.org")
    Seats.objects.filter(pk=date.pk).update(taken=1, quiet_until=0)
    address = fill(client, page, email="uhri@example.org").headers["Location"]
    signup = Signup.objects.get(email="uhri@example.org")
    assert signup.status == SignupStatus.WAITLISTED
    cancel(signup=other, by=CancelledBy.SELF)
    client.post(f"{address}tarjous/", {"answer": "take"})
    signup.refresh_from_db()
    assert signup.status != SignupStatus.CONFIRMED


def test_nothing_changes_after_the_session(make_session: Any, client: Client) -> None:
    page = make_session(5)
    signup = join(page)
    Place.objects.update(attendance=Attendance.CAME)
    end(dates_of(page)[0], days=2)
    client.post(own(signup, "peru/"))
    signup.refresh_from_db()
    assert signup.status == SignupStatus.CONFIRMED


def test_the_artist_cancels_nobody_after_the_session(make_session: Any, client: Client, artist: Any) -> None:
    page = make_session(5)
    signup, date = join(page), dates_of(page)[0]
    Place.objects.update(attendance=Attendance.CAME)
    end(date, days=2)
    client.force_login(artist)
    client.post(reverse("hosts:cancel", args=[date.pk, signup.pk]))
    signup.refresh_from_db()
    assert signup.status == SignupStatus.CONFIRMED


@pytest.mark.parametrize(
    "rest",
    [
        "mukaan/00000000-0000-4000-8000-000000000000/",
        "palaute/00000000-0000-4000-8000-000000000000/",
        "ei-tallaista/",
        ")",
    ],
)
def test_a_mistake_behind_the_link_does_not_name_it_either(rest: str, make_session: Any, client: Client) -> None:
    signup = join(make_session(5))
    for answer in (client.get(own(signup, rest)), client.post(own(signup, rest))):
        # Its own style sheet is asked for with a Referer, which servers in front write into their logs.
        assert answer.headers["Referrer-Policy"] in {"no-referrer", "strict-origin"}
        assert token_of(signup) not in answer.text


def test_a_telephone_way_in_can_be_called(make_session: Any, artist: Any, client: Client, monkeypatch: Any) -> None:
    page = make_session(5)
    set_join_link(page=page, details=JoinDetails(phone="09 2525 0199", code="471199"), by=artist)
    signup, date = join(page), dates_of(page)[0]
    monkeypatch.setattr(timezone, "now", lambda: date.start)
    text = client.post(own(signup, f"mukaan/{date.uuid}/"), {"by": "phone"}).text
    assert 'href="tel:+358925250199"' in text


def test_a_code_beside_an_address_reaches_who_needs_it(
    make_session: Any, artist: Any, client: Client, monkeypatch: Any
) -> None:
    page = make_session(5)
    set_join_link(page=page, details=JoinDetails(url=LINK, code="471199"), by=artist)
    signup, date = join(page), dates_of(page)[0]
    monkeypatch.setattr(timezone, "now", lambda: date.start)
    answer = client.post(own(signup, f"mukaan/{date.uuid}/"))
    assert (answer.status_code, "471199" in answer.text, f'href="{LINK}"' in answer.text) == (200, True, True)
    assert (answer.headers["Referrer-Policy"], "no-store" in answer.headers["Cache-Control"]) == ("no-referrer", True)
    assert "Osallistu koodilla" in answer.text
    looked = client.get(own(signup, f"mukaan/{date.uuid}/"), follow=True)
    assert ("471199" in looked.text, LINK in looked.text) == (False, False)


def test_an_erased_link_stays_dead(make_session: Any, client: Client) -> None:
    """A tab that sends its form again after everything was deleted makes another signup, not the same identity."""
    page = make_session(5)
    address = f"/fi/ilmoittaudu/{dates_of(page)[0].uuid}/"
    stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(address).text)[1]  # type: ignore[index]
    values = {"name": "Aino", "email": "aino@example.org", "size": "1", "stamp": stamp}
    location = client.post(address, values).headers["Location"]
    client.post(f"{location}poista/")
    assert client.get(location).status_code == 410
    for email in ("toinen@example.org", "aino@example.org"):
        client.post(address, {**values, "email": email})
        assert client.get(location).status_code == 410


def test_a_stamp_is_no_key(make_session: Any, client: Client) -> None:
    """The mark of a form leads to the signup that it made; after the link was renewed, no more."""
    page = make_session(5)
    address = f"/fi/ilmoittaudu/{dates_of(page)[0].uuid}/"
    stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(address).text)[1]  # type: ignore[index]
    location = client.post(address, {"name": "Aino", "email": "aino@example.org", "size": "1", "stamp": stamp}).headers[
        "Location"
    ]
    client.post(f"{location}uusi-linkki/")
    again = client.post(address, {"name": "Vieras", "email": "vieras@example.org", "size": "1", "stamp": stamp})
    assert token_of(Signup.objects.get(email="aino@example.org")) not in again.headers.get("Location", "")


@pytest.mark.parametrize("key", ["9" * 30, "9" * 5000, "0", "18446744073709551616"])
def test_absurd_numbers(key: str, make_session: Any, client: Client, artist: Any) -> None:
    make_session(5)
    assert client.get(f"/fi/ilmoittaudu/{key}/").status_code == 404
    client.force_login(artist)
    for rest in ("", "vienti/", "lisaa/", f"ilmoittautumiset/{key}/peru/", "kirjoita/"):
        assert client.get(f"/admin/osallistujat/{key}/{rest}").status_code in {302, 404}


@pytest.mark.parametrize(
    "values",
    [
        {"municipality": "9" * 40},
        {"size": "9" * 5000},
        {"size": "-1"},
        {"name": "a" * 100_000},
        {"date": "x"},
        {"name": "a\x0bb\x85c\u2028d"},
        {"phone": "+" + "1" * 200},
        {"email": '"a,b"@example.org'},
        {"message": "\u202e=cmd|'/c calc'!A1"},
    ],
)
def test_absurd_answers_break_nothing(values: dict[str, str], make_session: Any, client: Client, artist: Any) -> None:
    page = make_session(5, 5)
    answer = fill(client, page, **values)
    assert answer.status_code in {200, 303}
    mails.hand_over_due()
    send_due()
    client.force_login(artist)
    date = dates_of(page)[0]
    for name in ("who_comes", "attendance", "paper_list"):
        assert client.get(reverse(f"hosts:{name}", args=[date.pk])).status_code == 200
    assert client.post(reverse("hosts:export", args=[date.pk])).status_code == 200


def test_names_run_nothing_in_the_admin(make_session: Any, client: Client, artist: Any, editor: Any) -> None:
    page = make_session(5)
    date = dates_of(page)[0]
    bad = "<script>alert(1)</script>"
    signup = join(page, "Eino", email="eino@example.org", message=bad)
    Signup.objects.update(name=bad, helper_name=bad, is_for_someone_else=True, has_under_13=True, guardian_contact=bad)
    announce(occurrence=date, audience=Audience.CONFIRMED, text=bad, by=artist)
    client.force_login(artist)
    for name in ("who_comes", "attendance", "paper_list", "write", "said"):
        assert bad not in client.get(reverse(f"hosts:{name}", args=[date.pk])).text
    assert bad not in client.post(reverse("hosts:write", args=[date.pk]), {"audience": "confirmed", "text": bad}).text
    data = {"place": Place.objects.get().pk, "attendance": "came"}
    assert (
        bad
        not in client.post(
            reverse("hosts:attendance", args=[date.pk]), data, headers={"x-requested-with": "XMLHttpRequest"}
        ).json()["row"]
    )
    assert bad not in client.post(reverse("hosts:cancel", args=[date.pk, signup.pk]), follow=True).text
    client.force_login(editor)
    assert bad not in client.get(reverse("approval:queue")).text
    assert bad not in Client().get(own(signup)).text
    mails.hand_over_due()
    assert not any(bad in mail.html for mail in OutgoingMail.objects.all())


def test_nothing_of_a_person_or_the_way_in_is_in_a_log(
    make_session: Any, client: Client, artist: Any, caplog: Any, monkeypatch: Any
) -> None:
    page = make_session(5)
    date = dates_of(page)[0]
    caplog.set_level(logging.DEBUG)
    client.force_login(artist)
    client.post(
        reverse("hosts:join_link_of_date", args=[page.pk, date.pk]),
        {"url": LINK, "phone": "09 2525 0199", "code": "471199", "opens_minutes_before": "15"},
    )
    visitor = Client()
    answer = fill(visitor, page, name="Salasanni", email="salasanni@example.org", phone="040 765 4321")
    token = answer.headers["Location"].split("/")[3]
    mails.hand_over_due()
    send_due()
    fill(visitor, page, name="Salasanni", email="salasanni@example.org")
    visitor.get(f"/fi/osallistuminen/{token}/kalenteri.ics")
    visitor.post(f"/fi/osallistuminen/{token}/omat-tiedot/")
    visitor.post(f"/fi/osallistuminen/{token}/mukaan/{date.uuid}/")
    client.post(reverse("hosts:export", args=[date.pk]))
    monkeypatch.setattr(timezone, "now", lambda: date.start)
    joined = visitor.post(f"/fi/osallistuminen/{token}/mukaan/{date.uuid}/")
    assert (joined.status_code, joined.headers["Location"]) == (303, LINK)
    assert (joined.headers["Referrer-Policy"], "no-store" in joined.headers["Cache-Control"]) == ("no-referrer", True)
    visitor.post(f"/fi/osallistuminen/{token}/poista/")
    said = "\n".join(f"{record.getMessage()} {record.__dict__.get('exc_text')}" for record in caplog.records)
    secrets = ("salainen-huone", "9f8e7d", "2525 0199", "471199", "alasanni", "040 765 4321", token)
    assert [secret for secret in secrets if secret in said] == []
    cached = [str(value) for value in getattr(cache, "_cache", {}).values()]
    assert [secret for secret in secrets for value in cached if secret in value] == []


def test_who_answers_is_as_it_was_approved(make_session: Any, client: Client, artist: Any) -> None:
    """A draft of a public page changes no word of the mails to participants."""
    page = make_session(5)
    join(page)
    draft = page.__class__.objects.get(pk=page.pk)
    draft.title = draft.needs = draft.contact_name = draft.venue_name = "Salasana"
    draft.save_revision(user=artist)
    mails.hand_over_due()
    assert not any("Salasana" in f"{mail.subject}{mail.text}{mail.calendar}" for mail in OutgoingMail.objects.all())
