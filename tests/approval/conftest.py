"""A partner with something to lose, and the ways in which people act: by the same requests as their browsers send."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from home.accounts.models import User
from media.models import Picture
from programme.approval.forms import TICKS
from programme.catalogue.models import Keyword, WorkshopPage
from tests.approval.public import what_anyone_sees
from tests.approval.world import World
from tests.conftest import make_user
from tests.pictures import png
from tests.programme.catalogue.forms import single_date, workshop_form

Act = Callable[..., Any]


@pytest.fixture
def run_on_commit(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    """Run what leaves with a commit, as happens outside a test's own transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def post(run_on_commit: Any) -> Act:
    """Post as somebody signed in, and run what follows from the commit."""

    def act(user: User, name: str, *arguments: Any, data: dict[str, Any] | None = None, **headers: Any) -> Any:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        with run_on_commit():
            return client.post(reverse(name, args=arguments), data or {}, **headers)

    return act


@pytest.fixture
def picture(partner: Any, artist: Any) -> Picture:
    return Picture.objects.create(
        title="Savikettu",
        file=png("savikettu.png", (660, 420)),
        collection=partner.collection,
        uploaded_by_user=artist,
        rights_confirmed=True,
        consent="nobody",
    )


@pytest.fixture
def typed() -> Callable[..., dict[str, Any]]:
    """A complete workshop as an artist types it, a week from now; without an action it is saved as a draft."""
    from datetime import timedelta

    from django.utils import timezone

    def form(**values: Any) -> dict[str, Any]:
        day = timezone.localdate() + timedelta(days=7)
        filled = workshop_form(dates=[single_date(day)], **values)
        del filled["action-submit"]
        theme = Keyword.objects.filter(group="activity").first()
        assert theme is not None
        return {**filled, "themes": [str(theme.pk)], **values}

    return form


@pytest.fixture
def draft(partner: Any, artist: Any, picture: Any, post: Act, typed: Any) -> WorkshopPage:
    """A workshop that the artist has written and saved."""
    section = partner.sections.get(locale__language_code="fi")
    data = typed(main_image=str(picture.pk), main_image_decorative="on")
    post(artist, "wagtailadmin_pages:add", "catalogue", "workshoppage", section.pk, data=data)
    return WorkshopPage.objects.get()


@pytest.fixture
def submitted(draft: WorkshopPage, artist: Any, picture: Any, post: Act, typed: Any) -> WorkshopPage:
    """The workshop, waiting for an editor."""
    data = typed(main_image=str(picture.pk), main_image_decorative="on", **{"action-submit": "1"})
    post(artist, "wagtailadmin_pages:edit", draft.pk, data=data)
    draft.refresh_from_db()
    assert draft.workflow_in_progress
    return draft


@pytest.fixture
def approve(post: Act) -> Act:
    """Approve what waits on a page, as an editor does."""

    def act(user: User, page: Any) -> Any:
        state = page.current_workflow_task_state
        data = dict.fromkeys(TICKS, "on")
        return post(user, "wagtailadmin_pages:workflow_action", page.pk, "approve", state.pk, data=data)

    return act


@pytest.fixture
def live(submitted: WorkshopPage, editor: Any, approve: Act) -> WorkshopPage:
    """The workshop, approved."""
    approve(editor, submitted)
    submitted.refresh_from_db()
    assert submitted.live
    return submitted


@pytest.fixture
def nothing_changes() -> Iterator[Callable[[], None]]:
    """Call it before the attack; afterwards the public site must be what it was, byte for byte."""
    before: list[dict[str, str]] = []

    def start() -> None:
        # The first visit makes the sizes of pictures that the job would have made.
        what_anyone_sees()
        before.append(what_anyone_sees())

    yield start
    assert before, "nothing was looked at before the attack"
    after = what_anyone_sees()
    changed = {address for address in before[0].keys() | after.keys() if before[0].get(address) != after.get(address)}
    assert changed == set()


@pytest.fixture
def world(
    partner: Any, other_partner: Any, artist: Any, other_artist: Any, editor: Any, coordinator: Any
) -> type[World]:
    administrator = make_user("administrator@example.org", editor.groups.get())
    administrator.is_superuser = True
    administrator.save()
    World.partner_of = {"first": partner, "second": other_partner}
    World.people = {
        "first": artist,
        "second": other_artist,
        "editor": editor,
        "coordinator": coordinator,
        "administrator": administrator,
    }
    return World
