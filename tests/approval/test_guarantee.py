"""The approval guarantee as a property: whatever people do, only approvals change what anyone sees."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.approval.world import World, kinds_of_action

pytestmark = pytest.mark.walk

# `make fuzz STEPS=10000` walks for long, and at random; the normal run walks the same ways each time.
STEPS = int(os.environ.get("STEPS", "0"))
STEPS_OF_ONE_WALK = 30
WALKS = max(STEPS // STEPS_OF_ONE_WALK, 1) if STEPS else 8


def walks(number: int, steps: int, **changes: Any) -> settings:
    """How many walks of how many steps."""
    return settings(
        max_examples=number,
        stateful_step_count=steps,
        derandomize=not STEPS,
        database=None,
        deadline=None,
        print_blob=bool(STEPS),
        # A failure is made smaller only where there is time for it.
        phases=list(Phase) if STEPS else [Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        **changes,
    )


def test_at_least_25_kinds_of_action() -> None:
    assert len(kinds_of_action(World)) >= 25


def test_only_approvals_change_what_anyone_sees(world: type[World]) -> None:
    world.happened.clear()
    run_state_machine_as_test(world, settings=walks(WALKS, STEPS_OF_ONE_WALK))
    # The walks were not idle: each began with an approval, and more came.
    assert world.happened["approved"] > WALKS
    expected = ("saved", "submitted", "unpublished", "public files", "rightful changes")
    for name in (*expected, "languages started", "translations sent", "translations approved"):
        assert world.happened[name] > 0, name
