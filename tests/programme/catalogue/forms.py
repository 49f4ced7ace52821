"""What an artist types into the form of a page, as the browser posts it."""

from datetime import date
from typing import Any

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.blocks import RICH_TEXT_FEATURES

ANSWERS = {
    "cost": "Ei mitään, myös tarvikkeet ovat ilmaisia.",
    "who": "Kaikki yli 12-vuotiaat äidit, isät ja mummot.",
    "skill": "Ei tarvitse. Aloitamme ihan alusta.",
    "needs": "Kynä, paperia ja vähän aikaa.",
    "participation": "Tule linkistä, jää hiljaa kuuntelemaan tai kysy heti.",
    "seen": "Et näy, ellet itse halua.",
}


def typed_day(day: date) -> str:
    """A day the way the date field writes it."""
    return f"{day:%d.%m.%Y}"


def single_date(day: date, **values: str) -> tuple[str, dict[str, str]]:
    """One date."""
    return "date", {
        "date": typed_day(day),
        "start_time": "17:00",
        "end_date": "",
        "end_time": "18:30",
        "capacity": "12",
        "note": "Viittomakielen tulkkaus käytössä",
        **values,
    }


def repeating_dates(first: date, last: date, **values: str) -> tuple[str, dict[str, str]]:
    """A date that repeats every week."""
    return "repeat", {
        "first_date": typed_day(first),
        "last_date": typed_day(last),
        "every_weeks": "1",
        "start_time": "17:00",
        "end_time": "18:30",
        "capacity": "8",
        "note": "Joka viikko sama väki",
        **values,
    }


def _page_form(*, dates: list[tuple[str, dict[str, str]]] | None, **values: Any) -> dict[str, Any]:
    streams: dict[str, Any] = {
        "body": streamfield(
            [
                ("heading", "Näin se käy"),
                ("text", rich_text("<p>Sekoita jauhot ja <b>höyryävä</b> vesi.</p>", features=RICH_TEXT_FEATURES)),
            ]
        )
    }
    if dates is not None:
        streams["dates"] = streamfield(dates)
        values = {"signup": "none", "largest_group": "6", "reminders": "day", **values}
    return {
        "title": "Savikettu pöydälle",
        "slug": "",
        "summary": "Muovaillaan yhdessä kettu, jolla on tuuhea häntä.",
        "easy_summary": "Teemme ketun savesta. Se on helppoa.",
        "main_image": "",
        "main_image_alt": "",
        "mode": "online",
        "level": "anyone",
        "minimum_age": "12",
        "maximum_age": "",
        "contact_name": "Päivi Hämäläinen",
        "contact_email": "paivi@example.org",
        "contact_phone": "",
        **nested_form_data(streams),
        "action-submit": "1",
        **values,
    }


def workshop_form(*, dates: list[tuple[str, dict[str, str]]], **values: Any) -> dict[str, Any]:
    """A complete workshop; *values* replace what it says."""
    return _page_form(dates=dates, **{**ANSWERS, **values})


def event_form(*, dates: list[tuple[str, dict[str, str]]], **values: Any) -> dict[str, Any]:
    """A complete event; *values* replace what it says."""
    venue = {
        "cost": "Vapaa pääsy",
        "venue_name": "Rantakylän seurojentalo",
        "venue_address": "Äänekatu 5",
        "venue_directions": "Ovi on pihan puolella, kynnystä ei ole.",
    }
    return _page_form(dates=dates, **{**venue, **values})


def video_form(**values: Any) -> dict[str, Any]:
    """A complete video; *values* replace what it says."""
    video = {
        "video_address": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "platform": "",
        "length_minutes": "14",
        "published_on": "15.05.2020",
        "transcript": "Hei! Tänään teemme yhdessä pöllön.",
    }
    return _page_form(dates=None, **{**video, **values})
