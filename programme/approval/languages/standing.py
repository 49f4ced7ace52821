"""Where a page stands in each language of the site, for artists and editors."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from programme.approval.models.languages import LiveTranslation
from programme.approval.queue import OwnPage, latest_submissions, own_page

from .originals import translation_of
from .passages import Passage, label_of


@dataclass(frozen=True)
class LanguageStanding:
    """One language of a page. `own` is None where there is no page in it; `behind` names the passages."""

    locale: Locale
    own: OwnPage | None
    is_original: bool
    is_this: bool
    behind: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.locale.get_display_name())

    @property
    def text(self) -> str:
        return self.own.text if self.own else _("Not started")

    @property
    def css_class(self) -> str:
        return self.own.css_class if self.own else "none"


def languages_of(page: Page) -> list[LanguageStanding]:
    """Return every language of the site, that of the original first; the same number of queries however many."""
    translation = translation_of(page)
    original_locale = translation.source.locale_id if translation else page.locale_id
    versions = Page.objects.filter(translation_key=page.translation_key).select_related("locale")
    pages = {each.locale_id: each for each in versions}
    latest = latest_submissions(pages.values())
    behind = {
        state.page_id: state
        for state in LiveTranslation.objects.behind().filter(page__in=[each.pk for each in pages.values()])
    }
    standings = []
    for locale in Locale.objects.order_by("pk"):
        version = pages.get(locale.pk)
        state = behind.get(version.pk) if version else None
        standings.append(
            LanguageStanding(
                locale=locale,
                own=own_page(version, latest.get(version.pk), is_behind=state is not None) if version else None,
                is_original=locale.pk == original_locale,
                is_this=locale.pk == page.locale_id,
                behind=labels_of_what_is_behind(page, state),
            )
        )
    return sorted(standings, key=lambda standing: not standing.is_original)


def labels_of_what_is_behind(page: Page, state: LiveTranslation | None) -> list[str]:
    """Return where the passages stand that have changed, in words; *page* is any version of the page."""
    if state is None:
        return []
    specific = page.specific
    return list(dict.fromkeys(label_of(specific, Passage(*pair).path) for pair in state.behind))
