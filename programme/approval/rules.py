"""Why somebody may not decide, and why a version may not go live: a reason that a page can show, or nothing."""

from typing import Any

from django.utils.formats import localize
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, WorkflowState

from media.uses import FileKey, files_of, fingerprints_of, get_files

from .checklist import open_points
from .languages.originals import original_of
from .languages.shared import share_the_same
from .models.submissions import Submission
from .pins import content_hash


def why_not_decide(*, user: Any, workflow_state: WorkflowState, groups: Any) -> str:
    """Return why *user* may not approve or send back what *workflow_state* carries; empty if they may.

    Four eyes hold for everyone, administrators included.
    """
    if not user.is_active:
        return _("Your account is not in use.")
    if not is_reviewer(user, groups):
        return _("Only editors decide on this.")
    if user.pk in _submitters(workflow_state):
        return _("You submitted this yourself. Somebody else has to decide on it.")
    page = workflow_state.content_object
    if not user.is_superuser and not page.permissions_for_user(user).can_publish():
        return _("You may not publish in this part of the site.")
    return ""


def _submitters(workflow_state: WorkflowState) -> set[int | None]:
    """Who sent it in first, and who sent in what waits now: a page that was sent back may come from somebody else."""
    latest = Submission.objects.filter(task_state=workflow_state.current_task_state_id).values_list("submitted_by")
    return {workflow_state.requested_by_id, *(pk for (pk,) in latest)}


def is_reviewer(user: Any, groups: Any) -> bool:
    """Is *user* one of those who decide?"""
    return bool(user.is_superuser or groups.filter(pk__in=user.groups.values("pk")).exists())


def why_not_submit(page: Page) -> str:
    """Return what *page*, as it stands in memory, still lacks; empty if it can be submitted."""
    missing = open_points(page)
    if not missing:
        return ""
    return _("Something is still missing. %(points)s") % {"points": " ".join(str(point.ask) for point in missing)}


def why_not_live(*, page: Page, revision: Revision, submission: Submission | None, user: Any) -> str:
    """Return why *revision* may not go live by *user*; empty if it may.

    *page* is the revision as an object. The questions are asked in the order in which an editor can do something
    about them.
    """
    if submission is None:
        return _(
            "Nobody has submitted this for approval. On a partner's page, one person submits and another approves. "
            "Save it, submit it, and ask a colleague."
        )
    groups = submission.task_state.task.specific.groups.all()
    reason = why_not_decide(user=user, workflow_state=submission.task_state.workflow_state, groups=groups)
    if reason:
        return reason
    if page.go_live_at or page.expire_at:
        return _("Times of publication are not used here: a page is public from its approval on.")
    parent = page.get_parent().specific
    if getattr(parent, "needs_approval", False) and not parent.live:
        return _("The section “%(section)s” is not public. It has to be approved first.") % {"section": parent.title}
    if not Page._slug_is_available(page.slug, parent, page):
        return _("The address “%(slug)s” is taken by another page. It has to be changed first.") % {"slug": page.slug}
    return _what_moved(page, revision, submission, groups) or why_not_submit(page)


def _what_moved(page: Page, revision: Revision, submission: Submission, groups: Any) -> str:
    pinned = submission.revision
    if content_hash(pinned) != submission.content_hash:
        return _("The version that was submitted was changed afterwards. It has to be submitted again.")
    later = Revision.objects.for_instance(page).filter(pk__gt=pinned.pk, pk__lte=revision.pk).select_related("user")
    if revision.pk < pinned.pk:
        return _("A later version than this one was submitted.")
    for change in later:
        # An editor may mend a typo during review; anybody else's change needs a submission of its own.
        if change.user is None or not is_reviewer(change.user, groups) or change.user_id == submission.submitted_by_id:
            return _(
                "The page was changed by %(person)s at %(time)s, after it was submitted. It has to be submitted again."
            ) % {"person": change.user or _("somebody"), "time": localize(change.created_at)}
    return _what_moved_of_files(page, submission)


def why_not_share(page: Page) -> str:
    """Return why *page* may not go live with what it shares with its original; empty if it may.

    A translation never brings along what its public original does not say: shared things are approved there.
    """
    original = original_of(page)
    if original is None or not original.live or share_the_same(original, page):
        return ""
    return _(
        "The dates, the picture or other things that both languages share are not those of the other language. "
        "Decide on this from the queue."
    )


def _what_moved_of_files(page: Page, submission: Submission) -> str:
    now = fingerprints_of(files_of(page))
    moved = [key for key, print_ in now.items() if not print_ or submission.files.get(key, print_) != print_]
    if not moved:
        return ""
    keys = [FileKey(kind, int(pk)) for kind, pk in (key.split(":") for key in moved)]
    files = get_files(keys)
    names = [files[key].title if key in files else str(key) for key in keys]
    return _("These files are not what they were when the page was submitted: %(names)s. Send the page back.") % {
        "names": get_text_list(names, _("and"))
    }
