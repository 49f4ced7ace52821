#!/usr/bin/env python3
"""Try every door of the approval guarantee, and print a table: door, attempt, result. Fails where one gave way."""

import sys
from collections import defaultdict
from typing import Any

import pytest

WIDTH = 78


class Table:
    """Gathers how the attempts went: several tests can make one attempt in several ways."""

    def __init__(self) -> None:
        self.outcomes: dict[tuple[str, str], list[str]] = defaultdict(list)

    def pytest_runtest_logreport(self, report: Any) -> None:
        for name, value in report.user_properties:
            if name == "door" and (report.when == "call" or report.failed):
                self.outcomes[tuple(value)].append(report.outcome)

    def print(self) -> None:
        print(f"\n{'door':<7}{'attempt':<{WIDTH}}result")
        for (row, attempt), outcomes in sorted(self.outcomes.items()):
            held = outcomes.count("passed")
            kept = "as it should" if row == "works" else "held"
            result = (
                f"{kept} ({held})" if held == len(outcomes) else f"OPEN ({len(outcomes) - held} of {len(outcomes)})"
            )
            print(f"{row:<7}{attempt:<{WIDTH}}{result}")


def main() -> int:
    table = Table()
    arguments = ["tests", "-m", "door", "--ignore=tests/browser", "-q", "--no-header", "-p", "no:warnings"]
    status = pytest.main([*arguments, *sys.argv[1:]], plugins=[table])
    table.print()
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
