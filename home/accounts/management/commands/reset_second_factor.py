"""`manage.py reset_second_factor <e-mail address>`: for who has lost the phone and the recovery codes."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from home.accounts.models import User
from home.accounts.services import reset_second_factor


class Command(BaseCommand):
    help = (
        "Take the second factor and the recovery codes off one person, and tell them by mail. "
        "Make sure first that it is they who ask: call a number that you knew before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address that the person signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"].strip()).first()
        if user is None:
            raise CommandError("Nobody signs in with this address.")
        if not reset_second_factor(user=user):
            raise CommandError("This person has no second factor.")
        self.stdout.write("Done. The password alone signs this person in now, and a mail tells them so.")
