"""`manage.py worker`: the job worker of this machine, which first takes back what its predecessor left."""

from typing import Any

from django.core.management import BaseCommand, call_command

from home import jobs

WORKER_ID = "worker-1"


class Command(BaseCommand):
    help = "Run the jobs that wait, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        returned = jobs.return_left_behind(WORKER_ID)
        if returned:
            self.stdout.write(f"{returned} jobs of a stopped worker go back into the queue")
        call_command("db_worker", "--backend", "jobs", "--worker-id", WORKER_ID, "--no-reload")
