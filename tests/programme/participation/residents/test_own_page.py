"""The participant's own page: what it says, what can be done there, and for whom it stays shut."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import ics
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import OutgoingMail
from programme.catalogue.models import CancellationReason
from programme.catalogue.occurrences import cancel_occurrence
from programme.participation.mails import hand_over_due
from programme.participation.models import (
    Attendance,
    CancelledBy,
    Consent,
    ConsentKind,
    DataAct,
    Feedback,
    Message,
    ParticipationSettings,
    Place,
    Signup,
    SignupStatus,
)
from programme.participation.residents import own_page
from programme.participation.services import (
    JoinDetails,
    cancel,
    confirming_token_of,
    erase_signup,
    renew_link,
    set_join_link,
    token_of,
)
from tests.conftest import publish
from tests.programme.participation.sessions import check_places, dates_of, join, statuses

SECRET = "https://meet.example.org/j/salainen-huone?pwd=9f8e7d"


def own(signup: Signup, rest: str = "") -> str:
    return f"/fi/osallistuminen/{token_of(signup)}/{rest}"


@pytest.fixture
def opened(make_session: Any, artist: Any) -> Any:
    """A workshop with a join link, by address and by telephone."""
    page = make_session(5)
    set_join_link(page=page, details=JoinDetails(url=SECRET, phone="015 123 4567", code="4711"), by=artist)
    return page


def test_the_number_is_changed(make_session: Any, client: Any) -> None:
    page = make_session(5)
    signup = join(page, size=3)
    answer = client.post(own(signup, "maara/"), {"size": "2"})
    assert (answer.status_code, answer.headers["Location"]) == (303, own(signup, "?done=number"))
    assert "Määrä on muutettu." in client.get(answer.headers["Location"]).text
    signup.refresh_from_db()
    assert signup.size == 2
    join(page, "Eino", size=3)
    answer = client.post(own(signup, "maara/"), {"size": "4"})
    assert (answer.status_code, 'value="4"' in answer.text) == (409, True)
    assert "Paikkoja ei ole enää jäljellä." in answer.text
    for size in ("0", "-1", "7", "9" * 99, "x", ""):
        answer = client.post(own(signup, "maara/"), {"size": size})
        assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (200, True)
    signup.refresh_from_db()
    assert signup.size == 2
    check_places(page)


def test_cancelling_gives_the_place_to_who_waits(make_session: Any, client: Any) -> None:
    page = make_session(1)
    signup, waiting = join(page), join(page, "Eino")
    assert client.post(own(signup, "peru/")).status_code == 303
    text = client.get(own(signup)).text
    assert "Paikkasi on peruttu" in text
    assert f'href="/fi/ilmoittaudu/{dates_of(page)[0].uuid}/"' in text
    assert statuses(page) == {"Aino": "cancelled", "Eino": "offered"}
    # Pressed twice, and then something else: nothing happens.
    assert client.post(own(signup, "peru/")).status_code == 303
    answer = client.post(own(signup, "maara/"), {"size": "2"})
    assert (answer.status_code, "Tämä ilmoittautuminen on peruttu." in answer.text) == (409, True)
    assert "Sinulle vapautui paikka" in client.get(own(waiting)).text


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ("take", "confirmed", "Paikka on sinun."),
        ("leave", "cancelled", "Paikkasi on peruttu"),
    ],
)
def test_an_offer_is_taken_or_left(answer: str, status: str, words: str, make_session: Any, client: Any) -> None:
    page = make_session(1)
    first, signup = join(page), join(page, "Eino")
    too_early = client.post(own(signup, "tarjous/"), {"answer": "take"})
    assert (too_early.status_code, "Sinulle ei ole juuri nyt tarjolla paikkaa." in too_early.text) == (409, True)
    cancel(signup=first, by=CancelledBy.SELF)
    led = client.post(own(signup, "tarjous/"), {"answer": answer})
    assert led.status_code == 303
    assert words in client.get(led.headers["Location"]).text
    signup.refresh_from_db()
    assert signup.status == status


def test_an_offer_that_ran_out_is_not_taken(make_session: Any, client: Any, set_clock: Any) -> None:
    page = make_session(1)
    first, signup = join(page), join(page, "Eino")
    cancel(signup=first, by=CancelledBy.SELF)
    signup.refresh_from_db()
    set_clock(signup.expires_at)
    text = client.get(own(signup)).text
    assert "Vastausaika on ohi" in text
    assert "Otatko paikan?" not in text
    assert client.post(own(signup, "tarjous/"), {"answer": "take"}).status_code == 409


@pytest.fixture
def offered(make_session: Any, fill_in: Any) -> Callable[..., Signup]:
    """Where addresses are confirmed: somebody signed up by the form to a full date, and a place has become free."""

    def offer(**given: str) -> Signup:
        ParticipationSettings.objects.update_or_create(defaults={"confirm_addresses": True})
        page = make_session(1)
        first = join(page, "Soitto", email="", phone="040 765 4321")
        assert fill_in(f"/fi/ilmoittaudu/{dates_of(page)[0].uuid}/", **given).status_code == 303
        hand_over_due()
        cancel(signup=first, by=CancelledBy.SELF)
        signup = Signup.objects.exclude(pk=first.pk).get()
        assert signup.status == SignupStatus.OFFERED
        return signup

    return offer


IN_THE_MAIL = "Linkki, jolla otat paikan, on viestissä"


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [("take", "confirmed", "Osoitteesi on vahvistettu."), ("leave", "cancelled", "Paikkasi on peruttu")],
)
def test_an_offer_to_an_unconfirmed_address_is_answered_from_the_mail(
    answer: str, status: str, words: str, offered: Any, client: Any
) -> None:
    signup = offered()
    text = client.get(own(signup)).text
    assert (IN_THE_MAIL in text, 'value="take"' in text, 'value="leave"' in text) == (True, False, True)
    refused = client.post(own(signup, "tarjous/"), {"answer": "take"})
    assert (refused.status_code, IN_THE_MAIL in refused.text) == (409, True)
    hand_over_due()
    mail = OutgoingMail.objects.get(purpose="participant_offer")
    link = f"/fi/osallistuminen/vahvista/{confirming_token_of(signup)}/"
    assert (link in mail.text, own(signup) in mail.text) == (True, False)
    # What scans the links of mails takes nothing.
    assert 'value="take"' in client.get(link).text
    signup.refresh_from_db()
    assert signup.status == SignupStatus.OFFERED
    led = client.post(link, {"answer": answer})
    assert words in client.get(led.headers["Location"]).text
    signup.refresh_from_db()
    assert signup.status == status
    # Pressed once more, nothing happens.
    assert client.post(link, {"answer": answer}).status_code == 303
    signup.refresh_from_db()
    assert signup.status == status


def test_an_offer_that_ran_out_is_not_taken_from_the_mail_either(offered: Any, client: Any, set_clock: Any) -> None:
    signup = offered()
    set_clock(signup.expires_at)
    led = client.post(f"/fi/osallistuminen/vahvista/{confirming_token_of(signup)}/", {"answer": "take"})
    assert "Vastausaika on ohi" in client.get(led.headers["Location"]).text
    signup.refresh_from_db()
    assert signup.status == SignupStatus.OFFERED


def test_who_is_reached_by_telephone_alone_takes_an_offer_as_before(offered: Any, client: Any) -> None:
    signup = offered(email="", phone="040 123 4567")
    assert 'value="take"' in client.get(own(signup)).text
    assert client.post(own(signup, "tarjous/"), {"answer": "take"}).status_code == 303
    signup.refresh_from_db()
    assert signup.status == SignupStatus.CONFIRMED


def test_whom_the_organiser_entered_takes_an_offer_as_before(make_session: Any, client: Any) -> None:
    """Their link came by mail in any case."""
    ParticipationSettings.objects.update_or_create(defaults={"confirm_addresses": True})
    page = make_session(1)
    first, signup = join(page, "Soitto", email="", phone="040 765 4321"), join(page, "Eino")
    cancel(signup=first, by=CancelledBy.SELF)
    hand_over_due()
    assert own(signup) in OutgoingMail.objects.get(purpose="participant_offer").text
    assert client.post(own(signup, "tarjous/"), {"answer": "take"}).status_code == 303
    signup.refresh_from_db()
    assert signup.status == SignupStatus.CONFIRMED


def test_consents_are_withdrawn(make_session: Any, client: Any) -> None:
    signup = join(make_session(5), consents=frozenset(ConsentKind))
    assert "Ei muistutuksia, kiitos" in client.get(own(signup)).text
    assert client.post(own(signup, "suostumukset/"), {"consent": "withdraw reminders"}).status_code == 303
    text = client.get(own(signup)).text
    assert ("Ei muistutuksia, kiitos" in text, "En halua olla siinä" in text) == (False, True)
    assert {consent.kind for consent in Consent.objects.in_force()} == {ConsentKind.RECORDING, ConsentKind.PHOTO}
    for nonsense in ("x", "give x", "take recording", "give recording x"):
        assert client.post(own(signup, "suostumukset/"), {"consent": nonsense}).status_code == 404


def test_consents_are_given_later_and_again(make_session: Any, client: Any) -> None:
    signup = join(make_session(5))
    for answer in ("give recording", "withdraw recording", "give recording", "give recording"):
        assert client.post(own(signup, "suostumukset/"), {"consent": answer}).status_code == 303
    assert "Et ole antanut lupaa näkyä" not in client.get(own(signup)).text
    written = [(each.kind, each.text_version, each.withdrawn_at is None) for each in Consent.objects.order_by("pk")]
    assert written == [("recording", "2026-2", False), ("recording", "2026-2", True)]


def test_no_consent_is_asked_for_when_it_is_over(make_session: Any, client: Any, set_clock: Any) -> None:
    page = make_session(5)
    signup = join(page, consents=frozenset({ConsentKind.RECORDING}))
    assert 'value="give reminders"' in client.get(own(signup)).text
    set_clock(dates_of(page)[0].end)
    text = client.get(own(signup)).text
    # What was given can still be taken back.
    assert ('value="give' in text, 'value="withdraw recording"' in text) == (False, True)


def test_a_consent_is_asked_for_where_it_means_something(make_session: Any, client: Any) -> None:
    texts = {}
    for mode in ("online", "in_person", "both"):
        text = client.get(own(join(make_session(5, title=mode, mode=mode)))).text
        texts[mode] = [kind for kind in ConsentKind if f'value="give {kind}"' in text]
    assert texts == {
        "online": ["reminders", "recording"],
        "in_person": ["reminders", "photo"],
        "both": ["reminders", "recording", "photo"],
    }


def test_everything_is_downloaded(make_session: Any, client: Any) -> None:
    signup = join(make_session(5), "Ädla", message="Hei")
    answer = client.post(own(signup, "omat-tiedot/"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="porukalla.json"'
    assert "Ädla" in answer.text
    data = json.loads(answer.content)
    assert (data["name"], data["email"], data["message"], len(data["dates"])) == ("Ädla", "ädla@example.org", "Hei", 1)
    assert DataAct.objects.get().number == 1


def test_everything_is_deleted_after_asking_once(make_session: Any, client: Any) -> None:
    page = make_session(1)
    signup, waiting = join(page), join(page, "Eino")
    address = own(signup)
    assert "Poistetaanko kaikki tietosi?" in client.get(own(signup, "poista/")).text
    assert Signup.objects.count() == 2
    answer = client.post(own(signup, "poista/"))
    assert (answer.status_code, "Kaikki tietosi on poistettu" in answer.text) == (200, True)
    assert not Signup.objects.filter(pk=signup.pk).exists()
    waiting.refresh_from_db()
    assert waiting.status == SignupStatus.OFFERED
    for rest in ("", "poista/"):
        assert client.get(f"{address}{rest}").status_code == 410


def test_a_renewed_link_makes_the_old_one_worthless(make_session: Any, client: Any) -> None:
    signup = join(make_session(5))
    old = own(signup)
    answer = client.post(own(signup, "uusi-linkki/"))
    assert answer.status_code == 303
    assert "Tämä on uusi linkkisi" in client.get(answer.headers["Location"]).text
    lost = client.get(old)
    assert (lost.status_code, "Tämä linkki ei toimi" in lost.text) == (410, True)
    assert client.post(f"{old}poista/").status_code == 410
    assert Signup.objects.exists()


def test_a_new_link_is_spelt_to_nobody_on_the_telephone(make_session: Any, client: Any) -> None:
    signup = join(make_session(5), email="", phone="040 123 4567")
    assert client.post(own(signup, "uusi-linkki/")).status_code == 303
    assert Message.objects.filter(signup=signup).count() == 1


def test_links_that_were_tampered_with(make_session: Any, client: Any) -> None:
    page = make_session(5)
    token, other = token_of(join(page)), token_of(join(page, "Eino"))
    forged = [
        token[:-1],
        token + "x",
        token.swapcase(),
        "x",
        "1",
        other.partition(".")[0] + "." + token.partition(".")[2],
    ]
    for each in forged:
        for rest in ("", "peru/", "poista/", "omat-tiedot/", f"mukaan/{dates_of(page)[0].uuid}/", "kalenteri.ics"):
            for method in (client.get, client.post):
                answer = method(f"/fi/osallistuminen/{each}/{rest}")
                assert answer.status_code == 404
                assert "Tämä linkki ei toimi" in answer.text
    assert statuses(page) == {"Aino": "confirmed", "Eino": "confirmed"}


def test_what_a_button_does_is_not_done_by_a_link(opened: Any, client: Any) -> None:
    signup = join(opened)
    for rest in ("maara/", "peru/", "tarjous/", "suostumukset/", "uusi-linkki/", "omat-tiedot/"):
        answer = client.get(own(signup, rest))
        assert (answer.status_code, answer.headers["Location"]) == (302, own(signup))
    assert client.get(own(signup, f"mukaan/{dates_of(opened)[0].uuid}/")).status_code == 302
    signup.refresh_from_db()
    assert (signup.status, signup.link_version, DataAct.objects.count()) == ("confirmed", 1, 0)


def test_the_calendar_file_leads_here_and_is_that_of_the_mail(opened: Any, client: Any) -> None:
    signup = join(opened)
    answer = client.get(own(signup, "kalenteri.ics"))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = ics.Calendar(answer.text.replace("METHOD:PUBLISH\r\n", "")).events
    date = dates_of(opened)[0]
    assert (event.name, event.begin.datetime) == ("Savikettu", date.start)
    assert event.url.endswith(own(signup))
    unfolded = answer.text.replace("\r\n ", "")
    assert all(secret not in unfolded for secret in (SECRET, "salainen", "015 123"))
    hand_over_due()
    stamp = re.compile("DTSTAMP:[^\r]*")
    assert stamp.sub("", OutgoingMail.objects.get().calendar) == stamp.sub("", answer.text)


def test_who_has_no_place_puts_nothing_into_a_calendar(make_session: Any, client: Any) -> None:
    page = make_session(1)
    first, waiting = join(page), join(page, "Eino")
    assert "kalenteri.ics" in client.get(own(first)).text
    assert "kalenteri.ics" not in client.get(own(waiting)).text
    assert client.get(own(waiting, "kalenteri.ics")).status_code == 404


def test_the_door_opens_in_its_window_and_by_pressing_only(opened: Any, client: Any, set_clock: Any) -> None:
    signup, date = join(opened), dates_of(opened)[0]
    door = own(signup, f"mukaan/{date.uuid}/")
    early = client.get(own(signup)).text
    assert "Ovet avautuvat tällä sivulla" in early
    assert "pitää kameran kiinni" in early
    assert "Kokeile laitetta etukäteen" in early
    answer = client.post(door)
    assert (answer.status_code, "Mukaan pääsee vähän ennen alkua." in answer.text) == (409, True)
    set_clock(date.start - timedelta(minutes=15))
    text = client.get(own(signup)).text
    assert "Ovet ovat auki" in text
    assert "salainen" not in text
    assert Place.objects.get().attendance == Attendance.UNKNOWN
    answer = client.post(door)
    assert (answer.status_code, answer.headers["Location"]) == (303, SECRET)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert Place.objects.get().attendance == Attendance.CAME
    by_phone = client.post(door, {"by": "phone"})
    assert by_phone.status_code == 200
    assert all(words in by_phone.text for words in ("tel:+358151234567", "015 123 4567", "4711"))
    set_clock(date.end)
    assert client.post(door).status_code == 409


def test_who_deletes_everything_while_a_button_is_pressed_is_told_calmly(
    opened: Any, client: Any, set_clock: Any, monkeypatch: Any
) -> None:
    signup, date = join(opened), dates_of(opened)[0]
    set_clock(date.start)
    door = own(signup, f"mukaan/{date.uuid}/")
    find = own_page._place

    def find_and_delete(*arguments: Any) -> Any:
        place = find(*arguments)
        erase_signup(signup=signup)
        return place

    monkeypatch.setattr(own_page, "_place", find_and_delete)
    answer = client.post(door)
    assert (answer.status_code, "Tämä linkki ei toimi" in answer.text) == (410, True)
    assert dict(answer.cookies) == {}


def test_nobody_gets_in_without_a_place(opened: Any, client: Any, set_clock: Any) -> None:
    join(opened, "Helmi", size=5)
    waiting, date = join(opened, "Eino"), dates_of(opened)[0]
    other = join(opened, "Niilo")
    cancel(signup=other, by=CancelledBy.SELF)
    set_clock(date.start)
    for signup in (waiting, other):
        answer = client.post(own(signup, f"mukaan/{date.uuid}/"))
        assert answer.status_code == 409
        assert "salainen" not in answer.text + client.get(own(signup)).text


def test_the_door_of_another_date_stays_shut(opened: Any, make_session: Any, client: Any, artist: Any) -> None:
    signup = join(make_session(5, title="Toinen"))
    for rest in (f"mukaan/{dates_of(opened)[0].uuid}/", f"palaute/{dates_of(opened)[0].uuid}/"):
        assert client.post(own(signup, rest)).status_code == 404


def test_before_a_link_is_entered_the_page_says_when_to_come(make_session: Any, client: Any, set_clock: Any) -> None:
    page = make_session(5)
    signup, date = join(page), dates_of(page)[0]
    assert "Tähän ilmestyy nappi vähän ennen alkua." in client.get(own(signup)).text
    set_clock(date.start)
    answer = client.post(own(signup, f"mukaan/{date.uuid}/"))
    assert (answer.status_code, "Järjestäjä ei ole vielä kertonut" in answer.text) == (409, True)


def test_feedback_in_three_taps_without_a_name(opened: Any, client: Any, set_clock: Any) -> None:
    signup, date = join(opened), dates_of(opened)[0]
    address = own(signup, f"palaute/{date.uuid}/")
    assert "Palautetta voi antaa, kun kerta on ohi." in client.get(address).text
    set_clock(date.end)
    assert address in client.get(own(signup)).text
    answer = client.post(address, {"words": "Mukavaa"})
    assert (answer.status_code, "Mukavaa</textarea>" in answer.text) == (200, True)
    assert "Valitse yksi näistä" in answer.text
    answer = client.post(address, {"how": "good", "again": "yes", "words": "Mukavaa"})
    assert answer.status_code == 303
    thanks = client.get(answer.headers["Location"]).text
    assert "Kiitos, tästä on apua." in thanks
    assert address not in thanks
    feedback = Feedback.objects.get()
    assert (feedback.how, feedback.again, feedback.words) == ("good", "yes", "Mukavaa")
    assert client.post(address, {"how": "bad"}).status_code == 409
    assert Feedback.objects.count() == 1


def test_a_cancelled_session_says_why(opened: Any, client: Any, artist: Any) -> None:
    signup = join(opened)
    cancel_occurrence(page=opened, occurrence=dates_of(opened)[0], reason=CancellationReason.ILLNESS, by=artist)
    text = client.get(own(signup)).text
    assert "Kerta on peruttu" in text
    assert "Ohjaaja on sairastunut" in text
    assert "STATUS:CANCELLED" in client.get(own(signup, "kalenteri.ics")).text


def test_who_has_no_mail_address_is_told_to_keep_the_page(make_session: Any, client: Any) -> None:
    signup = join(make_session(5), email="", phone="040 123 4567")
    assert "Ota tämän sivun osoite talteen" in client.get(own(signup)).text


def test_an_address_that_does_not_exist_is_said_with_what_can_be_done(make_session: Any, client: Any) -> None:
    page = make_session(2)
    signup, called = join(page), join(page, "Eino", phone="040 123 4567")
    waiting = join(page, "Helmi")
    missed = "Viestimme ei mennyt perille"
    assert not any(missed in client.get(own(each)).text for each in (signup, called, waiting))
    Signup.objects.update(unreachable_at=timezone.now())
    texts = [client.get(own(each)).text for each in (signup, called, waiting)]
    assert [missed in text for text in texts] == [True, False, True]
    assert "Paikkasi on yhä sinun." in texts[0]
    assert "Ota tämän sivun osoite talteen" in texts[1]
    assert "ilmoittaudu uudelleen oikealla" in texts[2]


def test_who_did_not_come_is_not_thanked_for_coming(make_session: Any, client: Any, set_clock: Any) -> None:
    page = make_session(5)
    came, missed = join(page), join(page, "Eino")
    missed.places.update(attendance=Attendance.DID_NOT)
    set_clock(dates_of(page)[0].end)
    assert "Kiitos, että osallistuit" in client.get(own(came)).text
    text = client.get(own(missed)).text
    assert ("Kiitos, että osallistuit" in text, "Tämä on jo ohi" in text) == (False, True)


def test_a_recording_is_told_of_when_it_came_after_the_session(make_session: Any, client: Any, set_clock: Any) -> None:
    page = make_session(5)
    signup, date = join(page), dates_of(page)[0]
    page.body = [("video", {"title": "Tervetuloa", "address": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"})]
    page.save_revision()
    publish(page)
    words = "Sivulla on tallenne"
    set_clock(date.end + timedelta(minutes=1))
    # It tells of the workshop, and was there before.
    assert words not in client.get(own(signup)).text
    type(page).objects.filter(pk=page.pk).update(last_published_at=date.end + timedelta(seconds=30))
    assert words in client.get(own(signup)).text


def test_in_both_languages_with_the_same_link(make_session: Any, client: Any) -> None:
    signup = join(make_session(5))
    finnish = client.get(own(signup)).text
    english = f"/en/taking-part/{token_of(signup)}/"
    assert f'href="{english}"' in finnish
    answer = client.get(english)
    assert "You are welcome to take part" in answer.text
    # The workshop is in Finnish only, and says so.
    assert 'hreflang="fi" lang="fi"' in answer.text


def test_the_page_of_a_workshop_that_is_not_public_any_more(make_session: Any, client: Any) -> None:
    page = make_session(5)
    signup = join(page)
    type(page).objects.filter(pk=page.pk).update(live=False)
    answer = client.get(own(signup))
    assert (answer.status_code, "Savikettu" in answer.text) == (200, False)
    assert client.get(own(signup, "kalenteri.ics")).status_code == 200


def test_no_answer_behind_the_link_is_kept_or_names_it(opened: Any, client: Any, set_clock: Any) -> None:
    signup, date = join(opened), dates_of(opened)[0]
    set_clock(date.start)
    answers = [
        client.get(own(signup, rest)) for rest in ("", "poista/", "kalenteri.ics", f"palaute/{date.uuid}/", "peru/")
    ]
    answers += [client.post(own(signup, rest)) for rest in (f"mukaan/{date.uuid}/", "omat-tiedot/", "maara/")]
    answers += [client.get("/fi/osallistuminen/x/"), client.get("/fi/osallistuminen/vahvista/x/")]
    for answer in answers:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert dict(answer.cookies) == {}


def test_queries_are_few_and_the_same_for_a_long_course(make_session: Any, client: Any) -> None:
    few = make_session(12, 12, signup="whole_course")
    many = make_session(*[12] * 20, signup="whole_course", title="Pitkä")

    def queries(page: Any) -> int:
        from programme.participation.services import sign_up
        from tests.programme.participation.sessions import details

        signup = sign_up(page=page, occurrences=dates_of(page), details=details())
        cache.clear()
        client.get(own(signup))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(own(signup)).status_code == 200
        return len(captured)

    assert queries(few) == queries(many) <= 12


def test_messages_are_due_for_what_happened(make_session: Any, client: Any) -> None:
    signup = join(make_session(5))
    hand_over_due()
    renew_link(signup=signup)
    assert list(Message.objects.order_by("pk").values_list("kind", "number")) == [
        ("confirmation", 0),
        ("confirmation", 1),
    ]
    assert timezone.now() >= signup.created_at
