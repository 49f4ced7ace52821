"""The task of the one workflow: an editor decides."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Task, TaskState, WorkflowState


class EditorApproval(AbstractGroupApprovalTask):
    """An editor decides; never the one who submitted (four eyes)."""

    class Meta:
        verbose_name = _("approval by an editor")
        verbose_name_plural = _("approvals by an editor")

    @classmethod
    def get_description(cls) -> str:
        return str(_("An editor approves, or sends back with words. Nobody decides on what they submitted themselves."))

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Take in a submission; raises Refused, and leaves no trace, while the page lacks something."""
        from programme.approval.submission import take_in

        return take_in(task=self, start=super().start, workflow_state=workflow_state, user=user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        from programme.approval.rules import is_reviewer, why_not_decide

        state = obj.current_workflow_state
        groups = self.groups.all()
        if not is_reviewer(user, groups):
            return []
        if state is not None and why_not_decide(user=user, workflow_state=state, groups=groups):
            return []
        return [("reject", str(_("Send back with words")), True), ("approve", str(_("Approve")), True)]

    def get_form_for_action(self, action: str) -> Any:
        from programme.approval.forms import ApprovalForm, SendBackForm

        return ApprovalForm if action == "approve" else SendBackForm

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Decide; raises Refused for who may not, and for what is not what was submitted.

        Wagtail's address names a page and a task state and never compares the two, so the rule is
        checked on the object that is really decided on (row H4b of the approval table).
        """
        from programme.approval.decisions import approve, send_back

        if action_name == "approve":
            approve(task_state=task_state, user=user, decide=super().on_action, **kwargs)
        elif action_name == "reject":
            send_back(task_state=task_state, user=user, decide=super().on_action, **kwargs)
        else:
            raise PermissionDenied(action_name)


def cancel_what_waits_on_disabled_tasks() -> None:
    """Make Wagtail cancel what waits on a task that is switched off: its own way publishes it all (row H4).

    Put into the base class, because the admin's view calls its method on a plain Task, never on ours. Called once,
    when the app registry is ready.
    """
    Task.deactivate = _deactivate


@transaction.atomic
def _deactivate(task: Task, user: Any = None) -> None:
    task.active = False
    task.save()
    for task_state in TaskState.objects.filter(task_id=task.pk, status=TaskState.STATUS_IN_PROGRESS):
        task_state.workflow_state.cancel(user=user)
