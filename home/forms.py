"""The form behind every page of ours."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from home.slugs import ascii_slug


class BasePageForm(WagtailAdminPageForm):
    """Says at the field, in the person's language, what a title or an address lacks."""

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"].strip()
        if title and not any(character.isalpha() for character in title):
            raise forms.ValidationError(_("Write a title that has letters in it."))
        return title

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        return ascii_slug(slug) if slug else slug
