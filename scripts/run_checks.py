#!/usr/bin/env python3
"""Run every check that needs no test: style, types, the direction of imports, settings, migrations, translations.

Usage: run_checks.py [CHECK...]

All of them run, whatever the others said; the output of those that passed is left out. With STRICT=1 (or CI=true) a
check that this machine cannot run has failed.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from compile_translations import compile_translations
from skipping import SKIPPED

PROJECT_DIR = Path(__file__).resolve().parent.parent
STRICT = os.environ.get("STRICT", "").lower() in {"1", "yes", "true"} or os.environ.get("CI", "").lower() == "true"
TEMPLATE_FOLDERS = [
    str(path.relative_to(PROJECT_DIR))
    for folder in ("templates", "cms", "home", "media", "programme")
    for path in sorted((PROJECT_DIR / folder).glob("**"))
    if path.name == "templates"
]

PYTHON = sys.executable
CHECKS: dict[str, list[str]] = {
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "templates": [PYTHON, "-m", "djhtml", "--check", "--tabwidth", "2", *TEMPLATE_FOLDERS],
    "imports": [str(Path(PYTHON).with_name("lint-imports"))],
    "types": [PYTHON, "-m", "mypy"],
    "deployment": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": [PYTHON, "scripts/check_catalogues.py"],
}


def production_environment(folder: str) -> dict[str, str]:
    """What a server would be told; without it the production settings refuse to load. Secrets live for one check."""
    return {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "www.example.org",
        "BASE_URL": "https://www.example.org",
        "DATABASE_URL": f"sqlite:///{folder}/check.sqlite3",
        "DEFAULT_FROM_EMAIL": "Porukalla <porukalla@example.org>",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_URL": "smtp://mail.example.org:25",
        "VAR_DIR": folder,
    }


def run_check(name: str, folder: str) -> tuple[int, str]:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    environment.pop("DATABASE_URL", None)
    if name == "deployment":
        environment |= production_environment(folder)
    finished = subprocess.run(
        CHECKS[name],
        cwd=PROJECT_DIR,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return finished.returncode, finished.stdout.strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=f"of {', '.join(CHECKS)}; all when none is named")
    names = parser.parse_args().checks or list(CHECKS)
    if unknown := set(names) - set(CHECKS):
        parser.error(f"there is no check {', '.join(sorted(unknown))}")

    compile_translations(PROJECT_DIR / "cms")
    failed, skipped = [], {}
    with tempfile.TemporaryDirectory(prefix="porukalla-check-") as folder:
        for name in names:
            started = time.monotonic()
            status, output = run_check(name, folder)
            word = "passed"
            if status == SKIPPED:
                word = "SKIPPED"
                skipped[name] = output.splitlines()[-1] if output else ""
            elif status != 0:
                word = "FAILED"
                failed.append(name)
                print(output)
            print(f"{word:<8}{name:<14}{time.monotonic() - started:>6.1f} s", flush=True)

    for name, reason in skipped.items():
        print(f"\n{'!' * 79}\nSKIPPED: {name}, because {reason}\n{'!' * 79}")
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed or (STRICT and skipped) else 0


if __name__ == "__main__":
    sys.exit(main())
