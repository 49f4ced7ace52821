"""How people translate: by the requests that the translation editor's pages and scripts send."""

from typing import Any
from urllib.parse import urlencode

from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation

from home.accounts.models import User

ENGLISH = {
    "title": "A clay fox",
    "summary": "We shape clay together.",
}


def post(user: User, name: str, *arguments: Any, data: dict[str, Any] | None = None) -> Any:
    """Post as *user*, and run what follows from the commit."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(reverse(name, args=arguments), data or {})


def translation_of(page: Any) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key, target_locale_id=page.locale_id)


def start(user: User, page: Any, language: str = "en") -> Any:
    """Start the other language from the page's form; return the draft, or None where that was refused."""
    post(user, "approval:start_language", page.pk, language)
    locale = Locale.objects.get(language_code=language)
    found = Page.objects.filter(translation_key=page.translation_key, locale=locale).first()
    return found.specific if found else None


def write(user: User, page: Any, words: dict[str, str] | None = None, *, rest: str = "In English") -> list[int]:
    """Write every passage of a translation: *words* by path, and *rest* for the others; return the answers' codes."""
    given = ENGLISH | (words or {})
    translation = translation_of(page)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    codes = []
    for segment in StringSegment.objects.filter(source=translation.source).select_related("context"):
        if segment.context.path == "slug":
            continue
        address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        value = urlencode({"value": given.get(segment.context.path, f"{rest} {segment.order}")})
        with TestCase.captureOnCommitCallbacks(execute=True):
            codes.append(client.put(address, value, content_type="application/x-www-form-urlencoded").status_code)
    return codes


def act(user: User, page: Any, action: str) -> Any:
    """Press one of the buttons below the translation editor: save, submit, bring-in, cancel-workflow."""
    answer = post(user, "wagtailadmin_pages:edit", page.pk, data={"action": action})
    page.refresh_from_db()
    return answer
