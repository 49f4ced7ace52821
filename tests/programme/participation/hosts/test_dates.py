"""Who is coming, as the artist sees it."""

import csv
import io
from typing import Any

from django.urls import reverse
from django.utils import timezone

from programme.participation.hosts.spreadsheet import harmless
from programme.participation.mails import hand_over_due
from programme.participation.models import (
    Attendance,
    ConsentKind,
    DataAct,
    DataActKind,
    Message,
    MessageState,
    Place,
    Signup,
    SignupStatus,
)
from programme.participation.services import cancel, give_consent, set_join_link, take_offer
from programme.participation.services.joining import JoinDetails

from .conftest import end, limit


def address(name: str, *arguments: Any) -> str:
    return reverse(f"hosts:{name}", args=arguments)


def test_the_list_tells_the_numbers(
    workshop: Any, first: Any, second: Any, come: Any, artist: Any, client: Any
) -> None:
    limit(first, 3)
    come("Aino", size=2)
    come("Eino", size=2)
    client.force_login(artist)
    shown = client.get(address("dates"))
    lines = {line.occurrence.pk: line for line in shown.context["coming_lines"]}
    assert (lines[first.pk].coming, lines[first.pk].waiting, lines[first.pk].capacity) == (2, 2, 3)
    assert (lines[second.pk].coming, lines[second.pk].waiting, lines[second.pk].capacity) == (0, 0, None)
    assert all(line.lacks_link for line in lines.values())
    assert address("join_links", workshop.pk) in shown.text


def test_a_link_for_all_dates_is_enough(workshop: Any, artist: Any, client: Any) -> None:
    set_join_link(page=workshop, details=JoinDetails(url="https://meet.example.org/x"), by=artist)
    client.force_login(artist)
    assert [line.lacks_link for line in client.get(address("dates")).context["coming_lines"]] == [False, False]


def test_everybody_is_where_they_belong(first: Any, come: Any, artist: Any, client: Any) -> None:
    limit(first, 3)
    come("Aino", message="Tulen myöhässä.")
    gone = come("Eino")
    cancel(signup=gone, by="self")
    come("Helmi", size=2, email="", phone="040 123 4567")
    for name in ("Väinö", "Ilma"):
        come(name)
    client.force_login(artist)
    shown = client.get(address("who_comes", first.pk))
    people = shown.context["people"]
    assert [person.signup.name for person in people.confirmed] == ["Aino", "Helmi"]
    assert [person.signup.name for person in people.waiting] == ["Väinö", "Ilma"]
    assert [person.signup.name for person in people.cancelled] == ["Eino"]
    assert people.number_confirmed == 3
    for words in ("Tulen myöhässä.", "aino@example.org", "040 123 4567", "tel:+358401234567"):
        assert words in shown.text


def test_a_tap_goes_round_the_three_values(first: Any, come: Any, artist: Any, client: Any) -> None:
    signup = come("Aino")
    place = signup.places.get()
    client.force_login(artist)
    seen = []
    for _tap in range(3):
        person = client.get(address("attendance", first.pk)).context["people"].confirmed[0]
        answer = client.post(
            address("attendance", first.pk), {"place": place.pk, "attendance": person.next_attendance.value}
        )
        assert answer.url == f"{address('attendance', first.pk)}#place-{place.pk}"
        place.refresh_from_db()
        seen.append(place.attendance)
    assert seen == [Attendance.CAME, Attendance.DID_NOT, Attendance.UNKNOWN]


def test_the_module_gets_the_row_alone(first: Any, come: Any, artist: Any, client: Any) -> None:
    place = come("Aino", size=3).places.get()
    come("Eino")
    client.force_login(artist)
    data = {"place": place.pk, "attendance": "came"}
    answer = client.post(address("attendance", first.pk), data, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.json()["here"].startswith("3 ")
    assert f'id="place-{place.pk}"' in answer.json()["row"]
    assert 'value="did_not"' in answer.json()["row"]
    assert "Eino" not in answer.text


def test_attendance_is_of_this_date_and_of_known_words(
    first: Any, second: Any, come: Any, artist: Any, client: Any
) -> None:
    place = come("Aino").places.get()
    client.force_login(artist)
    assert client.post(address("attendance", second.pk), {"place": place.pk, "attendance": "came"}).status_code == 404
    assert client.post(address("attendance", first.pk), {"place": "x", "attendance": "came"}).status_code == 404
    assert client.post(address("attendance", first.pk), {"place": place.pk, "attendance": "maybe"}).status_code == 302
    assert Place.objects.get().attendance == Attendance.UNKNOWN


def test_paper_has_names_and_no_contacts(first: Any, come: Any, artist: Any, client: Any) -> None:
    come("Aino", phone="040 123 4567", message="Terveisiä")
    client.force_login(artist)
    shown = client.get(address("paper_list", first.pk)).text
    assert "Aino" in shown
    for words in ("aino@example.org", "040 123 4567", "Terveisiä"):
        assert words not in shown


def test_the_file_says_whose_data_it_is_and_is_written_down(
    workshop: Any, first: Any, come: Any, artist: Any, client: Any
) -> None:
    set_join_link(page=workshop, details=JoinDetails(url="https://meet.example.org/salainen"), by=artist)
    come("=HYPERLINK(1)", email="paha@example.org", phone="+358 40 123 4567", size=2)
    client.force_login(artist)
    assert not client.get(address("export", first.pk)).has_header("Content-Disposition")
    assert DataAct.objects.count() == 0
    answer = client.post(address("export", first.pk))
    assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert "henkilötietoja" in rows[0][0]
    cells = [rows[-1][column] for column in (0, 1, 3, 4)]
    assert cells == ["'=HYPERLINK(1)", "2", "paha@example.org", "+358 40 123 4567"]
    assert "salainen" not in text
    act = DataAct.objects.get()
    assert (act.kind, act.by, act.occurrence_uuid, act.number) == (
        DataActKind.EXPORTED_LIST,
        artist,
        first.uuid,
        1,
    )


def test_no_cell_is_a_formula() -> None:
    assert [harmless(cell) for cell in ("Aino", "=1", " @x", "-2", "+1+cmd", "+358 40", "\t=1")] == [
        "Aino",
        "'=1",
        "' @x",
        "'-2",
        "'+1+cmd",
        "+358 40",
        "'\t=1",
    ]


def test_who_has_no_address_is_called(first: Any, come: Any, artist: Any, client: Any) -> None:
    come("Aino")
    signup = come("Eino", email="", phone="040 123 4567")
    Message.objects.filter(signup=signup).update(state=MessageState.TO_CALL)
    client.force_login(artist)
    assert [line.to_call for line in client.get(address("dates")).context["coming_lines"]] == [1, 0]
    shown = client.get(address("who_comes", first.pk))
    (call,) = shown.context["calls"]
    assert (call.signup, call.text.splitlines()[0]) == (signup, "Sinulle on paikka:")
    assert "tel:+358401234567" in shown.text
    assert client.post(address("called", first.pk, call.message.pk)).status_code == 302
    call.message.refresh_from_db()
    assert (call.message.state, call.message.done_by) == (MessageState.CALLED, artist)
    assert client.get(address("who_comes", first.pk)).context["calls"] == []


def test_what_need_not_be_said_any_more_is_on_no_list(
    workshop: Any, first: Any, come: Any, artist: Any, client: Any
) -> None:
    limit(first, 1)
    aino, eino = come("Aino"), come("Eino", email="", phone="040 123 4567")
    hand_over_due()
    cancel(signup=aino, by="self")
    take_offer(signup=eino)
    hand_over_due()
    client.force_login(artist)
    assert [line.to_call for line in client.get(address("dates")).context["coming_lines"]] == [1, 0]
    calls = client.get(address("who_comes", first.pk)).context["calls"]
    assert [call.message.kind for call in calls] == ["confirmation"]


def test_an_address_that_no_mail_reaches_is_marked(first: Any, come: Any, artist: Any, client: Any) -> None:
    signup = come("Aino")
    come("Eino")
    client.force_login(artist)
    assert "tähän osoitteeseen posti ei mene perille" not in client.get(address("who_comes", first.pk)).text
    Signup.objects.filter(pk=signup.pk).update(unreachable_at=timezone.now())
    assert client.get(address("who_comes", first.pk)).text.count("tähän osoitteeseen posti ei mene perille") == 1


def test_lists_take_as_many_queries_at_forty_as_at_one(
    first: Any, come: Any, artist: Any, client: Any, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    signup = come("Aino")
    Message.objects.filter(signup=signup).update(state=MessageState.TO_CALL)
    client.force_login(artist)
    addresses = [address("dates"), *(address(name, first.pk) for name in ("who_comes", "attendance", "paper_list"))]
    client.get(addresses[0])
    taken = []
    for each in addresses:
        with django_assert_max_num_queries(40) as queries:
            client.get(each)
        taken.append(len(queries))
    for number in range(39):
        signup = come(f"Eino {number}", email="", phone=f"040 123 45{number:02}", size=2)
        Message.objects.filter(signup=signup).update(state=MessageState.TO_CALL)
    for each, number in zip(addresses, taken, strict=True):
        with django_assert_num_queries(number):
            client.get(each)


def test_the_dashboard_says_what_the_next_date_lacks(
    workshop: Any, first: Any, come: Any, artist: Any, client: Any
) -> None:
    client.force_login(artist)
    come("Aino", size=2)
    shown = client.get("/admin/").text
    assert "hosts-next-date" in shown
    assert address("who_comes", first.pk) in shown
    assert address("join_links", workshop.pk) in shown
    set_join_link(page=workshop, details=JoinDetails(url="https://meet.example.org/x"), by=artist)
    shown = client.get("/admin/").text
    assert address("join_links", workshop.pk) not in shown
    assert "meet.example.org" not in shown


def test_after_the_date_the_list_says_who_came(first: Any, come: Any, artist: Any, client: Any) -> None:
    come("Aino").places.update(attendance=Attendance.CAME)
    come("Eino")
    end(first, days=2)
    client.force_login(artist)
    listed = client.get(address("dates"))
    assert [line.occurrence.pk for line in listed.context["over_lines"]] == [first.pk]
    shown = client.get(address("who_comes", first.pk))
    assert shown.context["people"].number_here == 1
    assert shown.context["people"].confirmed[0].signup.status == SignupStatus.CONFIRMED


def test_the_city_sees_whose_date_it_is(workshop: Any, artist: Any, editor: Any, client: Any) -> None:
    for user, is_told in ((artist, False), (editor, True)):
        client.force_login(user)
        assert ("· Saviverstas Hella" in client.get(reverse("hosts:dates")).text) is is_told


def test_who_is_not_to_be_recorded_or_photographed_is_named(
    workshop: Any, first: Any, come: Any, artist: Any, client: Any
) -> None:
    signups = {name: come(name=name, email=f"{name.lower()}@example.org") for name in ("Aino", "Bertta", "Eino")}
    give_consent(signup=signups["Aino"], kind=ConsentKind.RECORDING)
    Signup.objects.filter(pk=signups["Eino"].pk).update(status=SignupStatus.WAITLISTED, position=1)
    client.force_login(artist)
    # Online, nobody asks about photographs; and who only waits is in no recording.
    shown = client.get(reverse("hosts:who_comes", args=[first.pk])).text
    assert (shown.count("ei tallenteeseen"), shown.count("ei valokuviin")) == (1, 0)
    workshop.__class__.objects.filter(pk=workshop.pk).update(mode="both")
    shown = client.get(reverse("hosts:who_comes", args=[first.pk])).text
    assert (shown.count("ei tallenteeseen"), shown.count("ei valokuviin")) == (1, 2)
