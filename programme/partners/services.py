"""The verbs of partners."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from home.accounts.models import User
from home.accounts.services import invite_person, remove_from_group
from home.publication import city_act
from home.slugs import ascii_slug, free_slug

from .models import Partner, PartnerIndexPage, PartnerPage
from .permissions import grant_admin_access, grant_collection, grant_section

# Group names are seen by administrators only, and must not depend on the language of who makes the partner.
GROUP_PREFIX = "Kumppani"


def create_partner(*, name: str, by: User | None) -> Partner:
    """Make a partner with everything that belongs to one: group, collection, and a live section in each language.

    The sections go live with nothing but the name, which the coordinator typed. Raises ValidationError for a
    name that another partner has, or that has no letters.
    """
    name = " ".join(name.split())
    if not any(character.isalpha() for character in name):
        raise ValidationError({"name": _("Write a name that has letters in it.")})
    with transaction.atomic():
        group_name = f"{GROUP_PREFIX}: {name}"[:150]
        partner = Partner(name=name)
        partner.full_clean(exclude=["group", "collection"])
        if Group.objects.filter(name=group_name).exists():
            raise ValidationError({"name": _("There is a partner of this name already.")})
        partner.group = Group.objects.create(name=group_name)
        root = Collection.get_first_root_node()
        partner.collection = root.add_child(name=name)
        partner.save()
        grant_admin_access(partner.group)
        grant_collection(partner.group, partner.collection)
        indexes = list(PartnerIndexPage.objects.order_by("locale__language_code"))
        if not indexes:
            raise ValidationError(_("The site has no list of partners yet. Run the set-up first."))
        translation_key = None
        for index in indexes:
            section = PartnerPage(
                title=name,
                slug=free_slug(ascii_slug(name) or "kumppani", parent=index),
                partner=partner,
                owner=by,
                locale_id=index.locale_id,
                live=False,
            )
            if translation_key is not None:
                section.translation_key = translation_key
            index.add_child(instance=section)
            translation_key = section.translation_key
            with city_act(reason="a new partner's section, with the name alone", by=by):
                section.save_revision(user=by).publish()
            grant_section(partner.group, section)
        return partner


def rename_partner(*, partner: Partner, name: str) -> None:
    """Change the name in the city's own lists. The titles of the sections are the partner's to propose."""
    partner.name = " ".join(name.split())
    partner.full_clean(exclude=["group", "collection"])
    partner.save(update_fields=["name"])


def invite(*, partner: Partner, email: str, first_name: str, last_name: str, language: str) -> User:
    """Invite a person to publish for *partner*: mails a link to set a password.

    Raises ValidationError for somebody who reviews: nobody is partner and editor at once (approval.md).
    """
    existing = User.objects.filter(email__iexact=email.strip()).first()
    if existing and (existing.is_superuser or existing.groups.filter(partner=None).exists()):
        raise ValidationError(
            {"email": _("This person works for the city. Someone who approves cannot publish for a partner as well.")}
        )
    user = invite_person(
        email=email.strip().lower(), first_name=first_name, last_name=last_name, language=language, group=partner.group
    )
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    return user


def remove_person(*, partner: Partner, user: User) -> None:
    """End a person's access for *partner* at once. What they made stays."""
    remove_from_group(user=user, group=partner.group)
