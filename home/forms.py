"""The form behind every page of ours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from home.slugs import ascii_slug


class BasePageForm(WagtailAdminPageForm):
    """Says at the field, in the person's language, what a title or an address lacks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # The address follows from the title. It stands behind another tab, where nobody would look for an error.
            self.fields["slug"].required = False

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"].strip()
        if title and not any(character.isalpha() for character in title):
            raise forms.ValidationError(_("Write a title that has letters in it."))
        return title

    def clean_slug(self) -> str:
        # Emptied, the address of a page stays as it was.
        slug = ascii_slug(self.cleaned_data["slug"]) or str(self.instance.slug)
        # The browser writes it from the title. Until readers know it, one that is taken gets a number by itself.
        return slug if self.instance.first_published_at else self._free(slug)

    def _free(self, slug: str) -> str:
        free, number = slug, 2
        while not Page._slug_is_available(free, self.parent_page, self.instance):
            free, number = f"{slug}-{number}", number + 1
        return free
