"""The forms with which an editor decides, and anyone asks for a page to be taken down."""

from django import forms
from django.utils.translation import gettext_lazy as _

# What only a human can judge; stored with the approval.
TICKS = ("plain_language", "captions_read")
_NOT_TICKED = _("Tick this when you have checked it.")


class ApprovalForm(forms.Form):
    """Approve: the editor says what they have checked."""

    plain_language = forms.BooleanField(
        label=_("I have read it: it is right, kind and in plain language"), error_messages={"required": _NOT_TICKED}
    )
    captions_read = forms.BooleanField(
        label=_("I have watched the videos with their captions, or there are no videos on the page"),
        error_messages={"required": _NOT_TICKED},
    )
    comment = forms.CharField(
        label=_("Words to the artist"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SendBackForm(forms.Form):
    """Send back: the artist must learn what to change."""

    comment = forms.CharField(
        label=_("What should be changed?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The artist gets these words by e-mail."),
        error_messages={"required": _("Write a few words: the artist must learn what to change.")},
    )


class TakeDownForm(forms.Form):
    """Ask for a page to be taken down."""

    reason = forms.CharField(
        label=_("What is wrong with the page?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words about what is wrong.")},
    )


class ReaderTakeDownForm(TakeDownForm):
    """The public form; it has a field that people do not see."""

    # Named as machines expect it. What fills it in is thanked, and kept nowhere.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"}),
    )

    @property
    def is_from_a_machine(self) -> bool:
        """Asked of a valid form only."""
        return bool(self.cleaned_data["website"])
