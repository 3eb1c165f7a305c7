"""How staff edit; importing a module here registers what it holds."""

from editorial.admin import records

__all__ = ["records"]
