"""Signing somebody up, cancelling, calling; and what stands in the way of taking a page away."""

from typing import Any

from django.urls import reverse

from programme.catalogue.models import Occurrence
from programme.participation.models import CancelledBy, Message, MessageKind, MessageState, Signup, SignupStatus
from tests.conftest import publish

from .conftest import dates_of_page, end, limit

FORM = {"name": "Eino", "phone": "040 123 4567", "email": "", "size": "2", "message": ""}


def address(name: str, *arguments: Any) -> str:
    return reverse(f"hosts:{name}", args=arguments)


def test_somebody_who_rang_is_signed_up(first: Any, artist: Any, client: Any) -> None:
    client.force_login(artist)
    assert client.post(address("add", first.pk), FORM).url == address("who_comes", first.pk)
    signup = Signup.objects.get()
    assert (signup.name, signup.phone, signup.size, signup.status) == ("Eino", "040 123 4567", 2, "confirmed")
    assert [place.occurrence_id for place in signup.places.all()] == [first.pk]


def test_who_comes_last_waits(first: Any, come: Any, artist: Any, client: Any) -> None:
    limit(first, 1)
    come("Aino")
    client.force_login(artist)
    client.post(address("add", first.pk), FORM)
    assert Signup.objects.get(name="Eino").status == SignupStatus.WAITLISTED


def test_once_for_a_whole_course(partner: Any, make_workshop: Any, artist: Any, client: Any) -> None:
    page = publish(make_workshop(partner, "Kurssi", days=(7, 14, 21), signup="whole_course"))
    dates = dates_of_page(page)
    client.force_login(artist)
    client.post(address("add", dates[1].pk), FORM)
    assert Signup.objects.get().places.count() == 3


def test_what_is_missing_is_said_at_its_field(workshop: Any, first: Any, artist: Any, client: Any) -> None:
    client.force_login(artist)
    tries = [
        ({"phone": ""}, "phone"),
        ({"name": ""}, "name"),
        ({"name": "Lue www.paha.example"}, "name"),
        ({"size": "7"}, "size"),
        ({"size": "0"}, "size"),
        ({"size": "99999999999999999999"}, "size"),
        ({"email": "ei osoite"}, "email"),
    ]
    for wrong, field in tries:
        answer = client.post(address("add", first.pk), {**FORM, **wrong})
        assert list(answer.context["form"].errors) == [field]
    assert not Signup.objects.exists()


def test_one_contact_signs_up_once(first: Any, artist: Any, client: Any) -> None:
    client.force_login(artist)
    client.post(address("add", first.pk), FORM)
    answer = client.post(address("add", first.pk), {**FORM, "phone": "+358 40 1234567"})
    assert answer.context["form"].non_field_errors() == [
        "Tällä puhelinnumerolla tai sähköpostiosoitteella on jo ilmoittauduttu."
    ]
    assert Signup.objects.count() == 1


def test_a_guardian_is_asked_for_where_children_come(
    partner: Any, make_workshop: Any, artist: Any, client: Any
) -> None:
    page = publish(make_workshop(partner, "Lapset", signup="each_date", is_open_to_children=True))
    (date,) = dates_of_page(page)
    client.force_login(artist)
    answer = client.post(address("add", date.pk), {**FORM, "has_under_13": "on"})
    assert list(answer.context["form"].errors) == ["guardian_contact"]
    client.post(address("add", date.pk), {**FORM, "has_under_13": "on", "guardian_contact": "040 999"})
    assert Signup.objects.get().guardian_contact == "040 999"


def test_a_signup_is_cancelled_after_a_question(first: Any, come: Any, artist: Any, client: Any) -> None:
    signup = come("Aino")
    client.force_login(artist)
    assert client.get(address("cancel", first.pk, signup.pk)).status_code == 200
    assert Signup.objects.get().status == SignupStatus.CONFIRMED
    for _again in range(2):
        assert client.post(address("cancel", first.pk, signup.pk)).status_code == 302
    signup.refresh_from_db()
    assert (signup.status, signup.cancelled_by) == (SignupStatus.CANCELLED, CancelledBy.PARTNER)
    assert Message.objects.filter(kind=MessageKind.CANCELLED).count() == 1
    assert client.get(address("cancel", first.pk, signup.pk)).status_code == 404


def test_an_offered_place_is_taken_by_telephone(first: Any, come: Any, artist: Any, client: Any) -> None:
    limit(first, 1)
    aino = come("Aino")
    eino = come("Eino", email="", phone="040 123 4567")
    client.force_login(artist)
    client.post(address("cancel", first.pk, aino.pk))
    eino.refresh_from_db()
    assert eino.status == SignupStatus.OFFERED
    Message.objects.filter(signup=eino, kind=MessageKind.OFFER).update(state=MessageState.TO_CALL)
    shown = client.get(address("who_comes", first.pk))
    assert "vapautui" in shown.context["calls"][-1].text
    assert client.post(address("take", first.pk, eino.pk)).status_code == 302
    eino.refresh_from_db()
    assert eino.status == SignupStatus.CONFIRMED
    # A second tap finds nothing to take.
    assert client.post(address("take", first.pk, eino.pk)).status_code == 302


def test_who_is_told_stands_before_a_cancellation(
    workshop: Any, first: Any, come: Any, artist: Any, client: Any
) -> None:
    come("Aino", size=3)
    come("Helmi")
    come("Eino", email="", phone="040 123 4567")
    client.force_login(artist)
    shown = client.get(reverse("catalogue_cancel_date", args=[workshop.pk, first.pk]))
    assert shown.context["consequences"] == [
        "5 ihmistä on ilmoittautunut tai jonossa.",
        "Heille lähtee 2 viestiä.",
        "Yksi ilmoittautunut pitää tavoittaa puhelimella. Sinä soitat: numero on kohdassa ”Osallistujat”.",
    ]
    client.post(reverse("catalogue_cancel_date", args=[workshop.pk, first.pk]), {"reason": "illness"})
    assert Message.objects.filter(kind=MessageKind.CANCELLED, occurrence=first).count() == 3


def test_a_date_without_people_says_so(workshop: Any, first: Any, artist: Any, client: Any) -> None:
    client.force_login(artist)
    shown = client.get(reverse("catalogue_cancel_date", args=[workshop.pk, first.pk]))
    assert shown.context["consequences"] == ["Kukaan ei ole ilmoittautunut."]


def test_a_page_with_people_is_not_taken_away_under_them(
    workshop: Any, first: Any, come: Any, editor: Any, client: Any
) -> None:
    come("Aino")
    client.force_login(editor)
    for action in ("unpublish", "delete"):
        answer = client.post(reverse(f"wagtailadmin_pages:{action}", args=[workshop.pk]))
        assert answer.url == address("dates_of_page", workshop.pk)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    client.post(f"{bulk}?id={workshop.pk}")
    told = client.get(address("dates_of_page", workshop.pk)).text
    assert "Savikettu" in told
    workshop.refresh_from_db()
    assert workshop.live
    end(first, days=1)
    Occurrence.objects.exclude(pk=first.pk).delete()
    client.post(reverse("wagtailadmin_pages:unpublish", args=[workshop.pk]))
    workshop.refresh_from_db()
    assert not workshop.live
