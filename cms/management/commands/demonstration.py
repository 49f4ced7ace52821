"""`manage.py demonstration`: the demonstration content, into an empty database or in the place of what is there."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command

from cms.demonstration.load import empty_database, is_empty, load
from cms.site_setup import set_up_site


class Command(BaseCommand):
    help = "Load the demonstration content."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="first throw away everything that is in the database")

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        if options["reset"]:
            empty_database()
        call_command("migrate", verbosity=0, interactive=False)
        if not is_empty():
            self.stderr.write("The database is not empty. Use --reset to throw its content away.")
            return
        set_up_site(base_url=settings.BASE_URL)
        load()
        call_command("rebuild_modelsearch_index", verbosity=0)
        self.stdout.write("The demonstration content is loaded.")
