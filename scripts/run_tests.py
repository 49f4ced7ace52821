#!/usr/bin/env python3
"""Run the test suite in its parts and say plainly what did not run.

Usage: run_tests.py [--only PART]... [-- PYTEST ARGUMENT...]

Every part runs, whatever the others did. A part that this machine cannot run, and a test that was skipped in every
part that holds it, is reported; with STRICT=1 (or CI=true) it fails the run. Reports go to VAR_DIR/reports.
"""

import argparse
import os
import random
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from compile_translations import compile_translations
from skipping import SKIPPED

PROJECT_DIR = Path(__file__).resolve().parent.parent
SCRIPTS_DIR = PROJECT_DIR / "scripts"
REPORTS_DIR = Path(os.environ.get("VAR_DIR") or PROJECT_DIR / "var").resolve() / "reports"
STRICT = os.environ.get("STRICT", "").lower() in {"1", "yes", "true"} or os.environ.get("CI", "").lower() == "true"

BROWSER_TESTS = "tests/browser"
# Handed out in order, not stolen: tests that empty the database come last, and nothing may run after them.
PARALLEL = ["--numprocesses", "auto", "--dist", "load"]

type TestName = tuple[str, str]


@dataclass
class Outcome:
    """What became of one part. *unable* says what of it could not run, and why."""

    part: str
    status: int = 0
    unable: list[str] = field(default_factory=list)
    ran: bool = True
    seconds: float = 0.0
    passed: set[TestName] = field(default_factory=set)
    failed: set[TestName] = field(default_factory=set)
    skipped: dict[TestName, str] = field(default_factory=dict)

    @property
    def word(self) -> str:
        if not self.ran:
            return "SKIPPED"
        return "passed" if self.status == 0 else "FAILED"


def run(command: list[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run *command* with its output shown; return its status and the last line of its error stream."""
    last = ""
    with subprocess.Popen(command, cwd=PROJECT_DIR, env=environment, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr or ():
            sys.stderr.write(line)
            last = line.strip() or last
    return process.returncode, last


def find(script: str) -> tuple[str, str]:
    """Run a script that prints a path. Return the path, and otherwise an empty string and the reason."""
    process = subprocess.run(
        [sys.executable, SCRIPTS_DIR / script], cwd=PROJECT_DIR, capture_output=True, text=True, check=False
    )
    lines = (process.stdout if process.returncode == 0 else process.stderr).strip().splitlines() or [script]
    return (lines[-1], "") if process.returncode == 0 else ("", lines[-1])


def read_report(path: Path, outcome: Outcome) -> None:
    """Sort the tests of a JUnit report into *outcome*. A test that is expected to fail has run."""
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = (case.get("classname", ""), case.get("name", ""))
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed.add(name)
        elif skip is not None and skip.get("type") != "pytest.xfail":
            outcome.skipped[name] = skip.get("message", "")
        else:
            outcome.passed.add(name)
    # An error while a fixture was torn down leaves the test itself among the passed.
    outcome.passed -= outcome.failed


def run_pytest(
    outcome: Outcome, arguments: list[str], environment: Mapping[str, str], runner: tuple[str, ...] = ()
) -> None:
    """Run pytest, by way of *runner* where one is given, and put what it reports into *outcome*."""
    report = REPORTS_DIR / f"{outcome.part}.xml"
    report.unlink(missing_ok=True)
    command = [*runner, sys.executable, "-m", "pytest", "-r", "s", f"--junitxml={report}", *arguments]
    outcome.status, last_line = run(command, environment)
    if report.exists():
        read_report(report, outcome)
    elif outcome.status == SKIPPED:
        outcome.ran = False
        outcome.unable.append(f"the tests on {outcome.part}, because {last_line}")


def run_on_sqlite(outcome: Outcome, arguments: list[str]) -> None:
    # A developer's own database is not what these tests are about.
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    run_pytest(outcome, ["tests", f"--ignore={BROWSER_TESTS}", *PARALLEL, *arguments], environment)


def run_on_postgresql(outcome: Outcome, arguments: list[str]) -> None:
    runner = (sys.executable, str(SCRIPTS_DIR / "with_postgres.py"))
    # The random walks ask nothing of the database that the single attempts do not ask, and take minutes.
    chosen = ["tests", f"--ignore={BROWSER_TESTS}", "-m", "not walk"]
    run_pytest(outcome, [*chosen, *PARALLEL, *arguments], os.environ, runner)


def run_in_browser(outcome: Outcome, arguments: list[str]) -> None:
    browser, no_browser = find("find_browser.py")
    validator, no_validator = find("find_validator.py")
    if no_validator:
        outcome.unable.append(f"HTML validation in the browser's tests, because {no_validator}")
    if no_browser:
        outcome.ran = False
        outcome.unable.append(f"the browser's tests, because {no_browser}")
        return
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["BROWSER_EXECUTABLE"] = browser
    if validator:
        environment["NU_VALIDATOR_JAR"] = validator
    # One file to one process: a journey's steps stay together.
    run_pytest(outcome, [BROWSER_TESTS, "--numprocesses", "auto", "--dist", "loadfile", *arguments], environment)


PARTS: dict[str, Callable[[Outcome, list[str]], None]] = {
    "sqlite": run_on_sqlite,
    "postgresql": run_on_postgresql,
    "browser": run_in_browser,
}


def run_part(part: str, arguments: list[str]) -> Outcome:
    print(f"\n=== {part} ===", flush=True)
    outcome = Outcome(part)
    started = time.monotonic()
    PARTS[part](outcome, arguments)
    outcome.seconds = time.monotonic() - started
    return outcome


def skipped_everywhere(outcomes: list[Outcome]) -> dict[TestName, str]:
    """Tests that ran in no part, with the reason. One that needs the other database has run when it ran there."""
    executed = set[TestName]().union(*(outcome.passed | outcome.failed for outcome in outcomes))
    skipped: dict[TestName, str] = {}
    for outcome in outcomes:
        skipped |= {name: reason for name, reason in outcome.skipped.items() if name not in executed}
    return skipped


def print_summary(outcomes: list[Outcome], skipped: dict[TestName, str]) -> None:
    print(f"\n{'part':<12}{'result':<10}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for outcome in outcomes:
        counts = f"{len(outcome.passed):>8}{len(outcome.failed):>8}{len(outcome.skipped):>9}"
        print(f"{outcome.part:<12}{outcome.word:<10}{counts}{outcome.seconds:>9.1f}")
    lines = [line for outcome in outcomes for line in outcome.unable]
    lines += [f"{'::'.join(name)}, because {reason}" for name, reason in sorted(skipped.items())]
    if lines:
        print("\n" + "!" * 79)
        for line in lines:
            print(f"SKIPPED: {line}")
        print("!" * 79)
        if STRICT:
            print("Nothing may be skipped here (STRICT or CI is set), so this run has failed.")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", action="append", choices=PARTS, metavar="PART", help=f"one of {', '.join(PARTS)}")
    parser.add_argument("pytest_arguments", nargs="*", metavar="PYTEST ARGUMENT")
    options = parser.parse_args()

    REPORTS_DIR.mkdir(parents=True, exist_ok=True)
    # The processes of one run agree on the order of sets, or they would not collect the same tests; runs differ.
    seed = os.environ.setdefault("PYTHONHASHSEED", str(random.randrange(1, 2**32)))
    print(f"PYTHONHASHSEED={seed} repeats this run's order of sets.")
    compile_translations(PROJECT_DIR / "cms")
    outcomes = [run_part(part, options.pytest_arguments) for part in options.only or PARTS]
    skipped = skipped_everywhere(outcomes)
    print_summary(outcomes, skipped)

    passed = sum(len(outcome.passed) for outcome in outcomes)
    # A part that broke before its first test counts as one failure, so that the closing line never looks clean.
    failed = sum(len(outcome.failed) or int(outcome.word == "FAILED") for outcome in outcomes)
    unable = sum(len(outcome.unable) for outcome in outcomes)
    closing_line = f"{passed} passed, {failed} failed, {len(skipped) + unable} skipped"
    (REPORTS_DIR / "closing_line.txt").write_text(f"{closing_line}\n")
    print(f"\n{closing_line}", flush=True)

    return 1 if failed or (STRICT and (skipped or unable)) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
