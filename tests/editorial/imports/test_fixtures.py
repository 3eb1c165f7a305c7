"""The published content that ships with the project loads, says the same twice, and is sound.

It is loaded once for the whole module.
"""

import datetime as dt
from itertools import chain
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import Model

from careers.choices import AccreditationStatus, AreaKind, State
from careers.models import Area, Credential, Occupation, Organization, Pay
from editorial.changes.keys import key_fields
from editorial.choices import Kind, Status
from editorial.imports.fixtures import entry_of, fixtures, is_authored
from editorial.imports.seeding import load
from editorial.models import Catalogue, Publishable, Source
from schools.choices import Evidence
from schools.models import Accreditation, FieldOutcome, Program, School

FOLDER = Path(settings.FIXTURE_DIRS[0])
NOT_CONTENT = {
    f"editorial.{name}"
    for name in (
        *("catalogue", "change", "changeset", "checkinterval", "importkey"),
        *("proposedchange", "publishingtime", "report", "rowmatch", "snooze"),
        "upload",
    )
    # Comes by upload alone: no file of it was to be had.
} | {"schools.earningstest"}
TERRITORIES = {"AS", "FM", "GU", "MH", "MP", "PW", "PR", "VI"}


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The content, loaded; taken away again after the module's last test."""
    with django_db_blocker.unblock():
        loaded = load(FOLDER)
        yield loaded
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def content(seeded, db) -> None:
    """Every test here reads the content and changes nothing outside its transaction."""


def models_shipped() -> list[type]:
    return list(dict.fromkeys(model for _, allowed in fixtures() for model in allowed))


def test_every_model_of_content_is_shipped():
    shipped = {model._meta.label_lower for model in models_shipped()}
    known = {
        model._meta.label_lower
        for name in ("editorial", "careers", "schools")
        for model in apps.get_app_config(name).get_models()
    }
    assert (
        known - NOT_CONTENT - {label for label in known if "historical" in label}
        == shipped
    )


def test_loading_twice_changes_nothing():
    version = Catalogue.objects.version()
    again = load(FOLDER)
    assert (again.created, again.changed) == (0, 0)
    assert Catalogue.objects.version() == version


def test_the_promised_amounts_are_there():
    listed = Program.objects.listed()
    assert listed.count() >= 3000
    assert listed.values("school").distinct().count() >= 1400
    states = set(listed.values_list("school__state", flat=True))
    assert states >= set(State.values) - TERRITORIES
    assert Credential.objects.published().count() == 22
    assert Organization.objects.published().count() == 18


def test_pay_covers_the_nation_and_the_states():
    states = Area.objects.filter(kind=AreaKind.STATE).count()
    assert states >= 51
    for occupation in Occupation.objects.filter(pay__isnull=False).distinct():
        assert Pay.objects.filter(
            occupation=occupation, area__kind=AreaKind.NATION
        ).exists()


@pytest.mark.parametrize("model", models_shipped(), ids=lambda m: m._meta.model_name)
def test_every_row_is_clean(model):
    """Fields, then constraints; uniqueness is the database's own."""
    wrong = []
    for row in model._default_manager.all():
        try:
            row.clean_fields(
                exclude=[f.name for f in model._meta.concrete_fields if f.is_relation]
            )
            row.clean()
        except ValidationError as error:
            wrong.append(f"{row}: {error.message_dict}")
    assert wrong == []


def test_only_published_content_is_shipped():
    for model in models_shipped():
        if issubclass(model, Publishable):
            assert not model._default_manager.exclude(status=Status.PUBLISHED).exists()


def test_files_hold_no_users_and_no_database_numbers():
    for file, _ in fixtures():
        text = (FOLDER / file).read_text()
        assert '"pk"' not in text
        assert "auth." not in text


def test_exported_files_are_what_an_export_writes():
    """A field a line, sorted, nothing empty: a later export changes only what changed."""
    source = Source.objects.order_by("slug").first()
    exported = (FOLDER / "sources.json").read_text()
    assert entry_of(source) in exported
    program = Program.objects.select_related("school").order_by("pk").first()
    assert entry_of(program) in (FOLDER / "programs.json").read_text()


def test_every_price_says_its_kind_its_year_and_its_source():
    priced = Program.objects.filter(price_resident__isnull=False)
    assert priced.count() > 2500
    assert not priced.filter(price_terms="").exists()
    assert not priced.filter(price_basis="").exists()
    kinds = set(priced.values_list("price_kind", flat=True).distinct())
    assert kinds <= {Kind.PUBLISHED, Kind.DERIVED, Kind.ESTIMATED}


def test_every_program_says_how_long_it_takes():
    assert not Program.objects.filter(months_high__isnull=True).exists()


def test_accredited_rests_on_the_accreditor_or_the_school():
    statements = Accreditation.objects.filter(
        accreditation_status=AccreditationStatus.ACCREDITED
    )
    assert statements.count() == 23
    assert not statements.filter(evidence__lte=Evidence.NAMED_BY_SCHOOL).exists()


def test_scorecard_figures_carry_their_credit():
    sources = Source.objects.filter(slug__startswith="college-scorecard")
    assert sources
    assert all("Truewise" in source.attribution for source in sources)
    assert FieldOutcome.objects.exists()


def test_no_figure_speaks_for_a_day_to_come():
    today = dt.date(2026, 12, 31)
    assert not Program.objects.filter(price_as_of__gt=today).exists()
    assert not School.objects.filter(tuition_as_of__gt=today).exists()
    assert not Source.objects.filter(retrieved_on__gt=today).exists()


def test_the_readme_gives_the_load_order_and_the_counts():
    readme = (FOLDER / "README.md").read_text()
    for file, _ in fixtures():
        assert f"| `{file}` |" in readme
        if not is_authored(file):
            count = (FOLDER / file).read_text().count('    "model": ')
            assert f"| `{file}` | {count:,} |" in readme
    places = [readme.index(f"| `{file}` |") for file, _ in fixtures()]
    assert places == sorted(places)


@pytest.mark.parametrize("model", models_shipped(), ids=lambda m: m._meta.model_name)
def test_the_key_by_which_files_know_a_row_is_its_natural_key(model):
    def parts(row) -> tuple:
        values = [getattr(row, name) for name in key_fields(type(row))]
        found = (
            parts(value) if isinstance(value, Model) else (value,) for value in values
        )
        return tuple(chain.from_iterable(found))

    for row in model._default_manager.all()[:20]:
        assert tuple(map(str, parts(row))) == tuple(map(str, row.natural_key()))
