"""How staff edit schools and programs, and what of them waits for somebody."""

from schools.admin import content, waiting

__all__ = ["content", "waiting"]
