"""Made-up schools go into an empty database, never among real ones."""

import pytest

from bench.make_catalogue import fill
from editorial.models import Catalogue
from schools.models import Program
from tests.factories import make_source

pytestmark = pytest.mark.django_db


def test_an_empty_database_is_filled_once():
    fill(programs=5)
    assert Program.objects.count() == 5
    assert Catalogue.objects.version() == 1
    with pytest.raises(SystemExit, match="holds content"):
        fill(programs=5)


def test_one_real_row_is_enough_to_refuse():
    make_source()
    with pytest.raises(SystemExit, match="holds content"):
        fill(programs=5)


@pytest.mark.parametrize(("programs", "schools"), [(0, None), (5, 0)])
def test_nothing_is_not_a_catalogue(programs, schools):
    with pytest.raises(SystemExit, match="at least one"):
        fill(programs=programs, schools=schools)
