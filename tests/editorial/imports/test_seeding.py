"""Fixtures in and out: all of it or nothing, no change the second time, every fault placed."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from careers.models import Career, CareerItem, Credential
from editorial.choices import Status
from editorial.imports.fixtures import SUMS, Broken, fixtures
from editorial.imports.seeding import load
from editorial.models import Catalogue, Source
from schools.models import Program, School
from tests.factories import (
    correct,
    make_accreditation,
    make_career,
    make_credential,
    make_occupation,
    make_organization,
    make_program,
    make_school,
    make_source,
)
from tests.webform import form_data

FIXTURES = {
    "sources": ["editorial.Source"],
    "organizations": ["careers.Organization"],
    "occupations": ["careers.Occupation"],
    "credentials": ["careers.Credential"],
    "schools": ["schools.School"],
    "programs": ["schools.Program", "schools.Accreditation"],
}


@pytest.fixture(autouse=True)
def files(settings):
    settings.FIXTURES = FIXTURES
    settings.AUTHORED_FIXTURES = set()


def export(folder: Path) -> str:
    out = StringIO()
    call_command("export_fixtures", folder=folder, stdout=out)
    return out.getvalue()


def seed(folder: Path, **options) -> str:
    out = StringIO()
    call_command("seed", folder=folder, stdout=out, **options)
    return out.getvalue()


def wipe() -> None:
    """Leave the database without content."""
    for _, allowed in reversed(list(fixtures())):
        for model in reversed(allowed):
            model._default_manager.all().delete()
    Catalogue.objects.all().delete()


@pytest.fixture
def folder(tmp_path, db) -> Path:
    """Two programs of one school exported, and the database empty again."""
    source = make_source(slug="survey")
    school = make_school(
        name="Springfield College",
        unitid="900001",
        slug="springfield",
        directory_source=source,
    )
    for level in ("associate", "bachelor"):
        make_program(
            school=school,
            slug=level,
            award_level=level,
            title=level.title(),
            offer_source=source,
            price_resident=5000,
            price_source=source,
            awards_latest=3,
            awards_source=source,
        )
    export(tmp_path)
    wipe()
    return tmp_path


def edit(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the last *old* of a file; answer the line where its entry begins."""
    path = folder / file
    text = path.read_text()
    before, found, after = text.rpartition(old)
    assert found, f"{old} does not stand in {file}"
    path.write_text(before + new + after)
    return before[: before.rindex('  {\n    "model"')].count("\n") + 1


def rows() -> tuple[int, int, int]:
    return Source.objects.count(), School.objects.count(), Program.objects.count()


def test_what_was_exported_is_loaded(folder):
    printed = seed(folder)
    assert rows() == (1, 1, 2)
    assert "2  programs" in printed
    assert "1    states and territories" in printed
    assert "4 created, 0 changed" in printed
    program = Program.objects.get(slug="associate")
    assert program.price_resident == 5000
    assert program.school.search_text.startswith("springfield college")
    assert program.is_dormant is False


def test_a_second_load_changes_nothing(folder):
    seed(folder)
    version = Catalogue.objects.version()
    assert "0 created, 0 changed" in seed(folder)
    assert Catalogue.objects.version() == version == 1


def test_exporting_again_writes_the_same_bytes(folder, tmp_path_factory):
    seed(folder)
    again = tmp_path_factory.mktemp("again")
    export(again)
    for path in folder.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes()


def test_a_dry_run_writes_nothing(folder):
    assert "Would load: 4 created" in seed(folder, dry_run=True)
    assert rows() == (0, 0, 0)


def test_with_content_there_if_empty_does_nothing(folder):
    make_source(slug="ours")
    assert "nothing was loaded" in seed(folder, if_empty=True)
    assert not Program.objects.exists()


def test_on_an_empty_database_if_empty_loads(folder):
    seed(folder, if_empty=True)
    assert Program.objects.count() == 2


def test_what_people_decided_stays(folder):
    seed(folder)
    program = Program.objects.get(slug="associate")
    correct(program, price_terms="ours")
    program.title, program.status = "theirs", Status.ARCHIVED
    program.save()
    assert "0 created, 1 changed" in seed(folder)
    program.refresh_from_db()
    assert program.price_terms == "ours"
    assert program.title == "Associate"
    assert program.status == Status.ARCHIVED


@pytest.fixture
def desk_of_career(tmp_path, settings, editor, client) -> str:
    """A career with one duty, exported; the address at which an editor changes it."""
    settings.FIXTURES = {"careers": ["careers.Career", "careers.CareerItem"]}
    career = make_career(tagline="Codes charts.", summary="As shipped.")
    career.careeritems.create(section="duty", title="Reads records")
    export(tmp_path)
    client.force_login(editor)
    return reverse("admin:careers_career_change", args=[career.pk])


def test_what_people_wrote_on_the_desk_stays(desk_of_career, tmp_path, client):
    posted = form_data(client, desk_of_career) | {"tagline": "Finds codes."}
    assert client.post(desk_of_career, posted).status_code == 302
    CareerItem.objects.update(title="Not by a person")
    printed = seed(tmp_path)
    assert "0 created, 1 changed" in printed
    assert "1 corrected values kept" in printed
    assert Career.objects.get().tagline == "Finds codes."
    assert CareerItem.objects.get().title == "Reads records"
    assert "0 created, 1 changed" in seed(tmp_path, overwrite=True)
    assert Career.objects.get().tagline == "Codes charts."


def test_what_people_wrote_on_a_piece_of_a_page_stays(desk_of_career, tmp_path, client):
    field = "careeritems-0-title"
    posted = form_data(client, desk_of_career) | {field: "Reads every record"}
    assert client.post(desk_of_career, posted).status_code == 302
    assert CareerItem.objects.get().title == "Reads every record"
    Career.objects.update(summary="Not by a person")
    assert "0 created, 1 changed" in seed(tmp_path)
    assert CareerItem.objects.get().title == "Reads every record"
    assert Career.objects.get().summary == "As shipped."


def test_publishing_a_row_is_not_writing_it(desk_of_career, tmp_path, client):
    Career.objects.update(status=Status.DRAFT, summary="Not by a person")
    listed = reverse("admin:careers_career_changelist")
    chosen = {"action": "publish", "_selected_action": [Career.objects.get().pk]}
    chosen["post"] = "yes"
    assert client.post(listed, chosen).status_code == 302
    assert "0 created, 1 changed" in seed(tmp_path)
    assert Career.objects.get().summary == "As shipped."
    assert Career.objects.get().is_published


def test_relations_to_many_travel(tmp_path, db):
    source = make_source()
    occupation = make_occupation(source=source)
    issuer = make_organization(source=source)
    make_credential(issuer=issuer).occupations.add(occupation)
    export(tmp_path)
    wipe()
    seed(tmp_path)
    credential = Credential.objects.get()
    assert [o.soc_code for o in credential.occupations.all()] == [occupation.soc_code]
    credential.occupations.clear()
    assert "0 created, 1 changed" in seed(tmp_path)
    assert credential.occupations.count() == 1


def test_only_published_content_is_exported(tmp_path, db):
    closed = make_school(status=Status.ARCHIVED)
    make_program(school=closed)
    draft = make_program(status=Status.DRAFT)
    make_accreditation(program=draft)
    export(tmp_path)
    assert (tmp_path / "schools.json").read_text().count('"schools.school"') == 1
    assert "schools.program" not in (tmp_path / "programs.json").read_text()
    assert "schools.accreditation" not in (tmp_path / "programs.json").read_text()


def test_what_an_authored_file_brings_along_is_not_exported_twice(
    tmp_path, db, settings
):
    make_source(slug="ours")
    (tmp_path / "authored.json").write_text(
        '[{"model": "editorial.source", "fields": {"slug": "ours"}}]\n'
    )
    settings.FIXTURES = {**FIXTURES, "authored": ["editorial.Source"]}
    settings.AUTHORED_FIXTURES = {"authored"}
    export(tmp_path)
    assert "ours" not in (tmp_path / "sources.json").read_text()


def test_an_export_can_be_tried(tmp_path, db):
    make_source()
    call_command("export_fixtures", folder=tmp_path, dry_run=True, stdout=StringIO())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"price_resident": 5000', '"price_resident": "N/A"', "price_resident"),
        ('"price_resident": 5000', '"price_resident": -1', "price_resident"),
        ('"price_resident": 5000', '"price_resident": NaN', "NaN is not a number"),
        ('"price_resident": 5000', '"price": 5000', "there is no field “price”"),
        ('"price_resident": 5000', '"is_dormant": true', "is not for a file to say"),
        ('"price_resident": 5000', '"id": 7', "is not for a file to say"),
        ('"award_level": "bachelor"', '"award_level": "diploma"', "award_level"),
        ('"price_as_of": "2025-07-01"', '"price_as_of": "2025-17-01"', "price_as_of"),
        ('"school": ["900001"]', '"school": ["900002"]', "no school 900002"),
        ('"school": ["900001"]', '"school": "900001"', "a reference is a list"),
        ('"school": ["900001"]', '"school": null', "what it belongs to"),
        ('"school": ["900001"]', '"school": [["900001"]]', "no school"),
        ('"price_year": "2024-25"', '"price_year": ""', "program_price_complete"),
        ('"slug": "bachelor"', '"slug": "bachelor", "slug": "b"', "stands twice"),
        ('"schools.program"', '"auth.user"', "does not belong in this file"),
        ('"fields"', '"pk": 1, "fields"', "and nothing else"),
    ],
)
def test_a_broken_entry_is_named_by_file_and_line(folder, old, new, reason):
    line = edit(folder, "programs.json", old, new)
    with pytest.raises(CommandError) as caught:
        seed(folder)
    message = str(caught.value)
    assert message.startswith(f"Nothing was loaded.\nprograms.json, line {line}")
    assert reason in message
    assert rows() == (0, 0, 0)


def test_an_entry_that_stands_twice_is_named(folder):
    path = folder / "programs.json"
    text = path.read_text()
    entry = text[2 : text.index("\n  },") + 4]
    path.write_text("[\n" + entry + ",\n" + text[2:])
    with pytest.raises(Broken, match=r"programs\.json, line \d+: repeats .* line 2"):
        load(folder)
    assert rows() == (0, 0, 0)


def test_a_file_cut_off_anywhere_is_told_and_nothing_is_loaded(folder):
    path = folder / "programs.json"
    whole = path.read_text()
    lines = whole.count("\n")
    for at in range(0, len(whole) - 2, 97):
        path.write_text(whole[:at])
        with pytest.raises(Broken, match=r"programs\.json, line (\d+): ") as caught:
            load(folder)
        line = int(str(caught.value).partition("line ")[2].partition(":")[0])
        assert line <= min(lines, whole[:at].count("\n") + 1)
    assert rows() == (0, 0, 0)


def test_a_flipped_bit_anywhere_is_told_and_nothing_is_loaded(folder):
    path = folder / "programs.json"
    whole = path.read_bytes()
    for at in range(0, len(whole), 61):
        broken = bytearray(whole)
        broken[at] ^= 1 << (at % 8)
        path.write_bytes(broken)
        with pytest.raises(Broken, match=r"programs\.json|SHA256SUMS"):
            load(folder)
    assert rows() == (0, 0, 0)


def test_a_changed_figure_that_reads_well_is_told(folder):
    edit(folder, "programs.json", '"price_resident": 5000', '"price_resident": 4000')
    with pytest.raises(Broken, match=r"programs\.json: is not as it was exported"):
        load(folder)
    assert rows() == (0, 0, 0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "line 1: should begin with"),
        (b"{}", "line 1: should begin with"),
        (b"[1]", "line 1: an entry has"),
        (b'[{"model": "schools.program", "fields": 3}]', "should be an object"),
        (b"[]\n[]", "line 2: something follows the list"),
        (b"[\n\xff]", "line 2: byte 0xff is not UTF-8"),
        (b"[" * 5000, "line 1: "),
    ],
)
def test_a_file_that_is_no_fixture_is_told(folder, content, reason):
    (folder / "programs.json").write_bytes(content)
    with pytest.raises(Broken) as caught:
        load(folder)
    assert reason in str(caught.value)
    assert rows() == (0, 0, 0)


@pytest.mark.parametrize("file", ["programs.json", SUMS])
def test_a_missing_file_is_told(folder, file):
    (folder / file).unlink()
    with pytest.raises(Broken, match=f"{file}: cannot be read"):
        load(folder)
    assert rows() == (0, 0, 0)


def test_a_refusal_leaves_what_was_there(folder):
    seed(folder)
    Program.objects.filter(slug="associate").delete()
    line = edit(folder, "programs.json", '"awards_latest": 3', '"awards_latest": -3')
    with pytest.raises(Broken, match=f"line {line}"):
        load(folder)
    assert rows() == (1, 1, 1)
