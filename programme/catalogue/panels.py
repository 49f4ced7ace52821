"""The panels of the programme page forms, in the order in which an artist tells about a thing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from home.models import title_panels
from media.panels import image_panels


def basics() -> list[Any]:
    """Title and its language, summary, easy words, picture."""
    return [*title_panels(), FieldPanel("summary"), FieldPanel("easy_summary"), image_panels()]


def dates() -> FieldPanel:
    """The dates."""
    return FieldPanel("dates")


def signing_up() -> MultiFieldPanel:
    """How one gets a place. Which of these matter depends on the first."""
    return MultiFieldPanel(
        [
            FieldPanel("signup"),
            FieldPanel("largest_group"),
            FieldPanel("is_open_to_children"),
            FieldPanel("asks_age_band"),
            FieldPanel("reminders"),
        ],
        heading=_("Signing up"),
        help_text=_("If people sign up, the places of each date are counted here, and a waiting list is kept."),
    )


def six_questions() -> MultiFieldPanel:
    """The six questions of a workshop (conventions U4)."""
    names = ("cost", "who", "skill", "needs", "participation", "seen")
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=_("Six questions that everyone has"))


def venue() -> MultiFieldPanel:
    """Where an event is, and what it costs."""
    return MultiFieldPanel(
        [FieldPanel("cost"), FieldPanel("venue_name"), FieldPanel("venue_address"), FieldPanel("venue_directions")],
        heading=_("Cost and place"),
    )


def video() -> MultiFieldPanel:
    """The video itself."""
    return MultiFieldPanel(
        [
            FieldPanel("video_address"),
            FieldPanel("platform"),
            FieldRowPanel([FieldPanel("length_minutes"), FieldPanel("published_on")]),
            FieldPanel("transcript"),
        ],
        heading=_("Video"),
    )


def contents() -> FieldPanel:
    """The body."""
    return FieldPanel("body")


def classification() -> MultiFieldPanel:
    """What people filter by."""
    checkboxes = forms.CheckboxSelectMultiple
    return MultiFieldPanel(
        [
            FieldPanel("mode"),
            FieldPanel("themes", widget=checkboxes),
            FieldPanel("audiences", widget=checkboxes),
            FieldPanel("municipalities", widget=checkboxes),
            FieldPanel("spoken_languages", widget=checkboxes),
            FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
            FieldPanel("level"),
        ],
        heading=_("How people find it"),
    )


def contact() -> MultiFieldPanel:
    """Whom to ask. Printed on the page."""
    return MultiFieldPanel(
        [FieldPanel("contact_name"), FieldPanel("contact_email"), FieldPanel("contact_phone")],
        heading=_("Who answers questions"),
        help_text=_("Printed on the page: anyone can read it. Give an e-mail address, a telephone number or both."),
    )
