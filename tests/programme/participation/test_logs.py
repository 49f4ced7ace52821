"""Signed links are in no log."""

import logging
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils.translation import override

from programme.participation.logs import without_links
from programme.participation.services import token_of
from tests.programme.participation.sessions import join

TOKEN = "ee6bfcf2e96d4fd09ffeee8edca95d58-1.VkwVO44Dxa_WaXkob8uIREPoAmGN"


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("name", ["own_page", "delete_signup", "confirm_address", "own_calendar"])
def test_every_address_with_a_token_is_cut_short(language: str, name: str) -> None:
    with override(language):
        line = f'127.0.0.1 "GET {reverse(name, args=[TOKEN])}?done=number HTTP/1.1" 200'
    assert TOKEN not in without_links(line)
    assert without_links(line).startswith(f'127.0.0.1 "GET /{language}/')
    assert without_links(line).endswith(" 200")


def test_other_addresses_stay() -> None:
    line = '"GET /fi/ohjelma/?q=osallistuminen HTTP/1.1" 200 /fi/ilmoittaudu/12/'
    assert without_links(line) == line


def test_what_django_says_of_a_refusal(make_session: Any, client: Any, caplog: Any) -> None:
    token = token_of(join(make_session(5)))
    caplog.clear()
    client.get(f"/fi/osallistuminen/{token}x/")
    client.get(f"/fi/osallistuminen/{token}/ei-tallaista/")
    client.post(f"/en/taking-part/{token}/number/", {"size": "99"})
    assert len([record for record in caplog.records if record.name == "django.request"]) == 2
    assert "/fi/osallistuminen/…" in caplog.text
    assert token not in caplog.text
    # A logger's own formatting is left alone.
    logging.getLogger("x").warning("%s of %d", "one", 2)
    assert "one of 2" in caplog.text


def test_gunicorn_with_its_log_of_requests_turned_on(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "gunicorn", "cms.wsgi:application", "--bind", f"127.0.0.1:{port}", "--preload"]
    command += ["--no-control-socket", "--access-logfile", "-"]
    log = tmp_path / "log"
    with (
        log.open("w") as output,
        subprocess.Popen(
            command, cwd=django_settings.PROJECT_DIR, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as server,
    ):
        try:
            for _attempt in range(100):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/fi/osallistuminen/{TOKEN}/", timeout=10).close()
                except urllib.error.HTTPError as error:
                    error.close()
                    break
                except OSError:
                    time.sleep(0.2)
        finally:
            server.terminate()
            server.wait()
    text = log.read_text()
    assert "GET /fi/osallistuminen/…" in text
    assert TOKEN not in text
