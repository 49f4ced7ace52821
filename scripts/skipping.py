"""How a script says that this machine cannot do its part, and how it fetches what Debian could bring."""

import os
import shutil
import subprocess
import sys
from typing import NoReturn

# The exit status that "make check" and "make test" read as "skipped", as Automake and others do.
SKIPPED = 77


def skip(reason: str) -> NoReturn:
    """End this script as one that could not run; *reason* is the last line on the error stream."""
    print(reason, file=sys.stderr)
    sys.exit(SKIPPED)


def install_debian_packages(*packages: str) -> str:
    """Install *packages* where that needs no question: as root, with apt-get. Return why not, or an empty string."""
    if shutil.which("apt-get") is None:
        return "this system has no apt-get"
    if os.geteuid() != 0:
        return "only root can install packages"
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "--quiet"],
        ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *packages],
    ):
        finished = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if finished.returncode != 0:
            print(finished.stdout, file=sys.stderr)
            # An outdated list of packages may still do; only the installation itself decides.
            if command[1] == "install":
                return f"apt-get could not install {' '.join(packages)}"
    return ""
