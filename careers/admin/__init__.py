"""How staff edit careers, credentials and the figures of occupations."""

from careers.admin import (
    assessment,
    careers,
    credentials,
    guides,
    occupations,
    organizations,
    pairs,
)

__all__ = [
    "assessment",
    "careers",
    "credentials",
    "guides",
    "occupations",
    "organizations",
    "pairs",
]
