"""How staff edit; importing a module here registers what it holds."""

from editorial.admin import records, uploads

__all__ = ["records", "uploads"]
