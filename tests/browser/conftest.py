"""A served site and a browser for the tests that go through both."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, WebError, sync_playwright
from wagtail.models import Site

from cms.site_setup import set_up_site

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Complaints(list[str]):
    """What the browser complains of in the contexts that it watches: a breach of the policy, an error in a script."""

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)

    def _console(self, message: ConsoleMessage) -> None:
        if "Security Policy" in message.text:
            self.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _error(self, error: WebError) -> None:
        self.append(f"{error.page.url if error.page else ''}: {error.error}")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Put SQLite's database in a file: one in memory is one connection, in which requests would mix transactions."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "browser.sqlite3")


@pytest.fixture(autouse=True)
def _database_calls_beside_the_browser(monkeypatch: Any) -> None:
    # Playwright's synchronous interface runs an event loop in this thread, which Django takes for a mistake.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def site(db: None, live_server: Any, settings: Any) -> None:
    """The site under the address at which it is served, so that links in mails can be followed."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    set_up_site(base_url=live_server.url)
    # One that was set up before this test began stands under another address.
    site = Site.objects.get()
    site.hostname, _colon, port = live_server.url.partition("://")[2].partition(":")
    site.port = int(port)
    site.save()


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["BROWSER_EXECUTABLE"], args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()
