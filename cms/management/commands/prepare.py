"""`manage.py prepare`: everything between a fresh clone and a site that can be served."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from cms.demonstration.accounts import ACCOUNTS
from cms.demonstration.load import is_empty, load
from cms.site_setup import set_up_site


class Command(BaseCommand):
    help = "Migrate, set the site up, and load the demonstration content into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        set_up_site(base_url=settings.BASE_URL)
        if is_empty():
            self.stdout.write("Loading the demonstration content …")
            load()
            call_command("rebuild_modelsearch_index", verbosity=0)
        self._say_where()

    def _say_where(self) -> None:
        self.stdout.write("")
        for code, name in settings.LANGUAGES:
            self.stdout.write(f"  {settings.BASE_URL}/{code}/     {name}")
        self.stdout.write(f"  {settings.BASE_URL}/admin/  for artists, editors and coordinators\n")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:<34} {account.role}")
        self.stdout.write(f"\n  The password of each: {settings.DEMO_PASSWORD}\n")
