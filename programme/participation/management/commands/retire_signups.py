"""`manage.py retire_signups`: what the nightly job does, by hand; with --dry-run it only says what would go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from programme.participation.services import retire


class Command(BaseCommand):
    help = "Remove signups and what belongs to them once they have been kept long enough. Counts stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would go, and remove nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        retired = retire(dry_run=options["dry_run"])
        for name, number in retired.numbers.items():
            self.stdout.write(f"{number:>6}  {name.replace('_', ' ')}")
        self.stdout.write("Nothing was removed." if options["dry_run"] else "Removed.")
