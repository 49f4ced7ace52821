"""The forms of the organiser's side, and the coordinator's."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.models.settings import validate_phone
from programme.catalogue.models import Municipality

from .. import rules
from ..models import Announcement, Audience, JoinLink
from ..models.join_links import USUALLY_OPENS_MINUTES_BEFORE
from ..services import Details, JoinDetails


class JoinLinkForm(forms.Form):
    """How people get in. Never a form of the page: pages keep revisions, and are previewed and copied."""

    url = forms.CharField(
        label=_("Address of the session"),
        max_length=2000,
        required=False,
        validators=[URLValidator(schemes=["https"], message=_("Copy the whole address. It begins with https://."))],
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text=_("Copy it from Teams, Zoom, Jitsi, Meet or another service. It begins with https://."),
    )
    phone = forms.CharField(
        label=_("Telephone number for those who call in"),
        max_length=20,
        required=False,
        validators=[validate_phone],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Code or password"), max_length=60, required=False, help_text=_("Only if the service asks for one.")
    )
    opens_minutes_before = forms.IntegerField(
        label=_("How many minutes before the start people may come in"),
        min_value=0,
        max_value=24 * 60,
        initial=USUALLY_OPENS_MINUTES_BEFORE,
    )

    @classmethod
    def of(cls, link: JoinLink | None, data: Any) -> "JoinLinkForm":
        """Return the form of what is entered, or of nothing yet."""
        names = ("url", "phone", "code", "opens_minutes_before")
        return cls(data, initial={name: getattr(link, name) for name in names} if link else None)

    def clean(self) -> dict[str, Any]:
        cleaned_data: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"url", "phone"} & self.errors.keys() and not (cleaned_data.get("url") or cleaned_data.get("phone")):
            self.add_error("url", _("Give an address, a telephone number, or both."))
        return cleaned_data

    @property
    def details(self) -> JoinDetails:
        """What was entered; of a valid form."""
        return JoinDetails(**self.cleaned_data)


class SignupForm(forms.Form):
    """Somebody who rang, or asked on the spot."""

    name = forms.CharField(label=_("What to call them"), max_length=80)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False, validators=[validate_phone])
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("With an address they get a confirmation with a link. Without one, you ring them."),
    )
    size = forms.IntegerField(label=_("How many are coming"), min_value=1, initial=1)
    language = forms.ChoiceField(label=_("Language of the messages"))
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.none(), required=False, empty_label=_("Not asked")
    )
    has_under_13 = forms.BooleanField(label=_("Someone is under 13"), required=False)
    guardian_contact = forms.CharField(
        label=_("A guardian’s telephone or e-mail address"), max_length=120, required=False
    )
    message = forms.CharField(
        label=_("Message"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What helps in the session. Nothing about health."),
    )

    def __init__(self, *args: Any, page: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language, municipality = self.fields["language"], self.fields["municipality"]
        assert isinstance(language, forms.ChoiceField)
        assert isinstance(municipality, forms.ModelChoiceField)
        language.choices = languages
        language.initial = page.locale.language_code
        municipality.queryset = Municipality.objects.alphabetical(get_language() or settings.LANGUAGE_CODE)
        self.fields["size"].widget.attrs |= {"max": page.largest_group, "inputmode": "numeric"}
        if len(languages) == 1:
            del self.fields["language"]
        if not page.is_open_to_children:
            del self.fields["has_under_13"], self.fields["guardian_contact"]
        self.page = page

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if reason := rules.why_not_called(name):
            raise forms.ValidationError(reason)
        return name

    def clean_size(self) -> int:
        size: int = self.cleaned_data["size"]
        if size > self.page.largest_group:
            raise forms.ValidationError(
                _("At most %(number)s can come with one signup."), params={"number": self.page.largest_group}
            )
        return size

    def clean(self) -> dict[str, Any]:
        cleaned_data: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"phone", "email"} & self.errors.keys() and not (cleaned_data.get("phone") or cleaned_data.get("email")):
            self.add_error("phone", _("Give a telephone number or an e-mail address."))
        if cleaned_data.get("has_under_13") and not cleaned_data.get("guardian_contact"):
            self.add_error("guardian_contact", _("Ask how a guardian can be reached."))
        return cleaned_data

    @property
    def details(self) -> Details:
        """What was typed; of a valid form."""
        return Details(**{"language": self.page.locale.language_code, **self.cleaned_data})


class AnnouncementForm(forms.Form):
    """Words to those who come."""

    audience = forms.ChoiceField(
        label=_("To whom"), choices=Audience.choices, widget=forms.RadioSelect, initial=Audience.CONFIRMED
    )
    text = forms.CharField(
        label=_("Message"),
        max_length=Announcement._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("A greeting and the name of the session are added. Do not write the joining link here."),
        error_messages={"required": _("Write a few words.")},
    )


class ContactForm(forms.Form):
    """Whose data it is about."""

    contact = forms.CharField(
        label=_("E-mail address or telephone number"),
        max_length=254,
        help_text=_("Exactly as it was given. Nothing else is searched."),
    )
