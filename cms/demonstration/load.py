"""Loads the demonstration content through the same verbs that people use."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from home.accounts.models import User
from home.accounts.services import confirm_address
from home.models import FrontPage, SiteSettings, StandardPage
from home.publication import city_act
from home.slugs import ascii_slug
from media.models import Picture
from media.renditions import make_renditions
from programme.approval.forms import TICKS
from programme.approval.languages.drafts import save_draft
from programme.approval.languages.drafts import start as start_language
from programme.approval.languages.originals import translation_of
from programme.approval.languages.passages import passages_of
from programme.catalogue.dates.moments import planned_dates
from programme.catalogue.models import (
    CancellationReason,
    EventPage,
    Keyword,
    Municipality,
    Occurrence,
    ProgrammePage,
    SpokenLanguage,
    VideoPage,
    WorkshopPage,
)
from programme.catalogue.occurrences import cancel_occurrence
from programme.partners.models import Partner
from programme.partners.services import create_partner

from . import content
from .accounts import ACCOUNTS
from .pictures import picture

# The reason that approval records give for what is published by hand here.
DEMONSTRATION = "demonstration content"
PAGE_MODELS: dict[str, type[ProgrammePage]] = {"workshop": WorkshopPage, "video": VideoPage, "event": EventPage}


def is_empty() -> bool:
    """Is there nothing yet that anyone would miss?"""
    return not User.objects.exists() and not Partner.objects.exists()


def empty_database() -> None:
    """Throw away every table of the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
            return
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        (settings.VAR_DIR / f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)


@transaction.atomic
def load() -> None:
    """Load everything into a site that is set up and otherwise empty."""
    partners = {name: create_partner(name=name, by=None) for name in content.PARTNERS}
    people = _accounts(partners)
    for partner_name, texts in content.PARTNERS.items():
        _profile(partners[partner_name], texts)
    fronts = {front.locale.language_code: front for front in FrontPage.objects.select_related("locale")}
    front_picture = _picture("Järvi ja savikulhot", "lake", "pots", 7)
    for front in fronts.values():
        front.main_image = front_picture
        front.save_revision().publish()
    _settings()
    _history(fronts)
    for number, item in enumerate(content.ITEMS):
        _item(item, partners[item["partner"]], people, number)


def _accounts(partners: dict[str, Partner]) -> dict[str, User]:
    people = {}
    for account in ACCOUNTS:
        user = User.objects.create_user(
            account.email,
            settings.DEMO_PASSWORD,
            first_name=account.first_name,
            last_name=account.last_name,
            language=account.language,
            is_superuser=account.is_administrator,
            is_staff=account.is_administrator,
        )
        confirm_address(user)
        if account.partner:
            user.groups.add(partners[account.partner].group)
        if account.group:
            user.groups.add(Group.objects.get(name=account.group))
        people[account.partner or account.role] = user
    return people


def _profile(partner: Partner, texts: dict[str, str]) -> None:
    for section in partner.sections.select_related("locale"):
        section.introduction = texts.get(section.locale.language_code, "")
        if section.introduction:
            with city_act(reason=DEMONSTRATION, by=None):
                section.save_revision().publish()


def _settings() -> None:
    site_settings = SiteSettings.load()
    site_settings.contact_name = "Porukalla, Mikkelin kaupunki"
    site_settings.contact_email = "porukalla@porukalla.example"
    site_settings.save()


def _history(fronts: dict[str, FrontPage]) -> None:
    first: Page | None = None
    for language, (title, slug, introduction, paragraphs) in content.HISTORY.items():
        page = StandardPage(
            title=title,
            slug=slug,
            introduction=introduction,
            body=[("heading" if text.startswith("# ") else "text", text.removeprefix("# ")) for text in paragraphs],
            show_in_menus=True,
            locale=fronts[language].locale,
        )
        if first is not None:
            page.translation_key = first.translation_key
        fronts[language].add_child(instance=page)
        page.save_revision().publish()
        first = first or page


def _picture(title: str, palette: str, motif: str, seed: int, collection: Any = None) -> Picture:
    image = Picture(
        title=title,
        description=title,
        author="Porukalla",
        rights_confirmed=True,
        consent="nobody",
        file=picture(palette=palette, motif=motif, seed=seed),
    )
    if collection is not None:
        image.collection = collection
    image.save()
    make_renditions(image)
    return image


def _item(item: dict[str, Any], partner: Partner, people: dict[str, User], number: int) -> None:
    sections = {section.locale.language_code: section for section in partner.sections.select_related("locale")}
    artist = people.get(partner.name) or people["coordinator"]
    image = None
    if "picture" in item:
        palette, motif, alt_fi, _alt_en = item["picture"]
        image = _picture(alt_fi, palette, motif, number + 10, partner.collection)
    source: ProgrammePage | None = None
    for language in ("fi", "en"):
        if language not in item:
            continue
        page = _page(item, language, sections[language], image)
        page.owner = artist
        if source is None:
            sections[language].add_child(instance=page)
            _words(page, item)
            page.save_revision(user=artist)
            source = page
        else:
            page = _translated(source, page, artist)
        _bring_into_state(page, item, artist, people["editor"])
    if source is not None and item.get("cancelled"):
        for occurrence in Occurrence.objects.of_translation_key(source.translation_key)[: item["cancelled"]]:
            cancel_occurrence(page=source, occurrence=occurrence, reason=CancellationReason.ILLNESS, by=artist)


def _translated(source: ProgrammePage, words: ProgrammePage, artist: User) -> ProgrammePage:
    """Translate *source* in the translation editor with the texts of *words*, a page that is never saved."""
    target = start_language(page=source, locale=words.locale, user=artist)
    translation = translation_of(target)
    assert translation is not None, "a language that was started is a translation"
    for field in words._meta.get_fields():
        if isinstance(field, StreamField):
            # Parts get their ids when they are stored.
            stored = field.get_prep_value(field.value_from_object(words))
            setattr(words, field.name, field.to_python(stored))
    # The parts of both texts stand in the same order.
    texts = passages_of(words)
    segments = list(translation.source.stringsegment_set.exclude(context__path="slug").order_by("order"))
    for segment, passage in zip(segments, texts, strict=True):
        StringTranslation.objects.create(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=words.locale,
            data=passage.text,
            last_translated_by=artist,
        )
    save_draft(translation=translation, user=artist)
    return type(source).objects.get(pk=target.pk)


def _page(item: dict[str, Any], language: str, section: Page, image: Picture | None) -> ProgrammePage:
    texts = item[language]
    values = {**item.get("shared", {}), **texts}
    if "dates" in item:
        values["dates"] = [("date", _date_value(entry)) for entry in item["dates"]]
    if image is not None:
        values["main_image"] = image
        values["main_image_alt"] = item["picture"][2 if language == "fi" else 3]
    values.setdefault("contact_name", section.title)
    values.setdefault("contact_email", "porukalla@porukalla.example")
    return PAGE_MODELS[item["kind"]](
        slug=ascii_slug(texts["title"]),
        locale_id=section.locale_id,
        is_demonstration=not item.get("is_history", False),
        live=False,
        **values,
    )


def _date_value(entry: tuple[int, str, str, int | None]) -> dict[str, Any]:
    days, starts, ends, capacity = entry
    day: date = timezone.localdate() + timedelta(days=days)
    return {
        "date": day,
        "start_time": _time(starts),
        "end_time": _time(ends),
        "end_date": None,
        "capacity": capacity,
        "note": "",
    }


def _time(text: str) -> time:
    return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of day, with no day to have an offset


def _words(page: ProgrammePage, item: dict[str, Any]) -> None:
    page.themes.set(Keyword.objects.filter(yso__in=item.get("themes", [])))
    page.audiences.set(Keyword.objects.filter(yso__in=item.get("audiences", [])))
    page.municipalities.set(Municipality.objects.filter(code__in=item.get("municipalities", [])))
    page.spoken_languages.set(SpokenLanguage.objects.filter(code__in=item.get("languages", ["fi"])))
    page.save()


def _bring_into_state(page: ProgrammePage, item: dict[str, Any], artist: User, editor: User) -> None:
    """Take the page where the demonstration wants it, along the way that people take."""
    state = item.get("state", "live")
    revision = page.get_latest_revision()
    if state == "draft":
        return
    if item.get("is_history") or _is_over(page):
        # What is over already could not be submitted today.
        with city_act(reason=DEMONSTRATION, by=editor):
            revision.publish()
        return
    page.get_workflow().start(page, artist)
    task_state = page.current_workflow_task_state
    if state == "live":
        ticks = dict.fromkeys(TICKS, True)
        task_state.task.specific.on_action(task_state, editor, "approve", **ticks)
    elif state == "sent_back":
        task_state.task.specific.on_action(task_state, editor, "reject", comment=item["comment"])


def _is_over(page: ProgrammePage) -> bool:
    dates = list(planned_dates(getattr(page, "dates", None)))
    return bool(dates) and all(planned.end <= timezone.now() for planned in dates)
