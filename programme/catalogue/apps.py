from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "programme.catalogue"
    label = "catalogue"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from . import publication

        publication.follow_publications()
