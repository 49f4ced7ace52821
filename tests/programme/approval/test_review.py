"""The page on which an editor decides."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from wagtail.rich_text import RichText

from home.models import OutgoingMail
from home.refusals import Refused
from programme.approval.comparison import compare, compare_files
from programme.approval.forms import TICKS
from programme.approval.models import ApprovalRecord, Submission
from programme.approval.models.records import Road
from programme.approval.queue import waiting_for
from programme.approval.review import review_of
from tests.conftest import date_value, publish

from .steps import approve, make_picture, mend, send_back, submit


@pytest.fixture
def request_of(editor: Any) -> Any:
    request = RequestFactory().get("/admin/")
    request.user = editor
    return request


def address_of(submission: Submission) -> str:
    return reverse("approval:review", args=[submission.pk])


def approval(**values: str) -> dict[str, str]:
    return {"decision": "approve", **{f"approve-{name}": "on" for name in TICKS}, **values}


def test_only_what_changes_is_compared(partner: Any, make_workshop: Any, request_of: Any) -> None:
    live = publish(make_workshop(partner, body=[("text", RichText("<p>Ennen.</p>"))]))
    draft = live.get_latest_revision().as_object()
    draft.summary = "Muovaillaan yksin."
    draft.themes.clear()
    draft.body[0].value = RichText('<p>Ennen <a href="https://example.org/a">täällä</a>.</p>')
    with translation.override("en"):
        rows = compare(live, draft, request=request_of)
    changed = {row.label: (row.before, row.after) for row in rows if row.has_changed}
    assert set(changed) == {"In a nutshell", "Contents: Text", "Themes"}
    assert "<del>yhdessä.</del>" in changed["In a nutshell"][0]
    assert "<ins>yksin.</ins>" in changed["In a nutshell"][1]
    assert "https://example.org/a" in changed["Contents: Text"][1]
    assert changed["Themes"][1] == ""


def test_a_link_that_leads_elsewhere_is_a_change(partner: Any, make_workshop: Any, request_of: Any) -> None:
    live = publish(make_workshop(partner, body=[("text", RichText('<p><a href="https://example.org/a">Lue</a></p>'))]))
    draft = live.get_latest_revision().as_object()
    draft.body[0].value = RichText('<p><a href="https://example.org/b">Lue</a></p>')
    (row,) = [row for row in compare(live, draft, request=request_of) if row.has_changed]
    assert "<del>a]</del>" in row.before
    assert "<ins>b]</ins>" in row.after


def test_what_people_typed_is_never_markup(partner: Any, make_workshop: Any, request_of: Any) -> None:
    page = make_workshop(partner, cost="<script>alert(1)</script>")
    for before in (None, publish(make_workshop(partner, "Toinen"))):
        rows = compare(before, page, request=request_of)
        assert "<script>alert" not in "".join(row.before + row.after for row in rows)
        assert "&lt;script&gt;" in "".join(row.after for row in rows).replace("</ins>", "").replace("<ins>", "")


def test_dates_are_read_as_people_read_them(partner: Any, make_workshop: Any, request_of: Any) -> None:
    live = publish(make_workshop(partner, days=(7, 14)))
    draft = live.get_latest_revision().as_object()
    del draft.dates[1]
    draft.dates.append(("date", date_value(21, capacity=12, note="viitotaan")))
    (row,) = [row for row in compare(live, draft, request=request_of) if row.has_changed]
    assert (row.before.count("<li>"), row.before.count("<del>")) == (2, 1)
    assert (row.after.count("<li>"), row.after.count("<ins>")) == (2, 1)
    assert "klo\u00a017.00–18.30" in row.before
    assert "paikkoja: 12 (viitotaan)" in row.after


def test_a_new_page_is_shown_whole_without_marks(partner: Any, make_workshop: Any, request_of: Any) -> None:
    rows = compare(None, make_workshop(partner), request=request_of)
    assert all(row.has_changed for row in rows)
    assert "<ins>" not in "".join(row.after for row in rows)
    assert {"Savikettu", "Muovaillaan yhdessä."} <= {
        row.after.removeprefix('<span class="approval-words">').removesuffix("</span>") for row in rows
    }


def test_pictures_of_both_versions_are_listed_with_their_rights(partner: Any, make_workshop: Any) -> None:
    old, new = make_picture(partner, "Vanha"), make_picture(partner, "Uusi", author="Aino", consent="given")
    live = publish(make_workshop(partner, main_image=old, main_image_alt="Kettu"))
    draft = live.get_latest_revision().as_object()
    draft.main_image = new
    rows = compare_files(live, draft)
    assert [(row.file.title, row.is_new, row.is_gone) for row in rows] == [
        ("Uusi", True, False),
        ("Vanha", False, True),
    ]
    assert rows[0].file.author == "Aino"
    assert all(row.thumbnail.startswith("<img") for row in rows)


def test_a_picture_is_seen_small_and_can_be_opened(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    picture = make_picture(partner, "Kettu")
    submission = submit(make_workshop(partner, main_image=picture, main_image_alt="Savikettu"), artist)
    client.force_login(editor)
    text = client.get(address_of(submission)).text
    assert f'href="{picture.file.url}"' in text
    for address in (picture.file.url, picture.renditions.get(filter_spec="max-480x360").url):
        assert client.get(address).status_code == 200
        assert Client().get(address).status_code == 404


def test_a_player_waits_for_a_click(partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any) -> None:
    video = {"title": "Näin teet ketun", "address": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"}
    submission = submit(make_workshop(partner, body=[("video", video)]), artist)
    client.force_login(editor)
    text = client.get(address_of(submission)).text
    assert 'data-player="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ' in text
    assert "<iframe" not in text


def test_approving_publishes_and_leads_back_to_the_queue(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    page = make_workshop(partner)
    submission = submit(page, artist)
    client.force_login(editor)
    answer = client.post(address_of(submission), approval(**{"approve-comment": "Hieno!"}))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/hyvaksynnat/")
    page.refresh_from_db()
    assert page.live
    assert ApprovalRecord.objects.of_page(page.pk).get().comment == "Hieno!"
    assert "Hieno!" in OutgoingMail.objects.get(purpose="approval_approved").text


def test_nothing_typed_is_lost_when_a_tick_is_missing(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    page = make_workshop(partner)
    submission = submit(page, artist)
    client.force_login(editor)
    answer = client.post(
        address_of(submission), {"decision": "approve", "approve-comment": "Hieno!", "approve-plain_language": "on"}
    )
    assert answer.status_code == 200
    assert "Hieno!</textarea>" in answer.text
    page.refresh_from_db()
    assert not page.live


def test_sending_back_needs_words(partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any) -> None:
    submission = submit(make_workshop(partner), artist)
    client.force_login(editor)
    assert client.post(address_of(submission), {"decision": "reject", "reject-comment": " "}).status_code == 200
    assert not OutgoingMail.objects.filter(purpose="approval_sent_back").exists()
    client.post(address_of(submission), {"decision": "reject", "reject-comment": "Kenelle tämä on?"})
    assert "Kenelle tämä on?" in OutgoingMail.objects.get(purpose="approval_sent_back").text


def test_a_refusal_shows_its_reason_once_and_keeps_the_words(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    page = make_workshop(partner)
    submission = submit(page, artist)
    mend(page, artist, summary="Muutin vielä.")
    client.force_login(editor)
    answer = client.post(address_of(submission), approval(**{"approve-comment": "Hieno!"}))
    assert answer.status_code == 200
    assert "Se on lähetettävä uudelleen." in answer.text
    assert "Hieno!</textarea>" in answer.text
    assert "Se on lähetettävä uudelleen." not in client.get("/admin/hyvaksynnat/").text
    page.refresh_from_db()
    assert not page.live


def test_who_submitted_sees_the_reason_and_no_buttons(
    partner: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    page = make_workshop(partner)
    submission = submit(page, editor)
    client.force_login(editor)
    text = client.get(address_of(submission)).text
    assert "Lähetit tämän itse" in text
    assert 'name="decision"' not in text
    answer = client.post(address_of(submission), approval())
    assert answer.status_code == 200
    page.refresh_from_db()
    assert not page.live


def test_who_sends_a_returned_page_again_does_not_decide_on_it(
    partner: Any, artist: Any, editor: Any, make_workshop: Any
) -> None:
    page = make_workshop(partner)
    send_back(submit(page, artist), editor, "Kenelle tämä on?")
    mend(page, editor, summary="Toimittajan omat sanat.")
    page.current_workflow_state.resume(user=editor)
    with pytest.raises(Refused):
        approve(Submission.objects.waiting().get(), editor)
    assert [item.is_own for item in waiting_for(editor)] == [True]
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("who", ["artist", "other_artist", "coordinator"])
def test_others_can_neither_look_nor_decide(
    partner: Any, artist: Any, make_workshop: Any, client: Any, request: Any, who: str
) -> None:
    page = make_workshop(partner, "Salainen")
    submission = submit(page, artist)
    client.force_login(request.getfixturevalue(who))
    for answer in (client.get(address_of(submission)), client.post(address_of(submission), approval())):
        assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
        assert "Salainen" not in answer.text
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_in_progress


def test_what_is_decided_is_not_decided_again(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    submission = submit(make_workshop(partner), artist)
    approve(Submission.objects.get(pk=submission.pk), editor)
    # As a colleague's process still has it in memory.
    with pytest.raises(Refused):
        approve(submission, editor)
    client.force_login(editor)
    text = client.get(address_of(submission)).text
    assert "Tämä ei enää odota ratkaisua." in text
    assert 'name="decision"' not in text


def test_what_an_editor_mended_is_shown_and_told(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any, request_of: Any
) -> None:
    page = make_workshop(partner)
    submission = submit(page, artist)
    revision = mend(page, editor, summary="Muovaillaan kaikki yhdessä.")
    mended = review_of(submission=submission, request=request_of).mend
    assert mended is not None
    assert (mended.by, len(mended.rows)) == (str(editor), 1)
    assert "<ins>" in mended.rows[0].after
    approve(submission, editor)
    compared = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, submission.revision_id, revision.pk])
    assert f"http://testserver{compared}" in OutgoingMail.objects.get(purpose="approval_approved").text
    client.force_login(artist)
    assert client.get(compared).status_code == 200


def test_nothing_is_said_of_mending_where_nobody_mended(
    partner: Any, artist: Any, editor: Any, make_workshop: Any
) -> None:
    approve(submit(make_workshop(partner), artist), editor)
    assert "/revisions/compare/" not in OutgoingMail.objects.get(purpose="approval_approved").text


def test_publishing_from_the_pages_form_tells_the_artist_once(
    partner: Any, artist: Any, editor: Any, make_workshop: Any
) -> None:
    page = make_workshop(partner)
    submit(page, artist)
    revision = mend(page, editor, summary="Muovaillaan kaikki yhdessä.")
    revision.publish(user=editor)
    assert ApprovalRecord.objects.of_page(page.pk).get().road == Road.PUBLISHED
    mail = OutgoingMail.objects.get(purpose="approval_approved")
    assert mail.recipient == artist.email
    assert "/revisions/compare/" in mail.text


def test_what_the_city_makes_itself_is_told_to_nobody(partner: Any, make_workshop: Any, editor: Any) -> None:
    publish(make_workshop(partner))
    assert not OutgoingMail.objects.exists()
