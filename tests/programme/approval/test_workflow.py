"""The way from a draft to a reader."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from home import outbox
from home.models import OutgoingMail
from programme.approval.forms import TICKS
from programme.approval.models import EditorApproval, Submission


def submit(page: Any, user: Any) -> Any:
    page.get_workflow().start(page, user)
    return page.current_workflow_task_state


def test_submission_changes_nothing_in_public_and_mails_the_editors(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    page = make_workshop(partner)
    submit(page, artist)
    assert client.get("/fi/tekijat/saviverstas-hella/savikettu/").status_code == 404
    waiting = OutgoingMail.objects.get(purpose="approval_waiting")
    assert waiting.recipient == editor.email
    assert f"/admin/hyvaksynnat/{Submission.objects.get().pk}/" in waiting.text


def test_approval_publishes_and_tells_the_artist(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    page = make_workshop(partner)
    state = submit(page, artist)
    client.force_login(editor)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    answer = client.post(address, dict.fromkeys(TICKS, "on"))
    assert answer.status_code in {200, 302}
    client.logout()
    assert client.get("/fi/tekijat/saviverstas-hella/savikettu/").status_code == 200
    assert OutgoingMail.objects.get(purpose="approval_approved").recipient == artist.email


def test_sending_back_carries_the_words_in_the_artists_language(
    other_partner: Any, other_artist: Any, editor: Any, make_workshop: Any
) -> None:
    page = make_workshop(other_partner, "Wool", language="en")
    state = submit(page, other_artist)
    state.task.specific.on_action(state, editor, "reject", comment="Please say who can come.")
    sent = OutgoingMail.objects.get(purpose="approval_sent_back")
    assert sent.recipient == other_artist.email
    assert "Please say who can come." in sent.text
    assert "Nothing is lost." in sent.text


def test_nobody_decides_on_what_they_submitted(partner: Any, editor: Any, make_workshop: Any) -> None:
    page = make_workshop(partner)
    state = submit(page, editor)
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, editor, "approve", **dict.fromkeys(TICKS, True))
    page.refresh_from_db()
    assert not page.live


def test_an_artist_cannot_approve(
    partner: Any, artist: Any, other_artist: Any, make_workshop: Any, client: Any
) -> None:
    page = make_workshop(partner)
    state = submit(page, artist)
    for user in (artist, other_artist):
        client.force_login(user)
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        client.post(address, dict.fromkeys(TICKS, "on"))
        page.refresh_from_db()
        assert not page.live


def test_switching_the_task_off_cancels_and_publishes_nothing(partner: Any, artist: Any, make_workshop: Any) -> None:
    page = make_workshop(partner)
    submit(page, artist)
    EditorApproval.objects.get().deactivate()
    page.refresh_from_db()
    assert not page.live
    assert page.current_workflow_state is None


def test_a_change_after_submission_needs_a_new_one(partner: Any, artist: Any, editor: Any, make_workshop: Any) -> None:
    page = make_workshop(partner)
    state = submit(page, artist)
    page.title = "Jotain muuta"
    page.save_revision(user=artist)
    state.refresh_from_db()
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, editor, "approve", **dict.fromkeys(TICKS, True))
    page.refresh_from_db()
    assert not page.live


def test_a_mail_server_that_is_down_loses_no_submission(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    page = make_workshop(partner)
    submit(page, artist)
    assert outbox.send_due() == 0
    assert page.workflow_in_progress
    assert OutgoingMail.objects.get().attempts == 1
