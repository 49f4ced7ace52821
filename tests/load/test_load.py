"""`make load` in half a minute: a small crowd through the served site, with web and worker killed meanwhile."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cms.settings.environment import PROJECT_DIR
from tests.databases import database_of_this_test

SMALL = "--people 40 --places 8 --clients 16 --seconds 7"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_small_crowd(tmp_path: Path) -> None:
    with database_of_this_test(tmp_path) as url:
        finished = subprocess.run(
            [sys.executable, "-m", "tests.load", "--kill", *SMALL.split()],
            cwd=PROJECT_DIR,
            env=os.environ | {"DATABASE_URL": url, "VAR_DIR": str(tmp_path)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (finished.returncode, finished.stderr) == (0, ""), finished.stdout
    assert "40 people for 8 places by 16 clients" in finished.stdout
    assert "'confirmed': 8" in finished.stdout
    assert "waiting list from [1] to [32]" in finished.stdout
    assert "everything held" in finished.stdout
