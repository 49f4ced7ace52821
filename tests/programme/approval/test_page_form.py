"""What a page's form says of where the page stands, and what it offers to do."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from programme.approval.checklist import open_points
from programme.approval.rules import why_not_submit
from programme.approval.wagtail_hooks import find_open_points
from programme.participation.models import JoinLink
from tests.conftest import publish
from tests.programme.approval.steps import approve, send_back, submit

WORDS = "Kerro vielä, kuka voi tulla."
READY = "Kaikki on valmiina hyväksyttäväksi lähettämistä varten"


@pytest.fixture
def page(partner: Any, make_workshop: Any) -> Any:
    return make_workshop(partner)


def form(client: Any, user: Any, page: Any) -> str:
    client.force_login(user)
    text: str = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    return text


def test_a_draft_can_be_sent(page: Any, artist: Any, client: Any) -> None:
    text = form(client, artist, page)
    assert READY in text
    assert "Lähetetty" not in text


def test_what_waits_is_said_to_wait(page: Any, artist: Any, editor: Any, client: Any) -> None:
    review = reverse("approval:review", args=[submit(page, artist).pk])
    text = form(client, artist, page)
    assert READY not in text
    assert "Sivu ei näy ulkopuolisille, ennen kuin toimittaja on hyväksynyt sen." in text
    assert "Saat siitä sähköpostin." in text
    assert review not in text
    of_the_city = form(client, editor, page)
    assert "Saat siitä sähköpostin." not in of_the_city
    assert f'href="{review}"' in of_the_city


def test_a_waiting_change_of_a_public_page_leaves_readers_the_old_one(
    page: Any, artist: Any, editor: Any, client: Any
) -> None:
    live = publish(page)
    live.title = "Uusi savikettu"
    live.save_revision(user=artist)
    submit(live, artist)
    assert "Lukijat näkevät sivun entisellään" in form(client, artist, page)


def test_the_editors_words_are_on_top_until_it_is_sent_again(page: Any, artist: Any, editor: Any, client: Any) -> None:
    send_back(submit(page, artist), editor, WORDS)
    text = form(client, artist, page)
    assert text.index("Toimittaja pyytää muutoksia") < text.index(f"<blockquote>{WORDS}") < text.index(READY)
    state = page.current_workflow_state
    state.resume(artist)
    again = form(client, artist, page)
    assert "Toimittaja pyytää muutoksia" not in again
    assert READY not in again


def test_what_is_approved_is_said_to_be_public(page: Any, artist: Any, editor: Any, client: Any) -> None:
    approve(submit(page, artist), editor)
    assert "Sivu on julkinen, ja kaikki on kunnossa" in form(client, artist, page)


def test_nobody_is_offered_to_publish_a_partners_page(
    page: Any, artist: Any, editor: Any, client: Any, admin_user: Any
) -> None:
    section = page.get_parent()
    for user in (editor, admin_user, artist):
        assert 'value="action-publish"' not in form(client, user, page)
        empty = client.get(reverse("wagtailadmin_pages:add", args=["catalogue", "workshoppage", section.pk]))
        assert empty.status_code == 200
        assert 'value="action-publish"' not in empty.text
        assert 'name="action-submit"' in empty.text
    submit(page, artist)
    waiting = form(client, editor, page)
    assert 'value="action-publish"' not in waiting
    assert 'data-workflow-action-name="approve"' in waiting
    assert 'data-workflow-action-name="reject"' in waiting


def test_there_is_one_way_to_send_again(page: Any, artist: Any, editor: Any, client: Any) -> None:
    send_back(submit(page, artist), editor, WORDS)
    text = form(client, artist, page)
    assert 'name="action-submit"' in text
    assert "Lähetä uudelleen hyväksyttäväksi" in text
    assert "action-restart-workflow" not in text


def test_the_citys_own_pages_are_published_as_ever(site: None, editor: Any, client: Any) -> None:
    from home.models import FrontPage

    assert 'value="action-publish"' in form(client, editor, FrontPage.objects.get(locale__language_code="fi"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"needs": "Tule: meet.example.org/j/salainen-huone"}, "needs"),
        ({"summary": "Soita 09-2525 0199"}, "summary"),
        ({"body": [("text", '<p><a href="https://meet.example.org/j/salainen-huone?pwd=1">Tule</a></p>')]}, "body"),
        ({"body": [("quote", {"quote": "Koodi 4711 99", "source": ""})]}, "body"),
    ],
)
def test_the_way_in_keeps_a_page_from_being_sent(
    values: dict[str, Any], field: str, page: Any, artist: Any, client: Any
) -> None:
    link = {"url": "https://meet.example.org/j/salainen-huone?pwd=9f8e7d", "phone": "09 2525 0199", "code": "471199"}
    for name, value in values.items():
        setattr(page, name, value)
    # Not the way into another page.
    JoinLink.objects.create(translation_key=uuid4(), **link)
    assert open_points(page) == []
    JoinLink.objects.create(translation_key=page.translation_key, **link)
    (rule,) = open_points(page)
    assert (rule.key, rule.field) == ("way_in_is_not_on_the_page", field)
    assert list(find_open_points(page)) == [(field, f"{rule.ask} {rule.why}")]
    assert str(rule.ask) in why_not_submit(page)
    page.save_revision(user=artist)
    assert f'href="#{rule.anchor}"' in form(client, artist, page)


def test_an_artist_may_let_people_take_part_by_the_number_that_everybody_may_call(page: Any) -> None:
    page.contact_phone = "040 765 4321"
    JoinLink.objects.create(translation_key=page.translation_key, phone="+358 40 7654321")
    assert open_points(page) == []
    page.summary = "Soita 0407654321."
    assert [rule.key for rule in open_points(page)] == ["way_in_is_not_on_the_page"]
