"""The length a program is given until its school publishes one."""

from typing import Any

from schools.importers import sources
from schools.lengths import (
    LIKE_PUBLISHED,
    basis_of_level,
    length_values,
    months_of_level,
)
from schools.models.academic_years import first_day

PRICE_LIST_OF = first_day(sources.SOURCES[sources.PROGRAM_CHARGES]["release"])


def usual_length(
    award_level: str, *, is_under_300_hours: bool = False
) -> dict[str, Any]:
    """The columns of the length group, citing the definition or the published lengths."""
    basis, kind = basis_of_level(award_level)
    from_list = award_level in LIKE_PUBLISHED
    source = sources.PROGRAM_CHARGES if from_list else sources.AWARD_LEVELS
    return length_values(
        months_of_level(award_level, is_under_300_hours=is_under_300_hours),
        basis=basis,
        kind=kind,
        source=sources.ref(source),
        as_of=PRICE_LIST_OF if from_list else sources.AWARD_LEVELS_OF,
    )
