"""Puts moderation into wagtail-localize's editor, which knows only "publish"."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.locks import BaseLock
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.models.pages import BasePagePermissions
from home.refusals import Refused

from . import drafts


class ReviewLock(BaseLock):
    """Keeps the words as they were submitted, for everyone: a publication is of what was submitted, nothing later."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return _("This page waits for approval, so it stays as it is for now.")


class _Permissions(BasePagePermissions):
    """Nothing is published from the translation editor, by anyone; it shows no button for what is refused."""

    def can_publish(self) -> bool:
        return False


def _save(translation: Translation, user: Any) -> None:
    drafts.save_draft(translation=translation, user=user)


def _submit(translation: Translation, user: Any) -> None:
    drafts.submit(translation=translation, user=user)


def _bring_in(translation: Translation, user: Any) -> None:
    drafts.bring_in(translation=translation, user=user)


def _cancel(translation: Translation, user: Any) -> None:
    target = translation.get_target_instance()
    state = target.current_workflow_state
    if state is None or not (user.is_superuser or state.requested_by_id == user.pk):
        raise Refused(_("Only who submitted this can take it back."))
    state.cancel(user=user)


type Act = tuple[Callable[[Translation, Any], None], str | Promise]

# What the buttons below the editor post as "action", and what is said when it is done.
ACTIONS: dict[str, Act] = {
    "save": (_save, gettext_lazy("The translation is saved as a draft.")),
    "submit": (_submit, gettext_lazy("The translation is sent for approval. You get an e-mail when it is decided.")),
    "bring-in": (
        _bring_in,
        gettext_lazy("The changes of the original are here now. Passages that are new or different wait for words."),
    ),
    "cancel-workflow": (_cancel, gettext_lazy("The translation is yours again. Nobody is asked to approve it.")),
}


def moderate_translation_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Answer what is posted from the editor of a translation, and lock its words while they wait.

    A hook `before_edit_page`, which has to come before wagtail-localize's: that one publishes.
    """
    if not getattr(page, "needs_approval", False):
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    if request.method == "POST":
        act = ACTIONS.get(request.POST.get("action", ""))
        if act is None:
            raise Refused(_("Only an editor's approval makes this page public."))
        try:
            act[0](translation, request.user)
        except Refused:
            # The reason is shown by the middleware of refusals.
            return redirect(request.path)
        messages.success(request, act[1])
        return redirect(request.path)
    drafts.follow_models(translation)
    page.permissions_for_user = partial(_permissions_for, page)
    if page.workflow_in_progress:
        lock = ReviewLock(page)
        page.locked = True
        page.get_lock = lambda: lock
    return None


def _permissions_for(page: Page, user: Any) -> _Permissions:
    return _Permissions(user, page)
