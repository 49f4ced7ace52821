"""The form behind every page of ours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminPageForm

from home.slugs import ascii_slug, free_slug
from media.uses import files_of, why_not_choose


class BasePageForm(WagtailAdminPageForm):
    """Says at the field, in the person's language, what a title or an address lacks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Before anything that was typed reaches the page.
        self.files_before = files_of(self.instance)
        if "slug" in self.fields:
            # The address follows from the title. It stands behind another tab, where nobody would look for an error.
            self.fields["slug"].required = False

    def is_valid(self) -> bool:
        """Also ask the rooms above what a page lacks that is complete in itself; a draft may lack it.

        The hooks `find_what_a_page_lacks` get the page as it would be saved, and yield pairs of field and message.
        """
        if not super().is_valid():
            return False
        # Choosers show what a person may choose, and take any number that is sent to them.
        reason = why_not_choose(user=self.for_user, keys=files_of(self.instance) - self.files_before)
        if reason:
            self.add_error(None, reason)
        if not self.is_deferred_validation:
            # Fields are on the instance by now; sets of words would come with saving only.
            page = self.instance
            for field in page._meta.many_to_many:
                if field.name in self.cleaned_data:
                    field.save_form_data(page, self.cleaned_data[field.name])
            for find in hooks.get_hooks("find_what_a_page_lacks"):
                for name, message in find(page):
                    self.add_error(name if name in self.fields else None, message)
        return not self.errors

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"].strip()
        if title and not any(character.isalpha() for character in title):
            raise forms.ValidationError(_("Write a title that has letters in it."))
        return title

    def clean_slug(self) -> str:
        # Emptied, the address of a page stays as it was.
        slug = ascii_slug(self.cleaned_data["slug"]) or str(self.instance.slug)
        page = self.instance
        if page.pk and not page.live and slug != page.slug and page.get_descendants().live().exists():
            # A draft of a page that is not public is saved into its row, and would take the pages below along (row M1).
            raise forms.ValidationError(
                _("Pages below this one are public, and their addresses would change. Publish this page first.")
            )
        # The browser writes it from the title. Until readers know it, one that is taken gets a number by itself.
        return slug if page.first_published_at else free_slug(slug, parent=self.parent_page, page=page)
