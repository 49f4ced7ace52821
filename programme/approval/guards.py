"""Doors of Wagtail and its add-ons that no hook and no permission can close, closed in front of their views."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import OverridableSegment, Translation, TranslationSource

from home.refusals import Refused
from media.freeze import why_not_change
from media.models import Attachment, Picture, Recording
from programme.partners.permissions import is_partner_person

from .languages.po_files import why_not_import
from .overrides import check_override

# Reports, and the choosers of workflow tasks.
_OF_THE_CITY = {"wagtailadmin_reports", "wagtailadmin_workflows"}
_LOCALIZE = "wagtail_localize"


class GuardMiddleware:
    """Asks before the view what the view does not ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, keywords: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None:
            return None
        namespace = match.namespaces[-1] if match.namespaces else ""
        guard = _GUARDS.get((namespace, match.url_name or ""))
        if _is_the_citys(match.namespaces):
            guard = _city_only
        # Asked last: a public page must not look at who reads it.
        if guard is None or not request.user.is_authenticated:
            return None
        try:
            return guard(request, keywords)
        except Refused as refusal:
            if request.method in {"PUT", "DELETE"} or request.headers.get("x-requested-with") == "XMLHttpRequest":
                return HttpResponseForbidden(str(refusal), content_type="text/plain; charset=utf-8")
            # The reason is shown there, by the middleware of refusals.
            return redirect("wagtailadmin_home")


def _is_the_citys(namespaces: list[str]) -> bool:
    """Is this a part of the admin that Wagtail opens to everyone, and that only the city's people need?"""
    last = namespaces[-1] if namespaces else ""
    # Behind the page explorer is an interface with lists of pictures and documents, which are everyone's.
    is_list_of_files = "wagtailadmin_api" in namespaces and last != "pages"
    return last in _OF_THE_CITY or last.startswith("wagtailsnippetchoosers") or is_list_of_files


def _city_only(request: HttpRequest, keywords: dict[str, Any]) -> None:
    """Reports, and lists without a person's own collections, show pages, people and files of everyone (row M14)."""
    if is_partner_person(request.user):
        raise Refused(_("Reports are for the city's own people."))


def _unused(model: Any, keyword: str) -> Callable[[HttpRequest, dict[str, Any]], None]:
    """The policy refuses to change a file in use, too; here the person is told why (rows H1, H1b)."""

    def guard(request: HttpRequest, keywords: dict[str, Any]) -> None:
        file = model._default_manager.filter(pk=keywords[keyword]).first()
        reason = why_not_change(file) if file else ""
        if reason:
            raise Refused(reason)

    return guard


def _publishers_of_page(request: HttpRequest, keywords: dict[str, Any]) -> None:
    """Converting replaces what is live, takes a draft live, or a live page down (row C2).

    A partner's page stays what it is by anyone's hand: an alias would go live with the next approval of its original,
    and show one language under the address of another.
    """
    page = get_object_or_404(Page, pk=keywords["page_id"]).specific
    _require_publish(request.user, page)
    if getattr(page, "needs_approval", False):
        raise Refused(_("A partner's page has words of its own in each language. It cannot become an alias."))


def _publishers_of_translation(request: HttpRequest, keywords: dict[str, Any]) -> None:
    """The languages of a partner's page share their dates and pictures for good: none goes a way of its own."""
    translation = get_object_or_404(Translation, pk=keywords["translation_id"])
    target = translation.get_target_instance()
    if getattr(target, "needs_approval", False):
        raise Refused(_("The languages of a page belong together, and stay so."))
    _require_publish(request.user, target)


def _publishers_of_source(request: HttpRequest, keywords: dict[str, Any]) -> None:
    """Synchronising looks at no page's permissions, and can publish what nobody was shown (rows C3, H8)."""
    source = get_object_or_404(TranslationSource, pk=keywords["translation_source_id"])
    _require_publish(request.user, source.get_source_instance())
    for translation in source.translations.filter(enabled=True):
        target = translation.get_target_instance_edit_url() and translation.get_target_instance()
        if target:
            _require_publish(request.user, target)
    _strip(request, "publish_translations")


def _publishers_of_page_and_translations(request: HttpRequest, keywords: dict[str, Any]) -> None:
    page = get_object_or_404(Page, pk=keywords["page_id"])
    for each in page.get_translations(inclusive=True):
        _require_publish(request.user, each)


def _unlocked_translation(request: HttpRequest, keywords: dict[str, Any]) -> None:
    """What is in review stays as it is: the translation editor knows no locks of its own."""
    translation = get_object_or_404(Translation, pk=keywords["translation_id"])
    page = translation.get_target_instance()
    if isinstance(page, Page) and (page.workflow_in_progress or page.locked):
        raise Refused(_("This page waits for approval, so it stays as it is for now."))


def _readable_words(request: HttpRequest, keywords: dict[str, Any]) -> HttpResponse | None:
    """What cannot be read is told in the person's language, where they chose the file; who may not is the view's."""
    _unlocked_translation(request, keywords)
    translation = get_object_or_404(Translation, pk=keywords["translation_id"])
    page = translation.get_target_instance()
    if request.method != "POST" or not page.permissions_for_user(request.user).can_edit():
        return None
    reason = why_not_import(translation=translation, upload=request.FILES.get("file"))
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk)


def _valid_override(request: HttpRequest, keywords: dict[str, Any]) -> HttpResponse | None:
    """Overrides are stored unchecked: a link may then run a script, a video come from anywhere (row H7)."""
    _unlocked_translation(request, keywords)
    if request.method != "PUT":
        return None
    segment = get_object_or_404(OverridableSegment, pk=keywords["overridable_segment_id"])
    try:
        check_override(segment=segment, request=request)
    except (ValidationError, ValueError, KeyError, MultiPartParserError) as error:
        message = " ".join(error.messages) if isinstance(error, ValidationError) else _("This value is not valid.")
        return HttpResponseBadRequest(message, content_type="text/plain; charset=utf-8")
    return None


def _no_live_copies(request: HttpRequest, keywords: dict[str, Any]) -> None:
    """A copy is a draft, whoever makes it: an alias or a published copy of a partner's page would be live unseen."""
    page = get_object_or_404(Page, pk=keywords["page_id"]).specific
    if getattr(page, "needs_approval", False):
        _strip(request, "publish_copies", "alias")


def _movers(request: HttpRequest, keywords: dict[str, Any]) -> None:
    """Wagtail asks who moves a page only once it is moved, and names it before (row M14)."""
    page = get_object_or_404(Page, pk=keywords["page_to_move_id"])
    if not page.permissions_for_user(request.user).can_move():
        raise Refused(_("This is not your page."))


def _own_in_bulk(request: HttpRequest, keywords: dict[str, Any]) -> None:
    """Wagtail names what one may not act upon, whosever it is (row M14)."""
    if not is_partner_person(request.user):
        return
    try:
        model = apps.get_model(keywords["app_label"], keywords["model_name"])
    except LookupError:
        return
    chosen = request.GET.getlist("id")
    if "all" in chosen:
        # All pages of a listing are as much one's own as the page that they are listed of.
        chosen = [request.GET.get("childOf", "")] if issubclass(model, Page) else [""]
    policy = policy_registry.get_by_type(model)
    own = policy.instances_user_has_any_permission_for(request.user, ["add", "change", "choose"])
    pks = {int(pk) if pk.isdecimal() else 0 for pk in chosen}
    if own.filter(pk__in=pks).count() < len(pks):
        raise Refused(_("This is not your page.") if issubclass(model, Page) else _("Choose one of your own files."))


def _require_publish(user: Any, page: Any) -> None:
    if not isinstance(page, Page) or not page.permissions_for_user(user).can_publish():
        raise Refused(_("Only an editor can do this."))


def _strip(request: HttpRequest, *names: str) -> None:
    if request.method == "POST":
        values = request.POST.copy()
        for name in names:
            values.pop(name, None)
        request.POST = values  # type: ignore[assignment]  # a copy may be changed, which is why it is one


_GUARDS: dict[tuple[str, str], Callable[[HttpRequest, dict[str, Any]], HttpResponse | None]] = {
    (_LOCALIZE, "translations_report"): _city_only,
    (_LOCALIZE, "translations_report_results"): _city_only,
    (_LOCALIZE, "convert_to_alias"): _publishers_of_page,
    (_LOCALIZE, "stop_translation"): _publishers_of_translation,
    (_LOCALIZE, "submit_page_translation"): _publishers_of_page_and_translations,
    (_LOCALIZE, "update_translations"): _publishers_of_source,
    (_LOCALIZE, "edit_string_translation"): _unlocked_translation,
    (_LOCALIZE, "edit_override"): _valid_override,
    (_LOCALIZE, "upload_pofile"): _readable_words,
    (_LOCALIZE, "machine_translate"): _unlocked_translation,
    ("wagtailadmin_pages", "copy"): _no_live_copies,
    ("wagtailadmin_pages", "move_confirm"): _movers,
    ("", "wagtail_bulk_action"): _own_in_bulk,
    ("wagtailimages", "edit"): _unused(Picture, "image_id"),
    ("wagtailimages", "delete"): _unused(Picture, "image_id"),
    ("wagtailimages", "edit_multiple"): _unused(Picture, "image_id"),
    ("wagtailimages", "delete_multiple"): _unused(Picture, "image_id"),
    ("wagtaildocs", "edit"): _unused(Attachment, "document_id"),
    ("wagtaildocs", "delete"): _unused(Attachment, "document_id"),
    ("wagtaildocs", "edit_multiple"): _unused(Attachment, "doc_id"),
    ("wagtaildocs", "delete_multiple"): _unused(Attachment, "doc_id"),
    ("wagtailmedia", "edit"): _unused(Recording, "media_id"),
    ("wagtailmedia", "delete"): _unused(Recording, "media_id"),
}
