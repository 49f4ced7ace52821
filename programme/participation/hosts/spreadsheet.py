"""The list of a date as a file that spreadsheets open."""

import csv
import re
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.dates import day_text, moment_text, period_text
from programme.catalogue.models import Occurrence

from ..models import Signup
from ..rules import PARTNER_SEES_FOR

EXPORT_NAME = "osallistujat"
# Spreadsheets take a cell that begins so for a formula, and run it.
_BEGINS_LIKE_A_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_TELEPHONE = re.compile(r"^\+?[0-9 ]+$")


def protection_line(occurrence: Occurrence, *, by: Any) -> str:
    """Return what stands on top of the file: whose data it is, for what, and until when."""
    until = timezone.localtime(occurrence.end + PARTNER_SEES_FOR).date()
    return _(
        "People’s personal data, for running this session only. Show it to nobody else, and delete this file by "
        "%(day)s. Taken out by %(person)s, %(moment)s."
    ) % {"day": day_text(until, with_weekday=False), "person": by, "moment": moment_text(timezone.now())}


def rows_of(occurrence: Occurrence, page: Any, signups: Iterable[Signup], *, by: Any) -> list[list[str]]:
    """Return the file's rows. The joining link is none of them (conventions G9)."""
    head = [
        _("Name"),
        _("How many"),
        _("Status"),
        _("E-mail address"),
        _("Telephone"),
        _("Municipality"),
        _("Message"),
        _("Signed up by"),
        _("Guardian of a child under 13"),
    ]
    body = [
        [
            signup.name,
            str(signup.size),
            signup.get_status_display(),
            signup.email,
            signup.phone,
            str(signup.municipality or ""),
            signup.message,
            (signup.helper_name or pgettext("who signed somebody up", "a helper"))
            if signup.is_for_someone_else
            else "",
            signup.guardian_contact,
        ]
        for signup in signups
    ]
    title = f"{page.title}, {period_text(occurrence.start, occurrence.end)}"
    return [[protection_line(occurrence, by=by)], [title], [], head, *body]


def write_csv(file: Any, rows: Iterable[Iterable[str]]) -> None:
    """Write for the spreadsheets that people here have: semicolons, and the mark that says it is UTF-8."""
    file.write("\ufeff")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([[harmless(cell) for cell in row] for row in rows])


def harmless(cell: str) -> str:
    """Return *cell* so that no spreadsheet runs it: what people typed is text."""
    if _BEGINS_LIKE_A_FORMULA.match(cell) and not _TELEPHONE.match(cell):
        return f"'{cell}"
    return cell
