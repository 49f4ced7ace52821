"""Who lets it live: the task of the one workflow."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from .rules import why_not_decide


class EditorApproval(AbstractGroupApprovalTask):
    """An editor decides; never the one who submitted (four eyes)."""

    class Meta:
        verbose_name = _("approval by an editor")
        verbose_name_plural = _("approvals by an editor")

    @classmethod
    def get_description(cls) -> str:
        return str(_("An editor approves, or sends back with words. Nobody decides on what they submitted themselves."))

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        state = obj.current_workflow_state
        if state is not None and why_not_decide(user=user, workflow_state=state, groups=self.groups.all()):
            return []
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        return actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Decide; raises PermissionDenied for who may not.

        Wagtail's address names a page and a task state and never compares the two, so the rule is
        checked on the object that is really decided on (row H4b of the approval table).
        """
        reason = why_not_decide(user=user, workflow_state=task_state.workflow_state, groups=self.groups.all())
        if reason:
            raise PermissionDenied(reason)
        if action_name == "approve" and not task_state.revision.is_latest_revision():
            raise PermissionDenied(_("The page was changed after it was submitted. It has to be submitted again."))
        super().on_action(task_state, user, action_name, **kwargs)

    @transaction.atomic
    def deactivate(self, user: Any = None) -> None:
        """Switch the task off, and cancel what waits on it: Wagtail's own would publish it all (row H4)."""
        self.active = False
        self.save()
        for task_state in TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS):
            task_state.workflow_state.cancel(user=user)
