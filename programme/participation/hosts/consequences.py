"""What cancelling a date means for people, said before it is done."""

from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Signup


def consequences_of_cancelling(*, page: Any, occurrence: Any) -> list[str]:
    """Return sentences: how many are told by mail, how many have to be called."""
    present = Signup.objects.present().at(occurrence.pk)
    to_call = present.to_be_called().count()
    by_mail = present.count() - to_call
    if not by_mail and not to_call:
        return [_("Nobody has signed up.")]
    people = present.aggregate(people=Sum("size"))["people"]
    sentences = [
        ngettext("%(number)d person has signed up or waits.", "%(number)d people have signed up or wait.", people)
        % {"number": people}
    ]
    if by_mail:
        sentences.append(
            ngettext("One message is sent to tell them.", "%(number)d messages are sent to tell them.", by_mail)
            % {"number": by_mail}
        )
    if to_call:
        sentences.append(
            ngettext(
                "One household gave a telephone number only. You call them: they are listed under “Who is coming”.",
                "%(number)d households gave a telephone number only. You call them: they are listed under "
                "“Who is coming”.",
                to_call,
            )
            % {"number": to_call}
        )
    return sentences
