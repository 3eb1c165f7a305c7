"""Next year's file of institutions: read, partly accepted, taken back."""

import datetime as dt
import hashlib

import pytest
from django.core.serializers import serialize

from editorial.choices import DifferenceGroup, SetState, Status, UploadState, Work
from editorial.imports.files import ImportFaults
from editorial.imports.uploads.deciding import accept, choose, reject, take_back
from editorial.imports.uploads.reading import read
from editorial.models import Catalogue, Change, Source, Upload
from schools.importers.institutions import COLUMNS
from schools.models import Program, School
from schools.services import refresh_estimates
from tests.factories import correct, make_program
from tests.schools.importers.conftest import SCHOOL, as_csv

pytestmark = pytest.mark.django_db

STAYING, GONE, NEW = 9, 2, 3
NEWER = {"tuition_fees_in_state": "4500", "tuition_year": "2024-25"}


def number(at: int) -> str:
    return str(900001 + at)


def school(at: int, **values: str) -> dict[str, str]:
    """A row of the file, with a name and an address of its own."""
    return (
        SCHOOL | {"unitid": number(at), "name": f"College {at}", "alias": ""} | values
    )


def upload_of(rows, **values) -> Upload:
    text = rows if isinstance(rows, bytes) else as_csv(COLUMNS, rows).encode()
    return Upload.objects.create(
        **{
            "name": "institutions.csv",
            "content": text,
            "size": len(text),
            "sha256": hashlib.sha256(text).hexdigest(),
            "as_of": dt.date(2026, 11, 22),
            "work": Work.READ,
        }
        | values
    )


def stored() -> str:
    return "\n".join(
        serialize("jsonl", model.objects.order_by("pk"))
        for model in (Source, School, Program)
    )


@pytest.fixture
def this_year(editor):
    """Schools as the file of this year has them, one with a program, one corrected."""
    first = upload_of([school(at) for at in range(STAYING + GONE)])
    read(first)
    take(first, first.differences.all(), editor)
    for at in range(STAYING):
        # Reckoned from the school's tuition.
        make_program(
            school=School.objects.get(unitid=number(at)),
            price_resident=None,
            length_source=Source.objects.first(),
        )
    corrected = School.objects.get(unitid=number(0))
    correct(corrected, tuition_fees_in_state=4400)
    for one in School.objects.all():
        refresh_estimates(school=one)


def take(upload: Upload, wanted, by):
    choose(upload, wanted)
    upload.differences.chosen().update(decided_by=by)
    return accept(upload.pk)


@pytest.fixture
def next_year(this_year) -> Upload:
    rows = [school(at, **NEWER) for at in range(5)]
    rows += [school(at, phone="614 555 0100") for at in range(5, 7)]
    rows += [school(at) for at in range(7, STAYING)]
    rows += [school(at) for at in range(20, 20 + NEW)]
    upload = upload_of(rows)
    read(upload)
    return upload


def lines(upload: Upload, group: str) -> set[tuple[str, str]]:
    found = upload.differences.filter(group=group)
    return set(found.values_list("object_name", "field"))


def test_each_kind_of_difference_is_told(next_year):
    assert next_year.state == UploadState.READY
    conflicting = lines(next_year, DifferenceGroup.CONFLICTING)
    assert ("College 0", "tuition_fees_in_state") in conflicting
    assert {name for name, _ in conflicting} == {"College 0"}
    changed = lines(next_year, DifferenceGroup.CHANGED)
    assert ("College 1", "tuition_fees_in_state") in changed
    assert ("College 5", "phone") in changed
    assert lines(next_year, DifferenceGroup.GONE) == {
        ("College 9", "status"),
        ("College 10", "status"),
    }
    assert len(lines(next_year, DifferenceGroup.NEW)) == NEW
    assert next_year.unchanged == STAYING - 7 + 3  # Three sources.


def test_a_file_partly_accepted_is_undone_row_for_row(next_year, editor):
    before, version = stored(), Catalogue.objects.version()
    prices = next_year.differences.filter(field="tuition_fees_in_state")
    estimate = School.objects.get(unitid=number(1)).programs.get().price_resident
    taken = take(next_year, prices.untouched_by_people(), editor)
    # A price comes with its year and source, and estimates follow it.
    changed = School.objects.get(unitid=number(1))
    assert (changed.tuition_fees_in_state, changed.tuition_year) == (4500, "2024-25")
    assert changed.programs.get().price_resident > estimate
    assert School.objects.get(unitid=number(0)).tuition_fees_in_state == 4400
    assert Catalogue.objects.version() == version + 1
    assert taken.change_set.state == SetState.ACCEPTED
    assert taken.change_set.made_by == editor
    reject(next_year, next_year.differences.filter(group="gone")[:1], by=editor)
    rest = next_year.differences.undecided()
    take(next_year, rest.filter(group__in=["new", "conflicting"]), editor)
    next_year.refresh_from_db()
    assert next_year.state == UploadState.PARTLY
    assert School.objects.get(unitid=number(0)).tuition_fees_in_state == 4500
    assert School.objects.get(unitid=number(20)).status == Status.PUBLISHED
    assert stored() != before
    log = Change.objects.count()
    Upload.objects.update(work=Work.UNDO, work_for=editor)
    undone = take_back(next_year.pk)
    assert (undone.left, undone.restored > 0) == ([], True)
    assert stored() == before
    assert Change.objects.count() > log
    next_year.refresh_from_db()
    assert (next_year.state, next_year.work) == (UploadState.UNDONE, "")


def test_what_somebody_edits_meanwhile_is_not_overwritten(next_year, editor):
    edited = School.objects.get(unitid=number(5))
    edited.phone = "614 555 0199"
    edited.save()
    phones = next_year.differences.filter(field="phone")
    with pytest.raises(ImportFaults) as refused:
        take(next_year, phones, editor)
    assert "College 5: was changed since" in str(refused.value.faults[0])
    assert School.objects.get(unitid=number(6)).phone == ""
    assert next_year.change_sets.get().state == SetState.FAILED
    assert not next_year.differences.chosen().exists()


def test_the_same_file_again_has_nothing_to_decide(this_year):
    again = upload_of([school(at) for at in range(1, STAYING + GONE)] + [school(0)])
    read(again)
    # But for what a person corrected.
    assert lines(again, "new") == lines(again, "changed") == set()


def test_a_row_with_a_bad_figure_is_named_and_may_be_left_out(this_year):
    rows = [school(at, **NEWER) for at in range(STAYING + GONE)]
    rows[3]["tuition_fees_in_state"] = "a lot"
    upload = upload_of(rows)
    read(upload)
    assert upload.state == UploadState.FAILED
    (fault,) = upload.faults
    assert fault[:3] == ["institutions.csv", 5, "tuition_fees_in_state"]
    assert not upload.differences.exists()
    upload.skips_faulty_rows = True
    read(upload)
    assert upload.state == UploadState.READY
    assert lines(upload, "gone") == set()
    assert "College 3" not in {name for name, _ in lines(upload, "changed")}
    assert upload.faults == [fault]
