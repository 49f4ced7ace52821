"""What waits, as editors and artists see it."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from programme.approval.models import Submission, TakeDownRequest
from programme.approval.queue import Standing, asked_of, own_pages, waiting_for
from tests.conftest import publish

from .steps import approve, mend, send_back, submit

QUEUE = "/admin/hyvaksynnat/"
HELSINKI = ZoneInfo("Europe/Helsinki")


def submitted_at(submission: Submission, moment: datetime) -> None:
    Submission.objects.filter(pk=submission.pk).update(submitted_at=moment)


def test_the_oldest_comes_first_with_what_an_editor_needs_to_know(
    partner: Any, other_partner: Any, artist: Any, other_artist: Any, editor: Any, make_workshop: Any
) -> None:
    later = submit(make_workshop(partner, "Savikettu"), artist)
    earlier = submit(make_workshop(other_partner, "Wool", language="en"), other_artist)
    submitted_at(earlier, timezone.now() - timedelta(days=30))
    with translation.override("en"):
        waiting = waiting_for(editor)
        assert [
            (item.title, item.partner, item.kind, item.language, str(item.submission.submitted_by)) for item in waiting
        ] == [
            ("Wool", "Lankapiiri", "Workshop", "English", "Aino Virtanen"),
            ("Savikettu", "Saviverstas Hella", "Workshop", "suomi", "Aino Virtanen"),
        ]
    assert [item.submission.pk for item in waiting] == [earlier.pk, later.pk]
    assert [item.is_late for item in waiting] == [True, False]
    assert [item.submission.kind for item in waiting] == ["new", "new"]


@pytest.mark.parametrize(
    ("now", "working_days", "is_late"),
    [("2026-11-26T18:00", 3, False), ("2026-11-27T08:00", 4, True), ("2026-11-23T12:00", 0, False)],
)
def test_late_is_more_than_three_working_days(
    partner: Any,
    artist: Any,
    editor: Any,
    make_workshop: Any,
    monkeypatch: Any,
    now: str,
    working_days: int,
    is_late: bool,
) -> None:
    submitted_at(submit(make_workshop(partner), artist), datetime(2026, 11, 23, 9, tzinfo=HELSINKI))
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(now).replace(tzinfo=HELSINKI))
    (item,) = waiting_for(editor)
    assert (item.working_days, item.is_late) == (working_days, is_late)


def test_lateness_is_said_in_words(partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any) -> None:
    submission = submit(make_workshop(partner), artist)
    client.force_login(editor)
    assert "Myöhässä" not in client.get(QUEUE).text
    submitted_at(submission, timezone.now() - timedelta(days=30))
    assert client.get(QUEUE).text.count("Myöhässä: yli 3 arkipäivää") == 1


def test_a_change_is_told_from_a_new_page(partner: Any, artist: Any, editor: Any, make_workshop: Any) -> None:
    page = publish(make_workshop(partner))
    mend(page, artist, summary="Toisin.")
    submit(page, artist)
    assert [item.submission.kind for item in waiting_for(editor)] == ["edit"]


def test_the_dashboard_shows_the_queue_in_the_place_of_wagtails_panels(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    submission = submit(make_workshop(partner), artist)
    client.force_login(editor)
    dashboard = client.get("/admin/").text
    assert dashboard.count(f'href="{reverse("approval:review", args=[submission.pk])}"') == 1
    assert "data-workflow-action-url" not in dashboard
    assert "/workflow/action/" not in dashboard


def test_requests_to_take_down_come_on_top(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    page = publish(make_workshop(partner, "Julkinen"))
    TakeDownRequest.objects.create(page_id=page.pk, reason="Väärä <b>kuva</b>")
    submission = submit(make_workshop(partner, "Odottava"), artist)
    client.force_login(editor)
    text = client.get(QUEUE).text
    assert (
        0 < text.index("Väärä &lt;b&gt;kuva&lt;/b&gt;") < text.index(reverse("approval:review", args=[submission.pk]))
    )
    assert [(item.partner, item.can_unpublish) for item in asked_of(editor)] == [("Saviverstas Hella", True)]


def test_an_artist_sees_no_queue(
    partner: Any, other_partner: Any, artist: Any, other_artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    submission = submit(make_workshop(partner, "Salainen työpaja"), artist)
    send_back(submit(make_workshop(partner, "Toinen salaisuus"), artist), editor, "Vain Hellalle.")
    for user in (artist, other_artist):
        client.force_login(user)
        for address in (QUEUE, reverse("approval:review", args=[submission.pk]), reverse("approval:records")):
            answer = client.get(address)
            assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
        dashboard = client.get("/admin/").text
        assert reverse("approval:queue") not in dashboard
    # The last one is the other partner's.
    assert "Salainen työpaja" not in dashboard
    assert "Vain Hellalle." not in dashboard


def test_a_coordinator_sees_the_queue_and_does_not_review(
    partner: Any, artist: Any, coordinator: Any, make_workshop: Any, client: Any
) -> None:
    submission = submit(make_workshop(partner, "Savikettu"), artist)
    client.force_login(coordinator)
    text = client.get(QUEUE).text
    assert "Savikettu" in text
    assert reverse("approval:review", args=[submission.pk]) not in text
    assert client.get(reverse("approval:review", args=[submission.pk])).status_code == 302


def test_an_artist_sees_where_each_page_stands(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    make_workshop(partner, "Luonnos")
    submit(make_workshop(partner, "Odottava"), artist)
    send_back(submit(make_workshop(partner, "Palautettu"), artist), editor, "Kenelle tämä on?")
    publish(make_workshop(partner, "Julkinen"))
    changed = publish(make_workshop(partner, "Muutettu"))
    mend(changed, artist, summary="Toisin.")
    submit(changed, artist)
    half_done = publish(make_workshop(partner, "Kesken"))
    mend(half_done, artist, summary="Kesken jäi.")
    standing = {own.page.title: own.standing for own in own_pages(artist) if own.page.title != partner.name}
    assert standing == {
        "Luonnos": Standing.DRAFT,
        "Odottava": Standing.WAITS,
        "Palautettu": Standing.SENT_BACK,
        "Julkinen": Standing.LIVE,
        "Muutettu": Standing.WAITS,
        "Kesken": Standing.LIVE_WITH_DRAFT,
    }
    client.force_login(artist)
    dashboard = client.get("/admin/").text
    assert dashboard.count("Kenelle tämä on?") == 1
    assert dashboard.count("Julkinen; muutos odottaa hyväksyntää") == 1


def test_words_go_when_the_page_is_approved_after_all(
    partner: Any, artist: Any, editor: Any, make_workshop: Any
) -> None:
    page = make_workshop(partner)
    send_back(submit(page, artist), editor, "Kenelle tämä on?")
    page.current_workflow_state.resume(user=artist)
    approve(Submission.objects.waiting().get(), editor)
    own = next(own for own in own_pages(artist) if own.page.pk == page.pk)
    assert (own.standing, own.words) == (Standing.LIVE, "")


def test_the_queue_costs_the_same_for_one_and_for_twenty(
    partner: Any,
    artist: Any,
    editor: Any,
    make_workshop: Any,
    client: Any,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            submit(make_workshop(partner, f"Odottava {number}"), artist)
            public = publish(make_workshop(partner, f"Julkinen {number}"))
            TakeDownRequest.objects.create(page_id=public.pk, reason="Ei näin.", asked_by=artist)

    fill(0, 1)
    client.force_login(editor)
    client.get(QUEUE)
    with django_assert_max_num_queries(25) as at_one:
        client.get(QUEUE)
    fill(1, 20)
    with django_assert_num_queries(len(at_one)):
        text = client.get(QUEUE).text
    assert text.count("approval-item--asked") == 20
    assert len(waiting_for(editor)) == 20
    with django_assert_num_queries(4):
        own_pages(artist)
