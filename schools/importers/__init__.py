"""Readers of the official files about schools and programs, one module a source."""

from editorial.imports.proposals import NATURAL_KEYS

NATURAL_KEYS["schools.program"] = ("school", "cip_code", "award_level", "slug")
