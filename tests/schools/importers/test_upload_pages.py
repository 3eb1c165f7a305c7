"""The pages of an upload: bringing a file in, deciding about it, taking it back; who may."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from editorial.choices import DifferenceGroup, Status, UploadState, Work
from editorial.imports.uploads import jobs
from editorial.imports.uploads.importers import importers
from editorial.imports.uploads.recognising import recognise
from editorial.imports.uploads.tables import Table
from editorial.models import ChangeSet, Upload
from schools.importers import programs
from schools.importers.institutions import COLUMNS
from schools.models import Program, School
from tests.factories import correct, make_upload
from tests.schools.importers.conftest import PROGRAM, SCHOOL, as_csv

pytestmark = pytest.mark.django_db

NEW = reverse("admin:editorial_upload_new")
HEADER = ",".join(COLUMNS)


def school(at: int, **values: str) -> dict[str, str]:
    return SCHOOL | {"unitid": str(900001 + at), "name": f"College {at}"} | values


def institutions(*rows: dict[str, str]) -> bytes:
    return as_csv(COLUMNS, rows).encode()


def upload(client, content: bytes, name="institutions.csv", **values) -> Upload:
    data = {"as_of": "2026-11-01", "file": SimpleUploadedFile(name, content)}
    response = client.post(NEW, data | values)
    assert response.status_code == 302, response.context["form"].errors
    found = Upload.objects.latest("pk")
    assert response.url == page(found)
    assert client.get(response.url).status_code == 200
    return found


def page(one: Upload, name: str = "change") -> str:
    return reverse(f"admin:editorial_upload_{name}", args=[one.pk])


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def decide(client, one: Upload, **pressed):
    return client.post(page(one, "decide"), pressed, follow=True)


def test_a_file_is_brought_in_decided_and_undone(desk):
    one = upload(desk, institutions(school(0), school(1)))
    assert (one.state, one.importer, one.size) == ("ready", "institutions", one.size)
    assert not School.objects.exists()
    shown = desk.get(page(one)).content.decode()
    assert "College 1" in shown
    assert "Accept all 5 that touch nothing a person wrote" in shown
    line = one.differences.get(object_name="College 0")
    decide(desk, one, accept="ticked", line=line.pk)
    # Its sources came with it.
    assert [s.name for s in School.objects.all()] == ["College 0"]
    one.refresh_from_db()
    assert one.state == UploadState.PARTLY
    decide(
        desk,
        one,
        reject="ticked",
        line=one.differences.undecided().get(object_name="College 1").pk,
    )
    decide(desk, one, untouched="1")
    one.refresh_from_db()
    assert one.state == UploadState.ACCEPTED
    assert School.objects.count() == 1
    desk.post(page(one, "undo"))
    one.refresh_from_db()
    assert one.state == UploadState.UNDONE
    assert not School.objects.exists()
    desk.post(page(one, "again"))
    one.refresh_from_db()
    assert one.state == UploadState.READY
    # Whoever thinks again may accept it from another reading.
    two = upload(desk, institutions(school(0)))
    decide(desk, two, untouched="1")
    assert School.objects.get().name == "College 0"


def test_a_persons_value_is_shown_with_who_set_it(desk):
    one = upload(desk, institutions(school(0)))
    decide(desk, one, untouched="1")
    correct(School.objects.get(), tuition_fees_in_state=4400)
    two = upload(desk, institutions(school(0)))
    shown = desk.get(page(two)).content.decode()
    assert "set by somebody" in shown or "set by a person" in shown
    assert "of 1 Jul 2023" in shown
    conflict = two.differences.get(field="tuition_fees_in_state")
    assert conflict.group == DifferenceGroup.CONFLICTING
    decide(desk, two, untouched="1")
    assert School.objects.get().tuition_fees_in_state == 4400
    decide(desk, two, accept_row=conflict.pk)
    assert School.objects.get().tuition_fees_in_state == 4312


@pytest.mark.parametrize("typed", ["x", "0", "-1", "²", "٣", "\x00", "9" * 400])
def test_what_is_no_line_is_not_decided(desk, typed):
    one = upload(desk, institutions(school(0)))
    for asked in (
        {"accept": "ticked", "line": typed},
        {"reject": "ticked", "line": typed},
        {"accept_row": typed},
        {"reject_row": typed},
    ):
        answer = desk.post(page(one, "decide"), asked, follow=True)
        assert answer.status_code == 200
    assert not School.objects.exists()
    assert one.differences.undecided().exists()


def test_filters_find_money_and_conflicts(desk):
    decide(desk, upload(desk, institutions(school(0))), untouched="1")
    two = upload(desk, institutions(school(0, phone="1", tuition_fees_in_state="5000")))
    money = desk.get(page(two), {"about": "money"}).context["shown"]
    assert {line.field for line in money} == {"tuition_fees_in_state"}
    assert not desk.get(page(two), {"group": "conflicting"}).context["rows"]
    decide(desk, two, listed="accept", about="money")
    assert School.objects.get().phone == ""
    assert School.objects.get().tuition_fees_in_state == 5000
    nonsense = {"about": "nonsense", "group": "'", "decided": "x", "page": "-1"}
    assert desk.get(page(two), nonsense).status_code == 200


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


def test_a_zip_is_unpacked(desk):
    one = upload(desk, zipped(institutions__csv=institutions(school(0))), "all.zip")
    assert one.state == UploadState.READY


def test_a_large_file_waits_for_a_worker(desk, monkeypatch):
    monkeypatch.setattr("editorial.admin.uploads.pages.SMALL_FILE", 10)
    one = upload(desk, institutions(school(0)))
    assert (one.state, one.work) == (UploadState.PENDING, Work.READ)
    assert "run_jobs" in desk.get(page(one)).content.decode()
    # Nothing can be accepted before it is read.
    assert b"being worked on" in decide(desk, one, untouched="1").content
    assert jobs.run_one("worker")
    one.refresh_from_db()
    assert (one.state, one.work, one.lease_until) == (UploadState.READY, "", None)


def test_many_lines_are_written_by_a_worker(desk, monkeypatch):
    monkeypatch.setattr("editorial.admin.uploads.review.FEW_LINES", 1)
    one = upload(desk, institutions(school(0)))
    assert b"They are being written" in decide(desk, one, untouched="1").content
    assert not School.objects.exists()
    # Pressed again meanwhile.
    assert b"being worked on" in decide(desk, one, untouched="1").content
    assert jobs.run_one("worker")
    assert School.objects.count() == 1
    assert ChangeSet.objects.get(upload=one).made_by_name == "editor"


@pytest.mark.parametrize("role", ["writer", "nobody"])
def test_who_may_not_decide_is_refused(client, role, request, django_user_model):
    one = make_upload()
    user = (
        request.getfixturevalue("writer")
        if role == "writer"
        else django_user_model.objects.create_user("nobody", is_staff=True)
    )
    client.force_login(user)
    assert client.get(NEW).status_code == 403
    for name in ("decide", "again", "undo"):
        assert client.post(page(one, name), {"untouched": "1"}).status_code == 403
    read = 200 if role == "writer" else 403
    for name in ("change", "file", "failing"):
        assert client.get(page(one, name)).status_code == read
    assert client.get(page(one)).status_code == read


def test_who_decides_needs_the_right_to_change_the_rows(client, django_user_model):
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user("narrow", is_staff=True)
    for name in ("add_upload", "change_upload", "view_upload"):
        user.user_permissions.add(Permission.objects.get(codename=name))
    client.force_login(user)
    one = upload(client, institutions(school(0)))
    assert decide(client, one, untouched="1").status_code == 403
    assert not School.objects.exists()
    one.refresh_from_db()
    assert one.work == ""


def test_the_file_and_its_failing_rows_can_be_taken_away(desk):
    bad = institutions(school(0), school(1, tuition_fees_in_state="=a lot"))
    one = upload(desk, bad)
    assert one.state == UploadState.FAILED
    assert desk.get(page(one, "file")).content == bad
    lines = desk.get(page(one, "failing")).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("row,unitid,")
    assert lines[0].endswith(",error")
    assert lines[1].startswith("3,900002,College 1")
    # A spreadsheet runs none of it.
    assert ",'=a lot," in lines[1]
    assert "tuition_fees_in_state: " in lines[1]
    desk.post(page(one, "again"), {"skip": "1"})
    one.refresh_from_db()
    assert one.state == UploadState.READY
    assert one.differences.filter(action="create").count() == 4


def test_a_form_that_is_not_filled_in_says_so_and_keeps_what_was_typed(desk):
    response = desk.post(NEW, {"rows": "", "as_of": "2999-01-01"})
    assert response.status_code == 200
    assert "lies in the future" in str(response.context["form"].errors)
    response = desk.post(NEW, {"rows": "a\tb", "as_of": "soon"})
    assert b"a\tb" in response.content
    response = desk.post(NEW, {"rows": "", "as_of": "2026-01-01"})
    assert "Choose a file" in str(response.context["form"].errors)
    empty = {"file": SimpleUploadedFile("a.csv", b""), "as_of": "2026-01-01"}
    assert "is empty" in str(desk.post(NEW, empty).context["form"].errors)
    assert not Upload.objects.exists()


@pytest.mark.parametrize("lines", [3, 120])
def test_the_review_costs_the_same_however_long(desk, lines, django_assert_num_queries):
    one = upload(desk, institutions(*(school(at) for at in range(lines))))
    desk.get(page(one))
    with django_assert_num_queries(8):
        desk.get(page(one))


@pytest.mark.parametrize("importer", importers(), ids=lambda one: one.name)
def test_every_importer_is_told_by_its_columns(importer):
    tables = [Table(one.name, as_csv(one.columns, [])) for one in importer.files]
    assert recognise(tables)[0] is importer


def test_programs_that_a_file_no_longer_names_are_proposed_as_ended(desk):
    decide(desk, upload(desk, institutions(school(0))), untouched="1")
    rows = [PROGRAM, PROGRAM | {"cip_code": "51.0713", "awards_latest": "3"}]
    whole = as_csv(programs.COLUMNS, rows).encode()
    decide(desk, upload(desk, whole, "programs.csv"), untouched="1")
    assert Program.objects.count() == 2
    shorter = as_csv(programs.COLUMNS, rows[:1]).encode()
    one = upload(desk, shorter, "programs.csv")
    (line,) = one.differences.all()
    assert (line.group, line.field) == (DifferenceGroup.GONE, "status")
    decide(desk, one, untouched="1")
    ended = Program.objects.get(cip_code="51.0713")
    assert ended.status == Status.ARCHIVED
    # A row that is left out for a fault has not ended.
    rows[0] = PROGRAM | {"awards_latest": "many"}
    faulty = upload(desk, as_csv(programs.COLUMNS, rows).encode(), "programs.csv")
    desk.post(page(faulty, "again"), {"skip": "1"})
    assert not faulty.differences.filter(object_name__contains="51.0707").exists()
    assert "no program is said to have ended" in Upload.objects.latest("pk").notes
