from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "programme.participation"
    label = "participation"
    verbose_name = _("Participation")

    def ready(self) -> None:
        from . import guards

        guards.guard_every_deletion()
