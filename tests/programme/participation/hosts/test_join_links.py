"""The way in: entered beside the page, in force at once, and nowhere but where it belongs (conventions G9)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import serializers
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from home.models import OutgoingMail
from programme.catalogue.copies import copy_as_new_draft
from programme.catalogue.models import Occurrence
from programme.participation.models import JoinLink, Message, MessageKind
from programme.participation.services import JoinDetails, join_link_for, joining, remove_join_link, set_join_link
from tests.conftest import publish

SECRET = "meet.example.org/salainen-huone"
FORM = {"url": f"https://{SECRET}", "phone": "09 2525 0222", "code": "4711-salakoodi", "opens_minutes_before": "20"}


def address(name: str, *arguments: Any) -> str:
    return reverse(f"hosts:{name}", args=arguments)


def test_it_is_entered_for_all_dates_and_for_one(
    workshop: Any, first: Any, second: Any, artist: Any, client: Any
) -> None:
    client.force_login(artist)
    assert client.post(address("join_link", workshop.pk), FORM).url == address("join_links", workshop.pk)
    own = {**FORM, "url": "https://teams.example.org/oma", "opens_minutes_before": "5"}
    client.post(address("join_link_of_date", workshop.pk, first.pk), own)
    links = {date.pk: join_link_for(date) for date in (first, second)}
    assert [links[date.pk].url for date in (first, second)] == ["https://teams.example.org/oma", FORM["url"]]
    assert [links[date.pk].opens_minutes_before for date in (first, second)] == [5, 20]
    shown = client.get(address("join_links", workshop.pk)).text
    assert SECRET in shown
    assert "teams.example.org/oma" in shown
    client.post(address("remove_join_link_of_date", workshop.pk, first.pk))
    assert join_link_for(first).url == FORM["url"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "http://meet.example.org/x"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "meet.example.org"}, "url"),
        ({"url": "", "phone": ""}, "url"),
        ({"phone": "soita"}, "phone"),
        ({"opens_minutes_before": "-1"}, "opens_minutes_before"),
        ({"opens_minutes_before": "99999999999"}, "opens_minutes_before"),
        ({"code": "x" * 61}, "code"),
    ],
)
def test_what_is_no_way_in(workshop: Any, artist: Any, client: Any, wrong: dict[str, str], field: str) -> None:
    client.force_login(artist)
    answer = client.post(address("join_link", workshop.pk), {**FORM, **wrong})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not JoinLink.objects.exists()


def test_it_may_come_before_the_approval(partner: Any, make_workshop: Any, artist: Any, client: Any) -> None:
    draft = make_workshop(partner, "Luonnos", signup="each_date")
    client.force_login(artist)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).text
    assert address("join_links", draft.pk) in edit
    client.post(address("join_link", draft.pk), FORM)
    page = publish(draft)
    (date,) = Occurrence.objects.of_translation_key(page.translation_key)
    assert join_link_for(date).url == FORM["url"]


def test_editors_get_to_know_without_the_link(workshop: Any, first: Any, artist: Any, editor: Any, client: Any) -> None:
    client.force_login(artist)
    client.post(address("join_link", workshop.pk), FORM)
    client.post(address("join_link_of_date", workshop.pk, first.pk), FORM)
    client.post(address("remove_join_link", workshop.pk))
    mails = OutgoingMail.objects.filter(purpose="join_link_changed")
    assert [mail.recipient for mail in mails] == [editor.email] * 3
    for mail in mails:
        assert address("join_links", workshop.pk) in mail.text
        assert SECRET not in mail.text + mail.html + mail.subject
        assert "4711-salakoodi" not in mail.text + mail.html
    client.force_login(editor)
    client.post(address("join_link", workshop.pk), FORM)
    assert mails.count() == 3


def test_who_has_the_old_one_is_told(workshop: Any, first: Any, come: Any, artist: Any, client: Any) -> None:
    come("Aino")
    client.force_login(artist)
    client.post(address("join_link", workshop.pk), FORM)
    client.post(address("join_link", workshop.pk), {**FORM, "url": "https://meet.example.org/2"})
    assert not Message.objects.filter(kind=MessageKind.JOIN_CHANGED).exists()
    soon = timezone.now() + timedelta(minutes=10)
    Occurrence.objects.filter(pk=first.pk).update(start=soon, end=soon + timedelta(hours=1))
    for number in (3, 4):
        client.post(address("join_link", workshop.pk), {**FORM, "url": f"https://meet.example.org/{number}"})
    assert Message.objects.filter(kind=MessageKind.JOIN_CHANGED, occurrence=first).count() == 2


def test_two_first_ones_at_the_same_moment(workshop: Any, artist: Any, monkeypatch: Any) -> None:
    stored, asked = joining._stored, []

    def see_too_little(*arguments: Any) -> JoinLink | None:
        asked.append(arguments)
        return None if len(asked) == 1 else stored(*arguments)

    monkeypatch.setattr(joining, "_stored", see_too_little)
    JoinLink.objects.create(translation_key=workshop.translation_key, url="https://meet.example.org/1")
    set_join_link(page=workshop, details=JoinDetails(url="https://meet.example.org/2"), by=artist)
    assert JoinLink.objects.get().url == "https://meet.example.org/2"


@pytest.mark.parametrize(
    ("for_all", "minutes", "told"),
    [
        ("https://meet.example.org/1", 10, 1),
        # Nobody has had the old one yet; nothing else changes; nothing takes its place; it is over.
        ("https://meet.example.org/1", 30, 0),
        (FORM["url"], 10, 0),
        ("", 10, 0),
        ("https://meet.example.org/1", -70, 0),
    ],
)
def test_who_had_the_dates_own_is_told_when_it_goes(
    for_all: str, minutes: int, told: int, workshop: Any, first: Any, come: Any, artist: Any
) -> None:
    come("Aino")
    if for_all:
        set_join_link(page=workshop, details=JoinDetails(url=for_all), by=artist)
    set_join_link(page=workshop, details=JoinDetails(url=FORM["url"]), by=artist, occurrence=first)
    first.start = timezone.now() + timedelta(minutes=minutes)
    first.end = first.start + timedelta(hours=1)
    first.save()
    assert remove_join_link(page=workshop, by=artist, occurrence=first)
    assert Message.objects.filter(kind=MessageKind.JOIN_CHANGED, occurrence=first).count() == told


def test_it_is_nowhere_else(workshop: Any, first: Any, come: Any, artist: Any, editor: Any, client: Any) -> None:
    """Entered before anything else happens to the page, so that whatever copies along would have it."""
    client.force_login(artist)
    client.post(address("join_link", workshop.pk), FORM)
    signup = come("Aino")
    workshop.title = "Savikettu taas"
    workshop.save_revision(user=artist)
    copy = copy_as_new_draft(page=workshop, user=artist)
    assert not JoinLink.objects.of_page(copy.translation_key).exists()
    elsewhere: dict[str, str] = {
        "revisions": json.dumps(list(Revision.objects.values_list("content", flat=True)), default=str),
        "pages": serializers.serialize("json", [*Page.objects.all(), workshop, copy]),
        "occurrences": serializers.serialize("json", Occurrence.objects.all()),
        "log": json.dumps(list(PageLogEntry.objects.values_list("data", flat=True)), default=str),
        "signup": serializers.serialize("json", [signup]),
        "mails": "".join(OutgoingMail.objects.values_list("text", flat=True)),
        "messages": serializers.serialize("json", Message.objects.all()),
    }
    for name, arguments in [
        ("wagtailadmin_pages:edit", [workshop.pk]),
        ("wagtailadmin_pages:view_draft", [workshop.pk]),
        ("wagtailadmin_pages:history", [workshop.pk]),
        ("wagtailadmin_pages:edit", [copy.pk]),
        ("catalogue_dates", [workshop.pk]),
        ("hosts:dates", []),
        ("hosts:who_comes", [first.pk]),
        ("hosts:paper_list", [first.pk]),
        ("wagtailadmin_home", []),
    ]:
        elsewhere[f"{name} {arguments}"] = client.get(reverse(name, args=arguments)).text
    elsewhere["file"] = client.post(address("export", first.pk)).content.decode()
    client.logout()
    elsewhere["public page"] = client.get(workshop.url).text
    for place, text in elsewhere.items():
        for secret in (SECRET, "4711-salakoodi", "09 2525 0222"):
            assert secret not in text, place
    client.force_login(artist)
    assert SECRET in client.get(address("join_links", workshop.pk)).text


def test_a_video_has_no_way_in(partner: Any, artist: Any, client: Any) -> None:
    section = partner.sections.get(locale__language_code="fi")
    client.force_login(artist)
    assert client.get(address("join_links", section.pk)).status_code == 404


def test_both_languages_share_it(workshop: Any, artist: Any, client: Any) -> None:
    from wagtail.models import Locale

    english = workshop.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    client.force_login(artist)
    client.post(address("join_link", workshop.pk), FORM)
    assert SECRET in client.get(address("join_links", english.pk)).text
