"""Who looked at, handed out or erased people's data: the log, which holds none of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DataActKind(models.TextChoices):
    """What was done."""

    EXPORTED_LIST = "exported_list", _("list of participants exported")
    EXPORTED_PERSON = "exported_person", _("one contact’s data exported")
    ERASED_PERSON = "erased_person", _("one contact’s data erased")
    EXPORTED_SELF = "exported_self", _("exported by the participant")
    ERASED_SELF = "erased_self", _("erased by the participant")


class DataAct(models.Model):
    """One export or erasure: who, when, what, how many. Kept for a year."""

    kind = models.CharField(_("what was done"), max_length=20, choices=DataActKind.choices)
    at = models.DateTimeField(_("when"), default=timezone.now)
    # Empty for participants, who have no account, and for people who left.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    # The date whose list it was.
    occurrence_uuid = models.UUIDField(_("date"), null=True, blank=True)
    number = models.PositiveIntegerField(_("how many signups"), default=0)

    class Meta:
        verbose_name = _("use of people’s data")
        verbose_name_plural = _("uses of people’s data")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(DataActKind(self.kind).label)
