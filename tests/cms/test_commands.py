"""The commands that make a site: run again they change nothing, and the demonstration shows every state of a page.

Loading the demonstration takes long, so it is loaded twice for all of them: in this process with small pictures, and
as a command of its own with those that people see.
"""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from wagtail.models import Page, WorkflowState

from cms.demonstration import load
from cms.settings.environment import PROJECT_DIR
from home.accounts.models import User
from home.models import OutgoingMail
from programme.catalogue.models import Occurrence, ProgrammePage, VideoPage
from tests.pictures import png

# The videos of 2020 that the project's own page names.
PROJECT_VIDEOS = 7


def rows() -> dict[str, int]:
    """How many rows each table holds."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label: model._base_manager.count() for model in models if model._meta.managed}


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """The demonstration, loaded once into a transaction around this module's; each test's own hangs inside it."""
    folder = tmp_path_factory.mktemp("site")
    settings = {"VAR_DIR": folder, "MEDIA_ROOT": folder / "uploads"}
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "picture", lambda **_drawing: png())
        with override_settings(**settings):
            call_command("prepare")
        yield settings
        transaction.set_rollback(True)


@pytest.fixture
def prepared(loaded: dict[str, Any], db: None, settings: Any) -> None:
    for name, value in loaded.items():
        setattr(settings, name, value)


@pytest.mark.usefixtures("prepared")
def test_prepare_twice_is_as_prepare_once(capsys: Any) -> None:
    front = Page.objects.get(slug="porukalla-fi").specific
    front.title = "Porukalla Mikkelissä"
    front.save_revision().publish()
    before, paths = rows(), list(Page.objects.order_by("path").values_list("path", "title"))
    assert len(paths) > 20
    capsys.readouterr()
    with CaptureQueriesContext(connection) as captured:
        call_command("prepare")
    # What an editor changed stays; nothing is made twice, nor made anew.
    assert list(Page.objects.order_by("path").values_list("path", "title")) == paths
    assert rows() == before
    inserted = [query["sql"] for query in captured if query["sql"].startswith("INSERT INTO")]
    # PostgreSQL is asked to add the permissions that are missing, and none is: the rows are counted above.
    assert [sql for sql in inserted if not sql.endswith("ON CONFLICT DO NOTHING")] == []
    said = capsys.readouterr().out
    assert "Loading" not in said
    for words in ("/fi/", "/en/", "/admin/", *User.objects.values_list("email", flat=True)):
        assert words in said
    call_command("demonstration")
    assert "not empty" in capsys.readouterr().err
    assert rows() == before


@pytest.mark.usefixtures("prepared")
def test_the_demonstration_has_the_projects_videos_and_pages_in_every_state(client: Any) -> None:
    videos = VideoPage.objects.filter(is_demonstration=False)
    assert (videos.count(), videos.live().count()) == (PROJECT_VIDEOS, PROJECT_VIDEOS)
    assert len(set(videos.values_list("title", flat=True))) == PROJECT_VIDEOS
    states = Counter(
        "live" if page.live else page.current_workflow_state.status if page.current_workflow_state else "draft"
        for page in ProgrammePage.objects.all()
    )
    assert states.keys() == {"live", "draft", WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES}
    assert states["live"] > PROJECT_VIDEOS
    for page in ProgrammePage.objects.all():
        assert client.get(page.url).status_code == (200 if page.live else 404), page.title
    assert Occurrence.objects.going_ahead().exists()
    assert Occurrence.objects.exclude(cancelled_at=None).count() == 1
    recipients = OutgoingMail.objects.values_list("recipient", flat=True)
    assert {address.partition("@")[2] for address in recipients} == {"porukalla.example"}


def test_reset_throws_everything_away_and_loads_anew(tmp_path: Path) -> None:
    """As a process of its own: a test's database lies in memory, and reset removes a file."""
    database = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(database)) as left_behind:
        left_behind.execute("CREATE TABLE left_behind (id integer)")
    finished = subprocess.run(
        [sys.executable, "manage.py", "demonstration", "--reset"],
        cwd=PROJECT_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "VAR_DIR": str(tmp_path),
            "DATABASE_URL": f"sqlite:///{database}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.returncode, finished.stdout) == (0, "The demonstration content is loaded.\n"), finished.stderr

    def answer(query: str) -> Any:
        with closing(sqlite3.connect(database)) as loaded:
            return loaded.execute(query).fetchone()[0]

    assert answer("SELECT count(*) FROM sqlite_master WHERE name = 'left_behind'") == 0
    assert answer("SELECT count(*) FROM catalogue_programmepage WHERE NOT is_demonstration") == PROJECT_VIDEOS
    assert answer("SELECT count(*) FROM accounts_user") == 5
