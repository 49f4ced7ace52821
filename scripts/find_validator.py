#!/usr/bin/env python3
"""Print the path of the Nu HTML validator (vnu.jar), fetched once from the npm registry into VAR_DIR/tools.

The jar is compared with the hash below each time, because tests run it. Exit status 77 means that this machine cannot
run or fetch it, and why; a jar with another hash is an error.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from skipping import skip

VERSION = "26.9.27"
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
OLDEST_JAVA = 11

PROJECT_DIR = Path(__file__).resolve().parent.parent


def java_version() -> int:
    """The major version of the Java on the PATH, or 0."""
    try:
        finished = subprocess.run(
            ["java", "-version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    # Java 8 calls itself 1.8.
    found = re.search(r'version "(?:1\.)?(\d+)', finished.stderr)
    return int(found[1]) if found and finished.returncode == 0 else 0


def fetch(target: Path) -> None:
    """Put the jar at *target* in one step, whatever else is fetching it at the same time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fetching-") as folder:
        command = ["npm", "install", f"vnu-jar@{VERSION}", "--prefix", folder, "--cache", f"{folder}/cache"]
        command += ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]
        finished = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if finished.returncode != 0:
            print(finished.stdout, file=sys.stderr)
            skip(f"npm could not fetch vnu-jar {VERSION}")
        os.replace(Path(folder, "node_modules", "vnu-jar", "build", "dist", "vnu.jar"), target)


def main() -> None:
    if given := os.environ.get("NU_VALIDATOR_JAR"):
        print(given)
        return
    if java_version() < OLDEST_JAVA:
        skip(f"the HTML validator needs Java {OLDEST_JAVA} or newer, and there is none on this machine")
    tools = Path(os.environ.get("VAR_DIR") or PROJECT_DIR / "var").resolve() / "tools"
    jar = tools / f"vnu-{VERSION}.jar"
    if not jar.exists():
        if shutil.which("npm") is None:
            skip("the HTML validator is fetched with npm, and there is none on this machine")
        fetch(jar)
    with jar.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != SHA256:
        jar.unlink()
        sys.exit(f"find_validator: vnu-jar {VERSION} has the hash {found}, not {SHA256}; removed it")
    print(jar)


if __name__ == "__main__":
    main()
