"""English that other people's code keeps outside of every catalogue, so that no catalogue of ours can translate it."""

from typing import Any

from django.template.loaders import app_directories
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.utils.text import text_from_html

# In templates, and the same for a translator.
_HARD_CODED = {
    'value="Search"': '''value="{% translate 'Search' %}"''',
    'aria-label="Actions"': '''aria-label="{% translate 'Actions' %}"''',
}


class Loader(app_directories.Loader):
    """Loads the templates of apps, with what they say in English only made translatable."""

    def get_contents(self, origin: Any) -> str:
        contents: str = super().get_contents(origin)
        for words, translatable in _HARD_CODED.items():
            contents = contents.replace(words, translatable)
        return contents


def say_in_words() -> None:
    """Put words in the place of what the code calls things; called once, when the app registry is ready."""
    from wagtail.admin import compare

    compare.FieldComparison.htmldiff = _difference
    compare.BlockComparison.htmlvalue = lambda comparison, value: escape(_block_in_words(comparison.block, value))
    compare.BlockComparison.htmldiff = lambda comparison: compare.diff_text(
        _block_in_words(comparison.block, comparison.val_a), _block_in_words(comparison.block, comparison.val_b)
    ).to_html()
    _name_fields()


def _difference(comparison: Any) -> str:
    """In the place of Wagtail's, which prints Python's own None, True and False."""
    from wagtail.admin.compare import TextDiff

    before, after = (_in_words(value) for value in (comparison.val_a, comparison.val_b))
    changes = [("equal", before)] if before == after else [("deletion", before), ("addition", after)]
    return TextDiff(changes).to_html()


def _in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return str(value)


def _block_in_words(block: Any, value: Any) -> str:
    if value is None or isinstance(value, bool):
        return _in_words(value)
    return str(text_from_html(block.render_basic(value)))


def _name_fields() -> None:
    from wagtail.admin.forms import choosers
    from wagtail_localize.views.report import TranslationsReportFilterSet, TranslationsReportView

    labels = {
        "body": _("Message"),
        "email_address": _("E-mail address"),
        "link_text": _("Words of the link"),
        "phone_number": _("Telephone number"),
        "subject": _("Subject of the message"),
        "url": _("Address"),
    }
    for form in (
        choosers.AnchorLinkChooserForm,
        choosers.EmailLinkChooserForm,
        choosers.ExternalLinkChooserForm,
        choosers.PhoneLinkChooserForm,
    ):
        for name, field in form.base_fields.items():
            field.label = labels[name]
    TranslationsReportView.verbose_name = _("translation")
    TranslationsReportView.verbose_name_plural = _("translations")
    TranslationsReportFilterSet.base_filters["source_locale"].label = _("From the language")
    TranslationsReportFilterSet.base_filters["target_locale"].label = _("Into the language")
