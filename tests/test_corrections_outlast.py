"""Whatever a person changes in the admin, every import and every load of the files leaves it."""

import random
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django import forms
from django.contrib import admin
from django.core.management import call_command
from django.db import models
from django.test import Client

from careers.models import (
    AssessmentWeight,
    CareerCredential,
    CareerItem,
    CareerPath,
    CareerStep,
    Credential,
    PayRelease,
)
from editorial.admin.editing import EditingAdmin
from editorial.imports.fixtures import fixtures
from editorial.models import Change
from schools.importers import former_names, institutions
from tests.careers.importers import conftest as career_files
from tests.factories import (
    make_assessment_option,
    make_career,
    make_career_pair,
    make_data_change,
    make_guide,
    make_synonym,
)
from tests.schools.importers import conftest as school_files
from tests.webform import form_data

EDITS = 40
IMPORTS = (
    *("organizations", "oews", "projections", "ooh", "onet", "credentials"),
    *("institutions", "former_names", "programs", "field_of_study", "cahiim"),
)


class Edit(NamedTuple):
    """A field that a person set, and what it was then."""

    model: type[models.Model]
    pk: int
    field: str
    value: Any

    def stands(self) -> bool:
        row = self.model._default_manager.filter(pk=self.pk).first()
        return row is not None and stored(row, self.field) == self.value


def stored(row: models.Model, field: str) -> Any:
    column = row._meta.get_field(field)
    if column.many_to_many:
        return sorted(getattr(row, field).values_list("pk", flat=True))
    return getattr(row, column.attname)


@pytest.fixture
def content(tmp_path, settings, db) -> Path:
    """Small made-up files imported, articles beside them, and all of it exported."""
    settings.AUTHORED_FIXTURES = set()
    career_files.folder.__wrapped__(tmp_path)
    for name in school_files.FILES:
        school_files.write(tmp_path, **{name: [{}]})
    (tmp_path / institutions.ALL_INSTITUTIONS).write_bytes(b"")
    former = [school_files.SCHOOL["unitid"], "Older College", "2020", "2022"]
    named = ",".join(former_names.COLUMNS) + "\n" + ",".join(former) + "\n"
    (tmp_path / former_names.NAMES).write_text(named)
    run_imports(tmp_path)
    articles()
    (tmp_path / "fixtures").mkdir()
    call_command("export_fixtures", folder=tmp_path / "fixtures", stdout=StringIO())
    return tmp_path


def run_imports(folder: Path) -> None:
    for name in IMPORTS:
        call_command(f"import_{name}", folder, stdout=StringIO())


def seed(folder: Path) -> None:
    call_command("seed", folder=folder / "fixtures", stdout=StringIO())


def articles() -> None:
    """What no file of an agency brings."""
    career, credential = make_career(), Credential.objects.get()
    for position in (1, 2):
        CareerItem.objects.create(
            career=career, section="duty", position=position, title=f"Duty {position}"
        )
    path = CareerPath.objects.create(career=career, name="From school")
    CareerStep.objects.create(path=path, title="Learn")
    CareerCredential.objects.create(career=career, credential=credential, note="Asked.")
    make_career_pair(first=career)
    AssessmentWeight.objects.create(
        option=make_assessment_option(), career=career, points=1, reason="Fits."
    )
    make_data_change()
    make_synonym()
    make_guide(status="draft")


def pages() -> Iterator[EditingAdmin]:
    shipped = {model for _, allowed in fixtures() for model in allowed}
    for page in admin.site._registry.values():
        # A release of pay is made and chosen, never renamed.
        if (
            isinstance(page, EditingAdmin)
            and page.model in shipped
            and page.model is not PayRelease
        ):
            yield page


def another(field: forms.Field, bound: Any, rng: random.Random) -> Any:
    """A value that a person may put in place of the present one; None where there is none."""
    match field:
        case forms.ModelMultipleChoiceField() | forms.ModelChoiceField():
            taken = {str(value) for value in as_list(bound.value())}
            free = [row.pk for row in field.queryset if str(row.pk) not in taken]
            return rng.choice(free) if free else None
        case forms.MultipleChoiceField():
            return [rng.choice(field.choices)[0]]
        case forms.NullBooleanField():
            return rng.choice(["true", "false"])
        case forms.BooleanField():
            return None if bound.value() else "on"
        case forms.ChoiceField():
            free = [v for v, _ in field.choices if v not in ("", bound.value())]
            return rng.choice(free) if free else None
        case forms.DecimalField() | forms.IntegerField():
            return str(int(float(bound.value() or 0)) + 1)
        case forms.DateField():
            return f"2025-0{rng.randint(1, 9)}-03"
        case forms.URLField():
            return f"https://mended.example/{rng.randint(1, 999)}"
        case forms.SlugField():
            return f"{bound.value()}-mended"[: field.max_length]
        case forms.CharField():
            return f"{bound.value() or ''} mended {rng.randint(1, 99)}".strip()
    return None


def as_list(value: Any) -> list:
    return value if isinstance(value, list) else [value]


def edit(client: Client, page: EditingAdmin, rng: random.Random) -> Edit | None:
    """Change one field of one row of a page, or of a piece on it; None where it is refused."""
    row = rng.choice(list(page.model._default_manager.order_by("pk")))
    options = page.opts
    url = f"/admin/{options.app_label}/{options.model_name}/{row.pk}/change/"
    context = client.get(url).context
    found = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        found += inline.formset.initial_forms
    form = rng.choice(found)
    names = [n for n in form.fields if n not in ("id", "status", "DELETE")]
    name = rng.choice([n for n in names if not form.fields[n].disabled])
    if form.fields[name].widget.is_hidden:
        return None
    value = another(form.fields[name], form[name], rng)
    if value is None:
        return None
    posted = form_data(client, url) | {form.add_prefix(name): value, "_why": "Misread."}
    if client.post(url, posted).status_code != 302:
        return None
    piece = form.instance
    piece.refresh_from_db()
    return Edit(type(piece), piece.pk, name, stored(piece, name))


def edits(client: Client, rng: random.Random) -> list[Edit]:
    """At least one edit on every page, and so many in all."""
    done: list[Edit] = []
    for page in [*pages(), *rng.choices(list(pages()), k=EDITS)]:
        for _ in range(30):
            if made := edit(client, page, rng):
                done = [e for e in done if e[:3] != made[:3]] + [made]
                break
        else:
            pytest.fail(f"No edit of {page.model.__name__} is accepted")
    return done


def numbers() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for _, allowed in fixtures()
        for model in allowed
    }


@pytest.mark.parametrize("seed_of_edits", [1, 2])
def test_every_edit_stands_after_imports_and_seed(content, admin_client, seed_of_edits):
    made = edits(admin_client, random.Random(seed_of_edits))
    made = [one for one in made if one.stands()]
    assert len(made) >= EDITS
    before = numbers()
    for load in (run_imports, seed, run_imports):
        load(content)
        assert [one for one in made if not one.stands()] == []
        assert numbers() == before
    assert Change.objects.filter(decision="kept").exists()
