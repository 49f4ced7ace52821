"""What wagtail-localize does not do by itself: languages of parts, and addresses and titles of translations.

It has no hooks for these, so its functions are replaced; tests/home/test_localize.py says when an upgrade needs
another look.
"""

from collections import Counter
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize import models, strings
from wagtail_localize.segments import extract

from .language_of_parts import CODES, attributes_of
from .slugs import ascii_slug, free_slug

# In the place of a <span> while upstream takes a text apart: it cuts a sentence at every <span>, but at no <a>.
_HIDDEN = "data-language-of-part"
# Who made an address, where no translator did; the translation editor names it.
MADE_BY = "Porukalla"


def mend() -> None:
    """Put ours in the place of upstream's; called once, when the app registry is ready."""
    _keep_languages_in_strings()
    _follow_titles()


# Languages of parts ---------------------------------------------------------------------------


def _keep_languages_in_strings() -> None:
    """Leave `<span lang="sv">` in the strings that translators get, who may move it, change it and add others.

    What is no mark of a language that we know makes a translation invalid, and it is not used.
    """
    validate_others, take_apart = strings.validate_element, strings.extract_strings
    render = strings.StringValue.render_soup

    def validate_element(element: Any) -> None:
        if not (isinstance(element, Tag) and element.name == "span"):
            validate_others(element)
            return
        if set(element.attrs) - {"lang", "dir"} or element.get("lang") not in CODES:
            raise ValueError(_('A <span> names one of the languages on offer, such as <span lang="sv">.'))
        for child in element.children:
            validate_element(child)

    def extract_strings(html: str | None) -> Any:
        soup = BeautifulSoup(html or "", "html.parser")
        for mark in soup.find_all("span", lang=sorted(CODES)):
            mark.name, mark.attrs = "a", {_HIDDEN: mark["lang"]}
        template, found = take_apart(str(soup))
        return str(_shown(template)), found

    def from_source_html(cls: Any, html: str) -> Any:
        soup = _shown(html)
        kept: dict[str, dict[str, Any]] = {}
        counter: Counter[str] = Counter()
        for element in soup.find_all(True):
            if element.attrs and element.name != "span":
                counter[element.name] += 1
                name = f"{element.name}{counter[element.name]}"
                kept[name] = element.attrs
                element.attrs = {"id": name}
        strings.validate_element(soup)
        return cls(str(soup)), kept

    def render_soup(value: Any, attributes: Any) -> Any:
        soup = render(value, attributes)
        for mark in soup.find_all("span"):
            # A translator need not know what is written from right to left.
            mark.attrs.update(attributes_of(str(mark["lang"])))
        return soup

    strings.validate_element = validate_element
    strings.extract_strings = extract.extract_strings = extract_strings
    strings.StringValue.from_source_html = classmethod(from_source_html)
    strings.StringValue.render_soup = render_soup


def _shown(html: str) -> BeautifulSoup:
    soup = BeautifulSoup(html, "html.parser")
    for mark in soup.find_all("a", attrs={_HIDDEN: True}):
        mark.name, mark.attrs = "span", {**attributes_of(str(mark[_HIDDEN]))}
    return soup


# Addresses and titles -------------------------------------------------------------------------


def _follow_titles() -> None:
    """Let the address of a translation follow from its title, and its title say which language it is in."""
    ingest = models.ingest_segments

    def ingest_segments(original: Any, translated: Any, source: Any, target: Any, segments: Any) -> None:
        before = getattr(translated, "slug", None)
        ingest(original, translated, source, target, segments)
        if isinstance(translated, Page):
            done = _translated_fields(original, target)
            _set_address(translated, before=before or "", is_translated="slug" in done)
            if hasattr(translated, "title_language"):
                _set_title_language(original, translated, source, target, is_translated="title" in done)

    models.ingest_segments = ingest_segments
    post_save.connect(_translate_address, sender=models.StringTranslation, dispatch_uid="home.localize.address")


def _translated_fields(original: Page, target: Any) -> set[str]:
    """Which of title and address have a translation into *target* of what the original says now."""
    translations = models.StringTranslation.objects.filter(
        context__object_id=original.translation_key,
        context__path__in=["title", "slug"],
        locale=target,
        has_error=False,
        translation_of__segments__source__object_id=original.translation_key,
    )
    return set(translations.values_list("context__path", flat=True))


def _set_address(page: Page, *, before: str, is_translated: bool) -> None:
    """Upstream would write the source's address again and again, also over one that readers know."""
    if is_translated:
        slug = ascii_slug(page.slug)
    elif page.first_published_at:
        slug = before
    else:
        slug = ascii_slug(page.title)
    page.slug = free_slug(slug or before, parent=page.get_parent(), page=page)


def _set_title_language(original: Any, page: Any, source: Any, target: Any, *, is_translated: bool) -> None:
    """Of a title that was left as it is, the language stays; one that was translated is in the page's own."""
    language = ""
    if page.title == original.title:
        language = original.title_language or ("" if is_translated else source.language_code)
    page.title_language = "" if language == target.language_code else language


def _translate_address(instance: Any, **_signal: Any) -> None:
    """Offer translators the address that follows from a title just translated, until one of them writes another.

    The address is a string like others in their editor, and counts as missing there until it is translated.
    """
    context = instance.context
    if instance.has_error or context is None or context.path != "title":
        return
    of_page = {"translation_key": context.object_id, "locale_id": instance.locale_id}
    segment = (
        models.StringSegment.objects.filter(source__object_id=context.object_id, context__path="slug")
        .select_related("string", "context")
        .first()
    )
    slug = ascii_slug(strings.StringValue(instance.data).render_text())
    if segment is None or not slug or Page.objects.filter(**of_page, first_published_at__isnull=False).exists():
        return
    address, created = models.StringTranslation.objects.get_or_create(
        translation_of=segment.string,
        locale_id=instance.locale_id,
        context=segment.context,
        defaults={
            "data": slug,
            "translation_type": models.StringTranslation.TRANSLATION_TYPE_MACHINE,
            "tool_name": MADE_BY,
        },
    )
    if not created and address.tool_name == MADE_BY and address.data != slug:
        address.data = slug
        address.save(update_fields=["data", "updated_at"])
