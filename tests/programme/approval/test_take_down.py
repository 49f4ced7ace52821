"""Asking for a page to be taken down."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import OutgoingMail
from programme.approval.models import TakeDownRequest
from programme.approval.take_down import MOST_FROM_READERS_IN_AN_HOUR, MOST_OPEN_FOR_A_PAGE, remove_old_requests
from tests.conftest import publish
from tests.programme.approval.steps import approve, submit

REASON = "Kuvassa on lapseni."


@pytest.fixture
def page(partner: Any, make_workshop: Any) -> Any:
    return publish(make_workshop(partner))


def ask(page: Any, **values: str) -> Any:
    return Client(enforce_csrf_checks=True).post(f"/fi/ilmoita/{page.pk}/", {"reason": REASON, **values})


def test_a_reader_tells_without_cookies(page: Any, editor: Any, client: Any) -> None:
    public = client.get("/fi/tekijat/saviverstas-hella/savikettu/")
    assert f'href="/fi/ilmoita/{page.pk}/"' in public.text
    form = client.get(f"/fi/ilmoita/{page.pk}/")
    answer = ask(page)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/fi/ilmoita/{page.pk}/?sent=1")
    thanks = client.get(f"/fi/ilmoita/{page.pk}/?sent=1")
    assert "Kiitos, viesti on toimittajilla" in thanks.text
    assert [dict(each.cookies) for each in (public, form, answer, thanks)] == [{}] * 4
    assert "csrfmiddlewaretoken" not in form.text
    request = TakeDownRequest.objects.get()
    assert (request.page_id, request.reason, request.asked_by) == (page.pk, REASON, None)
    mail = OutgoingMail.objects.get(purpose="take_down_asked")
    assert mail.recipient == editor.email
    assert REASON in mail.text
    assert "http://testserver/admin/hyvaksynnat/" in mail.text
    assert client.get("/fi/tekijat/saviverstas-hella/savikettu/").status_code == 200


def test_partner_pages_and_english_have_the_link(partner: Any, client: Any) -> None:
    section = partner.sections.get(locale__language_code="en")
    assert f'href="/en/report/{section.pk}/"' in client.get(section.url).text
    assert "Something wrong" not in client.get("/en/").text
    assert client.get(f"/en/report/{section.pk}/").status_code == 200


def test_only_public_pages_of_partners_can_be_told_of(partner: Any, make_workshop: Any, page: Any, client: Any) -> None:
    from home.models import FrontPage

    draft = make_workshop(partner, "Salainen luonnos")
    city = FrontPage.objects.get(locale__language_code="fi")
    for pk in (draft.pk, city.pk, 999_999):
        assert client.get(f"/fi/ilmoita/{pk}/").status_code == 404
        assert client.post(f"/fi/ilmoita/{pk}/", {"reason": REASON}).status_code == 404
    assert client.get(f"/en/report/{page.pk}/").status_code == 404
    assert not TakeDownRequest.objects.exists()


def test_words_are_needed_and_limited(page: Any, site: None) -> None:
    assert ask(page, reason="  ").status_code == 200
    answer = ask(page, reason="a" * 1001)
    assert answer.status_code == 200
    assert "a" * 1001 in answer.text
    assert not TakeDownRequest.objects.exists()
    assert ask(page, reason="a" * 1000).status_code == 302


def test_a_machine_is_thanked_and_kept_nowhere(page: Any, editor: Any) -> None:
    assert ask(page, website="https://spam.example").status_code == 302
    assert not TakeDownRequest.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_five_open_requests_for_a_page_are_enough(page: Any, editor: Any, partner: Any, make_workshop: Any) -> None:
    for _number in range(MOST_OPEN_FOR_A_PAGE):
        assert ask(page).status_code == 302
    answer = ask(page, reason="Vielä yksi.")
    assert answer.status_code == 200
    assert "Toimittajilla on jo monta viestiä odottamassa." in answer.text
    assert "Vielä yksi.</textarea>" in answer.text
    assert dict(answer.cookies) == {}
    assert TakeDownRequest.objects.count() == MOST_OPEN_FOR_A_PAGE
    TakeDownRequest.objects.update(closed_at=timezone.now())
    assert ask(page).status_code == 302


def test_twenty_in_an_hour_are_enough_from_readers(page: Any, artist: Any, partner: Any, make_workshop: Any) -> None:
    TakeDownRequest.objects.bulk_create(
        TakeDownRequest(page_id=page.pk, reason=REASON, closed_at=timezone.now())
        for _number in range(MOST_FROM_READERS_IN_AN_HOUR)
    )
    assert ask(page).status_code == 200
    client = Client()
    client.force_login(artist)
    assert client.post(f"/admin/hyvaksynnat/ilmoita/{page.pk}/", {"reason": REASON}).status_code == 302
    TakeDownRequest.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert ask(page).status_code == 302


def test_an_artist_asks_from_the_pages_menu(page: Any, artist: Any, editor: Any, client: Any) -> None:
    client.force_login(artist)
    address = f"/admin/hyvaksynnat/ilmoita/{page.pk}/"
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    client.post(address, {"reason": REASON})
    assert TakeDownRequest.objects.get().asked_by == artist
    assert str(artist) in OutgoingMail.objects.get(purpose="take_down_asked").text
    page.refresh_from_db()
    assert page.live


def test_another_partners_page_is_not_ones_own(
    page: Any, partner: Any, other_artist: Any, make_workshop: Any, client: Any
) -> None:
    client.force_login(other_artist)
    for each in (page, make_workshop(partner, "Salainen luonnos")):
        answer = client.post(f"/admin/hyvaksynnat/ilmoita/{each.pk}/", {"reason": REASON})
        assert answer.status_code == 302
        assert "Salainen" not in client.get("/admin/").text
    assert not TakeDownRequest.objects.exists()


def test_an_editor_takes_the_page_down(page: Any, editor: Any, client: Any) -> None:
    for _number in range(2):
        ask(page)
    client.force_login(editor)
    first = TakeDownRequest.objects.first()
    assert first is not None
    client.post(reverse("approval:unpublish", args=[first.pk]))
    page.refresh_from_db()
    assert not page.live
    assert not TakeDownRequest.objects.open().exists()
    assert set(TakeDownRequest.objects.values_list("closed_by", flat=True)) == {editor.pk}
    assert Client().get("/fi/tekijat/saviverstas-hella/savikettu/").status_code == 404


def test_dealt_with_leaves_the_page_as_it_is(page: Any, editor: Any, client: Any) -> None:
    ask(page)
    client.force_login(editor)
    client.post(reverse("approval:close_request", args=[TakeDownRequest.objects.get().pk]))
    request = TakeDownRequest.objects.get()
    page.refresh_from_db()
    assert (request.closed_by, page.live) == (editor, True)
    assert REASON not in client.get("/admin/hyvaksynnat/").text


def test_an_artist_decides_on_no_request(page: Any, artist: Any, other_artist: Any, client: Any) -> None:
    ask(page)
    pk = TakeDownRequest.objects.get().pk
    for user in (artist, other_artist):
        client.force_login(user)
        for name in ("approval:unpublish", "approval:close_request"):
            assert client.post(reverse(name, args=[pk])).headers["Location"] == "/admin/"
    page.refresh_from_db()
    assert page.live
    assert TakeDownRequest.objects.open().count() == 1


def test_who_may_not_unpublish_is_told_so(page: Any, editor: Any, client: Any) -> None:
    from django.contrib.auth.models import Group
    from wagtail.models import GroupPagePermission

    ask(page)
    GroupPagePermission.objects.filter(
        group__in=Group.objects.filter(user=editor), permission__codename="publish_page"
    ).delete()
    client.force_login(editor)
    assert "Poista sivu julkaisusta" not in client.get("/admin/hyvaksynnat/").text
    client.post(reverse("approval:unpublish", args=[TakeDownRequest.objects.get().pk]))
    assert "Et voi poistaa tätä sivua julkaisusta." in client.get("/admin/hyvaksynnat/").text
    page.refresh_from_db()
    assert page.live


def test_the_buttons_are_no_links(page: Any, editor: Any, client: Any) -> None:
    ask(page)
    client.force_login(editor)
    for name in ("approval:unpublish", "approval:close_request"):
        assert client.get(reverse(name, args=[TakeDownRequest.objects.get().pk])).status_code == 405


def test_closed_requests_go_after_a_year(page: Any, site: None) -> None:
    now = timezone.now()
    for closed_at in (now - timedelta(days=366), now - timedelta(days=364), None):
        TakeDownRequest.objects.create(page_id=page.pk, reason=REASON, closed_at=closed_at)
    TakeDownRequest.objects.update(created_at=now - timedelta(days=800))
    assert remove_old_requests() == 1
    assert TakeDownRequest.objects.count() == 2


def test_the_artist_is_told_by_whichever_way_it_is_taken_down(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    page = make_workshop(partner)
    approve(submit(page, artist), editor)
    ask(page)
    client.force_login(editor)
    client.post(reverse("approval:unpublish", args=[TakeDownRequest.objects.get().pk]))
    mail = OutgoingMail.objects.get(purpose="taken_down")
    assert mail.recipient == artist.email
    assert mail.subject == "Ei enää julkinen: Savikettu"
    assert f"/admin/pages/{page.pk}/edit/" in mail.text
    # A reader's words may be about people.
    assert REASON not in mail.text

    publish(page)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert OutgoingMail.objects.filter(purpose="taken_down", recipient=artist.email).count() == 2


def test_without_a_submitter_everyone_of_the_partners_is_told(
    page: Any, partner: Any, other_artist: Any, artist: Any, editor: Any, client: Any
) -> None:
    client.force_login(editor)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert OutgoingMail.objects.get(purpose="taken_down").recipient == artist.email


def test_nobody_is_told_of_the_citys_own_pages_and_of_what_is_deleted(
    page: Any, artist: Any, editor: Any, admin_user: Any, client: Any
) -> None:
    from home.models import StandardPage

    own = StandardPage.objects.filter(live=True).first()
    assert own is not None
    client.force_login(admin_user)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[own.pk]))
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not type(page).objects.filter(pk=page.pk).exists()
    assert not OutgoingMail.objects.filter(purpose="taken_down").exists()
