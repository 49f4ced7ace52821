from typing import Any

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
        _clean_profile_pictures()
        _clean_pictures_that_wait()


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


def _clean_profile_pictures() -> None:
    """Wagtail's profile is no model that one can replace, and its picture is seen by everyone who signs in."""
    from django.db.models.fields.files import ImageFieldFile
    from wagtail.admin.forms.account import AvatarPreferencesForm
    from wagtail.users.models import UserProfile

    from .cleaning import CleanedOnSave, clean_in_place
    from .fields import PictureFormField

    class ProfilePictureFile(CleanedOnSave, ImageFieldFile):
        pass

    field = UserProfile._meta.get_field("avatar")
    field.attr_class = ProfilePictureFile
    field.default_validators = [clean_in_place]
    # The form makes the picture smaller before any validator of the model sees it, and fails on a damaged one.
    label = AvatarPreferencesForm.base_fields["avatar"].label
    AvatarPreferencesForm.base_fields["avatar"] = PictureFormField(label=label, required=False)


def _clean_pictures_that_wait() -> None:
    """Wagtail keeps a file here while its other fields are wrong: in "add several", until the person mends them."""
    from django.db.models.fields.files import FieldFile
    from wagtail.models import UploadedFile

    from .cleaning import clean_picture
    from .models import Picture

    class WaitingFile(FieldFile):
        def save(self, name: str, content: Any, save: bool = True) -> None:
            waiting: Any = self.instance
            if waiting.for_content_type.model_class() is Picture:
                content = clean_picture(content, name)
                name = content.name
            super().save(name, content, save=save)

        save.alters_data = True  # type: ignore[attr-defined]

    UploadedFile._meta.get_field("file").attr_class = WaitingFile
