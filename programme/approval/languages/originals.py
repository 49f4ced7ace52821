"""Which page was there first, and which are its translations."""

from wagtail.models import Page, Revision
from wagtail_localize.models import Translation

from programme.approval.models.submissions import Submission


def translation_of(page: Page) -> Translation | None:
    """Return the translation whose target *page* is; None for a page that was written in its own language.

    A translation whose original is gone is on its own from then on: wagtail-localize switches it off.
    """
    translation: Translation | None = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source__locale", "target_locale")
        .first()
    )
    return translation


def original_of(page: Page) -> Page | None:
    """Return the page that *page* translates, as it stands in its row; None for an original, or if it is gone."""
    translation = translation_of(page)
    if translation is None:
        return None
    original = Page.objects.filter(translation_key=page.translation_key, locale_id=translation.source.locale_id).first()
    return original.specific if original else None


def translations_of(page: Page) -> list[Page]:
    """Return the pages that translate *page*, as they stand in their rows."""
    locales = Translation.objects.filter(
        source__object_id=page.translation_key, source__locale_id=page.locale_id, enabled=True
    ).values("target_locale_id")
    pages = Page.objects.filter(translation_key=page.translation_key, locale_id__in=locales).exclude(pk=page.pk)
    return [page.specific for page in pages.order_by("pk")]


def version_to_translate(original: Page) -> Revision | None:
    """Return what a translation of *original* is made from: what was submitted, else what is live, else the draft.

    A translation that waits beside its original must be read beside the words that an editor is asked about.
    """
    waiting = Submission.objects.of_page(original.pk).waiting().first()
    if waiting is not None:
        return waiting.revision
    return original.live_revision or original.get_latest_revision()
