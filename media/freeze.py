"""Files that published or submitted content uses stay as they are (rows H1 and H1b of the approval table)."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from .uses import in_use, key_of


def why_not_change(file: Any) -> str:
    """Return why nobody may replace, rename or delete *file*; empty if its owner may."""
    if in_use(key_of(file)):
        return _(
            "A page that is published or waits for approval uses this file, so it stays as it is. "
            "Upload a new file, choose it on the page, and send the page for approval."
        )
    return ""


class FrozenFilePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy of ownership and collections, but a file in use is neither changed nor deleted.

    Not by editors either: what an approval record says of a file would not be true any more.
    """

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        asked = set(actions)
        if asked & {"change", "delete"} and why_not_change(instance):
            asked -= {"change", "delete"}
            if not asked:
                return False
        allowed: bool = super().user_has_any_permission_for_instance(user, asked, instance)
        return allowed
