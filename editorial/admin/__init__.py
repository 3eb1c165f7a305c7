"""How staff edit; importing a module here registers what it holds."""

from editorial.admin import records
from editorial.admin.desk import times
from editorial.admin.uploads import pages
from editorial.signin import accounts

__all__ = ["accounts", "pages", "records", "times"]
