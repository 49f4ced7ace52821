"""Titles in another language than the page."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import BaseTranslatableField

from home.language_of_parts import LANGUAGES


class OwnField(BaseTranslatableField):
    """A field that each language of a page has for itself: nobody translates it, and the source does not decide it."""


class TitleLanguageMixin(models.Model):
    """A page whose title may be in another language than the page, such as the name of a Swedish song."""

    title_language = models.CharField(
        _("language of the title"),
        max_length=8,
        blank=True,
        choices=[("", _("the same as the page's")), *LANGUAGES],
        help_text=_("Only if the title is in another language than the page. Screen readers then say it right."),
    )

    override_translatable_fields: ClassVar[list[Any]] = [OwnField("title_language")]

    class Meta:
        abstract = True


def title_panels() -> list[Any]:
    """The title, and folded below it the language that it is in."""
    return [*Page.content_panels, FieldPanel("title_language", classname="collapsed")]
