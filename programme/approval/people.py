"""Who sees what of approval: named questions, asked by views, menus and hooks alike."""

from typing import Any

from django.db.models import Q, QuerySet

from home.accounts.models import User
from programme.partners.permissions import MANAGE_PARTNERS, user_can_manage_partners

from .models import EditorApproval


def user_can_review(user: Any) -> bool:
    """Is *user* one of those who decide: an editor, or an administrator?"""
    if not user.is_active:
        return False
    return bool(
        user.is_superuser or EditorApproval.objects.filter(active=True, groups__in=user.groups.values("pk")).exists()
    )


def user_can_see_queue(user: Any) -> bool:
    """May *user* see what waits, and the records of what was decided? Reviewers, and coordinators, who get reminded."""
    return bool(user.is_active and (user_can_manage_partners(user) or user_can_review(user)))


def reviewers() -> QuerySet[User]:
    """The people of the groups that decide, whose accounts are in use."""
    groups = EditorApproval.objects.filter(active=True).values("groups")
    return User.objects.filter(groups__in=groups, is_active=True).distinct().order_by("pk")


def coordinators() -> QuerySet[User]:
    """The people who look after partners, whose accounts are in use."""
    app_label, codename = MANAGE_PARTNERS.split(".")
    holds = {"content_type__app_label": app_label, "codename": codename}
    by_group = {f"groups__permissions__{name}": value for name, value in holds.items()}
    by_person = {f"user_permissions__{name}": value for name, value in holds.items()}
    return User.objects.filter(Q(**by_group) | Q(**by_person), is_active=True).distinct().order_by("pk")
