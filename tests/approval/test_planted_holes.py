"""The walks find a hole: with one guard taken away, a few steps are enough."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis.stateful import run_state_machine_as_test

from home.models.pages import BasePagePermissions
from media import forms, freeze, gate
from media.models import FileUse, Picture, Rendition, UseState
from programme.approval import guards, publication, rules
from programme.approval.models import EditorApproval
from programme.catalogue.models.programme import ProgrammePageQuerySet
from tests.approval.test_guarantee import walks
from tests.approval.world import World, kinds_of_action

pytestmark = pytest.mark.walk


def no_reason(*_arguments: Any, **_keywords: Any) -> str:
    return ""


def open_the_way_to_live(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(publication, "why_not_live", no_reason)


def open_the_gate(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate, "is_public", lambda name: True)


def let_files_outlive_their_page(patch: pytest.MonkeyPatch) -> None:
    def used_once(name: str) -> bool:
        pictures = [*Picture.objects.filter(file=name).values_list("pk", flat=True)]
        pictures += Rendition.objects.filter(file=name).values_list("image_id", flat=True)
        return FileUse.objects.filter(file_id__in=pictures, state=UseState.LIVE).exists()

    patch.setattr(gate, "is_public", used_once)


def thaw_the_files(patch: pytest.MonkeyPatch) -> None:
    # It is asked by the policy, in front of the views, and when a form is written.
    for place in (freeze, guards, forms):
        patch.setattr(place, "why_not_change", no_reason)


def let_go_of_the_pin(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "_what_moved", no_reason)
    patch.setattr(EditorApproval, "locked_for_user", lambda task, page, user: False)


def let_partners_delete(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(BasePagePermissions, "can_delete", lambda permissions, ignore_bulk=False: True)


def list_drafts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ProgrammePageQuerySet, "for_readers", lambda pages: pages)


HOLES: list[tuple[Callable[[pytest.MonkeyPatch], None], set[str]]] = [
    (open_the_way_to_live, {"create", "bulk_publish"}),
    (open_the_gate, {"upload"}),
    (let_files_outlive_their_page, {"unpublish_as_editor"}),
    (thaw_the_files, {"change_file"}),
    (let_go_of_the_pin, {"edit", "approve"}),
    (let_partners_delete, {"delete"}),
    (list_drafts, {"create"}),
]


def with_few_kinds(kinds: set[str]) -> type[World]:
    """The world with these kinds of action only; the others can be called, and are no steps of their own."""
    assert kinds <= set(kinds_of_action(World))
    others = [name for name in kinds_of_action(World) if name not in kinds]
    return type("SmallWorld", (World,), {name: no_step(getattr(World, name)) for name in others})


def no_step(action: Callable[..., None]) -> Callable[..., None]:
    def act(world: World, *arguments: Any, **keywords: Any) -> None:
        action(world, *arguments, **keywords)

    return act


@pytest.mark.parametrize(("plant", "kinds"), HOLES, ids=[plant.__name__ for plant, _kinds in HOLES])
def test_a_planted_hole_is_found(
    plant: Callable[[pytest.MonkeyPatch], None], kinds: set[str], world: type[World], monkeypatch: pytest.MonkeyPatch
) -> None:
    # That nothing is found without a hole is what test_guarantee.py shows.
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(with_few_kinds(kinds), settings=walks(80, 6, report_multiple_bugs=False))
