"""The configuration rules of the approval guarantee: each fails when its rule is broken."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from wagtail import hooks
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import GroupPagePermission, WorkflowPage

from programme.approval.publication import let_live


def complaints() -> str:
    """What `manage.py check --database default` says that is an error."""
    try:
        call_command("check", databases=["default"])
    except SystemCheckError as error:
        return str(error)
    return ""


def test_a_site_that_is_set_up_has_nothing_to_complain_of(partner: Any, artist: Any, editor: Any) -> None:
    assert complaints() == ""


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT", False, "approval.E001"),
        ("EMBED_VIDEO_BACKENDS", ("embed_video.backends.YoutubeBackend",), "approval.E002"),
        ("WAGTAILDOCS_EXTENSIONS", ["pdf", "html"], "approval.E003"),
        ("WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True, "approval.E004"),
        ("MIDDLEWARE", [], "approval.E009"),
        ("ROOT_URLCONF", "wagtail.images.urls", "approval.E010"),
    ],
)
def test_settings(name: str, value: Any, code: str, site: None, settings: Any) -> None:
    setattr(settings, name, value)
    assert code in complaints()


def test_guards_of_publication(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    guarded: Callable[..., Any] = PublishPageRevisionAction.execute
    monkeypatch.setattr(PublishPageRevisionAction, "execute", lambda action: None)
    assert "approval.E008" in complaints()
    monkeypatch.setattr(PublishPageRevisionAction, "execute", guarded)
    others = [hook for hook in hooks._hooks["guard_publication"] if hook[0] is not let_live]
    monkeypatch.setitem(hooks._hooks, "guard_publication", others)
    assert "approval.E007" in complaints()


def test_rights_beyond_the_list(partner: Any) -> None:
    partner.group.permissions.add(Permission.objects.get(codename="change_helpline"))
    assert "approval.E005" in complaints()


@pytest.mark.door("M8", "a tree without a workflow")
def test_a_tree_without_approval(site: None) -> None:
    WorkflowPage.objects.all().delete()
    assert complaints().count("approval.E006") == 2


def test_an_editor_who_publishes_for_a_partner(partner: Any, editor: Any) -> None:
    editor.groups.add(partner.group)
    assert "approval.E011" in complaints()


@pytest.mark.door("M10", "reviewers who may not publish")
def test_reviewers_who_may_not_publish(editor: Any) -> None:
    GroupPagePermission.objects.filter(group=editor.groups.get(), permission__codename="publish_page").delete()
    assert "approval.E012" in complaints()
