"""Starting another language of a page, and the report of what is behind."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Locale, Page

from home.accounts.decorators import only_if
from home.refusals import Refused
from programme.approval.languages.drafts import start
from programme.approval.languages.standing import labels_of_what_is_behind
from programme.approval.models import LiveTranslation
from programme.approval.people import user_can_see_queue

PAGE_SIZE = 30


@require_POST
def start_language(request: HttpRequest, page_pk: int, language_code: str) -> HttpResponse:
    """Make a draft of the page in the other language and open its editor; who may not is told why."""
    page = get_object_or_404(Page, pk=page_pk).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise Refused(_("You may not change pages in this part of the site."))
    locale = get_object_or_404(Locale, language_code=language_code)
    try:
        target = start(page=page, locale=locale, user=request.user)
    except Refused:
        # The reason is shown by the middleware of refusals.
        return redirect("wagtailadmin_pages:edit", page.pk)
    messages.success(
        request,
        _("A draft is made. Write the words beside those of the original; nobody sees them before they are approved."),
    )
    return redirect("wagtailadmin_pages:edit", target.pk)


@require_safe
@only_if(user_can_see_queue)
def behind(request: HttpRequest) -> HttpResponse:
    """Every public translation whose original has changed since, the one that waits longest first."""
    states = LiveTranslation.objects.behind().select_related("page__locale", "page__content_type")
    shown = Paginator(states, PAGE_SIZE).get_page(request.GET.get("p"))
    rows = [(state, labels_of_what_is_behind(state.page, state)) for state in shown]
    return render(request, "approval/admin/behind.html", {"rows": rows, "shown": shown})
