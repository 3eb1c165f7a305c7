"""Changes that span a school and its programs."""

from django.db import transaction

from schools.choices import PriceBasis
from schools.models import Program, School
from schools.models.querysets import ProgramQuerySet
from schools.pricing import PRICE_FIELDS, price_values, reckoned


@transaction.atomic
def refresh_estimates(*, school: School) -> int:
    """Reckon prices anew after a school's tuition changed; answer how many programs changed.

    Published prices stay, and so does every price group that a person corrected. Whoever calls
    this bumps the catalogue, once for all it changes.
    """
    return reckon_anew(school.programs.all(), school)


@transaction.atomic
def refresh_estimate(*, program: Program) -> int:
    """The same for one program, after its level, credits or length changed."""
    return reckon_anew(Program.objects.filter(pk=program.pk), program.school)


def reckon_anew(programs: ProgramQuerySet, school: School) -> int:
    changed = 0
    estimated = programs.exclude(price_basis=PriceBasis.PROGRAM)
    for program in estimated.select_for_update().order_by("pk"):
        if set(program.corrected_fields) & set(PRICE_FIELDS):
            continue
        price = reckoned(
            school,
            award_level=program.award_level,
            credits=program.credits,
            months_high=program.months_high,
        )
        values = price_values(price, source=school.tuition_source)
        if all(getattr(program, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(program, name, value)
        program.save(update_fields=values)
        changed += 1
    return changed
