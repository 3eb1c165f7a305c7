"""Schools by the number under which official files know them."""

from collections.abc import Iterable

from editorial.imports.registry import as_imported
from schools.models import School


def by_unitid(schools: Iterable[School]) -> dict[str, School]:
    """Each under its UNITID, and under the one it came with where a person changed that."""
    found = {school.unitid: school for school in schools}
    came_with = as_imported(School)
    renamed = {
        came_with[school.pk]["unitid"]: school
        for school in found.values()
        if school.pk in came_with
    }
    return found | renamed
