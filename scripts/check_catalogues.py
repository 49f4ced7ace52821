#!/usr/bin/env python3
"""Fail when a string that people read has no Finnish, or a catalogue would show something wrong.

Every string of the code and templates has a finished translation, and so has every string that the packages behind our
screens bring, from them or from us; every translation names the same placeholders as its source; every source is
English. Exit status 77 means that the strings cannot be extracted here, and why.
"""

import importlib.util
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

import make_messages
from skipping import skip

PROJECT_DIR = make_messages.PROJECT_DIR
# Our Finnish for strings that are not ours.
UPSTREAM_FOLDER = Path("cms", "upstream_locale")
# The packages that say something on screens of ours; their English catalogues are the list of what they say.
UPSTREAM_PACKAGES = (
    "allauth",
    "taggit",
    "wagtail",
    "wagtail.admin",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.documents",
    "wagtail.embeds",
    "wagtail.images",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
)
# Those that bring Finnish to what others say as well: Django looks a string up in all catalogues together.
BESIDE_UPSTREAM = ("django", "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes")
PLURAL_FORMS = 2

NAMED = re.compile(r"%\((\w+)\)")
# "%(name)s", "%s", "%1$d", "%.1f"; the space flag is left out, because "50 % of" is text.
POSITIONAL = re.compile(r"%(?:\d+\$)?[-+#0]*(?:\d+|\*)?(?:\.\d+)?[sdifgr]")
BRACED = re.compile(r"\{(\w*)\}")
NOT_ENGLISH = re.compile(r"[äöåÄÖÅ]")

type Key = tuple[str | None, str, str]


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def placeholders(text: str) -> Counter[str]:
    """What a translator has to keep. Named ones count once, because a language may need a name twice or reorder it."""
    text = text.replace("%%", "")
    found = Counter({f"%({name})": 1 for name in NAMED.findall(text)})
    found.update(Counter({f"{{{name}}}": 1 for name in BRACED.findall(text)}))
    found.update(POSITIONAL.findall(text))
    return found


def wrong_placeholders(entry: polib.POEntry) -> Iterator[str]:
    """Say for each translation of *entry* which placeholders it lacks and which it invents."""
    pairs = [(entry.msgid, entry.msgstr)]
    spare: Counter[str] = Counter()
    if entry.msgid_plural:
        last = max(entry.msgstr_plural, default=0)
        pairs = [
            (entry.msgid_plural if form == last else entry.msgid, text) for form, text in entry.msgstr_plural.items()
        ]
        # "One place left" needs no number where "%(count)s places left" does, and the other way round.
        spare = placeholders(entry.msgid_plural) | placeholders(entry.msgid)
    for source, translation in pairs:
        if not translation:
            continue
        expected, found = placeholders(source), placeholders(translation)
        if missing := expected - found:
            yield f"lacks {', '.join(missing)}: {translation!r}"
        if invented := found - (expected | spare):
            yield f"invents {', '.join(invented)}: {translation!r}"


def problems_of_catalogue(catalogue: polib.POFile) -> Iterator[str]:
    """What is wrong with *catalogue* on its own. Obsolete entries are never shown, so they may be as they are."""
    for entry in catalogue:
        if entry.obsolete:
            continue
        if entry.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
        elif entry.msgid_plural and len(entry.msgstr_plural) != PLURAL_FORMS:
            yield f"not in all forms: {entry.msgid!r}"
        elif not entry.translated():
            yield f"not translated: {entry.msgid!r}"
        for problem in wrong_placeholders(entry):
            yield f"{problem}, for {entry.msgid!r}"


def problems_of_sources(template: polib.POFile, catalogue: polib.POFile) -> Iterator[str]:
    """What the code and templates need and *catalogue* does not have."""
    known = {key(entry) for entry in catalogue if not entry.obsolete}
    for entry in template:
        where = ", ".join(sorted({name for name, _line in entry.occurrences}))
        if key(entry) not in known:
            yield f"not in the catalogue: {entry.msgid!r} ({where})"
        if NOT_ENGLISH.search(entry.msgid + entry.msgid_plural):
            yield f"the source is not English: {entry.msgid!r} ({where})"


def extract_templates(folder: Path) -> dict[str, polib.POFile]:
    """The strings of each domain, extracted from a copy of the project in *folder*."""
    for name in make_messages.SOURCE_FOLDERS:
        if (PROJECT_DIR / name).is_dir():
            # Catalogues stay behind: they would be merged for nothing.
            ignored = shutil.ignore_patterns("__pycache__", "locale", "upstream_locale")
            shutil.copytree(PROJECT_DIR / name, folder / name, ignore=ignored)
    make_messages.extract(folder, keep_template=True)
    templates = {}
    for domain in make_messages.DOMAINS:
        path = folder / make_messages.CATALOGUE_FOLDER / f"{domain}.pot"
        templates[domain] = polib.pofile(str(path)) if path.exists() else polib.POFile()
    return templates


def find_problems() -> Iterator[str]:
    """Every problem as one line, with the catalogue that it concerns."""
    with tempfile.TemporaryDirectory(prefix="porukalla-messages-") as folder:
        templates = extract_templates(Path(folder))
    language = Path(make_messages.LANGUAGE, "LC_MESSAGES")
    for domain in make_messages.DOMAINS:
        name = make_messages.CATALOGUE_FOLDER / language / f"{domain}.po"
        path = PROJECT_DIR / name
        catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
        yield from (f"{name}: {problem}" for problem in problems_of_sources(templates[domain], catalogue))
    for parent in (make_messages.CATALOGUE_FOLDER, UPSTREAM_FOLDER):
        for path in sorted((PROJECT_DIR / parent).rglob("*.po")):
            name = path.relative_to(PROJECT_DIR)
            yield from (f"{name}: {problem}" for problem in problems_of_catalogue(polib.pofile(str(path))))


def locale_folder(package: str) -> Path:
    """Where an installed package keeps its catalogues; Django keeps its own elsewhere than its apps do."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"check_catalogues: {package} is not installed; take it off the list, or install it")
    folder = Path(spec.submodule_search_locations[0])
    return folder / "conf" / "locale" if package == "django" else folder / "locale"


def finished(path: Path) -> set[Key]:
    """The strings of a catalogue, if there is one, that have a finished translation."""
    if not path.exists():
        return set()
    return {key(entry) for entry in polib.pofile(str(path)) if not entry.obsolete and entry.translated()}


def problems_of_upstream() -> Iterator[str]:
    """What the packages behind our screens say in English only, for instance since their last upgrade."""
    language = Path(make_messages.LANGUAGE, "LC_MESSAGES")
    folders = {package: locale_folder(package) for package in (*UPSTREAM_PACKAGES, *BESIDE_UPSTREAM)}
    ours = [PROJECT_DIR / folder for folder in (make_messages.CATALOGUE_FOLDER, UPSTREAM_FOLDER)]
    for domain in make_messages.DOMAINS:
        known = set().union(*(finished(folder / language / f"{domain}.po") for folder in (*folders.values(), *ours)))
        for package in UPSTREAM_PACKAGES:
            source = folders[package] / "en" / "LC_MESSAGES" / f"{domain}.po"
            for entry in polib.pofile(str(source)) if source.exists() else ():
                if not entry.obsolete and key(entry) not in known:
                    yield f"{package}: no Finnish for {entry.msgid!r}; add it to {UPSTREAM_FOLDER}"


def main() -> int:
    if reason := make_messages.missing_programs():
        skip(reason)
    problems = [*find_problems(), *problems_of_upstream()]
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problems. `make messages` adds what is missing; then translate it.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
