"""Whose rights count for pictures and files."""

from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy


def register_policies() -> None:
    """Let the rights on our own models decide; called once, when the app registry is ready.

    Wagtail asks for those on its own Image and Document whatever the model is: nobody here is granted those.
    """
    from .models import Attachment, Picture

    for model in (Picture, Attachment):
        policy = CollectionOwnershipPermissionPolicy(model, auth_model=model, owner_field_name="uploaded_by_user")
        # Wagtail registers its own for the same class; the exact one comes first, in whichever order they come.
        register_permission_policy(model, policy, exact_class=True)
