from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "programme.participation"
    label = "participation"
    verbose_name = _("Participation")

    def ready(self) -> None:
        from . import guards, logs

        guards.guard_every_deletion()
        logs.keep_links_out_of_logs()
