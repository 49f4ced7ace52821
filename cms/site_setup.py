"""Makes the bones of a site: languages, trees, groups, the workflow. Run again, it adds only what is missing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from home.models import FrontPage, HelpLine, SiteSettings, StandardPage
from home.slugs import ascii_slug
from programme.approval.models import EditorApproval
from programme.catalogue.models import ProgrammeIndexPage
from programme.partners.models import PartnerIndexPage

EDITORS = "Toimittajat"
COORDINATORS = "Pääkäyttäjät"


@dataclass(frozen=True)
class _Texts:
    """What a page says first, and its address. Each language of the site has it from its catalogue."""

    title: Any
    slug: Any
    text: Any


_FRONT = _Texts(
    "Porukalla",
    "porukalla",
    _("Come and make things with us. Workshops, videos and events at home and nearby, free of charge."),
)
_PROGRAMME = _Texts(
    _("Programme"),
    pgettext_lazy("address of a page", "programme"),
    _("Everything you can take part in now. You need no account."),
)
_PARTNERS = _Texts(
    pgettext_lazy("title of a page", "Makers"),
    pgettext_lazy("address of a page", "makers"),
    _("The artists and associations who hold the workshops and make the videos."),
)
_ACCESSIBILITY = _Texts(
    pgettext_lazy("title of a page", "Accessibility statement"),
    pgettext_lazy("address of a page", "accessibility"),
    _(
        "This statement is a draft. The city writes here how the service meets the law on digital services, "
        "which shortfalls are known and where you can send feedback. The supervising authority is Traficom."
    ),
)
_PRIVACY = _Texts(
    pgettext_lazy("title of a page", "Privacy notice"),
    pgettext_lazy("address of a page", "privacy"),
    _(
        "This notice is a draft. Reading these pages leaves no trace: the service sets no cookies and tells "
        "nobody of your visit. A video platform sees you only when you start a video yourself."
    ),
)
# Numbers from conventions U3; an editor can change each of them.
_HELP_LINES = (
    ("112", _("Emergency number"), pgettext_lazy("when a help line answers", "always"), _("free")),
    ("09 2525 0111", _("MIELI crisis helpline"), _("day and night"), ""),
    ("116 111", _("MLL phone for children and young people"), "", _("free")),
)


@transaction.atomic
def set_up_site(*, base_url: str) -> None:
    """Make what is missing of the site, in each language of the settings.

    Nothing that exists is changed, so an editor's changes stay.
    """
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code, _language in settings.LANGUAGES]
    fronts = [_front(locale) for locale in locales]
    _site(fronts, base_url)
    _pages(fronts, ProgrammeIndexPage, _PROGRAMME, "introduction", in_menu=True)
    _pages(fronts, PartnerIndexPage, _PARTNERS, "introduction", in_menu=True)
    accessibility = _pages(fronts, StandardPage, _ACCESSIBILITY, "body", in_menu=False)
    privacy = _pages(fronts, StandardPage, _PRIVACY, "body", in_menu=False)
    footer = SiteSettings.load()
    if footer.accessibility_statement_id is None:
        footer.accessibility_statement = accessibility
        footer.privacy_notice = privacy
        footer.save()
    for locale in locales:
        _help_lines(locale)
    _groups()
    _workflow()


def _front(locale: Locale) -> FrontPage:
    """Return the front page of a language, made where it is missing."""
    existing = FrontPage.objects.filter(locale=locale).order_by("pk").first()
    if existing is not None:
        return existing
    with translation.override(locale.language_code):
        front = FrontPage(
            title=_FRONT.title, slug=f"{_FRONT.slug}-{locale.language_code}", lead=str(_FRONT.text), locale=locale
        )
    first = FrontPage.objects.order_by("pk").first()
    if first is not None:
        front.translation_key = first.translation_key
    Page.get_first_root_node().add_child(instance=front)
    front.save_revision().publish()
    return front


def _site(fronts: list[FrontPage], base_url: str) -> None:
    """Put the site in the place of what Wagtail's own migrations make."""
    if Site.objects.filter(root_page__in=fronts).exists():
        return
    hostname, _colon, port = base_url.partition("://")[2].partition(":")
    Site.objects.all().delete()
    Site.objects.create(
        hostname=hostname or "localhost",
        port=int(port) if port.isdigit() else (443 if base_url.startswith("https") else 80),
        root_page=fronts[0],
        is_default_site=True,
        site_name="Porukalla",
    )
    root = Page.get_first_root_node()
    # The page that says "Welcome to your new Wagtail site".
    for page in root.get_children().exclude(pk__in=[front.pk for front in fronts]):
        page.specific.delete()
    # The roots are called "Root", which is Finnish for nothing.
    Page.objects.filter(pk=root.pk).update(title="Porukalla", draft_title="Porukalla")
    Collection.objects.filter(pk=Collection.get_first_root_node().pk).update(name="Porukalla")


def _pages(fronts: list[FrontPage], model: type[Page], texts: _Texts, field: str, *, in_menu: bool) -> Page:
    """Return the first language's page of the set, made below each front page where it is missing."""
    first: Page | None = None
    for front in fronts:
        with translation.override(front.locale.language_code):
            title, slug, text = str(texts.title), ascii_slug(str(texts.slug)), str(texts.text)
        below = model.objects.child_of(front)
        page = below.filter(slug=slug).first()
        if page is None and first is not None:
            # Under another address, if an editor gave it one.
            page = below.filter(translation_key=first.translation_key).first()
        if page is None:
            values = {field: [("text", f"<p>{text}</p>")] if field == "body" else text}
            page = model(title=title, slug=slug, locale=front.locale, show_in_menus=in_menu, **values)
            if first is not None:
                page.translation_key = first.translation_key
            front.add_child(instance=page)
            page.save_revision().publish()
        first = first or page
    assert first is not None
    return first


def _help_lines(locale: Locale) -> None:
    """Make the help lines of a language that has none."""
    if HelpLine.objects.filter(locale=locale).exists():
        return
    for order, (phone, name, hours, cost) in enumerate(_HELP_LINES):
        with translation.override(locale.language_code):
            line = HelpLine(
                locale=locale,
                phone=phone,
                name=str(name),
                hours=str(hours),
                cost=str(cost),
                sort_order=order,
                checked_on=date(2026, 11, 24),
            )
        other = HelpLine.objects.filter(phone=phone).first()
        if other is not None:
            line.translation_key = other.translation_key
        line.save()


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


_OF_COORDINATORS = (
    ("partners", "add_partner"),
    ("partners", "change_partner"),
    ("partners", "view_partner"),
    ("home", "add_helpline"),
    ("home", "change_helpline"),
    ("home", "delete_helpline"),
    ("home", "change_sitesettings"),
    ("participation", "change_participationsettings"),
)


def _groups() -> None:
    root = Page.get_first_root_node()
    collection = Collection.get_first_root_node()
    # The groups that Wagtail's own migrations make hold rights that nobody here decided on.
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    for name in (EDITORS, COORDINATORS):
        group, created = Group.objects.get_or_create(name=name)
        if not created:
            continue
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
        for codename in ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"):
            GroupPagePermission.objects.create(group=group, page=root, permission=_permission("wagtailcore", codename))
        for app_label, model, actions in (
            ("wagtailimages", "image", ("add", "change", "choose")),
            ("wagtaildocs", "document", ("add", "change", "choose")),
            ("wagtailmedia", "media", ("add", "change")),
        ):
            for action in actions:
                GroupCollectionPermission.objects.create(
                    group=group, collection=collection, permission=_permission(app_label, f"{action}_{model}")
                )
        if name == COORDINATORS:
            group.permissions.add(*[_permission(app_label, codename) for app_label, codename in _OF_COORDINATORS])


def _workflow() -> None:
    task, created = EditorApproval.objects.get_or_create(name="Toimittajan hyväksyntä")
    if created:
        task.groups.add(Group.objects.get(name=EDITORS))
    workflow, _created = Workflow.objects.get_or_create(name="Hyväksyntä")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    root = Page.get_first_root_node()
    # Attached at the root, so that it holds for every tree, also for one that is added later (row M8).
    WorkflowPage.objects.filter(page=root).exclude(workflow=workflow).delete()
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
