#!/usr/bin/env python3
"""Bring the Finnish catalogues in line with the strings in the code and the templates.

`make messages` runs this; check_catalogues.py extracts with the same settings into a copy, so that both see the same
strings. Needs gettext's programs. English is the language of the code, so it has no catalogue.
"""

import contextlib
import shutil
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from skipping import install_debian_packages

PROJECT_DIR = Path(__file__).resolve().parent.parent
LANGUAGE = "fi"
DOMAINS = ("django", "djangojs")
EXTENSIONS = {"django": ["html", "py", "txt", "xml"], "djangojs": ["js", "mjs"]}
# What is extracted, and what below it is not. Other people's strings are in cms/upstream_locale.
SOURCE_FOLDERS = ("cms", "home", "media", "programme", "templates")
IGNORED = ("cms/upstream_locale/*", "*/migrations/*", "*/vendor/*")
CATALOGUE_FOLDER = Path("cms", "locale")


def missing_programs() -> str:
    """Why messages cannot be extracted on this machine, after an attempt to install what is missing."""
    programs = ("xgettext", "msgmerge", "msguniq", "msgattrib")
    if all(map(shutil.which, programs)):
        return ""
    reason = install_debian_packages("gettext")
    return f"gettext's programs ({', '.join(programs)}) are missing, and {reason}" if reason else ""


def extract(folder: Path, *, keep_template: bool = False) -> None:
    """Update the catalogues of the project in *folder*; with *keep_template*, leave each domain's .pot beside them.

    Only the folders that hold code of ours are read, because a checkout can hold anything else besides (an environment,
    uploads, another checkout).
    """
    if not settings.configured:
        # The project's own settings would need a database's address; only this one is asked for.
        settings.configure(LOCALE_PATHS=[folder / CATALOGUE_FOLDER], USE_I18N=False)
        django.setup()
    others = [entry.name for entry in folder.iterdir() if entry.is_dir() and entry.name not in SOURCE_FOLDERS]
    # Django looks for strings below the working directory.
    with contextlib.chdir(folder):
        for domain in DOMAINS:
            call_command(
                "makemessages",
                locale=[LANGUAGE],
                domain=domain,
                extensions=EXTENSIONS[domain],
                ignore_patterns=[*IGNORED, *others],
                add_location="file",
                keep_pot=keep_template,
                verbosity=0,
            )


def main() -> None:
    if reason := missing_programs():
        sys.exit(f"make_messages: {reason}")
    extract(PROJECT_DIR)


if __name__ == "__main__":
    main()
