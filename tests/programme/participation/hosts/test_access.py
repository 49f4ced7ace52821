"""Doors to other people's participants: each address, read and written to, by those whom it is not for."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from programme.participation.models import (
    Announcement,
    Attendance,
    DataAct,
    JoinLink,
    Message,
    MessageState,
    Place,
    Signup,
    SignupStatus,
)
from programme.participation.services import announce, set_join_link
from programme.participation.services.joining import JoinDetails

from .conftest import end

SECRETS = ["Salainen Sanni", "sanni@example.org", "040 765 4321", "Kerron salaisuuden", "meet.example.org/salainen"]


@pytest.fixture
def addresses(workshop: Any, first: Any, come: Any, artist: Any) -> dict[str, str]:
    """Every address that is about one page's people, and what it could give away."""
    signup = come("Salainen Sanni", email="sanni@example.org", phone="040 765 4321", message="Kerron salaisuuden")
    Message.objects.filter(signup=signup).update(state=MessageState.TO_CALL)
    message = Message.objects.get()
    set_join_link(page=workshop, details=JoinDetails(url="https://meet.example.org/salainen"), by=artist)
    set_join_link(page=workshop, details=JoinDetails(phone="040 765 4321"), by=artist, occurrence=first)
    announce(occurrence=first, audience="confirmed", text="Kerron salaisuuden", by=artist)
    of_date = ("who_comes", "attendance", "paper_list", "export", "said", "add", "write")
    of_page = ("dates_of_page", "join_links", "join_link", "remove_join_link")
    of_both = ("join_link_of_date", "remove_join_link_of_date")
    of_signup = ("cancel", "take")
    return {
        **{name: reverse(f"hosts:{name}", args=[first.pk]) for name in of_date},
        **{name: reverse(f"hosts:{name}", args=[workshop.pk]) for name in of_page},
        **{name: reverse(f"hosts:{name}", args=[workshop.pk, first.pk]) for name in of_both},
        **{name: reverse(f"hosts:{name}", args=[first.pk, signup.pk]) for name in of_signup},
        "called": reverse("hosts:called", args=[first.pk, message.pk]),
    }


def try_everything(client: Client, addresses: dict[str, str]) -> None:
    """Read and write to every address; nothing is told, and nothing is done."""
    before = what_stands()
    data = {
        "place": Place.objects.get().pk,
        "attendance": "came",
        "name": "Vieras",
        "email": "vieras@example.org",
        "size": 1,
        "language": "fi",
        "audience": "confirmed",
        "text": "Hei",
        "send": "1",
        "url": "https://evil.example.org/",
        "opens_minutes_before": "5",
    }
    for name, address in addresses.items():
        for answer in (client.get(address), client.post(address, data)):
            assert answer.status_code in {302, 404, 405}, name
            assert not any(secret in answer.text for secret in SECRETS), name
    assert what_stands() == before


def what_stands() -> Any:
    return (
        list(Signup.objects.values_list("status", "name")),
        list(Place.objects.values_list("attendance")),
        list(Message.objects.values_list("state")),
        list(JoinLink.objects.values_list("url", "phone").order_by("pk")),
        Announcement.objects.count(),
        DataAct.objects.count(),
    )


def lists_say_nothing(client: Client) -> None:
    for name in ("dates", "past_dates"):
        answer = client.get(reverse(f"hosts:{name}"))
        assert "Savikettu" not in answer.text
        assert not any(secret in answer.text for secret in SECRETS)
    assert "Savikettu" not in client.get("/admin/").text


def test_another_partners_artist(addresses: dict[str, str], other_artist: Any, client: Client) -> None:
    client.force_login(other_artist)
    try_everything(client, addresses)
    lists_say_nothing(client)


def test_an_artist_who_was_removed(addresses: dict[str, str], artist: Any, partner: Any, client: Client) -> None:
    client.force_login(artist)
    assert client.get(addresses["who_comes"]).status_code == 200
    artist.groups.remove(partner.group)
    try_everything(client, addresses)


def test_an_artist_who_was_moved_to_another_partner(
    addresses: dict[str, str], artist: Any, partner: Any, other_partner: Any, client: Client
) -> None:
    client.force_login(artist)
    artist.groups.set([other_partner.group])
    try_everything(client, addresses)
    lists_say_nothing(client)


def test_somebody_signed_out(addresses: dict[str, str], client: Client) -> None:
    try_everything(client, addresses)


def test_the_own_artist_and_the_city_see_them(
    addresses: dict[str, str], artist: Any, editor: Any, coordinator: Any, client: Client
) -> None:
    readable = set(addresses) - {"remove_join_link", "remove_join_link_of_date", "take", "called"}
    for person in (artist, editor, coordinator):
        client.force_login(person)
        assert {name: client.get(addresses[name]).status_code for name in readable} == dict.fromkeys(readable, 200)
        assert "Salainen Sanni" in client.get(addresses["who_comes"]).text


def test_thirty_one_days_after_the_end_the_artist_sees_nobody(
    addresses: dict[str, str], first: Any, artist: Any, editor: Any, client: Client
) -> None:
    end(first, days=29)
    client.force_login(artist)
    assert "Salainen Sanni" in client.get(addresses["who_comes"]).text
    end(first, days=31)
    about_people = {
        name: address for name, address in addresses.items() if name not in {"said"} and "join_link" not in name
    }
    del about_people["dates_of_page"]
    try_everything(client, about_people)
    for address in (*addresses.values(), reverse("hosts:dates"), reverse("hosts:past_dates")):
        shown = client.get(address).text
        assert not any(secret in shown for secret in SECRETS[:2])
    client.force_login(editor)
    assert "Salainen Sanni" in client.get(addresses["who_comes"]).text


def test_a_number_of_another_date_opens_nothing(
    workshop: Any,
    addresses: dict[str, str],
    other_partner: Any,
    other_artist: Any,
    first: Any,
    make_workshop: Any,
    client: Client,
) -> None:
    """The stranger's own date in the address, somebody else's signup, message and date behind it."""
    from tests.conftest import publish

    from .conftest import dates_of_page

    own = publish(make_workshop(other_partner, "Villaa", signup="each_date"))
    own_date = dates_of_page(own)[0]
    signup, message = Signup.objects.get(), Message.objects.get()
    client.force_login(other_artist)
    before = what_stands()
    tries = [
        ("cancel", [own_date.pk, signup.pk], {}),
        ("take", [own_date.pk, signup.pk], {}),
        ("called", [own_date.pk, message.pk], {}),
        ("attendance", [own_date.pk], {"place": signup.places.get().pk, "attendance": "came"}),
        ("join_link_of_date", [own.pk, first.pk], {"url": "https://evil.example.org/", "opens_minutes_before": 5}),
        ("remove_join_link_of_date", [own.pk, first.pk], {}),
    ]
    for name, arguments, data in tries:
        assert client.post(reverse(f"hosts:{name}", args=arguments), data).status_code == 404, name
    assert what_stands() == before


@pytest.mark.parametrize("who", ["artist", "editor"])
def test_what_is_the_coordinators(
    addresses: dict[str, str], who: str, request: pytest.FixtureRequest, client: Client
) -> None:
    client.force_login(request.getfixturevalue(who))
    for name in ("look_up", "export_contact", "erase_contact", "acts"):
        address = reverse(f"hosts:{name}")
        for answer in (client.get(address), client.post(address, {"contact": "sanni@example.org", "sure": "1"})):
            assert answer.status_code in {302, 405}
            assert "Salainen" not in answer.text
    assert Signup.objects.get().status == SignupStatus.CONFIRMED
    assert client.get("/admin/settings/participation/participationsettings/").status_code == 302


def test_an_artist_releases_no_message(addresses: dict[str, str], artist: Any, editor: Any, client: Client) -> None:
    announcement = Announcement.objects.get()
    client.force_login(artist)
    for name in ("release", "refuse"):
        assert client.post(reverse(f"approval:{name}_announcement", args=[announcement.pk])).status_code == 302
    announcement.refresh_from_db()
    assert (announcement.released_at, announcement.refused_at) == (None, None)


def test_attendance_of_who_has_no_place(addresses: dict[str, str], artist: Any, client: Client) -> None:
    Signup.objects.update(status=SignupStatus.CANCELLED)
    client.force_login(artist)
    data = {"place": Place.objects.get().pk, "attendance": "came"}
    assert client.post(addresses["attendance"], data).status_code == 302
    assert Place.objects.get().attendance == Attendance.UNKNOWN
