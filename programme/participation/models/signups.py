"""A household that takes part, its places, and what it consented to."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _

from home.models.settings import telephone_address, validate_phone
from programme.catalogue.models import MOST_IN_A_GROUP


class SignupStatus(models.TextChoices):
    """Where a signup stands."""

    HELD = "held", _("waits for the e-mail address to be confirmed")
    CONFIRMED = "confirmed", _("has a place")
    WAITLISTED = "waitlisted", _("on the waiting list")
    OFFERED = "offered", _("has been offered a place")
    CANCELLED = "cancelled", _("cancelled")

    @classproperty
    def occupying(cls) -> frozenset["SignupStatus"]:
        """Those whose places count as taken."""
        return frozenset({SignupStatus.HELD, SignupStatus.CONFIRMED, SignupStatus.OFFERED})

    @classproperty
    def waiting(cls) -> frozenset["SignupStatus"]:
        """Those in the queue for a place."""
        return frozenset({SignupStatus.WAITLISTED})

    @classproperty
    def present(cls) -> frozenset["SignupStatus"]:
        """Those who still mean to come."""
        return SignupStatus.occupying | SignupStatus.waiting

    @classproperty
    def expiring(cls) -> frozenset["SignupStatus"]:
        """Those who lose their places unless they say something in time."""
        return frozenset({SignupStatus.HELD, SignupStatus.OFFERED})


class CancelledBy(models.TextChoices):
    """How a signup ended."""

    SELF = "self", _("by the participant")
    PARTNER = "partner", _("by the organiser")
    EXPIRED = "expired", _("not confirmed in time")
    DATE = "date", _("the session was cancelled")


class AgeBand(models.TextChoices):
    """Ages as they are asked for and counted; never a birth date (conventions G3)."""

    UNDER_13 = "0-12", _("under 13")
    FROM_13 = "13-17", _("13–17")
    FROM_18 = "18-29", _("18–29")
    FROM_30 = "30-64", _("30–64")
    FROM_65 = "65-", _("65 or over")


class SignupQuerySet(models.QuerySet["Signup"]):
    def of_page(self, translation_key: uuid.UUID) -> Self:
        """Those of one page, in whichever language."""
        return self.filter(translation_key=translation_key)

    def at(self, occurrence_pk: int) -> Self:
        """Those with a place row at one date, whatever their status."""
        return self.filter(places__occurrence=occurrence_pk)

    def present(self) -> Self:
        """Those who still mean to come."""
        return self.filter(status__in=SignupStatus.present)

    def occupying(self) -> Self:
        """Those whose places count as taken."""
        return self.filter(status__in=SignupStatus.occupying)

    def confirmed(self) -> Self:
        """Those who have a place for certain."""
        return self.filter(status=SignupStatus.CONFIRMED)

    def in_turn(self) -> Self:
        """Those on the waiting list, first come first."""
        return self.filter(status__in=SignupStatus.waiting).order_by("position", "pk")

    def expired(self, now: datetime) -> Self:
        """Those who should have confirmed, or taken an offer, by *now*."""
        return self.filter(status__in=SignupStatus.expiring, expires_at__lte=now)

    def to_be_called(self) -> Self:
        """Those whom the telephone reaches and no mail (Signup.has_to_be_called)."""
        return self.exclude(phone="").filter(Q(email="") | Q(unreachable_at__isnull=False))

    def of_contact(self, contact_key: str) -> Self:
        """Those of one e-mail address or telephone (services.contacts.key_of)."""
        return self.filter(contact_key=contact_key)


class Signup(models.Model):
    """One contact who comes with a number of people to a date, or to all dates of a course.

    Status, position and size are changed by `services` alone, under the lock of the seats. Removed by
    `services.retention.retire`, at most 30 days after its last date.
    """

    # In the signed link, together with link_version; nobody but the server chooses it.
    uuid = models.UUIDField(_("identity"), default=uuid.uuid4, unique=True, editable=False)
    # Which form of a resident made it, so that one that is sent twice makes one signup; empty: the organiser did.
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    # The page's; which dates are on the Place rows.
    translation_key = models.UUIDField(_("page"), db_index=True, editable=False)
    # Without choices: a language that is added by settings alone needs no migration (conventions L4).
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("what to call you"), max_length=80)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True, validators=[validate_phone])
    size = models.PositiveSmallIntegerField(_("how many are coming"), default=1)
    municipality = models.ForeignKey(
        "catalogue.Municipality",
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    message = models.TextField(_("message"), max_length=500, blank=True)
    is_for_someone_else = models.BooleanField(_("signed up by a helper"), default=False)
    helper_name = models.CharField(_("the helper’s name"), max_length=80, blank=True)
    has_under_13 = models.BooleanField(_("someone is under 13"), default=False)
    guardian_contact = models.CharField(_("a guardian’s telephone or e-mail address"), max_length=120, blank=True)
    # {"13-17": 2}: how many of the group are of which AgeBand; empty where the page does not ask.
    age_bands = models.JSONField(_("ages"), default=dict, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=SignupStatus.choices)
    # When a held place or an offer falls to the next; only of those statuses.
    expires_at = models.DateTimeField(_("to be answered by"), null=True, blank=True)
    # In the waiting list, given out under the lock. Who was offered a place keeps it, to say in which order.
    position = models.PositiveIntegerField(_("place in the queue"), null=True, blank=True)
    # Raised to make the links that were sent before worthless.
    link_version = models.PositiveSmallIntegerField(_("version of the link"), default=1)
    # A keyed hash of the contact, so that limits and erasure find it without comparing spellings.
    contact_key = models.CharField(max_length=32, db_index=True, editable=False)
    created_at = models.DateTimeField(_("signed up"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancelled_by = models.CharField(_("ended"), max_length=10, choices=CancelledBy.choices, blank=True)
    # When a mail server said that there is no such e-mail address.
    unreachable_at = models.DateTimeField(_("could not be reached"), null=True, blank=True, editable=False)

    # False where `services.sign_up` returns one that was there before.
    is_made_now = True

    objects = SignupQuerySet.as_manager()

    class Meta:
        verbose_name = _("signup")
        verbose_name_plural = _("signups")
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=MOST_IN_A_GROUP), name="signup_of_a_possible_number"
            ),
            models.CheckConstraint(condition=~Q(email="", phone=""), name="signup_has_a_contact"),
            models.CheckConstraint(
                condition=Q(status__in=["held", "offered"], expires_at__isnull=False)
                | Q(~Q(status__in=["held", "offered"]), expires_at__isnull=True),
                name="signup_expires_while_unanswered",
            ),
            models.CheckConstraint(
                condition=~Q(status="waitlisted", position__isnull=True), name="signup_waits_in_a_position"
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="signup_by_expiry"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_present(self) -> bool:
        return self.status in SignupStatus.present

    @property
    def is_confirmed(self) -> bool:
        return self.status == SignupStatus.CONFIRMED

    @property
    def phone_address(self) -> str:
        """The number as a `tel:` address."""
        return telephone_address(self.phone)

    @property
    def can_be_mailed(self) -> bool:
        """Is there an e-mail address? Others are called by the artist."""
        return bool(self.email)

    @property
    def has_to_be_called(self) -> bool:
        """Is the telephone what reaches them: no e-mail address, or one that does not exist?"""
        return bool(self.phone) and (not self.email or self.unreachable_at is not None)


class Attendance(models.TextChoices):
    """Whether they were there."""

    UNKNOWN = "unknown", _("not known")
    CAME = "came", _("came")
    DID_NOT = "did_not", _("did not come")


class PlaceQuerySet(models.QuerySet["Place"]):
    def present(self) -> Self:
        """Those of signups that still mean to come."""
        return self.filter(signup__status__in=SignupStatus.present)

    def coming(self, now: datetime) -> Self:
        """Those at dates that have not ended and go ahead."""
        return self.filter(occurrence__end__gt=now, occurrence__cancelled_at=None)


class Place(models.Model):
    """A signup at one date: one row for a single date, one for each date of a course.

    It protects the occurrence, so that a date that people signed up to is cancelled and never deleted.
    """

    # Found by the first of the constraints below.
    signup = models.ForeignKey(
        Signup, on_delete=models.CASCADE, related_name="places", verbose_name=_("signup"), db_index=False
    )
    occurrence = models.ForeignKey(
        "catalogue.Occurrence", on_delete=models.PROTECT, related_name="places", verbose_name=_("date")
    )
    # The signup's while it is present, so that one contact signs up once; empty for a helper's.
    contact_key = models.CharField(max_length=32, blank=True, editable=False)
    attendance = models.CharField(
        _("attendance"), max_length=10, choices=Attendance.choices, default=Attendance.UNKNOWN
    )
    attended_at = models.DateTimeField(_("attendance recorded"), null=True, blank=True)
    feedback_given = models.BooleanField(_("feedback given"), default=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(fields=["signup", "occurrence"], name="one_place_per_signup_and_date"),
            models.UniqueConstraint(
                fields=["occurrence", "contact_key"],
                condition=~Q(contact_key=""),
                name="one_signup_per_contact_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signup} – {self.occurrence}"


class ConsentKind(models.TextChoices):
    """What one can consent to; each apart, none ticked beforehand (conventions G8)."""

    REMINDERS = "reminders", _("reminders")
    RECORDING = "recording", _("recording")
    PHOTO = "photo", _("photographs")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """What a participant agreed to, when, and to which text. Goes with the signup."""

    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="consents", verbose_name=_("signup"))
    kind = models.CharField(_("to what"), max_length=10, choices=ConsentKind.choices)
    # Of services.consents.TEXT_VERSIONS: which words were shown.
    text_version = models.CharField(_("version of the text"), max_length=20)
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["signup", "kind"], condition=Q(withdrawn_at=None), name="one_consent_in_force_per_kind"
            )
        ]

    def __str__(self) -> str:
        return str(ConsentKind(self.kind).label)
