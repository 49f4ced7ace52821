#!/usr/bin/env python3
"""Compile message catalogues (.po) into what Django reads (.mo), without gettext's own programs.

Only a catalogue that is newer than its compiled form is touched. Fuzzy translations are left out, as msgfmt does.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import polib

PROJECT_DIR = Path(__file__).resolve().parent.parent


def compile_catalogue(source: Path) -> Path:
    """Write the compiled form beside *source* in one step, so that no server reads half of it."""
    target = source.with_suffix(".mo")
    descriptor, temporary = tempfile.mkstemp(dir=source.parent, prefix=f".{source.stem}-", suffix=".mo")
    os.close(descriptor)
    try:
        polib.pofile(str(source)).save_as_mofile(temporary)
        # mkstemp makes a file for its owner alone, but the server may run as somebody else.
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
    return target


def compile_translations(*folders: Path) -> list[Path]:
    """Compile every catalogue below *folders* that changed since the last time; return those that were written."""
    written = []
    for folder in folders:
        for source in sorted(folder.rglob("*.po")):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
                written.append(compile_catalogue(source))
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[PROJECT_DIR / "cms"])
    try:
        written = compile_translations(*parser.parse_args().folders)
    except (OSError, ValueError) as error:
        # polib's own message names the file and the line.
        sys.exit(f"compile_translations: {error}")
    for target in written:
        print(f"Compiled {target.relative_to(PROJECT_DIR) if target.is_relative_to(PROJECT_DIR) else target}")


if __name__ == "__main__":
    main()
