"""Makes the bones of a site: languages, trees, groups, the workflow. Run again, it adds only what is missing."""

from datetime import date

from django.contrib.auth.models import Group, Permission
from django.db import transaction
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
from programme.approval.models import EditorApproval
from programme.catalogue.models import ProgrammeIndexPage
from programme.partners.models import PartnerIndexPage

EDITORS = "Toimittajat"
COORDINATORS = "Pääkäyttäjät"

_FRONT = {
    "fi": ("Porukalla", "Tule mukaan tekemään. Työpajoja, videoita ja tapahtumia kotisohvalle ja kylille, maksutta."),
    "en": (
        "Porukalla",
        "Come and make things with us. Workshops, videos and events at home and nearby, free of charge.",
    ),
}
_PROGRAMME = {
    "fi": ("Ohjelma", "ohjelma", "Kaikki, mihin voit nyt osallistua. Et tarvitse tunnuksia."),
    "en": ("Programme", "programme", "Everything you can take part in now. You need no account."),
}
_PARTNERS = {
    "fi": ("Tekijät", "tekijat", "Taiteilijat ja yhdistykset, jotka pitävät työpajat ja tekevät videot."),
    "en": ("Makers", "makers", "The artists and associations who hold the workshops and make the videos."),
}
_ACCESSIBILITY = {
    "fi": (
        "Saavutettavuusseloste",
        "saavutettavuus",
        "<p>Tämä seloste on luonnos. Kaupunki kirjoittaa tähän, miten palvelu täyttää digipalvelulain vaatimukset, "
        "mitkä puutteet ovat tiedossa ja minne voit antaa palautetta. Valvova viranomainen on Traficom.</p>",
    ),
    "en": (
        "Accessibility statement",
        "accessibility",
        "<p>This statement is a draft. The city writes here how the service meets the law on digital services, "
        "which shortfalls are known and where you can send feedback. The supervising authority is Traficom.</p>",
    ),
}
_PRIVACY = {
    "fi": (
        "Tietosuojaseloste",
        "tietosuoja",
        "<p>Tämä seloste on luonnos. Sivujen lukemisesta ei tallennu mitään: palvelu ei käytä evästeitä eikä "
        "kerro käynnistäsi muille. Videopalvelu näkee sinut vasta, kun itse painat videon käyntiin.</p>",
    ),
    "en": (
        "Privacy notice",
        "privacy",
        "<p>This notice is a draft. Reading these pages leaves no trace: the service sets no cookies and tells "
        "nobody of your visit. A video platform sees you only when you start a video yourself.</p>",
    ),
}
# Numbers from conventions U3; an editor can change each of them.
_HELP_LINES = (
    ("Hätänumero", "Emergency number", "112", "aina", "always", "maksuton", "free"),
    (
        "MIELI Kriisipuhelin",
        "MIELI crisis helpline",
        "09 2525 0111",
        "ympäri vuorokauden",
        "day and night",
        "",
        "",
    ),
    ("MLL Lasten ja nuorten puhelin", "MLL phone for children and young people", "116 111", "", "", "maksuton", "free"),
)


@transaction.atomic
def set_up_site(*, base_url: str) -> None:
    """Make what is missing of the site. Nothing that exists is changed, so an editor's changes stay."""
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code in ("fi", "en")]
    fronts = _trees(locales, base_url)
    for texts, model in ((_PROGRAMME, ProgrammeIndexPage), (_PARTNERS, PartnerIndexPage)):
        _pages(
            fronts,
            model,
            {code: {"title": title, "slug": slug, "introduction": text} for code, (title, slug, text) in texts.items()},
            in_menu=True,
        )
    statements = [
        _pages(
            fronts,
            StandardPage,
            {
                code: {"title": title, "slug": slug, "body": [("text", text)]}
                for code, (title, slug, text) in texts.items()
            },
            in_menu=False,
        )
        for texts in (_ACCESSIBILITY, _PRIVACY)
    ]
    settings = SiteSettings.load()
    if settings.accessibility_statement_id is None:
        settings.accessibility_statement = statements[0]
        settings.privacy_notice = statements[1]
        settings.save()
    _help_lines(locales)
    _groups()
    _workflow()


def _trees(locales: list[Locale], base_url: str) -> list[FrontPage]:
    existing = list(FrontPage.objects.order_by("pk"))
    if existing:
        return existing
    root = Page.get_first_root_node()
    fronts: list[FrontPage] = []
    for locale in locales:
        title, lead = _FRONT[locale.language_code]
        front = FrontPage(title=title, slug=f"porukalla-{locale.language_code}", lead=lead, locale=locale)
        if fronts:
            front.translation_key = fronts[0].translation_key
        root.add_child(instance=front)
        front.save_revision().publish()
        fronts.append(front)
    hostname, _colon, port = base_url.partition("://")[2].partition(":")
    Site.objects.all().delete()
    Site.objects.create(
        hostname=hostname or "localhost",
        port=int(port) if port.isdigit() else (443 if base_url.startswith("https") else 80),
        root_page=fronts[0],
        is_default_site=True,
        site_name="Porukalla",
    )
    # The page that Wagtail's own migrations make, which says "Welcome to your new Wagtail site".
    for page in root.get_children().exclude(pk__in=[front.pk for front in fronts]):
        page.specific.delete()
    return fronts


def _pages(fronts: list[FrontPage], model: type[Page], texts: dict[str, dict[str, object]], *, in_menu: bool) -> Page:
    """Return the first language's page of the set, made below the front pages where it is missing."""
    first: Page | None = None
    for front in fronts:
        values = texts[front.locale.language_code]
        page = model.objects.child_of(front).filter(slug=values["slug"]).first()
        if page is None:
            page = model(locale=front.locale, show_in_menus=in_menu, **values)
            if first is not None:
                page.translation_key = first.translation_key
            front.add_child(instance=page)
            page.save_revision().publish()
        first = first or page
    assert first is not None
    return first


def _help_lines(locales: list[Locale]) -> None:
    if HelpLine.objects.exists():
        return
    finnish, english = locales
    for order, (name_fi, name_en, phone, hours_fi, hours_en, cost_fi, cost_en) in enumerate(_HELP_LINES):
        shared = {"phone": phone, "sort_order": order, "checked_on": date(2026, 11, 24)}
        line = HelpLine.objects.create(locale=finnish, name=name_fi, hours=hours_fi, cost=cost_fi, **shared)
        HelpLine.objects.create(
            locale=english,
            translation_key=line.translation_key,
            name=name_en,
            hours=hours_en,
            cost=cost_en,
            **shared,
        )


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
