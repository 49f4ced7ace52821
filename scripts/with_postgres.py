#!/usr/bin/env python3
"""Run a command with an empty PostgreSQL in DATABASE_URL and TEST_DATABASE_URL.

Usage: with_postgres.py COMMAND [ARGUMENT...]

Where TEST_DATABASE_URL is set, that database is used. Otherwise a cluster is made from the machine's own PostgreSQL
programs, reached through a socket in a temporary folder, and removed when the command ends, however it ends. It trades
safety for speed (no fsync). The exit status is the command's; 77 means that this machine has no PostgreSQL, and why.
"""

import contextlib
import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from skipping import skip

OWNER = "porukalla"
SECONDS_TO_START = 60
# PostgreSQL refuses to run as root.
UNPRIVILEGED_USERS = ("postgres", "nobody")
INSTALLATIONS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)


class Interrupted(Exception):
    """A signal asked this script to end; the command and the cluster have to end first."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


def interrupt(number: int, _frame: object) -> None:
    raise Interrupted(number)


def find_programs() -> Path | None:
    """The folder of the newest PostgreSQL that has both a server and initdb (a client's package has neither)."""

    def version(folder: str) -> list[int]:
        return [int(digits) for digits in re.findall(r"\d+", folder)]

    folders: list[str] = []
    if pg_config := shutil.which("pg_config"):
        finished = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(finished.stdout.strip())
    for pattern in INSTALLATIONS:
        folders += sorted(glob.glob(pattern), key=version, reverse=True)
    if initdb := shutil.which("initdb"):
        folders.append(str(Path(initdb).resolve().parent))
    for folder in filter(None, folders):
        if all(os.access(Path(folder, program), os.X_OK) for program in ("initdb", "postgres")):
            return Path(folder)
    return None


def account_for_server() -> pwd.struct_passwd | None:
    """Whom to run the server as, or None for the user who runs this script."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED_USERS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    skip("PostgreSQL does not run as root, and this machine has no user postgres or nobody to run it as")


class Cluster:
    """A PostgreSQL of this script's own, in *folder*."""

    def __init__(self, programs: Path, folder: Path, account: pwd.struct_passwd | None) -> None:
        self.programs = programs
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.server: subprocess.Popen[bytes] | None = None
        # A session of its own keeps Ctrl-C from stopping the server before the command that uses it.
        self.options: dict[str, object] = {"cwd": folder, "start_new_session": True, "stderr": subprocess.STDOUT}
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
            self.options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self.options["env"] = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {
            "HOME": str(folder),
            "TZ": "UTC",
        }

    @property
    def url(self) -> str:
        return f"postgres://{OWNER}@{quote(str(self.folder), safe='')}:5432/{OWNER}"

    def run(self, program: str, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # type: ignore[call-overload]  # the options are one dictionary
            [str(self.programs / program), *arguments],
            **self.options,
            input=text,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )

    def create(self) -> None:
        common = ["--pgdata", str(self.data), "--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--no-sync"]
        # C.UTF-8 is not on every system; C orders alike and folds only ASCII.
        for locale in ("C.UTF-8", "C"):
            finished = self.run("initdb", *common, "--locale", locale)
            if finished.returncode == 0:
                break
            shutil.rmtree(self.data, ignore_errors=True)
        else:
            sys.exit(f"with_postgres: initdb failed\n{finished.stdout}")
        finished = self.run(
            "postgres", "--single", "-D", str(self.data), "postgres", text=f"CREATE DATABASE {OWNER};\n"
        )
        if finished.returncode != 0:
            sys.exit(f"with_postgres: could not create the database\n{finished.stdout}")

    def start(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "port": "5432",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "shared_buffers": "128MB",
            "max_connections": "100",
            "log_min_messages": "warning",
        }
        command = [str(self.programs / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("wb") as log:
            self.server = subprocess.Popen(  # type: ignore[call-overload]  # the options are one dictionary
                command, **self.options, stdin=subprocess.DEVNULL, stdout=log
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.is_ready():
            if self.server.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"with_postgres: PostgreSQL did not start\n{self.log.read_text(errors='replace')}")
            time.sleep(0.05)

    def is_ready(self) -> bool:
        """The server keeps its state in the last line of this file, so that no client program is needed to ask."""
        try:
            return (self.data / "postmaster.pid").read_text().split()[-1] == "ready"
        except (OSError, IndexError):
            return False

    def stop(self) -> None:
        """End every connection, then the server; harder when it does not heed."""
        if self.server is None:
            return
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            self.server.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.server.wait(timeout=15)
                return


@contextlib.contextmanager
def running_cluster() -> Iterator[str]:
    """Give the address of an empty database that is gone afterwards."""
    programs = find_programs()
    if programs is None:
        skip("this machine has no PostgreSQL server (initdb and postgres), and TEST_DATABASE_URL is not set")
    account = account_for_server()
    # The path of a socket may have about 100 characters, and the server's account must be able to enter the folder.
    parent = "/tmp" if os.access("/tmp", os.W_OK | os.X_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="porukalla-postgres-", dir=parent))
    cluster = Cluster(programs, folder, account)
    try:
        cluster.create()
        cluster.start()
        yield cluster.url
    finally:
        # What is being cleaned away must not be left half-way by a second Ctrl-C.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def run_command(command: list[str], url: str) -> int:
    """Run *command* on the database at *url*; pass a signal on to it and wait until it has ended."""
    environment = os.environ | {"DATABASE_URL": url, "TEST_DATABASE_URL": url}
    try:
        process = subprocess.Popen(command, env=environment)
    except OSError as error:
        print(f"with_postgres: {command[0]}: {error.strerror}", file=sys.stderr)
        return 127
    while True:
        try:
            status = process.wait()
        except Interrupted as interruption:
            # Ctrl-C has reached the command already, through the terminal.
            if interruption.number != signal.SIGINT:
                process.send_signal(interruption.number)
            continue
        # Shells report a command that died of a signal in this way.
        return status if status >= 0 else 128 - status


def main() -> int:
    command = sys.argv[1:]
    if not command:
        sys.exit((__doc__ or "").split("\n\n")[1])
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        if given := os.environ.get("TEST_DATABASE_URL"):
            return run_command(command, given)
        with running_cluster() as url:
            return run_command(command, url)
    except Interrupted as interruption:
        return 128 + interruption.number


if __name__ == "__main__":
    sys.exit(main())
