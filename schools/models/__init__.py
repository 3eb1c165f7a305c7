"""Schools, the programs they offer, who accredited them, and how their graduates fare."""

from schools.models.accreditation import Accreditation, current
from schools.models.earnings_tests import EarningsTest
from schools.models.programs import Program
from schools.models.schools import FieldOutcome, School
from schools.models.synonyms import Synonym

__all__ = [
    "Accreditation",
    "EarningsTest",
    "FieldOutcome",
    "Program",
    "School",
    "Synonym",
    "current",
]
