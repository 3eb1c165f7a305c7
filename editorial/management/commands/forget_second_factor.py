"""For somebody whose phone and recovery codes are lost: they set up a new one when they sign in."""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from editorial.signin.second_factor import forget


class Command(BaseCommand):
    help = "Take the second factor of an account away. Be sure who is asking."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options) -> None:
        try:
            user = User.objects.get_by_natural_key(username)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account {username!r}.") from error
        count = forget(user)
        self.stdout.write(f"Taken away from {username}: {count}")
