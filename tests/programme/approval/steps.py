"""What people do on the way to a reader, for the tests of this room."""

from typing import Any

from media.models import Picture
from programme.approval.forms import TICKS
from programme.approval.models import Submission
from tests.pictures import png


def submit(page: Any, user: Any) -> Submission:
    """Send the page's latest revision for approval."""
    page.get_workflow().start(page, user)
    return Submission.objects.get(task_state=page.current_workflow_task_state)


def approve(submission: Submission, user: Any, comment: str = "") -> None:
    """Approve with every tick."""
    state = submission.task_state
    state.task.specific.on_action(state, user, "approve", comment=comment, **dict.fromkeys(TICKS, True))


def send_back(submission: Submission, user: Any, words: str) -> None:
    """Send back with words."""
    state = submission.task_state
    state.task.specific.on_action(state, user, "reject", comment=words)


def mend(page: Any, user: Any, **changes: Any) -> Any:
    """Save a later revision, as an editor does during review."""
    latest = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(latest, name, value)
    return latest.save_revision(user=user)


def make_picture(partner: Any, title: str, **values: Any) -> Picture:
    """A picture of the partner's that may be published."""
    rights = {"rights_confirmed": True, "consent": "nobody", **values}
    return Picture.objects.create(title=title, file=png(), collection=partner.collection, **rights)
