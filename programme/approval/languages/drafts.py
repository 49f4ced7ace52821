"""The verbs of who translates: start the other language, bring in the changes of the original, save, submit.

Each makes drafts and nothing else. wagtail-localize's own way to save a translation writes live rows (row H8), and is
never used.
"""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, Revision, WorkflowState
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
    get_schema_version,
)

from home.refusals import Refused
from home.slugs import ascii_slug, free_slug

from .originals import original_of, version_to_translate
from .passages import NOT_READ, Passage, differing, label_of, passages_of
from .shared import DATES, carry_over

MOST_LABELS = 6


def why_not_start(*, page: Page, locale: Locale, user: Any) -> str:
    """Return why *user* may not start the translation of *page*, an original, into *locale*; empty if they may."""
    if not getattr(page, "needs_approval", False) or page.alias_of_id:
        return _("This page is not translated here.")
    if page.locale_id == locale.pk or page.get_translations().filter(locale=locale).exists():
        return _("This page is there in that language already.")
    if not page.permissions_for_user(user).can_edit():
        return _("You may not change pages in this part of the site.")
    parent = page.get_parent().specific
    above = parent.get_translation_or_none(locale)
    if above is not None:
        may_add = above.specific.permissions_for_user(user).can_add_subpage()
    else:
        front = parent.get_ancestors(inclusive=True).filter(depth=2).first()
        if front is None or not front.get_translations().filter(locale=locale).exists():
            return _("The city has not opened the site in that language yet.")
        may_add = parent.permissions_for_user(user).can_add_subpage()
    return "" if may_add else _("You may not add pages in this part of the site.")


def start(*, page: Page, locale: Locale, user: Any) -> Page:
    """Make a draft of *page* in *locale*, ready for the translation editor, and return it.

    Sections above that are not there in that language are made as drafts, with their partner's rights (row M9).
    Raises Refused.
    """
    page = original_of(page) or page
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=page.pk)
        reason = why_not_start(page=page, locale=locale, user=user)
        if reason:
            raise Refused(reason)
        _make_parents(page, locale)
        source, _created = TranslationSource.update_or_create_from_instance(_to_translate(page))
        target = page.copy_for_translation(locale)
        translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
        save_draft(translation=translation, user=user)
    return Page.objects.get(pk=target.pk).specific


def changes_to_bring_in(translation: Translation) -> list[Passage]:
    """Return the passages that the original says differently from what the translation editor shows."""
    original = translation.source.get_source_instance()
    return differing(passages_of(translation.source.as_instance()), passages_of(_to_translate(original)))


def why_not_bring_in(*, translation: Translation, user: Any) -> str:
    """Return why *user* may not bring in the changes of the original; empty if they may."""
    target = translation.get_target_instance()
    original = translation.source.get_source_instance()
    if not (target.permissions_for_user(user).can_edit() and original.permissions_for_user(user).can_edit()):
        return _("You may not change pages in this part of the site.")
    return _why_not_write(target)


def bring_in(*, translation: Translation, user: Any) -> None:
    """Show the translation editor what the original says now, and save that as a draft; raises Refused.

    Words for passages that have not changed stay.
    """
    reason = why_not_bring_in(translation=translation, user=user)
    if reason:
        raise Refused(reason)
    with transaction.atomic():
        _bring_in(translation)
        save_draft(translation=translation, user=user)


def save_draft(*, translation: Translation, user: Any) -> Revision:
    """Keep the words of the translation editor as the page's latest version; raises Refused while it waits."""
    target = translation.get_target_instance()
    reason = _why_not_write(target)
    if reason:
        raise Refused(reason)
    revision: Revision = version_with_words(translation).save_revision(user=user, clean=False, log_action=True)
    return revision


def submit(*, translation: Translation, user: Any) -> None:
    """Send the translation for approval, made from the version of the original that is being decided on, or is live.

    Raises Refused where something is missing: then nothing was sent, and what was translated stays.
    """
    target = translation.get_target_instance()
    permissions = target.permissions_for_user(user)
    if not (permissions.can_edit() and permissions.can_submit_for_moderation()):
        raise Refused(_why_not_write(target) or _("You may not change pages in this part of the site."))
    with transaction.atomic():
        # Outside what may be undone below: who translates must see what is new.
        _bring_in(translation)
    missing = untranslated(translation)
    if missing:
        raise Refused(
            _("Some passages are not translated yet: %(passages)s.") % {"passages": in_words(target, missing)}
        )
    with transaction.atomic():
        version = version_with_words(translation)
        mistakes = _mistakes_of(version)
        if mistakes:
            raise Refused(" ".join(mistakes))
        version.save_revision(user=user, clean=False, log_action=True)
        target = Page.objects.get(pk=target.pk).specific
        state = target.current_workflow_state
        if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(user)
        else:
            target.get_workflow().start(target, user)


def follow_models(translation: Translation) -> None:
    """Keep what was brought in of the original as it is, in the shape that our models have now.

    wagtail-localize would tell whoever translates to synchronise, each time that a release has changed a table.
    """
    source = translation.source
    if source.schema_out_of_date():
        TranslationSource.update_or_create_from_instance(source.as_instance())
        source.refresh_from_db()
        source.schema_version = get_schema_version(source.specific_content_type.app_label)
        source.save(update_fields=["schema_version"])


def version_with_words(translation: Translation) -> Page:
    """Return the target in memory with the words of the translation editor; what has none says what the original says.

    Built from what was last brought in of the original, never from its live row.
    """
    source = translation.source
    version: Page = source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    # wagtail-localize leaves sets of words as they are when the original's were emptied.
    carry_over(original=source.as_instance(), translation=version)
    version.slug = _address_of(version, translation)
    return version


def untranslated(translation: Translation) -> list[Passage]:
    """Return the passages that have no words in the target language yet."""
    segments = (
        StringSegment.objects.filter(source=translation.source)
        .annotate_translation(translation.target_locale)
        .filter(translation__isnull=True)
        .select_related("context", "string")
        .order_by("order")
    )
    return [
        Passage(segment.context.path, segment.string.data)
        for segment in segments
        if segment.context.path not in NOT_READ
    ]


def in_words(page: Page, passages: list[Passage]) -> str:
    """Return where *passages* stand, as a person reads a list; a long one is cut."""
    labels = list(dict.fromkeys(label_of(page, passage.path) for passage in passages))
    if len(labels) > MOST_LABELS:
        labels = [*labels[:MOST_LABELS], _("other parts")]
    return get_text_list([f"“{label}”" for label in labels], _("and"))


def _to_translate(original: Page) -> Page:
    revision = version_to_translate(original)
    return revision.as_object() if revision else original


def _bring_in(translation: Translation) -> None:
    TranslationSource.update_or_create_from_instance(_to_translate(translation.source.get_source_instance()))
    translation.source.refresh_from_db()


def _why_not_write(target: Page) -> str:
    if target.workflow_in_progress:
        return _("This page waits for approval, so it stays as it is for now.")
    if target.alias_of_id:
        return _("This page is not translated here.")
    return ""


def _make_parents(page: Page, locale: Locale) -> None:
    parent = page.get_parent().specific
    if parent.get_translation_or_none(locale) is None:
        _make_parents(parent, locale)
        parent.copy_for_translation(locale)


def _address_of(version: Page, translation: Translation) -> str:
    """The address that was typed; else the one that readers know; else one made from the title (conventions L2)."""
    typed = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        context__path="slug",
        locale=translation.target_locale,
        translation_of__in=StringSegment.objects.filter(source=translation.source, context__path="slug").values(
            "string"
        ),
    ).first()
    stored = Page.objects.get(pk=version.pk)
    wanted = ascii_slug(typed.data) if typed else ""
    if not wanted and stored.first_published_at:
        wanted = stored.slug
    return free_slug(wanted or ascii_slug(version.title)[:200] or stored.slug, parent=stored.get_parent(), page=stored)


def _mistakes_of(version: Page) -> list[str]:
    """What the form of a page would say, for words that came from the translation editor."""
    found: dict[str, list[str]] = {}
    try:
        version.full_clean()
    except ValidationError as error:
        found |= error.message_dict
    for field in version._meta.get_fields():
        if isinstance(field, StreamField) and field.name != DATES:
            try:
                field.stream_block.clean(field.value_from_object(version))
            except ValidationError as error:
                found.setdefault(field.name, []).extend(dict.fromkeys(_flat(error)))
    return [
        " ".join(messages) if name == NON_FIELD_ERRORS else f"{label_of(version, name)}: {' '.join(messages)}"
        for name, messages in found.items()
    ]


def _flat(error: Any) -> list[str]:
    """The messages of an error of blocks, however deep they lie."""
    parts = getattr(error, "block_errors", None) or []
    inner = [part for part in (parts.values() if isinstance(parts, dict) else parts) if part is not None]
    if not inner:
        return list(getattr(error, "messages", [str(error)]))
    return [message for part in inner for message in _flat(part)]
