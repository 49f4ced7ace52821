"""Published programme pages by the thousand, for tests and measurements of what grows with their number."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connection, models
from django.db.models import F
from modelsearch.models import IndexEntry
from wagtail.models import Page

from home.content_version import raise_version
from media.models import FileUse
from programme.catalogue.models import (
    Keyword,
    KeywordGroup,
    Municipality,
    Occurrence,
    ProgrammePage,
    SpokenLanguage,
    WorkshopPage,
)
from programme.partners.models import PartnerPage
from tests.conftest import date_value, publish

# How many days apart the dates of the copies are at most.
DAYS = 40


def published(
    section: PartnerPage, model: type[ProgrammePage], title: str, *, days: Iterable[int] = (), **values: Any
) -> Any:
    """Publish a page below *section* that fills every place a page has; *days* are its dates, counted from today."""
    if days:
        values["dates"] = [("date", date_value(day)) for day in days]
    if model is WorkshopPage:
        values |= dict.fromkeys(("cost", "who", "skill", "needs", "participation", "seen"), "Ei mitään.")
    page = model(
        title=title,
        summary="Muovaillaan yhdessä.",
        contact_name="Aino",
        contact_email="aino@example.org",
        main_image_decorative=True,
        locale=section.locale,
        live=False,
        **values,
    )
    section.add_child(instance=page)
    page.themes.set(Keyword.objects.filter(group=KeywordGroup.ACTIVITY)[:2])
    page.audiences.set(Keyword.objects.filter(group=KeywordGroup.AUDIENCE)[:2])
    page.municipalities.set(Municipality.objects.all()[:2])
    page.spoken_languages.set(SpokenLanguage.objects.all()[:2])
    page.save()
    page.save_revision()
    return publish(page)


def clone(page: ProgrammePage, count: int, *, shift_dates: bool = True) -> None:
    """Make *count* copies of a published page beside it, each with dates, words, file uses and search entry of its own.

    They are made as rows, in a few statements: a publication of each takes minutes. What only the admin reads
    (revisions, references) is left out. Their dates are spread over forty days, unless *shift_dates* says otherwise.
    """
    parent = page.get_parent(update=True)
    last_key = Page.objects.order_by("-pk").values_list("pk", flat=True)[0]
    keys = [uuid.uuid4() for _number in range(count)]
    copied = {field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}
    for own in ("id", "latest_revision_id", "live_revision_id"):
        copied[own] = None
    Page.objects.bulk_create(
        Page(
            **copied
            | {
                "translation_key": key,
                "title": f"{page.title} {number}",
                "draft_title": f"{page.title} {number}",
                "slug": f"{page.slug}-{number}",
                "url_path": f"{parent.url_path}{page.slug}-{number}/",
                "path": Page._get_path(parent.path, page.depth, number),
            }
        )
        for number, key in enumerate(keys, parent.numchild + 1)
    )
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + count)
    for model in (ProgrammePage, type(page)):
        _copy_rows(model, model._meta.pk, page.pk, last_key)
    for field in ProgrammePage._meta.local_many_to_many:
        through = field.remote_field.through
        _copy_rows(through, through._meta.get_field(field.m2m_field_name()), page.pk, last_key)
    _copy_rows(FileUse, FileUse._meta.get_field("page"), page.pk, last_key)
    _copy_rows(IndexEntry, IndexEntry._meta.get_field("object_id"), str(page.pk), last_key, page.content_type_id)
    dates = list(Occurrence.objects.of_translation_key(page.translation_key))
    shifts = [timedelta(days=number % DAYS if shift_dates else 0) for number in range(count)]
    Occurrence.objects.bulk_create(
        Occurrence(
            translation_key=key,
            block_id=date.block_id,
            start=date.start + shift,
            end=date.end + shift,
            capacity=date.capacity,
            note=date.note,
        )
        for key, shift in zip(keys, shifts, strict=True)
        for date in dates
    )
    raise_version()


def tell_database_how_much_there_is() -> None:
    """Do at once what PostgreSQL does by itself within a minute. SQLite has to do without."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _copy_rows(model: Any, link: Any, source: Any, last_key: int, content_type: int | None = None) -> None:
    """Copy what *link* ties to *source* once for each page made after *last_key*."""
    quote = connection.ops.quote_name
    columns = [field for field in model._meta.local_concrete_fields if field is link or not _counts(field)]
    page_key = "CAST(page.id AS varchar(50))" if isinstance(source, str) else "page.id"
    values = [page_key if field is link else f"source.{quote(field.column)}" for field in columns]
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in columns)}) "
        f"SELECT {', '.join(values)} FROM {quote(model._meta.db_table)} source, {quote(Page._meta.db_table)} page "
        f"WHERE source.{quote(link.column)} = %s AND page.id > %s"
    )
    parameters = [source, last_key]
    if content_type is not None:
        statement += " AND source.content_type_id = %s"
        parameters.append(content_type)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _counts(field: Any) -> bool:
    return isinstance(field, models.AutoField | models.BigAutoField)
