from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalConfig(AppConfig):
    name = "programme.approval"
    label = "approval"
    verbose_name = _("Approval")

    def ready(self) -> None:
        from . import checks, notifications, submission, take_down
        from .models.tasks import cancel_what_waits_on_disabled_tasks

        checks.register_checks()
        notifications.take_the_place_of_wagtails_mails()
        take_down.tell_whose_page_is_taken_down()
        submission.release_files_when_decided()
        cancel_what_waits_on_disabled_tasks()
