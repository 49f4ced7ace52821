"""What partner people may do, and where: the list of the approval guarantee ("Partner group"), and nothing else."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Q, QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from home.accounts.models import User

from .models import Partner, PartnerPage

ADMIN_PERMISSIONS = frozenset({("wagtailadmin", "access_admin")})
# Of the coordinators, not of partners: it is how the coordinators are known.
MANAGE_PARTNERS = "partners.change_partner"
PAGE_PERMISSIONS = frozenset({"add_page", "change_page"})
# Wagtail asks for the permissions of its own models, whatever model a project puts in their place.
# wagtailmedia knows no "choose": its chooser shows what one may add or change.
COLLECTION_PERMISSIONS = frozenset(
    {
        ("wagtailimages", "add_image"),
        ("wagtailimages", "choose_image"),
        ("wagtaildocs", "add_document"),
        ("wagtaildocs", "choose_document"),
        ("wagtailmedia", "add_media"),
    }
)


def user_can_manage_partners(user: Any) -> bool:
    """May *user* make partners, and invite and remove their people?"""
    return bool(user.is_active and user.has_perm(MANAGE_PARTNERS))


def is_partner_person(user: User | AnonymousUser) -> bool:
    """Does *user* publish for a partner?"""
    return not user.is_superuser and user.groups.filter(partner__isnull=False).exists()


def sections_of(user: User | AnonymousUser) -> QuerySet[PartnerPage]:
    """Return the sections in which *user* publishes, in every language."""
    return PartnerPage.objects.filter(partner__in=Partner.objects.of_person(user))


def within(sections: Iterable[PartnerPage]) -> Q:
    """Return the condition that a page is one of *sections* or below one; of none, that it is nowhere."""
    places = Q(pk__in=[])
    for section in sections:
        places |= Q(path__startswith=section.path)
    return places


def grant_admin_access(group: Group) -> None:
    """Let the members of *group* into the admin."""
    for app_label, codename in ADMIN_PERMISSIONS:
        group.permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))


def grant_section(group: Group, section: Page) -> None:
    """Let *group* add and change pages in *section*, and below it."""
    for codename in PAGE_PERMISSIONS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=section, permission=permission)


def grant_collection(group: Group, collection: Collection) -> None:
    """Let *group* add and choose files in *collection*."""
    for app_label, codename in COLLECTION_PERMISSIONS:
        permission = Permission.objects.get(content_type__app_label=app_label, codename=codename)
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def beyond_the_list(group: Group) -> list[str]:
    """Name every permission of *group* that a partner group must not hold; empty when all is well."""
    surplus = [
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in group.permissions.select_related("content_type")
        if (permission.content_type.app_label, permission.codename) not in ADMIN_PERMISSIONS
    ]
    sections = set(group.partner.sections.values_list("pk", flat=True))
    for page_permission in GroupPagePermission.objects.filter(group=group).select_related("permission"):
        if page_permission.permission.codename not in PAGE_PERMISSIONS or page_permission.page_id not in sections:
            surplus.append(f"{page_permission.permission.codename} on page {page_permission.page_id}")
    for collection_permission in GroupCollectionPermission.objects.filter(group=group).select_related(
        "permission__content_type"
    ):
        permission = collection_permission.permission
        if (
            permission.content_type.app_label,
            permission.codename,
        ) not in COLLECTION_PERMISSIONS or collection_permission.collection_id != group.partner.collection_id:
            surplus.append(f"{permission.codename} on collection {collection_permission.collection_id}")
    return surplus
