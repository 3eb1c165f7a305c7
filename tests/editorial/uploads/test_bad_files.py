"""Whatever somebody uploads: read, or refused with the place that is wrong; nothing is written."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from editorial.choices import UploadState
from editorial.imports.files import ImportFaults
from editorial.imports.uploads import jobs, tables
from editorial.models import ProposedChange, Upload
from schools.importers.institutions import COLUMNS
from schools.models import School
from tests.schools.importers.conftest import SCHOOL, as_csv

GOOD = as_csv(
    COLUMNS, [SCHOOL, SCHOOL | {"unitid": "900002", "name": "Zweites Cöllege"}]
)
HEADER, FIRST, SECOND = GOOD.splitlines()


def workbook(*rows, merged: str = "", change=None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "."), content)
    return out.getvalue()


def lines(*rows: str, end: str = "\n") -> bytes:
    return (end.join(rows) + end).encode()


CELLS = [row.split(",") for row in (HEADER, FIRST)]
TWICE = [f"{HEADER},name", f"{FIRST},Another"]
LACKING = [",".join(row[:1] + row[2:]) for row in CELLS]

READ = {
    "as it is": GOOD.encode(),
    "with a mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "UTF-16": GOOD.encode("utf-16"),
    "big UTF-16": b"\xfe\xff" + GOOD.encode("utf-16-be"),
    "semicolons": GOOD.replace(",", ";").encode(),
    "tabs": GOOD.replace(",", "\t").encode(),
    "lines of Windows": GOOD.replace("\n", "\r\n").encode(),
    "lines of a Mac": GOOD.replace("\n", "\r").encode(),
    "a line break in a cell": lines(HEADER, FIRST.replace("MUC | Made Up", '"MUC\nx"')),
    "workbook": workbook(*CELLS),
    "archive": archive(schools__csv=GOOD.encode(), readme__md=b"# Schools"),
    "workbook in an archive": archive(schools__xlsx=workbook(*CELLS)),
}
WRONG = {
    "latin-1": (GOOD.encode("latin-1"), 3, "name", "is not UTF-8"),
    "half of UTF-16": (GOOD.encode("utf-16")[:-1], None, "", "not whole"),
    "nothing": (b" \n\n", None, "", "is empty"),
    "no rows": (lines(HEADER), None, "", "holds no rows"),
    "a column twice": (lines(*TWICE), 1, "name", "stands twice"),
    "a column missing": (lines(*LACKING), 1, "name", "column is missing"),
    "other columns": (b"a,b\n1,2\n", 1, "", "no importer knows these columns"),
    "a web page": (b"<!DOCTYPE html><table>", 1, "", "is a web page"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1", None, "", "Excel before 2007"),
    "a PDF": (b"%PDF-1.7", None, "", "is a PDF"),
    "a row too short": (lines(HEADER, "900001,A"), 2, "alias", "has 2 cells"),
    "an open quote": (lines(HEADER, FIRST, '"900002,A'), 3, "unitid", "never closed"),
    "a NUL byte": (lines(HEADER, FIRST.replace("MUC", "M\0C")), 2, "alias", "NUL"),
    "cut off": (GOOD.encode()[:-1], 3, COLUMNS[-1], "cut off"),
    "a cell of 1 MB": (
        lines(HEADER, FIRST.replace("MUC", "x" * 1_000_000)), 2, "alias", "characters",
    ),
    "the same row twice": (lines(HEADER, FIRST, FIRST), 3, "unitid", "repeats row 2"),
    "a broken archive": (archive(a__csv=GOOD.encode())[:-30], None, "", "is broken"),
    "an empty archive": (archive(readme__md=b"#"), None, "", "holds no CSV"),
    "a formula": (
        workbook(CELLS[0], ["=1+1", *CELLS[1][1:]]), 2, "unitid", "holds a formula",
    ),
    "merged cells": (workbook(*CELLS, merged="B2:C2"), 2, "B", "B2:C2 is one merged cell"),
    "an empty workbook": (workbook(), None, "", "holds no rows"),
    "a workbook of nothing": (archive(xl___=b"") , None, "", "holds no CSV"),
    "a broken workbook": (
        archive(**{"xl/workbook__xml": b"<a"}), None, "", "is broken",
    ),
}  # fmt: skip


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def bring_in(client, content: bytes, name: str = "some file.csv") -> Upload:
    response = client.post(
        reverse("admin:editorial_upload_new"),
        {"file": SimpleUploadedFile(name, content), "as_of": "2026-11-01"},
        follow=True,
    )
    assert response.status_code == 200
    while jobs.run_one("worker"):
        pass
    assert not School.objects.exists()
    return Upload.objects.latest("pk")


@pytest.mark.parametrize("content", READ.values(), ids=READ)
def test_what_people_save_is_read(desk, content):
    one = bring_in(desk, content)
    assert (one.state, one.faults) == (UploadState.READY, [])
    assert one.differences.filter(object_name="Made-up College").exists()


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_by_row_and_column(desk, wrong):
    content, row, column, message = wrong
    one = bring_in(desk, content)
    assert one.state == UploadState.FAILED
    assert not ProposedChange.objects.exists()
    found = [fault[1:] for fault in one.faults]
    assert any(
        [at, of] == [row, column] and message in said for at, of, said in found
    ), found
    for name in ("failing", "file"):
        url = reverse(f"admin:editorial_upload_{name}", args=[one.pk])
        assert desk.get(url).status_code == 200


def test_what_grows_when_unpacked_is_refused_before_it_is(desk, monkeypatch):
    monkeypatch.setattr(tables, "MAX_UNPACKED", 1_000_000)
    bomb = archive(schools__csv=b"0" * 2_000_000)
    one = bring_in(desk, bomb, "bomb.zip")
    assert "unpacks to 2 MB" in one.faults[0][3]
    inside = archive(xl__workbook__xml=b"<x/>", big__xml=b"0" * 2_000_000)
    assert "unpacks to" in bring_in(desk, inside, "bomb.xlsx").faults[0][3]


def test_archives_in_archives_do_not_add_up():
    inner = archive(schools__xlsx=archive(schools__csv=GOOD.encode()))
    with pytest.raises(ImportFaults) as refused:
        tables.tables_in("deep.zip", inner)
    assert "is an archive in an archive" in str(refused.value.faults[0])


def test_a_file_that_is_too_large_is_refused_beside_its_field(desk, monkeypatch):
    monkeypatch.setattr("editorial.admin.uploads.forms.MAX_BYTES", 1000)
    response = desk.post(
        reverse("admin:editorial_upload_new"),
        {"file": SimpleUploadedFile("a.csv", b"x" * 5000), "as_of": "2026-11-01"},
    )
    assert response.status_code == 200
    assert "is too large" in str(response.context["form"].errors["file"])
    assert not Upload.objects.exists()


def test_a_name_that_no_page_could_show_is_made_plain(desk):
    one = bring_in(desk, GOOD.encode(), "a\u202eb<script>.csv")
    assert "\u202e" not in one.name
    page = desk.get(reverse("admin:editorial_upload_change", args=[one.pk]))
    assert b"<script>.csv" not in page.content
