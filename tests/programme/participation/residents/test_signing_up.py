"""Signing up: what the form asks, what it makes, and what it says when it makes nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from home.models import OutgoingMail, SiteSettings
from home.refusals import Refused
from programme.catalogue.models import CancellationReason, Occurrence, Reminders
from programme.catalogue.occurrences import cancel_occurrence
from programme.participation.mails import hand_over_due
from programme.participation.models import ConsentKind, Message, MessageKind, Signup, SignupStatus
from programme.participation.residents import forms
from programme.participation.residents.offers import offer_at
from programme.participation.services import SignupRefused
from tests.programme.participation.sessions import dates_of, join

USUAL_FIELDS = {"name", "email", "phone", "size", "reminders", "recording", "municipality", "message"}
USUAL_FIELDS |= {"is_for_someone_else", "helper_name", "stamp", "website"}


def address_of(page: Any, date: int | None = None) -> str:
    return f"/fi/ilmoittaudu/{page.pk if date is None else dates_of(page)[date].uuid}/"


def asked(answer: Any) -> set[str]:
    """The names of the fields in a page."""
    return set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', answer.text))


def test_three_answers_are_enough(make_session: Any, fill_in: Any, client: Any) -> None:
    page = make_session(12)
    form = client.get(address_of(page, 0))
    assert asked(form) == USUAL_FIELDS
    assert set(re.findall(r'name="(\w+)"[^>]* required', form.text)) == {"name", "size"}
    assert re.findall(r'type="checkbox"[^>]*checked', form.text) == []
    answer = fill_in(address_of(page, 0), size="3")
    assert answer.status_code == 303
    signup = Signup.objects.get()
    assert (signup.name, signup.email, signup.size, signup.status) == ("Aino", "aino@example.org", 3, "confirmed")
    assert (signup.language, signup.consents.count()) == ("fi", 0)
    own_page = client.get(answer.headers["Location"])
    assert "Tervetuloa mukaan" in own_page.text


def test_it_sets_no_cookie_and_is_kept_nowhere(make_session: Any, fill_in: Any, client: Any) -> None:
    page = make_session(12)
    form = client.get(address_of(page, 0))
    answer = fill_in(address_of(page, 0))
    refused = fill_in(address_of(page, 0), name="")
    again = fill_in(address_of(page, 0))
    own_page = client.get(answer.headers["Location"])
    for each in (form, answer, refused, again, own_page):
        assert dict(each.cookies) == {}
        assert "no-store" in each.headers["Cache-Control"]
    assert client.get(page.url).headers["Cache-Control"] == "max-age=0, must-revalidate"


def test_a_form_that_came_without_a_cookie_is_taken(make_session: Any) -> None:
    page = make_session(12)
    visitor = Client(enforce_csrf_checks=True)
    stamp = re.search(r'name="stamp" value="([^"]+)"', visitor.get(address_of(page, 0)).text)
    assert stamp
    values = {"name": "Aino", "phone": "040 123 4567", "size": "1", "stamp": stamp[1]}
    assert visitor.post(address_of(page, 0), values).status_code == 303


def test_a_form_sent_twice_makes_one_signup(make_session: Any, client: Any) -> None:
    page = make_session(12)
    stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(address_of(page, 0)).text)
    assert stamp
    # A helper's contact may sign up several times, so that nothing but the form itself tells.
    values = {"name": "Eino", "phone": "040 123 4567", "size": "2", "stamp": stamp[1]}
    values |= {"is_for_someone_else": "on", "helper_name": "Aino"}
    first, second = (client.post(address_of(page, 0), values) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Signup.objects.get().size == 2
    assert Message.objects.count() == 1


@pytest.fixture
def send(make_session: Any, client: Any) -> Any:
    """Send one and the same form, opened once, with what is given; return where it leads."""
    page = make_session(12, largest_group=4)
    values = {"name": "Aino", "email": "aino@example.org", "size": "1", "stamp": forms.FormStamp.new()}

    def post(**given: str) -> Any:
        return client.post(address_of(page, 0), {**values, **given})

    return post


def test_who_goes_back_and_mends_the_contact_makes_another_signup(send: Any) -> None:
    first, second = send(email="ainno@example.org"), send()
    assert [first.status_code, second.status_code] == [303, 303]
    assert first.headers["Location"] != second.headers["Location"]
    assert sorted(Signup.objects.values_list("email", flat=True)) == ["ainno@example.org", "aino@example.org"]
    # However it is written, it is the same contact.
    assert send(email="Aino@Example.ORG").headers["Location"] == second.headers["Location"]


def test_a_helper_who_goes_back_and_writes_the_next_name_signs_up_both(send: Any) -> None:
    helping = {"is_for_someone_else": "on", "helper_name": "Ohjaaja Niko"}
    for name in ("Eino", "Onni", "Eino"):
        assert send(name=name, **helping).status_code == 303
    assert list(Signup.objects.order_by("pk").values_list("name", flat=True)) == ["Eino", "Onni"]


@pytest.mark.parametrize("given", [{"size": "3"}, {"name": "Aino ja Eino"}])
def test_a_form_sent_again_with_something_else_says_that_nothing_changed(
    given: dict[str, str], send: Any, client: Any
) -> None:
    first, second = send(), send(**given)
    assert second.headers["Location"] == f"{first.headers['Location']}?done=before"
    assert "Olit ilmoittautunut jo, joten mikään ei muuttunut." in client.get(second.headers["Location"]).text
    signup = Signup.objects.get()
    assert (signup.name, signup.size) == ("Aino", 1)


def test_a_form_sent_again_does_not_lead_to_a_renewed_link(send: Any, client: Any) -> None:
    client.post(f"{send().headers['Location']}uusi-linkki/")
    hand_over_due()
    answer = send()
    assert (answer.status_code, "Location" in answer.headers) == (409, False)
    assert "Lähetimme linkin siihen uudelleen." in " ".join(answer.text.split())
    assert Signup.objects.count() == 1
    # It goes to the contact once more, and to nobody else.
    assert Message.objects.filter(state="due").count() == 1


def test_a_form_sent_again_after_all_was_cancelled_signs_up_again(send: Any, client: Any) -> None:
    first = send().headers["Location"]
    client.post(f"{first}peru/")
    again = send()
    assert (again.status_code, again.headers["Location"] == first) == (303, False)
    assert list(Signup.objects.order_by("pk").values_list("status", flat=True)) == ["cancelled", "confirmed"]


def test_the_identity_of_a_signup_does_not_follow_from_the_form(send: Any, client: Any) -> None:
    first = send().headers["Location"]
    client.post(f"{first}poista/")
    assert send().headers["Location"] != first
    assert client.get(first).status_code == 410


@pytest.mark.parametrize(
    "name", ["Lue http://paha.example/x", "HTTPS://paha.example", "WWW.paha.example", "aino@example.org"]
)
@pytest.mark.parametrize(("language", "words"), [("fi", "Kirjoita pelkkä nimi"), ("en", "Write a name only")])
def test_a_name_is_no_address(name: str, language: str, words: str, make_session: Any, client: Any) -> None:
    page = make_session(12)
    with translation.override(language):
        form = forms.SignupForm(
            {"name": name, "is_for_someone_else": "on", "helper_name": name, "email": "aino@example.org", "size": "1"},
            offer=offer_at(key=page.pk, language="fi", now=timezone.now()),  # type: ignore[arg-type]  # there is one
        )
        assert [words in form.errors[field][0] for field in ("name", "helper_name")] == [True, True]
    for values in ({"name": name}, {"helper_name": name, "is_for_someone_else": True}):
        with pytest.raises(SignupRefused):
            join(page, **{"name": "Aino", "email": "aino@example.org", **values})
    assert not Signup.objects.exists()


@pytest.mark.parametrize("name", ["A.Virtanen", "Pekka.Aino", "aino.com", "Aino ja Eino, 6 v."])
def test_a_name_with_a_full_stop_is_a_name_and_no_link(name: str, make_session: Any, fill_in: Any) -> None:
    assert fill_in(address_of(make_session(12), 0), name=name).status_code == 303
    hand_over_due()
    mail = OutgoingMail.objects.get()
    assert name in mail.text.splitlines()[0]
    greeting = mail.html.partition("<p")[2].partition("</p>")[0]
    assert (name in greeting, "href" in greeting) == (True, False)
    # Our own addresses are links all the same.
    assert f'<a href="{django_settings.BASE_URL}/fi/osallistuminen/' in mail.html


def test_the_same_form_for_another_date_makes_another_signup(make_session: Any, client: Any) -> None:
    page = make_session(12, 12)
    values = {"name": "Aino", "email": "aino@example.org", "size": "1", "stamp": forms.FormStamp.new()}
    answers = [client.post(address_of(page), {**values, "date": str(date.uuid)}) for date in dates_of(page) * 2]
    assert [answer.status_code for answer in answers] == [303] * 4
    assert [answer.headers["Location"] for answer in answers[:2]] == [
        answer.headers["Location"] for answer in answers[2:]
    ]
    assert [list(signup.places.values_list("occurrence", flat=True)) for signup in Signup.objects.order_by("pk")] == [
        [date.pk] for date in dates_of(page)
    ]


def test_one_of_several_dates_is_chosen(make_session: Any, fill_in: Any, client: Any) -> None:
    page = make_session(12, 12)
    assert asked(client.get(address_of(page))) == USUAL_FIELDS | {"date"}
    answer = fill_in(address_of(page))
    assert (answer.status_code, "Valitse kerta." in answer.text) == (200, True)
    second = dates_of(page)[1]
    assert fill_in(address_of(page), date=str(second.uuid)).status_code == 303
    assert [place.occurrence for place in Signup.objects.get().places.all()] == [second]


def test_nobody_is_signed_up_to_another_date_than_they_chose(
    make_session: Any, fill_in: Any, client: Any, set_clock: Any
) -> None:
    page = make_session(12, 12)
    first, second = dates_of(page)
    set_clock(first.start)
    answer = fill_in(address_of(page), date=str(first.uuid))
    assert (answer.status_code, "Tätä kertaa ei voi enää valita." in answer.text) == (200, True)
    assert not Signup.objects.exists()
    assert fill_in(address_of(page), date=str(second.uuid)).status_code == 303
    assert [place.occurrence for place in Signup.objects.get().places.all()] == [second]


def test_a_course_is_signed_up_to_at_once(make_session: Any, fill_in: Any, client: Any) -> None:
    page = make_session(12, 12, 12, signup="whole_course")
    for address in (address_of(page), address_of(page, 1)):
        assert asked(client.get(address)) == USUAL_FIELDS
    assert fill_in(address_of(page)).status_code == 303
    assert Signup.objects.get().places.count() == 3


@pytest.mark.parametrize("way", ["none", "first_come"])
def test_where_one_need_not_sign_up_a_sentence_says_so(way: str, make_session: Any, fill_in: Any, client: Any) -> None:
    page = make_session(12, signup=way)
    answer = client.get(address_of(page))
    assert (answer.status_code, asked(answer)) == (200, set())
    assert "Tähän ei tarvitse ilmoittautua." in answer.text
    assert fill_in(address_of(page)).status_code == 409
    assert not Signup.objects.exists()


def test_what_a_page_asks_for(make_session: Any, fill_in: Any, client: Any) -> None:
    page = make_session(
        12, asks_age_band=True, is_open_to_children=True, reminders=Reminders.NONE, mode="in_person", largest_group=3
    )
    bands = {f"age_{band}" for band in ("0-12", "13-17", "18-29", "30-64", "65-")}
    expected = USUAL_FIELDS - {"reminders", "recording"} | {"photo", "has_under_13", "guardian_contact"} | bands
    assert asked(client.get(address_of(page, 0))) == expected
    answer = fill_in(address_of(page, 0), has_under_13="on")
    assert "Alle 13-vuotiaalla pitää olla huoltaja" in answer.text
    answer = fill_in(address_of(page, 0), **{"age_0-12": "1"})
    assert "Alle 13-vuotiaalla pitää olla huoltaja" in answer.text
    answer = fill_in(address_of(page, 0), size="2", **{"age_18-29": "3"})
    assert "Ikäryhmissä on enemmän ihmisiä kuin teitä on tulossa." in answer.text
    answer = fill_in(address_of(page, 0), size="4")
    assert "voi tulla enintään 3" in answer.text
    assert not Signup.objects.exists()
    given = {"has_under_13": "on", "guardian_contact": "040 765 4321", "age_0-12": "1", "age_30-64": "1"}
    assert fill_in(address_of(page, 0), size="2", **given).status_code == 303
    signup = Signup.objects.get()
    assert (signup.has_under_13, signup.guardian_contact) == (True, "040 765 4321")
    assert signup.age_bands == {"0-12": 1, "30-64": 1}


def test_children_are_not_signed_up_where_they_may_not_come(make_session: Any, fill_in: Any) -> None:
    page = make_session(12, asks_age_band=True)
    assert "Tätä ei ole tarkoitettu" in fill_in(address_of(page, 0), **{"age_0-12": "1"}).text
    # A field that the form does not have is not listened to.
    assert fill_in(address_of(page, 0), has_under_13="on", guardian_contact="x").status_code == 303
    assert Signup.objects.get().has_under_13 is False


def test_consents_are_stored_with_their_text(make_session: Any, fill_in: Any) -> None:
    page = make_session(12)
    fill_in(address_of(page, 0), reminders="on", recording="on")
    consents = Signup.objects.get().consents.order_by("kind").values_list("kind", "text_version")
    assert list(consents) == [(ConsentKind.RECORDING, "2026-2"), (ConsentKind.REMINDERS, "2026-1")]


def test_a_helper_signs_somebody_up_and_says_so(make_session: Any, fill_in: Any) -> None:
    page = make_session(12)
    answer = fill_in(address_of(page, 0), is_for_someone_else="on")
    assert "Kirjoita myös oma nimesi" in answer.text
    # What was answered below "more" is not hidden when the form comes back.
    assert "<details open>" in answer.text
    assert fill_in(address_of(page, 0), is_for_someone_else="on", helper_name="Ohjaaja Niko").status_code == 303
    assert Signup.objects.get().helper_name == "Ohjaaja Niko"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "  "}, "Kirjoita nimi"),
        ({"name": "a" * 81}, "enintään 80 merkkiä"),
        ({"email": "", "phone": ""}, "Anna sähköpostiosoite tai puhelinnumero"),
        ({"email": "aino@@example"}, "Tarkista vielä osoite."),
        ({"email": "", "phone": "soita"}, "Kirjoita numero"),
        ({"email": "", "phone": "0" * 50}, "Numero on liian pitkä."),
        ({"size": ""}, "Kerro, montako tulee"),
        ({"size": "0"}, "Ainakin yhden pitää tulla."),
        ({"size": "-3"}, "Ainakin yhden pitää tulla."),
        ({"size": "7"}, "enintään 6"),
        ({"size": "9" * 400}, "enintään 6"),
        ({"size": "kaksi"}, "Kirjoita määrä numeroin."),
        ({"size": "1e9"}, "Kirjoita määrä numeroin."),
        ({"message": "a" * 501}, ""),
        ({"municipality": "999"}, ""),
    ],
)
def test_slips_are_said_at_the_question_and_everything_typed_stays(
    values: dict[str, str], words: str, make_session: Any, fill_in: Any
) -> None:
    page = make_session(12)
    answer = fill_in(address_of(page, 0), **{"message": "Tulen myöhässä <b>hiukan</b>", **values})
    assert answer.status_code == 200
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    if "message" not in values:
        assert "Tulen myöhässä &lt;b&gt;hiukan&lt;/b&gt;</textarea>" in answer.text
    assert not Signup.objects.exists()


@pytest.mark.parametrize(
    "name", ["Ádjá Njuorggán", "Нина", "李小龙", "نور", "Ann-Mari O’Neill", "👩‍🎨", "<script>", "١"]
)
def test_names_in_any_script(name: str, make_session: Any, fill_in: Any, client: Any) -> None:
    page = make_session(12)
    answer = fill_in(address_of(page, 0), name=f" {name} ")
    assert answer.status_code == 303
    assert Signup.objects.get().name == name
    own_page = client.get(answer.headers["Location"]).text
    assert name.replace("<", "&lt;").replace(">", "&gt;") in own_page


def test_nothing_odd_breaks_it(make_session: Any, client: Any) -> None:
    page = make_session(12, 12)
    odd = ["\x00", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "a" * 10_000, "%s{}", "'; --"]
    for text in odd:
        values = dict.fromkeys(("name", "email", "phone", "size", "date", "municipality", "stamp", "website"), text)
        assert client.post(address_of(page), values).status_code == 200
    assert client.post(address_of(page), {}).status_code == 200
    assert not Signup.objects.exists()


def test_a_machine_stays_with_the_form_and_a_person_presses_again(
    make_session: Any, fill_in: Any, client: Any, monkeypatch: Any
) -> None:
    page = make_session(12)
    answer = fill_in(address_of(page, 0), website="https://spam.example")
    assert "Jokin täytti kentän" in answer.text
    assert "spam.example" not in answer.text
    monkeypatch.setattr(forms, "QUICKEST", timedelta(seconds=2))
    answer = fill_in(address_of(page, 0))
    assert "Se kävi tosi nopeasti." in answer.text
    assert not Signup.objects.exists()
    monkeypatch.setattr(forms, "QUICKEST", timedelta(0))
    stamp = re.search(r'name="stamp" value="([^"]+)"', answer.text)
    assert stamp
    values = {"name": "Aino", "email": "aino@example.org", "size": "1", "stamp": stamp[1]}
    assert client.post(address_of(page, 0), values).status_code == 303


@pytest.mark.parametrize("stamp", ["", "x", "ee6bfcf2e96d4fd09ffeee8edca95d58:1xVqj3:forged"])
def test_a_form_that_is_not_ours_or_was_open_for_long_is_shown_once_more(
    stamp: str, make_session: Any, fill_in: Any, client: Any
) -> None:
    page = make_session(12)
    answer = fill_in(address_of(page, 0), stamp=stamp)
    assert "Lomake on ollut kauan auki." in answer.text
    fresh = re.search(r'name="stamp" value="([^"]+)"', answer.text)
    assert fresh
    assert fresh[1] != stamp
    values = {"name": "Aino", "email": "aino@example.org", "size": "1", "stamp": fresh[1]}
    assert client.post(address_of(page, 0), values).status_code == 303


def test_a_second_signup_with_the_same_contact(make_session: Any, fill_in: Any) -> None:
    page = make_session(12)
    fill_in(address_of(page, 0))
    # The message that is about to leave is enough.
    assert fill_in(address_of(page, 0)).status_code == 409
    assert Message.objects.count() == 1
    hand_over_due()
    answer = fill_in(address_of(page, 0), name="Joku muu", email=" AINO@example.org")
    assert answer.status_code == 409
    assert "Olet jo listalla" in answer.text
    # Whoever typed the address learns nothing that is in the link; that goes to the address.
    assert Signup.objects.get().uuid.hex not in answer.text
    assert list(Message.objects.values_list("kind", "number")) == [("confirmation", 0), ("confirmation", 1)]


def test_a_full_session_has_a_waiting_list(make_session: Any, fill_in: Any, client: Any) -> None:
    page = make_session(2)
    join(page, "Eino", size=2)
    assert "pääset jonoon" in client.get(address_of(page, 0)).text
    answer = fill_in(address_of(page, 0))
    assert "Olet jonossa numero 1." in client.get(answer.headers["Location"]).text
    assert Signup.objects.get(name="Aino").status == SignupStatus.WAITLISTED


def test_a_full_waiting_list_says_so(make_session: Any, fill_in: Any, client: Any, site: None) -> None:
    from programme.participation.models import ParticipationSettings

    settings = ParticipationSettings.load()
    settings.longest_waiting_list = 1
    settings.save()
    page = make_session(1)
    join(page, "Eino")
    opened = client.get(address_of(page, 0))
    assert "pääset jonoon" in opened.text
    join(page, "Helmi")
    assert "Tämä kerta on täynnä, ja jono myös." in client.get(address_of(page, 0)).text
    answer = fill_in(address_of(page, 0), message="Olisi hauskaa")
    assert (answer.status_code, "Olisi hauskaa</textarea>" in answer.text) == (409, True)


def test_past_cancelled_unpublished_and_unknown(
    make_session: Any, fill_in: Any, client: Any, artist: Any, set_clock: Any
) -> None:
    page = make_session(12, 12)
    first = dates_of(page)[0]
    cancel_occurrence(page=page, occurrence=first, reason=CancellationReason.ILLNESS, by=artist)
    for send in (client.get, fill_in):
        answer = send(address_of(page, 0))
        assert (answer.status_code, "Tämä kerta on peruttu." in answer.text) == (410, True)
    assert fill_in(address_of(page), date=str(first.uuid)).status_code == 200
    assert fill_in(address_of(page)).status_code == 303
    Signup.objects.all().delete()
    last = dates_of(page)[1]
    address = address_of(page)
    for moment in (last.start, last.end + timedelta(days=40)):
        set_clock(moment)
        for where in (address, address_of(page, 1)):
            for send in (client.get, fill_in):
                answer = send(where)
                assert (answer.status_code, "on jo alkanut tai ohi" in answer.text) == (410, True)
    page.unpublish()
    for where in (address, address_of(page, 1), "/fi/ilmoittaudu/999999/", f"/fi/ilmoittaudu/{'9' * 30}/"):
        for answer in (client.get(where), client.post(where, {"name": "Aino"})):
            assert (answer.status_code, "Tässä ei voi nyt ilmoittautua" in answer.text) == (404, True)
            assert "Savikettu" not in answer.text
    assert not Signup.objects.exists()


def test_a_draft_is_told_nothing_of(partner: Any, make_workshop: Any, client: Any) -> None:
    draft = make_workshop(partner, "Salainen savikettu", signup="each_date")
    answer = client.get(f"/fi/ilmoittaudu/{draft.pk}/")
    assert (answer.status_code, "Salainen" in answer.text) == (404, False)


def test_no_signup_without_a_privacy_notice(make_session: Any, fill_in: Any, client: Any) -> None:
    page = make_session(12)
    assert 'href="/fi/tietosuoja/"' in client.get(address_of(page, 0)).text
    notice = SiteSettings.load().privacy_notice
    notice.specific.unpublish()
    answer = client.get(address_of(page, 0))
    assert "Ilmoittautuminen ei ole vielä auki" in answer.text
    assert asked(answer) == set()
    assert fill_in(address_of(page, 0)).status_code == 409
    assert not Signup.objects.exists()


def test_what_fills_up_meanwhile_refuses_and_keeps_what_was_typed(
    make_session: Any, fill_in: Any, monkeypatch: Any
) -> None:
    from programme.participation.residents import signing_up
    from programme.participation.services import SignupRefused, TooManyAttempts

    page = make_session(12)
    for refusal, status in ((SignupRefused, 409), (TooManyAttempts, 429)):

        def refuse(refusal: type[Refused] = refusal, **_all: Any) -> None:
            raise refusal("Ei nyt.")

        monkeypatch.setattr(signing_up, "sign_up", refuse)
        answer = fill_in(address_of(page, 0), name="Aino Ääni", message="Hei")
        assert answer.status_code == status
        assert all(text in answer.text for text in ("Ei nyt.", 'value="Aino Ääni"', "Hei</textarea>"))
        assert dict(answer.cookies) == {}


def test_too_many_from_one_client_rest(make_session: Any, fill_in: Any, settings: Any) -> None:
    settings.SIGNUP_LIMITS = {"contact": None, "client": (2, 3600)}
    page = make_session(None)
    statuses = [fill_in(address_of(page, 0), email=f"a{number}@example.org").status_code for number in range(3)]
    assert statuses == [303, 303, 429]


def test_an_address_is_confirmed_by_a_button_and_not_by_opening(make_session: Any, fill_in: Any, client: Any) -> None:
    from programme.participation.models import ParticipationSettings
    from programme.participation.services import confirming_token_of, token_of

    settings = ParticipationSettings.load()
    settings.confirm_addresses = True
    settings.save()
    page = make_session(12)
    answer = fill_in(address_of(page, 0))
    own_page = answer.headers["Location"]
    assert "Vahvista vielä osoitteesi" in client.get(own_page).text
    signup = Signup.objects.get()
    # The own page's link does not confirm, and the other one does not open the page.
    confirming = f"/fi/osallistuminen/vahvista/{confirming_token_of(signup)}/"
    assert confirming_token_of(signup) not in client.get(own_page).text
    assert client.post(f"/fi/osallistuminen/vahvista/{token_of(signup)}/").status_code == 404
    assert client.get(f"/fi/osallistuminen/{confirming_token_of(signup)}/").status_code == 404
    for method in (client.get, client.head):
        assert method(confirming).status_code == 200
    signup.refresh_from_db()
    assert signup.status == SignupStatus.HELD
    answer = client.post(confirming)
    assert (answer.status_code, answer.headers["Referrer-Policy"]) == (303, "no-referrer")
    assert "Osoitteesi on vahvistettu." in client.get(answer.headers["Location"]).text
    signup.refresh_from_db()
    assert signup.status == SignupStatus.CONFIRMED
    # Pressed again, it leads to the same page and changes nothing.
    assert client.post(confirming).status_code == 303
    assert client.get(confirming).status_code == 303
    assert Message.objects.filter(kind=MessageKind.CONFIRMATION).count() == 1


def test_queries_are_few_and_the_same_for_many_dates(make_session: Any, client: Any) -> None:
    few, many = make_session(12), make_session(*[12] * 20, title="Monta")

    def queries(page: Any) -> int:
        cache.clear()
        client.get(address_of(page))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address_of(page)).status_code == 200
        return len(captured)

    assert queries(few) == queries(many)
    assert queries(many) <= 12


def test_in_english_it_has_an_address_of_its_own(partner: Any, make_workshop: Any, client: Any) -> None:
    from tests.conftest import publish

    page = publish(make_workshop(partner, language="en", signup="each_date"))
    date = Occurrence.objects.of_translation_key(page.translation_key).get()
    for key in (page.pk, date.uuid):
        answer = client.get(f"/en/sign-up/{key}/")
        assert (answer.status_code, "Take part: Savikettu" in answer.text) == (200, True)
    assert client.get(f"/fi/ilmoittaudu/{date.uuid}/").status_code == 404
    assert timezone.now() < date.start
