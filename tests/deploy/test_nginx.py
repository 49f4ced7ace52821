"""The example of deploy/nginx.conf, in front of the site: it sends what the gate allows, and logs no key."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from pytest_django.live_server_helper import LiveServer

from media.models import Attachment, Picture
from media.renditions import make_renditions
from programme.participation.services import token_of
from tests.conftest import publish
from tests.pictures import png
from tests.programme.participation.sessions import join

EXAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
# Debian keeps programs for the superuser out of other people's path.
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

pytestmark = [
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


class Answer(NamedTuple):
    status: int
    headers: Any
    body: bytes


def ask(address: str, **headers: str) -> Answer:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def configuration(*, folder: Path, port: int, site_port: int, uploads: Path) -> str:
    """The example with the places of this test, in the frame that nginx wants around it."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for example, here in (
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{site_port};"),
        ("listen 127.0.0.1:8080;", f"listen 127.0.0.1:{port};"),
        ("access_log /var/log/nginx/porukalla.log", f"access_log {folder}/access.log"),
        ("alias /srv/porukalla/var/uploads/;", f"alias {uploads}/;"),
    ):
        assert text.count(example) == 1, example
        text = text.replace(example, here)
    kept = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""
        # One process, with the rights of the test.
        daemon off;
        master_process off;
        pid {folder}/nginx.pid;
        error_log {folder}/error.log;
        events {{}}
        http {{ {kept} {text} }}
    """


@pytest.fixture
def site_port(transactional_db: None, monkeypatch: Any) -> Iterator[int]:
    """The port of the site. Django's server for tests answers for uploads itself, which would leave the gate out."""
    monkeypatch.setattr("django.test.testcases._MediaFilesHandler", lambda application: application)
    server = LiveServer("127.0.0.1")
    yield server.thread.port
    server.stop()


@pytest.fixture
def front(site_port: int, settings: Any, tmp_path: Path) -> Iterator[str]:
    """The address of an nginx in front of the site."""
    settings.UPLOADS_ACCEL_PREFIX = "/protected-uploads/"
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    port = free_port()
    file = tmp_path / "nginx.conf"
    file.write_text(
        configuration(folder=tmp_path, port=port, site_port=site_port, uploads=Path(settings.MEDIA_ROOT)),
        encoding="utf-8",
    )
    with subprocess.Popen(
        [NGINX, "-c", file, "-p", tmp_path, "-e", tmp_path / "error.log"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(port: int, process: Any) -> None:
    for _attempt in range(100):
        if process.poll() is not None:
            pytest.fail(f"nginx ended: {process.stdout.read()}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("nginx did not answer within ten seconds")


def wait_for_line(log: Path, words: str) -> None:
    """Wait until *words* are in the log: nginx writes the line of a request after its answer, and lines in turn."""
    for _attempt in range(100):
        if words in log.read_text(encoding="utf-8"):
            return
        time.sleep(0.1)
    pytest.fail(f"{words} is not in the log")


def test_nginx_sends_what_the_gate_allows(front: str, partner: Any, make_workshop: Any) -> None:
    picture = Picture.objects.create(title="Savikettu", file=png(size=(330, 210)), collection=partner.collection)
    make_renditions(picture)
    files = [picture.file, *(rendition.file for rendition in picture.renditions.all())]
    addresses = [front + file.url for file in files]
    page = make_workshop(partner, main_image=picture, main_image_decorative=True)
    assert {ask(address).status for address in addresses} == {404}

    live = publish(page)
    for file, address in zip(files, addresses, strict=True):
        answer = ask(address)
        assert answer.status == 200
        assert answer.body == Path(file.path).read_bytes()
    answer = ask(addresses[0])
    expected = {
        "Content-Type": "image/png",
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{picture.file.name}"',
    }
    assert {name: answer.headers.get_all(name) for name in expected} == {
        name: [said] for name, said in expected.items()
    }
    # Only nginx answers to a range; the site behind it would send everything.
    part = ask(addresses[0], Range="bytes=0-7")
    assert (part.status, part.body) == (206, b"\x89PNG\r\n\x1a\n")
    again = ask(addresses[0], **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")

    live.unpublish()
    assert {ask(address).status for address in addresses} == {404}
    assert ask(addresses[0], **{"If-None-Match": answer.headers["ETag"]}).status == 404


def test_documents_are_downloads(front: str, partner: Any, make_workshop: Any) -> None:
    document = Attachment(title="Kaava", file=ContentFile(b"%PDF-1.4", name="kaava.pdf"), collection=partner.collection)
    document.save()
    publish(make_workshop(partner, body=[("file", {"document": document, "label": "Kaava"})]))
    answer = ask(front + document.url)
    assert (answer.status, answer.body) == (200, b"%PDF-1.4")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_nobody_gets_past_the_gate(front: str, partner: Any, make_workshop: Any) -> None:
    picture = Picture.objects.create(title="Savikettu", file=png(), collection=partner.collection)
    publish(make_workshop(partner, main_image=picture, main_image_decorative=True))
    assert ask(front + picture.file.url).status == 200
    for address in (
        f"/protected-uploads/{picture.file.name}",
        f"//protected-uploads/{picture.file.name}",
        f"/media/../protected-uploads/{picture.file.name}",
        f"/%70rotected-uploads/{picture.file.name}",
        "/protected-uploads/",
        "/protected-uploads",
        "/media/%2e%2e/nginx.conf",
        "/media/..%2fnginx.conf",
    ):
        assert ask(front + address).status == 404, address


def test_the_site_says_what_is_too_big(front: str, artist: Any) -> None:
    """A request far above the limit of most servers reaches the site, which wants a sign-in and a token first."""
    data = SimpleUploadedFile("iso.png", bytes(21 * 1024 * 1024)).read()
    request = urllib.request.Request(f"{front}/admin/images/add/", data=data, method="POST")
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=20)
    with refusal.value as error:
        assert error.code == 403


def test_no_log_holds_a_signed_link(front: str, partner: Any, make_workshop: Any, tmp_path: Path) -> None:
    signup = join(publish(make_workshop(partner, signup="each_date")))
    token = token_of(signup)
    for language in ("fi", "en"):
        with override(language):
            addresses = [reverse(name, args=[token]) for name in ("own_page", "delete_signup", "own_calendar")]
        for address in addresses:
            assert ask(front + address).status == 200
            # What a longer header than nginx takes writes into its error log.
            assert ask(front + address, **{"X-Long": "x" * 40_000}).status == 400
    with override("fi"):
        listing = f"/fi/?{token[:4]}=1"
    assert ask(front + listing).status == 200
    wait_for_line(tmp_path / "access.log", listing)
    logs = [(tmp_path / name).read_text(encoding="utf-8") for name in ("access.log", "error.log")]
    assert [line for log in logs for line in log.splitlines() if token in line] == []
