"""How staff edit careers, credentials and the figures of occupations."""

from careers.admin import assessment, careers, occupations, pairs

__all__ = ["assessment", "careers", "occupations", "pairs"]
