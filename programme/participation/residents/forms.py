"""The forms of those who take part. Three questions need an answer: a name, one way to reach you, how many."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.dates import period_text, unbroken
from home.models.settings import validate_phone
from programme.catalogue.models import Availability, Municipality

from .. import rules
from ..models import Again, AgeBand, ConsentKind, How
from ..services import Details, consents_asked_by
from .offers import Offer

# Nobody has read and filled in the form before that; what does so is a machine.
QUICKEST = timedelta(seconds=2)
# After so long, the form is shown once more with everything that was typed.
LONGEST_OPEN = timedelta(hours=12)
_SALT = "participation.form"
_BAND_FIELD = "age_{}"


class FormStamp:
    """The signed mark of one showing of the form: which one it is, and when it was made."""

    @staticmethod
    def new() -> str:
        return signing.TimestampSigner(salt=_SALT).sign(uuid4().hex)

    @staticmethod
    def read(stamp: str) -> UUID | None:
        """Return which form it is; None for a stamp that is not ours, or too old."""
        try:
            return UUID(signing.TimestampSigner(salt=_SALT).unsign(stamp, max_age=LONGEST_OPEN))
        except (signing.BadSignature, ValueError):
            return None

    @staticmethod
    def is_too_new(stamp: str) -> bool:
        """Was the form sent faster than anybody can fill it in?"""
        try:
            signing.TimestampSigner(salt=_SALT).unsign(stamp, max_age=QUICKEST)
        except signing.BadSignature:
            return False
        return True


class SizeField(forms.IntegerField):
    """How many people; *most* is the page's largest group."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(
            label=_("How many are coming?"),
            min_value=1,
            max_value=most,
            error_messages={
                "required": _("Say how many are coming, you included."),
                "invalid": _("Write the number with digits."),
                "min_value": _("At least one person has to come."),
                "max_value": _(
                    "At most %(limit_value)s can come with one signup. If there are more of you, ask the organiser."
                ),
            },
            **kwargs,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric"}


class SignupForm(forms.Form):
    """What somebody who signs up is asked; what a page does not ask for is not in its form."""

    required_css_class = "required"

    date = forms.ChoiceField(
        label=_("Which date?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a date."),
            "invalid_choice": _("This date cannot be chosen any more. Choose another one."),
        },
    )
    name = forms.CharField(
        label=_("What shall we call you?"),
        help_text=_("A first name or a nickname is enough."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={
            "required": _("Write a name, any that you like to be called by."),
            "max_length": _("Write a shorter name, %(limit_value)d characters at most."),
        },
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("There is a slip in this address. It looks like this: name@example.org")},
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=20,
        validators=[validate_phone],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        error_messages={"max_length": _("This number is too long.")},
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(), label=_("Municipality"), required=False, empty_label=_("I would rather not say")
    )
    message = forms.CharField(
        label=_("A message to the organiser"),
        help_text=_("Please write nothing about your health, or anybody else’s. 500 characters at most."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_for_someone_else = forms.BooleanField(label=_("I am signing up somebody else"), required=False)
    helper_name = forms.CharField(
        label=_("Your own name"),
        help_text=_("For example: Aino, youth worker. Above, write the name and contact of the person who comes."),
        required=False,
        max_length=80,
    )
    has_under_13 = forms.BooleanField(label=_("Someone of us is under 13"), required=False)
    guardian_contact = forms.CharField(
        label=_("A guardian’s telephone or e-mail address"),
        help_text=_("It is used only if something has to be asked or told about the child."),
        required=False,
        max_length=120,
    )
    reminders = forms.BooleanField(
        label=_("Remind me before it starts"),
        help_text=_("You can stop the reminders at any time."),
        required=False,
    )
    recording = forms.BooleanField(
        label=_("I may be seen and heard in a recording"),
        help_text=_("You can take part without this, and change your mind later."),
        required=False,
    )
    photo = forms.BooleanField(
        label=_("I may be in photographs that the city shows"),
        help_text=_("You can take part without this, and change your mind later."),
        required=False,
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    # Named as machines expect it; people do not see it.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, offer: Offer) -> None:
        super().__init__(data, initial={"size": 1, "stamp": FormStamp.new()}, auto_id="signup-%s")
        self.offer = offer
        page = offer.page
        # Asked also where one date is left of those that were shown: nobody is signed up to another than they chose.
        if offer.to_choose_from or (
            data is not None and "date" in data and offer.named is None and not offer.is_course
        ):
            self.fields["date"].choices = [(str(date.uuid), _words(date)) for date in offer.dates]  # type: ignore[attr-defined]  # a ChoiceField, see above
        else:
            del self.fields["date"]
        if page.largest_group > 1:
            self.fields["size"] = SizeField(most=page.largest_group)
        if page.asks_age_band:
            for band in AgeBand:
                self.fields[_BAND_FIELD.format(band)] = forms.IntegerField(
                    label=band.label, required=False, min_value=0, max_value=page.largest_group
                )
        asked = consents_asked_by(page)
        for name, is_asked in (
            ("has_under_13", page.is_open_to_children),
            ("guardian_contact", page.is_open_to_children),
            *((kind.value, kind in asked) for kind in ConsentKind),
        ):
            if not is_asked:
                del self.fields[name]

    @property
    def age_bands(self) -> list[forms.BoundField]:
        """The fields that ask for ages, if the page does."""
        return [self[name] for band in AgeBand if (name := _BAND_FIELD.format(band)) in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("name", "helper_name") if cleaned.get("is_for_someone_else") else ("name",):
            if reason := rules.why_not_called(cleaned.get(name) or ""):
                self.add_error(name, reason)
        if not cleaned.get("email") and not cleaned.get("phone") and not {"email", "phone"} & self.errors.keys():
            self.add_error("email", _("Give an e-mail address or a telephone number, so that we can reach you."))
        if cleaned.get("is_for_someone_else") and not cleaned.get("helper_name"):
            self.add_error("helper_name", _("Write your own name as well, so that the organiser knows whom to ask."))
        bands = self._bands(cleaned)
        size = cleaned.get("size", 1)
        if "size" not in self.errors and sum(bands.values()) > size:
            self.add_error(self.age_bands[0].name, _("There are more ages here than people who come."))
        if "has_under_13" in self.fields:
            if bands.get(AgeBand.UNDER_13):
                cleaned["has_under_13"] = True
            if cleaned.get("has_under_13") and not cleaned.get("guardian_contact"):
                self.add_error("guardian_contact", _("Somebody under 13 needs a guardian whom we can reach."))
        elif bands.get(AgeBand.UNDER_13):
            self.add_error(_BAND_FIELD.format(AgeBand.UNDER_13), _("This session is not for children under 13."))
        return cleaned

    def why_look_again(self) -> str:
        """Return why the form is shown once more, though everything in it is right; asked of a valid form.

        A machine stays with it. A person whose browser filled in too much, or who left the form open overnight,
        presses the button again. Makes the form ready for that.
        """
        stamp = self.cleaned_data["stamp"]
        if self.cleaned_data["website"]:
            reason = _("Something filled in a field that people do not see. Please look once more, and press again.")
        elif FormStamp.read(stamp) is None:
            reason = _("This form has been open for long. Please look once more whether it is right, and press again.")
        elif FormStamp.is_too_new(stamp):
            reason = _("That was very quick. Please look once more whether it is right, and press again.")
        else:
            return ""
        fresh = {"website": ""} if FormStamp.read(stamp) else {"website": "", "stamp": FormStamp.new()}
        self.data = {**{name: self.data.get(name) for name in self.data}, **fresh}
        return str(reason)

    @property
    def chosen_dates(self) -> list[Any]:
        """The dates that a valid form signs up to."""
        if "date" not in self.fields:
            return self.offer.dates
        return [date for date in self.offer.dates if str(date.uuid) == self.cleaned_data["date"]]

    def details(self, *, client_address: str) -> Details:
        """What a valid form says."""
        given = self.cleaned_data
        return Details(
            form=FormStamp.read(given["stamp"]),
            name=given["name"],
            language=get_language() or "fi",
            email=given["email"],
            phone=given["phone"],
            size=given.get("size", 1),
            municipality=given["municipality"],
            message=given["message"],
            is_for_someone_else=given["is_for_someone_else"],
            helper_name=given["helper_name"],
            has_under_13=given.get("has_under_13", False),
            guardian_contact=given.get("guardian_contact", ""),
            age_bands=self._bands(given),
            consents=frozenset(kind for kind in ConsentKind if given.get(kind.value)),
            client_address=client_address,
        )

    def _bands(self, cleaned: dict[str, Any]) -> dict[str, int]:
        numbers = {str(band): cleaned.get(_BAND_FIELD.format(band)) for band in AgeBand}
        return {band: number for band, number in numbers.items() if number}


class SizeForm(forms.Form):
    """Another number of people."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, size: int, most: int) -> None:
        super().__init__(data, initial={"size": size}, auto_id="change-%s")
        self.fields["size"] = SizeField(most=most)


class FeedbackForm(forms.Form):
    """Three taps."""

    required_css_class = "required"

    how = forms.ChoiceField(
        label=_("How was it?"),
        choices=How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these, and you are done.")},
    )
    again = forms.ChoiceField(
        label=_("Would you come again?"), choices=Again.choices, widget=forms.RadioSelect, required=False
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Leave out names: nobody should see from it who you are."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def answers(self) -> dict[str, Any]:
        """What a valid form says."""
        given = self.cleaned_data
        again = Again(given["again"]) if given["again"] else None
        return {"how": How(given["how"]), "again": again, "words": given["words"].strip()}


def _words(date: Any) -> str:
    """A date in a list to choose from, with what is to be known about its places."""
    when = unbroken(period_text(date.start, date.end))
    parts = [when, date.note]
    if date.availability in {Availability.FEW, Availability.WAITING_LIST}:
        parts.append(date.get_availability_display())
    return " · ".join(part for part in parts if part)
