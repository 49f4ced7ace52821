"""Configuration rules of the approval guarantee that no linter sees."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connection


def register_checks() -> None:
    """Register the checks; called once, when the app registry is ready."""
    checks.register(check_settings, "approval")
    checks.register(check_database, checks.Tags.database)


def check_settings(**_arguments: Any) -> list[checks.CheckMessage]:
    """Settings on which the guarantee rests."""
    errors: list[checks.CheckMessage] = []
    if not getattr(settings, "WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT", False):
        errors.append(checks.Error("An edit during review must ask for a new approval.", id="approval.E001"))
    if any(not name.startswith("media.embeds.") for name in settings.EMBED_VIDEO_BACKENDS):
        errors.append(checks.Error("Only the checked embed backends may be used (row C1).", id="approval.E002"))
    dangerous = {"htm", "html", "js", "mjs", "svg", "xhtml", "xml"} & set(settings.WAGTAILDOCS_EXTENSIONS)
    if dangerous:
        errors.append(
            checks.Error(f"A browser runs these documents: {sorted(dangerous)} (row H6).", id="approval.E003")
        )
    if getattr(settings, "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True):
        errors.append(checks.Error("A translation must not publish by itself (row C3).", id="approval.E004"))
    return errors


def check_database(databases: Any = None, **_arguments: Any) -> list[checks.CheckMessage]:
    """Permissions and workflows as they stand in the database (run with `check --database default`)."""
    if not databases:
        return []
    from wagtail.models import Page, WorkflowPage

    from programme.partners.models import Partner
    from programme.partners.permissions import beyond_the_list

    from .models import EditorApproval

    needed = {model._meta.db_table for model in (Partner, EditorApproval)}
    if not needed <= set(connection.introspection.table_names()):
        # "migrate" runs the checks before it makes the tables.
        return []
    errors: list[checks.CheckMessage] = []
    for partner in Partner.objects.select_related("group"):
        errors += [
            checks.Error(f"The group of {partner} holds {surplus}.", id="approval.E005")
            for surplus in beyond_the_list(partner.group)
        ]
    tasks = set(EditorApproval.objects.filter(active=True).values_list("pk", flat=True))
    for tree in Page.objects.filter(depth=2):
        paths = [tree.path[: Page.steplen * depth] for depth in (1, 2)]
        workflows = [
            link.workflow for link in WorkflowPage.objects.filter(page__path__in=paths).select_related("workflow")
        ]
        if not any(workflow.active and tasks & {task.pk for task in workflow.tasks} for workflow in workflows):
            errors.append(checks.Error(f"No approval on the tree {tree.title} (row M8).", id="approval.E006"))
    return errors
