"""Configuration rules of the approval guarantee that no linter sees."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connection


def register_checks() -> None:
    """Register the checks; called once, when the app registry is ready."""
    checks.register(check_settings, "approval")
    checks.register(check_guards, "approval")
    checks.register(check_addresses, "approval")
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


def check_guards(**_arguments: Any) -> list[checks.CheckMessage]:
    """What stands between a partner's words and the public, in the code that runs."""
    from wagtail import hooks
    from wagtail.actions.publish_page_revision import PublishPageRevisionAction

    from .publication import let_live

    errors: list[checks.CheckMessage] = []
    if let_live not in hooks.get_hooks("guard_publication"):
        errors.append(checks.Error("Nothing guards publication.", id="approval.E007"))
    if PublishPageRevisionAction.execute.__module__ != "home.publication":
        errors.append(checks.Error("Wagtail's action of publishing asks no guard.", id="approval.E008"))
    needed = "programme.approval.guards.GuardMiddleware"
    if needed not in settings.MIDDLEWARE:
        errors.append(checks.Error(f"{needed} is not among the middleware.", id="approval.E009"))
    return errors


def check_addresses(**_arguments: Any) -> list[checks.CheckMessage]:
    """Addresses that would give away what no editor approved must not be mounted."""
    from django.urls import NoReverseMatch, reverse

    errors: list[checks.CheckMessage] = []
    for name, arguments in (
        ("wagtaildocs_serve", (1, "x")),
        ("wagtailimages_serve", ("x", 1, "width-1")),
        ("wagtailapi:pages:listing", ()),
        ("wagtailapi:images:listing", ()),
        ("wagtailapi:documents:listing", ()),
    ):
        try:
            address = reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        errors.append(checks.Error(f"{address} by-passes the gate (rows H2, H3).", id="approval.E010"))
    return errors


def check_database(databases: Any = None, **_arguments: Any) -> list[checks.CheckMessage]:
    """Permissions and workflows as they stand in the database (run with `check --database default`)."""
    if not databases:
        return []
    from django.contrib.auth.models import Group
    from wagtail.models import GroupPagePermission, Page, WorkflowPage

    from home.accounts.models import User
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
    reviewers = User.objects.filter(groups__editorapproval__active=True)
    for person in reviewers.filter(groups__partner__isnull=False).distinct():
        errors.append(checks.Error(f"User {person.pk} approves, and publishes for a partner.", id="approval.E011"))
    root = Page.get_first_root_node()
    publishers = GroupPagePermission.objects.filter(page=root, permission__codename="publish_page").values("group")
    for group in Group.objects.filter(editorapproval__active=True).exclude(pk__in=publishers).distinct():
        errors.append(checks.Error(f"The group {group} approves and may not publish (row M10).", id="approval.E012"))
    tasks = set(EditorApproval.objects.filter(active=True).values_list("pk", flat=True))
    for tree in Page.objects.filter(depth=2):
        paths = [tree.path[: Page.steplen * depth] for depth in (1, 2)]
        workflows = [
            link.workflow for link in WorkflowPage.objects.filter(page__path__in=paths).select_related("workflow")
        ]
        if not any(workflow.active and tasks & {task.pk for task in workflow.tasks} for workflow in workflows):
            errors.append(checks.Error(f"No approval on the tree {tree.title} (row M8).", id="approval.E006"))
    return errors
