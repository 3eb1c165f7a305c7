"""Gives the database the timeouts that a pooler would not pass on."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

TIMEOUTS = {
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
}


class Command(BaseCommand):
    help = "Set statement, lock and idle timeouts on the PostgreSQL database itself."

    def handle(self, **options) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL takes timeouts.")
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        with connection.cursor() as cursor:
            for setting, value in TIMEOUTS.items():
                cursor.execute(f"ALTER DATABASE {name} SET {setting} = '{value}'")
                self.stdout.write(f"{setting}: {value}, for every new connection")
