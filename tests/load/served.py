"""The site as it is served: a web server with several processes, and a worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 60
SECONDS_BETWEEN_KILLS = 3
WEB_PROCESSES = 4


class Served:
    """Web server and worker, each in a session of its own, so that a kill takes all of its processes."""

    def __init__(self, port: int, environment: dict[str, str]) -> None:
        self.port = port
        self.environment = environment
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        # Looked at when something did not hold.
        self.log = Path(environment["VAR_DIR"]) / "load.log"

    def start(self) -> None:
        """Start what is not running, and wait until the site answers."""
        web = ["-m", "gunicorn", "cms.wsgi:application", "--bind", f"127.0.0.1:{self.port}"]
        web += ["--workers", str(WEB_PROCESSES), "--preload", "--no-control-socket", "--log-level", "error"]
        for name, arguments in (("web", web), ("worker", ["manage.py", "worker"])):
            process = self.processes.get(name)
            if process is None or process.poll() is not None:
                with self.log.open("a") as log:
                    self.processes[name] = subprocess.Popen(
                        [sys.executable, *arguments],
                        cwd=PROJECT_DIR,
                        env=self.environment,
                        start_new_session=True,
                        stdout=log,
                        stderr=log,
                    )
        started = time.monotonic()
        while time.monotonic() - started < SECONDS_TO_START:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.2)
        raise TimeoutError("the site does not answer")

    def kill(self, name: str) -> None:
        """What a lost machine does: no process says goodbye."""
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def kill_until(self, ends: float, is_over: Callable[[], bool] = lambda: False) -> int:
        """Kill worker and web in turn, every few seconds, and start them again; return how many times."""
        times = 0
        while True:
            time.sleep(SECONDS_BETWEEN_KILLS)
            if time.monotonic() > ends or is_over():
                return times
            self.kill(("worker", "web")[times % 2])
            self.start()
            times += 1

    def stop(self) -> None:
        for name, process in self.processes.items():
            if process.poll() is None:
                self.kill(name)


def free_port() -> int:
    """Return a port of the loopback address on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
