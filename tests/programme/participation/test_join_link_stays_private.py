"""Conventions G9: the private join link is in no public page, listing, file for calendars, or mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from home.models import OutgoingMail
from programme.participation.models import Attendance, CancelledBy, Place
from programme.participation.services import JoinDetails, cancel, set_join_link, token_of
from tests.approval.public import text_of_everything
from tests.programme.participation.sessions import dates_of, join

SECRETS = ("salainen-huone", "9f8e7d", "2525 0199", "25250199", "471199")
DETAILS = JoinDetails(url="https://meet.example.org/j/salainen-huone?pwd=9f8e7d", phone="09 2525 0199", code="471199")


def what_the_public_gets(page: Any, tokens: list[str]) -> str:
    """Every public page and list, the form, and every page behind the links, as GET gives them; and every mail."""
    client = Client()
    texts = [text_of_everything()]
    for date in dates_of(page):
        behind = (
            "",
            "poista/",
            "kalenteri.ics",
            f"mukaan/{date.uuid}/",
            f"palaute/{date.uuid}/",
            "peru/",
            "omat-tiedot/",
        )
        addresses = [f"/fi/ilmoittaudu/{date.uuid}/", f"/fi/ilmoittaudu/{page.pk}/"]
        addresses += [f"/fi/osallistuminen/{token}/{rest}" for token in tokens for rest in behind]
        for address in addresses:
            answer = client.get(address)
            texts.append(f"{answer.headers}\n{answer.content.decode()}".replace("\r\n ", ""))
    texts += [f"{mail.subject} {mail.text} {mail.html} {mail.calendar}" for mail in OutgoingMail.objects.all()]
    return "\n".join(texts)


@pytest.mark.parametrize("for_all_dates", [True, False])
def test_the_join_link_is_nowhere(
    for_all_dates: bool, make_session: Any, artist: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from django.utils import timezone

    page = make_session(2)
    date = dates_of(page)[0]
    confirmed, waiting, gone = join(page, size=2), join(page, "Eino"), join(page, "Helmi")
    cancel(signup=gone, by=CancelledBy.SELF)
    set_join_link(page=page, details=DETAILS, by=artist, occurrence=None if for_all_dates else date)
    tokens = [token_of(signup) for signup in (confirmed, waiting, gone)]
    for moment in (date.start - timedelta(days=1), date.start, date.end + timedelta(minutes=1)):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        cache.clear()
        text = what_the_public_gets(page, tokens)
        assert "Savikettu" in text
        assert [secret for secret in SECRETS if secret in text] == []
        # Only the confirmed participant's own press, in the window, gives it.
        pressed = {token: Client().post(f"/fi/osallistuminen/{token}/mukaan/{date.uuid}/") for token in tokens}
        led_on = [token for token, answer in pressed.items() if DETAILS.url in answer.headers.get("Location", "")]
        assert led_on == (tokens[:1] if moment == date.start else [])
    assert Place.objects.filter(attendance=Attendance.CAME).count() == 1


def test_this_search_would_find_it(make_session: Any) -> None:
    page = make_session(2, needs=f"Avaa {DETAILS.url}")
    assert "salainen-huone" in what_the_public_gets(page, [])
