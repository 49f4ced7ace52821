"""The three kinds of programme page, on one base."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from embed_video.backends import EmbedVideoException, detect_backend
from embed_video.fields import EmbedVideoField
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from home.models import BasePage, TitleLanguageMixin
from home.models.settings import telephone_address, validate_phone
from media.embeds import validate_video_address
from media.pictures import MainImageMixin
from media.restrictions import unrestricted
from programme.catalogue import panels
from programme.catalogue.blocks import programme_blocks
from programme.catalogue.dates.blocks import DatesBlock
from programme.catalogue.dates.moments import planned_dates
from programme.catalogue.forms import ProgrammePageForm
from programme.catalogue.search.analysis import base_forms

from .occurrence import Occurrence
from .signing_up import MOST_IN_A_GROUP, USUAL_LARGEST_GROUP, Reminders, SignupWay
from .vocabulary import Keyword, KeywordGroup, Municipality, SpokenLanguage


class Mode(models.TextChoices):
    """How one takes part."""

    ONLINE = "online", _("Online")
    IN_PERSON = "in_person", _("In person")
    BOTH = "both", _("Online or in person")
    OWN_TIME = "own_time", _("In your own time")


class Level(models.TextChoices):
    """How much one needs to know before."""

    ANYONE = "anyone", _("For everyone, no experience needed")
    SOME = "some", _("For those who have tried before")
    EXPERIENCED = "experienced", _("For the experienced")


def _shared(*names: str) -> list[SynchronizedField]:
    """What all languages of a page share: changed on the original alone (approval.languages.shared)."""
    return [SynchronizedField(name, overridable=False) for name in names]


class ProgrammePageQuerySet(PageQuerySet):
    def in_language(self, language_code: str) -> Self:
        """The pages of one language's tree."""
        return self.filter(locale__language_code=language_code)

    def for_readers(self) -> Self:
        """What anyone may see: published, and under no restriction. Every public list starts here (row M13)."""
        pages: Self = unrestricted(self.live())
        return pages

    def for_readers_of(self, language_code: str) -> Self:
        """What anyone may see, each page once: in that language, else in the first of the site's others that has it.

        A version that is a draft, unpublished or restricted counts as not there.
        """
        codes = [language_code, *(code for code, _name in settings.LANGUAGES if code != language_code)]
        better = ProgrammePage.objects.for_readers()._in_order_of(codes)
        better = better.filter(translation_key=OuterRef("translation_key"), place__lt=OuterRef("place"))
        # The first half says nothing that the second does not, but most pages need no look at their other languages.
        own_or_best = Q(locale__language_code=language_code) | ~Exists(better)
        return self.for_readers()._in_order_of(codes).filter(own_or_best)

    def _in_order_of(self, codes: list[str]) -> Self:
        """Those in one of the languages, with the language's `place` among them."""
        places = [When(locale__language_code=code, then=Value(place)) for place, code in enumerate(codes)]
        pages = self.filter(locale__language_code__in=codes)
        return pages.alias(place=Case(*places, output_field=IntegerField()))


class ProgrammePage(TitleLanguageMixin, MainImageMixin, BasePage):
    """What a workshop, a video and an event share. Never made by itself.

    A table of its own, so that a listing of all three kinds is one query (docs/decisions.md).
    """

    summary = models.CharField(
        _("in a nutshell"),
        max_length=140,
        help_text=_("One or two sentences, 140 characters at most. This is what people read in the listing."),
    )
    easy_summary = models.TextField(
        _("in easy words"),
        max_length=500,
        blank=True,
        help_text=_(
            "The same in short sentences and common words, for those who read slowly. You may leave this empty."
        ),
    )
    body = StreamField(programme_blocks(), verbose_name=_("contents"), blank=True)
    themes = ParentalManyToManyField(
        Keyword,
        verbose_name=_("themes"),
        blank=True,
        related_name="+",
        limit_choices_to={"group": KeywordGroup.ACTIVITY},
        help_text=_("Two or three are enough. People find the page by these."),
    )
    audiences = ParentalManyToManyField(
        Keyword,
        verbose_name=_("for whom"),
        blank=True,
        related_name="+",
        limit_choices_to={"group": KeywordGroup.AUDIENCE},
        help_text=_("Leave empty if everyone is welcome."),
    )
    municipalities = ParentalManyToManyField(
        Municipality,
        verbose_name=_("municipalities"),
        blank=True,
        related_name="+",
        help_text=_("Where it is held. Leave empty if it is online and open to all seven."),
    )
    spoken_languages = ParentalManyToManyField(
        SpokenLanguage,
        verbose_name=_("languages spoken"),
        blank=True,
        related_name="+",
        help_text=_("The languages in which people are spoken to."),
    )
    mode = models.CharField(_("how one takes part"), max_length=20, choices=Mode.choices, default=Mode.ONLINE)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.ANYONE)
    minimum_age = models.PositiveSmallIntegerField(_("youngest age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("oldest age"), null=True, blank=True)
    contact_name = models.CharField(
        _("who answers questions"), max_length=120, help_text=_("A name, or for example: The office of the association")
    )
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=20, blank=True, validators=[validate_phone])
    is_demonstration = models.BooleanField(_("demonstration content"), default=False, editable=False)

    base_form_class = ProgrammePageForm
    is_creatable = False
    needs_approval = True
    parent_page_types: ClassVar = ["partners.PartnerPage"]
    subpage_types: ClassVar[list[str]] = []
    # Many-to-many fields are no translatable fields to wagtail-localize unless they are named.
    override_translatable_fields: ClassVar = [
        *TitleLanguageMixin.override_translatable_fields,
        *_shared(
            "show_in_menus",
            "main_image",
            "main_image_decorative",
            "themes",
            "audiences",
            "municipalities",
            "spoken_languages",
            "mode",
            "level",
            "minimum_age",
            "maximum_age",
            "contact_email",
            "contact_phone",
        ),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("base_forms"),
        index.FilterField("mode"),
    ]

    objects = PageManager.from_queryset(ProgrammePageQuerySet)()

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")

    def clean(self) -> None:
        super().clean()
        if self.minimum_age is not None and self.maximum_age is not None and self.minimum_age > self.maximum_age:
            raise ValidationError({"maximum_age": _("The oldest age is lower than the youngest.")})

    def base_forms(self) -> str:
        """What a reader may search this page by, as base forms of its language (conventions L5)."""
        words = [self.title, self.summary, self.easy_summary]
        words += [
            word.name_in(self.locale.language_code)
            for word in (*self.themes.all(), *self.audiences.all(), *self.municipalities.all())
        ]
        words += [" ".join(block.block.get_searchable_content(block.value)) for block in self.body]
        return base_forms("\n".join(words), self.locale.language_code)

    @property
    def kind(self) -> str:
        """`workshop`, `video` or `event`, from the content type alone: no query for the specific page."""
        return self.cached_content_type.model.removesuffix("page")

    @property
    def contact_phone_address(self) -> str:
        return telephone_address(self.contact_phone)

    @property
    def mode_display(self) -> str:
        """How one takes part, in the active language."""
        return str(Mode(self.mode).label)

    def shown_dates(self, *, preview: bool) -> list[Any]:
        """The dates to print, in order: the rows of what is published, or what the form says in a preview.

        The languages of a page share the rows, but a note is text: each row carries the note that this page gives it,
        and is not to be saved.
        """
        dates = getattr(self, "dates", None)
        if dates is None:
            return []
        planned = sorted(planned_dates(dates), key=lambda planned: planned.start)
        if preview:
            return planned
        notes = {date.block_id: date.note for date in planned}
        occurrences = list(Occurrence.objects.of_translation_key(self.translation_key).order_by("start", "pk"))
        for occurrence in occurrences:
            # A date that this language does not have yet keeps the note of the one that does.
            occurrence.note = notes.get(occurrence.block_id, occurrence.note)
        return occurrences

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from programme.catalogue.presentation import context_of

        return super().get_context(request, *args, **kwargs) | context_of(self, request)


class DatedPage(ProgrammePage):
    """A programme page that has dates."""

    dates = StreamField(
        DatesBlock(),
        verbose_name=_("dates"),
        blank=True,
        help_text=_("Add each date, or several at once with “Repeating dates”."),
    )
    signup = models.CharField(_("how one signs up"), max_length=12, choices=SignupWay.choices, default=SignupWay.NONE)
    largest_group = models.PositiveSmallIntegerField(
        _("largest group"),
        default=USUAL_LARGEST_GROUP,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_IN_A_GROUP)],
        help_text=_("How many people can come with one signup, for example a family."),
    )
    asks_age_band = models.BooleanField(
        _("ask for ages"), default=False, help_text=_("Only if the session is for certain ages.")
    )
    is_open_to_children = models.BooleanField(
        _("children under 13 may come"),
        default=False,
        help_text=_("Then the form asks for a guardian’s telephone or e-mail address if someone is under 13."),
    )
    reminders = models.CharField(
        _("reminders"),
        max_length=15,
        choices=Reminders.choices,
        default=Reminders.DAY_BEFORE,
        help_text=_("Sent to those who ask for them when they sign up."),
    )

    # What was decided about signing up holds for the dates, which both languages share.
    override_translatable_fields: ClassVar = [
        *ProgrammePage.override_translatable_fields,
        SynchronizedField("signup", overridable=False),
        SynchronizedField("largest_group", overridable=False),
        SynchronizedField("asks_age_band", overridable=False),
        SynchronizedField("is_open_to_children", overridable=False),
        SynchronizedField("reminders", overridable=False),
    ]

    class Meta:
        abstract = True

    @property
    def where(self) -> str:
        """Where its dates are held, in one line; to tell whether that has changed, not to be read."""
        return self.mode


class WorkshopPage(DatedPage):
    """Something one does with others, or by oneself: it answers the six questions (conventions U4)."""

    cost = models.CharField(
        _("What does it cost?"), max_length=200, help_text=_("For example: Nothing. The materials are free too.")
    )
    who = models.CharField(
        _("Who can come?"), max_length=200, help_text=_("For example: Anyone over 12, also families.")
    )
    skill = models.CharField(
        _("Do I need to know anything?"), max_length=200, help_text=_("For example: No. We start from the beginning.")
    )
    needs = models.CharField(
        _("What do I need?"), max_length=300, help_text=_("For example: A phone or computer, paper and a pencil.")
    )
    participation = models.CharField(
        _("How do I take part?"),
        max_length=300,
        help_text=_("Say what happens, step by step. Coming late and staying silent are fine: say so."),
    )
    seen = models.CharField(
        _("Am I seen?"), max_length=300, help_text=_("For example: No. You can keep your camera and microphone off.")
    )

    content_panels: ClassVar = [
        *panels.basics(),
        panels.dates(),
        panels.signing_up(),
        panels.six_questions(),
        panels.contents(),
        panels.classification(),
        panels.contact(),
    ]
    template = "pages/workshop_page.html"

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The six questions and their answers, in the order of the page."""
        names = ("cost", "who", "skill", "needs", "participation", "seen")
        return [
            (
                str(self.__class__._meta.get_field(name).verbose_name),  # type: ignore[union-attr]  # these are fields, not relations
                getattr(self, name),
            )
            for name in names
        ]


class EventPage(DatedPage):
    """Something to go to or to follow: a concert, an exhibition, a lecture."""

    venue_name = models.CharField(
        _("place"), max_length=120, blank=True, help_text=_("Leave empty if the event is online only.")
    )
    venue_address = models.CharField(_("street address"), max_length=200, blank=True)
    venue_directions = models.CharField(
        _("how to get in"), max_length=300, blank=True, help_text=_("The door, the stairs, the lift, the nearest stop.")
    )
    cost = models.CharField(_("What does it cost?"), max_length=200, help_text=_("For example: Free entry."))

    content_panels: ClassVar = [
        *panels.basics(),
        panels.dates(),
        panels.signing_up(),
        panels.venue(),
        panels.contents(),
        panels.classification(),
        panels.contact(),
    ]
    template = "pages/event_page.html"

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def where(self) -> str:
        return " | ".join([super().where, self.venue_name, self.venue_address])


class Platform(models.TextChoices):
    """Where a video was published, when its address is no longer known."""

    UNKNOWN = "", _("the address says it")
    YOUTUBE = "YouTube", "YouTube"
    VIMEO = "Vimeo", "Vimeo"
    FACEBOOK = "Facebook", "Facebook"


class VideoPage(ProgrammePage):
    """Something to watch, from YouTube, Vimeo or Facebook."""

    video_address = EmbedVideoField(
        _("address of the video"),
        blank=True,
        validators=[validate_video_address],
        help_text=_("From YouTube, Vimeo or Facebook. Open the video there and copy its address."),
    )
    platform = models.CharField(
        _("published at"),
        max_length=20,
        choices=Platform.choices,
        default=Platform.UNKNOWN,
        blank=True,
        help_text=_("Only for an old video whose address is not known."),
    )
    length_minutes = models.PositiveSmallIntegerField(_("length in minutes"), null=True, blank=True)
    published_on = models.DateField(
        _("date of the video"), null=True, blank=True, help_text=_("When it was first published.")
    )
    transcript = models.TextField(
        _("what is said in the video"),
        blank=True,
        help_text=_("For people who cannot hear it, cannot watch it, or have little data left."),
    )

    override_translatable_fields: ClassVar = [
        *ProgrammePage.override_translatable_fields,
        *_shared("video_address", "platform", "length_minutes", "published_on"),
    ]
    content_panels: ClassVar = [
        *panels.basics(),
        panels.video(),
        panels.contents(),
        panels.classification(),
        panels.contact(),
    ]
    template = "pages/video_page.html"

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    @property
    def player(self) -> Any:
        """The checked backend of the video's address; None when there is none, or when it is not safe."""
        if not self.video_address:
            return None
        try:
            backend = detect_backend(self.video_address)
            backend.get_code()
        except EmbedVideoException:
            return None
        return backend

    @property
    def provider(self) -> str:
        """The name of the platform, from the address or as the artist gave it; may be empty."""
        player = self.player
        return player.provider if player else self.platform
