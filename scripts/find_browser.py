#!/usr/bin/env python3
"""Print the path of a Chromium that runs: the system's, one that Playwright already has, or one that apt installs.

BROWSER_EXECUTABLE, where set, is used as it is. Exit status 77 means that there is none, and why.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from skipping import install_debian_packages, skip

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT_PATTERNS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
    "chromium_headless_shell-*/chrome-*/*headless*shell",
)


def system_browsers() -> Iterator[str]:
    for name in SYSTEM_NAMES:
        if path := shutil.which(name):
            yield path


def playwright_browsers() -> Iterator[str]:
    """Newest first. Playwright's own API names only the one build that its version would download."""
    folders = [
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""),
        "~/.cache/ms-playwright",
        "~/Library/Caches/ms-playwright",
    ]
    for folder in filter(None, folders):
        for pattern in PLAYWRIGHT_PATTERNS:
            yield from (str(path) for path in sorted(Path(folder).expanduser().glob(pattern), reverse=True))


def runs(path: str) -> bool:
    """Whether the program starts at all: a distribution's stand-in for a snap is on the PATH and does not."""
    try:
        finished = subprocess.run(
            [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return finished.returncode == 0


def main() -> None:
    if given := os.environ.get("BROWSER_EXECUTABLE"):
        if not runs(given):
            skip(f"BROWSER_EXECUTABLE ({given}) does not run")
        print(given)
        return
    path = next(filter(runs, [*system_browsers(), *playwright_browsers()]), None)
    if path is None:
        reason = install_debian_packages("chromium")
        path = next(filter(runs, system_browsers()), None)
        if path is None:
            skip(f"there is no Chromium on this machine, and {reason or 'the installed one does not run'}")
    print(path)


if __name__ == "__main__":
    main()
