#!/usr/bin/env python3
"""Run what deploy/Procfile lists, each line of output under the name of its process, until a signal or the first end.

Whatever ends it, nothing is left running: honcho's own command ignores a closed terminal (SIGHUP) and fails on writing
to it, and its processes, each in a session of its own, would live on. Stopped by a signal, the exit status is 0.
"""

import contextlib
import os
import signal
import sys
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Message, Printer

PROJECT_DIR = Path(__file__).resolve().parent.parent
SIGNALLED = {128 + number for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)}


class ForgivingPrinter(Printer):
    """Goes on without a word when nobody can read it any more."""

    def write(self, message: Message) -> None:
        with contextlib.suppress(OSError):
            super().write(message)


def hang_up(_number: int, _frame: object) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> int:
    manager = Manager(ForgivingPrinter(sys.stdout))
    procfile = parse_procfile((PROJECT_DIR / "deploy" / "Procfile").read_text())
    for name, command in procfile.processes.items():
        manager.add_process(name, command, env=dict(os.environ), cwd=str(PROJECT_DIR))
    signal.signal(signal.SIGHUP, hang_up)
    manager.loop()
    return 0 if manager.returncode in SIGNALLED else manager.returncode or 1


if __name__ == "__main__":
    sys.exit(main())
