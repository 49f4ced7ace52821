"""What approval puts into templates of the rooms below and of Wagtail."""

from typing import Any

from django import template

from programme.approval.checklist import points_of
from programme.approval.languages.drafts import changes_to_bring_in, in_words, untranslated
from programme.approval.languages.originals import original_of
from programme.approval.languages.standing import languages_of
from programme.approval.models import LiveTranslation
from programme.approval.people import user_can_see_queue
from programme.approval.queue import Standing, standing_of

register = template.Library()


@register.inclusion_tag("approval/admin/checklist.html", takes_context=True)
def checklist(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """Where *page* stands and what is missing, as it was last saved; nothing for a page of the city's own."""
    if not getattr(page, "needs_approval", False):
        return {"points": []}
    points = points_of(page)
    own = standing_of(page)
    user = context["request"].user
    return {
        "points": points,
        "missing": sum(not point.is_met for point in points),
        "own": own,
        "waits": own.standing == Standing.WAITS,
        "is_sent_back": own.standing == Standing.SENT_BACK,
        "is_published": own.standing == Standing.LIVE,
        "can_see_queue": user_can_see_queue(user),
    }


@register.inclusion_tag("approval/admin/languages.html", takes_context=True)
def page_languages(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """Where *page* stands in each language; nothing for a page of the city's own."""
    if not getattr(page, "needs_approval", False) or page.pk is None:
        return {"languages": []}
    return {"languages": languages_of(page), "page": page, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("approval/admin/translation_foot.html", takes_context=True)
def translation_foot(context: dict[str, Any], translation: Any, page: Any) -> dict[str, Any]:
    """What one can do below the editor of a translation, and what the original says differently by now."""
    user = context["request"].user
    own = standing_of(page)
    waits = own.standing == Standing.WAITS
    return {
        "translation": translation,
        "page": page,
        "own": own,
        "waits": waits,
        "can_cancel": waits and (user.is_superuser or page.current_workflow_state.requested_by_id == user.pk),
        "can_see_queue": user_can_see_queue(user),
        "missing": untranslated(translation),
        "changes": in_words(page, changes_to_bring_in(translation)),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("approval/behind_notice.html")
def behind_notice(page: Any) -> dict[str, Any]:
    """Say that what *page* translates has changed since, and lead there; nothing where it has not. One query then."""
    if page.pk is None or not LiveTranslation.objects.behind().filter(page=page.pk).exists():
        return {}
    original = original_of(page)
    return {"original": original if original is not None and original.live else None}


@register.inclusion_tag("approval/report_link.html")
def report_link(page: Any) -> dict[str, Any]:
    """The link with which a reader tells the editors that something is wrong with *page*."""
    return {"page": page}
