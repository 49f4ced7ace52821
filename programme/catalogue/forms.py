"""The forms of the catalogue: a programme page, and the cancellation of one of its dates."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.forms import BasePageForm

from .dates.repeating import spread_out
from .models.occurrence import CancellationReason


class ProgrammePageForm(BasePageForm):
    """Spreads repeating dates out, and asks for what a complete page needs; a draft may lack it."""

    @property
    def changed_data(self) -> list[str]:
        """Which fields were changed; dates by what they mean.

        Wagtail compares what the database holds with what the browser sent ("2026-10-14" and "14.10.2026"), so that
        dates always counted as changed, and an editor who approved had edited the page just then.
        """
        changed: list[str] = super().changed_data
        dates = getattr(self, "cleaned_data", {}).get("dates")
        if dates is not None and _as_stored(dates) == _as_stored(self.initial.get("dates") or ()):
            return [name for name in changed if name != "dates"]
        return changed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("signup", "largest_group", "reminders"):
            if name in self.fields:
                # Left empty, they are what they usually are.
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned_data: dict[str, Any] = super().clean()
        if cleaned_data.get("dates") is not None:
            cleaned_data["dates"] = spread_out(cleaned_data["dates"])
        for name in ("signup", "largest_group", "reminders"):
            if cleaned_data.get(name, "given") in ("", None):
                cleaned_data[name] = self._meta.model._meta.get_field(name).get_default()
        if not self.is_deferred_validation:
            self._ask_for_alternative_text(cleaned_data)
            self._ask_for_contact(cleaned_data)
        return cleaned_data

    def _ask_for_alternative_text(self, cleaned_data: dict[str, Any]) -> None:
        decided = cleaned_data.get("main_image_alt", "").strip() or cleaned_data.get("main_image_decorative")
        if cleaned_data.get("main_image") and "main_image_alt" in self.fields and not decided:
            self.add_error("main_image_alt", _("Say what the picture shows, or tick that it is only decoration."))

    def _ask_for_contact(self, cleaned_data: dict[str, Any]) -> None:
        if "contact_email" in self.fields and not (
            cleaned_data.get("contact_email")
            or cleaned_data.get("contact_phone")
            or {"contact_email", "contact_phone"} & self.errors.keys()
        ):
            self.add_error("contact_email", _("Give an e-mail address or a telephone number."))


class CancellationForm(forms.Form):
    """Why a date is cancelled, from the fixed list: readers see these words, and no editor has to approve them."""

    reason = forms.ChoiceField(
        label=_("Why is it cancelled?"), choices=CancellationReason.choices, widget=forms.RadioSelect
    )


def _as_stored(dates: Iterable[Any]) -> list[tuple[Any, ...]]:
    return [(child.id, child.block_type, child.block.get_prep_value(child.value)) for child in dates]
