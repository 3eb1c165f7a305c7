"""The made-up catalogue: valid rows, the same each time."""

import pytest

from bench.synthetic import generate, schools_for
from editorial.models import Source
from schools.models import Accreditation, Program, School

pytestmark = pytest.mark.django_db


def rows() -> list[tuple]:
    columns = ("title", "slug", "award_level", "price_resident", "months_high")
    return list(Program.objects.order_by("slug").values_list(*columns))


def test_every_row_is_valid():
    made = generate(programs=120, schools=30, seed=7)
    assert (Program.objects.count(), School.objects.count()) == (120, 30)
    assert Accreditation.objects.count() == made.statements
    for model in (School, Program, Accreditation):
        for row in model.objects.all():
            row.full_clean()
    assert Program.objects.listed().count() == 120


def test_the_skew_is_that_of_the_real_one():
    generate(programs=2_000, schools=300, seed=1)
    listed = Program.objects.listed()
    assert 0.05 < listed.filter(price_resident=None).count() / 2_000 < 0.15
    assert 0.12 < listed.filter(is_dormant=True).count() / 2_000 < 0.21
    assert listed.filter(school__state="CA").count() > 60
    assert listed.filter(study_mode="unknown").count() > 1_000


def test_the_same_seed_gives_the_same_rows():
    generate(programs=40, schools=9, seed=3)
    first = rows()
    for model in (Accreditation, Program, School, Source):
        model.objects.all().delete()
    generate(programs=40, schools=9, seed=3)
    assert rows() == first


@pytest.mark.parametrize(("programs", "schools"), [(30_000, 1_600), (1_000_000, 6_500)])
def test_schools_suit_the_size(programs, schools):
    assert schools_for(programs) == schools
