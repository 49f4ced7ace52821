"""Real processes on one database: the last place goes once, and no change of anything loses or doubles a place."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cms.settings.environment import PROJECT_DIR
from tests.databases import database_of_this_test

ACTS_OF_EACH = int(os.environ.get("STEPS", "80"))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_crowd(make_session: Any, tmp_path: Path) -> None:
    race = make_session(*[1] * 12, title="Kilpa")
    workshop = make_session(5, 4, title="Työpaja")
    course = make_session(6, 5, 7, title="Kurssi", signup="whole_course")
    with database_of_this_test(tmp_path) as url:
        finished = subprocess.run(
            [sys.executable, "-m", "tests.programme.participation.crowd"]
            + [str(value) for value in (race.pk, workshop.pk, course.pk, ACTS_OF_EACH)],
            cwd=PROJECT_DIR,
            env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (finished.stdout, finished.stderr, finished.returncode) == ("", "", 0)
