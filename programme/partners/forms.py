"""The forms with which a coordinator looks after partners."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.accounts.models import User

from .models import Partner
from .services import create_partner, invite, rename_partner


class PartnerForm(forms.Form):
    """The name is all that it takes."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As it is printed on the site. The section goes live with this name."),
    )

    def create(self, *, by: Any) -> Partner | None:
        """Make the partner, or put what is wrong at the field and return None."""
        try:
            return create_partner(name=self.cleaned_data["name"], by=by)
        except ValidationError as error:
            self.add_error(None, error)
            return None

    def rename(self, partner: Partner) -> bool:
        """Rename the partner, or put what is wrong at the field and return False."""
        try:
            rename_partner(partner=partner, name=self.cleaned_data["name"])
        except ValidationError as error:
            self.add_error(None, error)
            return False
        return True


class InvitationForm(forms.Form):
    """Who is invited, and in which language."""

    email = forms.EmailField(label=_("E-mail address"))
    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("The language of the invitation and of the service."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = settings.LANGUAGE_CODE

    def invite_to(self, partner: Partner) -> User | None:
        """Send the invitation, or put what is wrong at the field and return None."""
        try:
            return invite(partner=partner, **self.cleaned_data)
        except ValidationError as error:
            self.add_error(None, error)
            return None
