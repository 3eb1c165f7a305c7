"""Changes that span a school and its programs."""

from django.db import transaction

from editorial.changes.corrections import Corrections
from editorial.changes.locks import locked
from editorial.changes.values import Values, snapshot
from schools.choices import PriceBasis
from schools.models import Program, School
from schools.models.querysets import ProgramQuerySet
from schools.pricing import PRICE_FIELDS, price_values, reckoned

Repriced = list[tuple[Program, Values]]
"""Programs whose estimate changed, each with its columns before."""


@transaction.atomic
def refresh_estimates(*, school: School) -> Repriced:
    """Reckon prices anew after a school's tuition changed.

    Published prices stay, and so does every price group that a person corrected. Whoever calls
    it bumps the catalogue, last in the same transaction.
    """
    return reckon_anew(school.programs.all(), school)


@transaction.atomic
def refresh_estimate(*, program: Program) -> Repriced:
    """The same for one program, after its level, credits or length changed."""
    return reckon_anew(Program.objects.filter(pk=program.pk), program.school)


def reckon_anew(programs: ProgramQuerySet, school: School) -> Repriced:
    changed: Repriced = []
    estimated = list(locked(programs.exclude(price_basis=PriceBasis.PROGRAM)))
    corrections = Corrections.of(Program, [program.pk for program in estimated])
    for program in estimated:
        if corrections.fields(program.pk) & set(PRICE_FIELDS):
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
        before = snapshot(program)
        for name, value in values.items():
            setattr(program, name, value)
        program.save(update_fields=values)
        changed.append((program, before))
    return changed
