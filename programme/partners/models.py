"""Who delivers: the partner as a row, and its section of the site as pages."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Collection, Page
from wagtail.search import index

from home.blocks import text_blocks
from home.models import BasePage, TitleLanguageMixin, title_panels
from home.models.settings import telephone_address, validate_phone
from media.panels import image_panels
from media.pictures import MainImageMixin

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from home.accounts.models import User


class PartnerQuerySet(models.QuerySet["Partner"]):
    def of_person(self, user: "User | AnonymousUser") -> Self:
        """The partners that *user* is a member of."""
        return self.filter(group__user=user.pk)


class Partner(models.Model):
    """An organisation or an artist under contract. Made by `services.create_partner`, never by hand."""

    name = models.CharField(_("name"), max_length=120, help_text=_("As it is printed on the site."))
    group = models.OneToOneField(Group, verbose_name=_("group"), on_delete=models.PROTECT, related_name="partner")
    collection = models.OneToOneField(
        Collection, verbose_name=_("collection"), on_delete=models.PROTECT, related_name="partner"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_partner_per_name",
                violation_error_message=_("There is a partner of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def members(self) -> "models.QuerySet[User]":
        """The people who publish for this partner: the group is the only record of it."""
        people: models.QuerySet[User] = self.group.user_set.order_by("last_name", "first_name", "email")
        return people


class PartnerIndexPage(BasePage):
    """The list of partners; their sections hang below it."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar = ["home.FrontPage"]
    subpage_types: ClassVar = ["partners.PartnerPage"]
    max_count_per_parent = 1
    template = "pages/partner_index_page.html"

    class Meta:
        verbose_name = _("list of partners")
        verbose_name_plural = _("lists of partners")


class PartnerPage(TitleLanguageMixin, MainImageMixin, BasePage):
    """A partner's section in one language: its public profile, and the parent of what it publishes."""

    partner = models.ForeignKey(
        Partner, verbose_name=_("partner"), on_delete=models.PROTECT, related_name="sections", editable=False
    )
    introduction = models.TextField(
        _("who you are"),
        max_length=400,
        blank=True,
        help_text=_("Two or three sentences, as you would tell a neighbour: who you are and what you do."),
    )
    body = StreamField(text_blocks(), verbose_name=_("more about you"), blank=True)
    website = models.URLField(_("website"), blank=True)
    contact_email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("Printed on the page: anyone can read it.")
    )
    contact_phone = models.CharField(
        _("telephone"),
        max_length=20,
        blank=True,
        validators=[validate_phone],
        help_text=_("Printed on the page: anyone can read it."),
    )

    content_panels: ClassVar = [
        *title_panels(),
        FieldPanel("introduction"),
        image_panels(),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("website"), FieldPanel("contact_email"), FieldPanel("contact_phone")],
            heading=_("How people reach you"),
        ),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    parent_page_types: ClassVar = ["partners.PartnerIndexPage"]
    subpage_types: ClassVar = ["catalogue.WorkshopPage", "catalogue.VideoPage", "catalogue.EventPage"]
    # Sections are made by services.create_partner, together with everything that belongs to one.
    is_creatable = False
    needs_approval = True
    template = "pages/partner_page.html"

    class Meta:
        verbose_name = _("partner's section")
        verbose_name_plural = _("partners' sections")

    @property
    def contact_phone_address(self) -> str:
        return telephone_address(self.contact_phone)
