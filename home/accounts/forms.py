"""The language of the interface, and the codes of the second factor."""

from typing import Any, ClassVar

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .models import User


class LanguageForm(forms.ModelForm):
    """One's own language."""

    class Meta:
        model = User
        fields = ["language"]


class NothingToFillIn(forms.ModelForm):
    """A part of the account page that only shows something."""

    class Meta:
        model = User
        fields: ClassVar[list[str]] = []


class _CodeField:
    """One way to ask for a code: digits, so that a phone shows its number keys."""

    help_text: Any = ""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        field = self.fields["code"]  # type: ignore[attr-defined]  # of allauth's form, which this is mixed into
        field.label = _("Code")
        field.help_text = self.help_text
        field.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"})


class SetUpForm(_CodeField, ActivateTOTPForm):
    """The first code of a new app."""

    help_text = _("Six digits. The app shows new ones every half a minute.")


class SignInCodeForm(_CodeField, AuthenticateForm):
    """The second step of signing in."""

    help_text = _("The six digits that the app on your phone shows now, or one of your recovery codes.")


class ConfirmingCodeForm(_CodeField, ReauthenticateForm):
    """A code before something that matters."""

    help_text = SignInCodeForm.help_text
