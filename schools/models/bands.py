"""What the finder offers to choose from: bands, levels, distances, and the largest amounts."""

from bisect import bisect_right
from dataclasses import dataclass

from django.db.models import TextChoices

from careers.choices import AccreditationStatus, AwardLevel
from schools.choices import AccreditationChoice, Level

RADII = (10, 25, 50, 100, 250)
"""Miles around a ZIP code."""
MOST_DOLLARS = 1_000_000
"""What may be asked for; no program costs half as much."""
MOST_MONTHS = 240
"""What may be asked for; no program takes half as long."""
LEVEL_OF_AWARD = {
    AwardLevel.CERT_UNDER_1: Level.CERTIFICATE,
    AwardLevel.CERT_1_2: Level.CERTIFICATE,
    AwardLevel.CERT_2_4: Level.CERTIFICATE,
    AwardLevel.ASSOCIATE: Level.ASSOCIATE,
    AwardLevel.BACHELOR: Level.BACHELOR,
    AwardLevel.POSTBACC: Level.POSTBACC,
    AwardLevel.MASTER: Level.MASTER,
    AwardLevel.POST_MASTER: Level.POSTBACC,
    AwardLevel.DOCTORATE: Level.DOCTORAL,
}


CHOICE_OF_STATUS = {
    AccreditationStatus.ACCREDITED: AccreditationChoice.ACCREDITED,
    AccreditationStatus.PROBATION: AccreditationChoice.PROBATION,
    AccreditationStatus.REPORTED: AccreditationChoice.REPORTED,
    AccreditationStatus.CANDIDACY: AccreditationChoice.CANDIDACY,
    AccreditationStatus.WITHDRAWN: AccreditationChoice.WITHDRAWN,
    AccreditationStatus.UNCONFIRMED: AccreditationChoice.UNCONFIRMED,
}


CONFIRMED = (AccreditationChoice.ACCREDITED, AccreditationChoice.PROBATION)
"""Accredited by the word of the accreditor, on probation or not."""


class PriceBand(TextChoices):
    UNDER_5K = "under-5k", "Under $5,000"
    FROM_5K = "5k-10k", "$5,000 to $9,999"
    FROM_10K = "10k-20k", "$10,000 to $19,999"
    FROM_20K = "20k-40k", "$20,000 to $39,999"
    OVER_40K = "over-40k", "$40,000 or more"
    UNKNOWN = "unknown", "No price published"


class DurationBand(TextChoices):
    UP_TO_9 = "up-to-9", "Up to 9 months"
    FROM_10 = "10-12", "10 to 12 months"
    FROM_13 = "13-24", "13 to 24 months"
    FROM_25 = "25-48", "25 to 48 months"
    OVER_48 = "over-48", "More than 48 months"
    UNKNOWN = "unknown", "No length published"


class LengthChoice(TextChoices):
    """Whose word the length of a program is."""

    PUBLISHED = "published", "Lengths that schools publish"
    USUAL = "usual", "Lengths that are the definition of the award, or not known"


@dataclass(frozen=True)
class Bands:
    """Lower bounds of every band but the first; a value belongs below the next bound."""

    bounds: tuple[int, ...]
    choices: type[TextChoices]

    def of(self, value: int | None) -> str:
        if value is None:
            return self.choices.values[-1]
        return self.choices.values[bisect_right(self.bounds, value)]


PRICE_BANDS = Bands((5_000, 10_000, 20_000, 40_000), PriceBand)
DURATION_BANDS = Bands((10, 13, 25, 49), DurationBand)
