"""The language of the interface, on the account page of the admin."""

from django import forms

from .models import User


class LanguageForm(forms.ModelForm):
    """One's own language."""

    class Meta:
        model = User
        fields = ["language"]
