from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Pictures, sound and video")

    def ready(self) -> None:
        from . import publication

        publication.follow_publications()
        _register_policies()
        _ask_our_validator_about_videos()


def _register_policies() -> None:
    """Freeze files in use; under `exact_class`, because Wagtail registers its own policy for the same models."""
    import wagtailmedia.permissions
    from wagtail.permissions import register_permission_policy

    from .freeze import FrozenFilePolicy
    from .models import Attachment, Picture, Recording

    auth_models = {Picture: "wagtailimages.Image", Attachment: "wagtaildocs.Document", Recording: "wagtailmedia.Media"}
    policies = {
        model: FrozenFilePolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
        for model, auth_model in auth_models.items()
    }
    for model, policy in policies.items():
        register_permission_policy(model, policy, exact_class=True)
    # wagtailmedia's views ask this function and never the registry.
    wagtailmedia.permissions.get_permission_policy = lambda: policies[Recording]


def _ask_our_validator_about_videos() -> None:
    """Keep django-embed-video's form field out: it refuses an address before ours can say which ones work."""
    from django import forms
    from embed_video.fields import EmbedVideoField
    from wagtail.admin.forms.models import register_form_field_override

    register_form_field_override(EmbedVideoField, override={"form_class": forms.URLField})
