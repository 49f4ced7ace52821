"""Controlled words: YSO keywords, the seven municipalities, languages. Loaded from `catalogue/data/`."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class KeywordGroup(models.TextChoices):
    """What a keyword describes."""

    ACTIVITY = "activity", _("theme")
    AUDIENCE = "audience", _("audience")


def _name_field(language_code: str) -> str:
    """The column of the names in that language; of a language without one, the Finnish names."""
    name = f"name_{language_code.partition('-')[0]}"
    return name if name in {field.name for field in Word._meta.local_fields} else "name_fi"


class WordQuerySet(models.QuerySet["Word"]):
    def alphabetical(self, language_code: str) -> Self:
        """In the order of the names in that language."""
        return self.order_by(Coalesce(NullIf(F(_name_field(language_code)), Value("")), F("name_fi")))


class Word(models.Model):
    """A word with a name in each language of the site, and in Swedish for later."""

    name_fi = models.CharField(_("name in Finnish"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    name_sv = models.CharField(_("name in Swedish"), max_length=100, blank=True)

    objects = WordQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the active language; Finnish where there is none."""
        return self.name_in(get_language() or settings.LANGUAGE_CODE)

    def name_in(self, language_code: str) -> str:
        """The name in that language; Finnish where there is none."""
        return str(getattr(self, _name_field(language_code)) or self.name_fi)


class Keyword(Word):
    """A concept of YSO, the General Finnish Ontology (2019.3, CC BY 4.0, National Library of Finland)."""

    yso = models.CharField(_("YSO id"), max_length=10, unique=True, help_text=_("For example p1947."))
    group = models.CharField(_("describes"), max_length=10, choices=KeywordGroup.choices)

    class Meta:
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")
        ordering = ["name_fi"]


class Municipality(Word):
    """One of the seven municipalities of the service (conventions U6)."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["sort_order"]


class SpokenLanguage(Word):
    """A language that an activity can be held in."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("language of an activity")
        verbose_name_plural = _("languages of activities")
        ordering = ["sort_order"]
