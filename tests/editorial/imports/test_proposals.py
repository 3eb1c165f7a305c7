"""The import engine: all or nothing, the same result twice, every fault named."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from careers.models import Credential, Occupation, Organization
from editorial.choices import Kind, SetState
from editorial.imports.applying import apply
from editorial.imports.command import ImportCommand
from editorial.imports.proposals import (
    Fault,
    ImportFaults,
    Proposal,
    Ref,
    read_csv,
)
from editorial.models import Catalogue, ChangeSet, Source
from tests.factories import correct, make_credential, make_occupation, make_source

HEADER = "soc_code,title,job_zone\n"
GOOD = "29-2072,Records,3\n29-9021,Registry,\n"


class JobImport(ImportCommand):
    importer = "jobs"
    files = ("jobs.csv",)

    def propose(self, folder: Path) -> list[Proposal]:
        faults: list[Fault] = []
        found = [
            Proposal(
                Source,
                {"slug": "survey"},
                {"publisher": "P", "title": "T", "retrieved_on": dt.date(2026, 1, 1)},
            )
        ]
        columns = ("soc_code", "title", "job_zone")
        for row in read_csv(
            folder / "jobs.csv", columns, key=("soc_code",), faults=faults
        ):
            values = {
                "title": row.text("title", required=True),
                "source": Ref.to(Source, "survey"),
                "job_zone": row.integer("job_zone"),
            }
            if values["job_zone"] is not None:
                values |= {
                    "onet_source": Ref.to(Source, "survey"),
                    "onet_as_of": dt.date(2026, 1, 1),
                    "onet_kind": Kind.PUBLISHED,
                }
            key = {"soc_code": row.text("soc_code", required=True)}
            found.append(
                Proposal(Occupation, key, values, file=row.file, row=row.number)
            )
        if faults:
            raise ImportFaults(faults)
        return found


@pytest.fixture
def run(tmp_path, db):
    """Write jobs.csv, import it, answer what was printed."""

    def run(content: str | bytes, **options) -> str:
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / "jobs.csv").write_bytes(data)
        out = StringIO()
        call_command(JobImport(), tmp_path, stdout=out, **options)
        return out.getvalue()

    return run


def state() -> tuple:
    return (
        list(Source.objects.values()),
        list(Occupation.objects.values()),
        ChangeSet.objects.exclude(state=SetState.FAILED).count(),
        Catalogue.objects.version(),
    )


def test_rows_become_objects_once(run):
    assert "3 created, 0 changed, 0 unchanged" in run(HEADER + GOOD)
    before = state()[:2]
    assert "0 created, 0 changed, 3 unchanged" in run(HEADER + GOOD)
    assert state()[:2] == before
    assert Occupation.objects.get(soc_code="29-9021").job_zone is None
    assert Catalogue.objects.version() == 1
    assert all(batch.finished_at for batch in ChangeSet.objects.all())


def test_dry_run_tells_and_writes_nothing(run):
    run(HEADER + GOOD)
    before = state()
    said = run(HEADER + GOOD.replace("Records", "Charts"), dry_run=True)
    assert "title: 'Records' -> 'Charts'" in said
    assert "Would import" in said
    assert state() == before


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + HEADER + GOOD,
        (HEADER + GOOD).replace("\n", "\r\n"),
        HEADER + GOOD + "\n\n",
        HEADER + '29-2072,"Rec\r\nords",3\n29-9021,"a, ""b""",\n',
        HEADER + "29-2072,Rec\u2028ords\x85\x0c\x1c,3\n29-9021,b,\n",
        "extra," + HEADER + "x,29-2072,Records,3\ny,29-9021,Registry,\n",
    ],
    ids=[
        "BOM",
        "CRLF",
        "blank end",
        "break in quotes",
        "odd separators",
        "extra column",
    ],
)
def test_sound_files_of_every_shape_are_read(run, content):
    run(content)
    assert Occupation.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "jobs.csv: is empty"),
        (HEADER, "jobs.csv: holds no rows"),
        (
            "soc_code,title\na,b\n",
            "jobs.csv, row 1, column job_zone: column is missing",
        ),
        (
            "soc_code,title,title,job_zone\na,b,b,1\n",
            "row 1, column title: column stands twice",
        ),
        (
            "soc_code;title;job_zone\na;b;1\n",
            "row 1, column soc_code;title;job_zone: cells are separated by ';'",
        ),
        (HEADER + "1,a,3\n2,b,N/A\n", "row 3, column job_zone: 'N/A' is not a number"),
        (HEADER + "1,a,1_0\n", "row 2, column job_zone: '1_0' is not a number"),
        (HEADER + "1,a,$3\n", "row 2, column job_zone: '$3' is not a number"),
        (HEADER + "1,a,-3\n", "row 2, column job_zone: -3 is below 0"),
        (HEADER + "1,a,2.5\n", "row 2, column job_zone: '2.5' is not a whole number"),
        (HEADER + f"1,a,{9 * 10**9}\n", "row 2, column job_zone: 9000000000 is above"),
        (HEADER + f"1,{'a' * 121},3\n", "row 2, column title: Ensure this value has"),
        (HEADER + "1,,3\n", "row 2, column title: must not be empty"),
        (HEADER + "1,a\x00,3\n", "row 2, column title: holds a NUL byte"),
        (HEADER + "1,a,3\n1,b,3\n", "row 3, column soc_code: repeats row 2: 1"),
        (
            HEADER + '1,"a\nb",3\n2,c\n',
            "row 3, column job_zone: has 2 cells where the header has 3",
        ),
        (HEADER + "1,a,3,4\n", "row 2, column job_zone: has 4 cells"),
        (HEADER + "1,a,3\n2,b,3", "row 3, column job_zone: ends without a line break"),
        (HEADER + '1,a,3\n2,"b,3\n', "row 3, column title: a quotation mark is never"),
        (HEADER + '1,"a"b,3\n', "row 2: ',' expected after '\"'"),
        (
            HEADER.encode() + b"1,a,3\n2,caf\xe9,3\n",
            "row 3, column title: byte 0xe9 is not UTF-8",
        ),
        (HEADER.encode("utf-16"), "row 1: byte 0xff is not UTF-8"),
        (
            HEADER + f"1,{'a' * 1_000_000},3\n",
            "row 2, column title: holds 1,000,000 characters",
        ),
    ],
)
def test_a_bad_file_is_refused_whole_with_its_place(run, content, told):
    run(HEADER + "29-2072,Records,3\n")
    before = state()
    with pytest.raises(CommandError) as refused:
        run(content)
    assert told in str(refused.value)
    assert state() == before


def test_a_missing_file_is_named(tmp_path, db):
    with pytest.raises(CommandError, match=r"jobs\.csv: not found"):
        call_command(JobImport(), tmp_path)
    assert not ChangeSet.objects.exists()


def test_the_database_refusing_a_row_is_a_fault(db):
    organization = Organization.objects.create(
        slug="o", name="O", role="R.", source=make_source()
    )
    proposals = [
        Proposal(
            Credential,
            {"slug": slug},
            {"abbr": slug, "name": slug, "issuer": organization, "minutes": minutes},
            file="c.csv",
            row=row,
        )
        for row, (slug, minutes) in enumerate([("a", None), ("b", 120)], start=2)
    ]
    before = state()
    with pytest.raises(ImportFaults) as refused:
        apply(proposals, importer="credentials")
    (fault,) = refused.value.faults
    assert (fault.file, fault.row) == ("c.csv", 3)
    assert "figure needs its source, its date and its kind" in fault.message
    assert state() == before
    assert not Credential.objects.exists()


def test_a_missing_reference_is_a_fault_and_hides_no_other(db):
    make_source(slug="s")
    proposals = [
        Proposal(
            Occupation,
            {"soc_code": soc_code},
            {"title": title, "source": Ref.to(Source, source)},
            file="f.csv",
            row=row,
        )
        for row, (soc_code, title, source) in enumerate(
            [
                ("29-0001", "a", "s"),
                ("29-0002", "b", "gone"),
                ("29-0003", "c" * 200, "s"),
            ],
            start=2,
        )
    ]
    with pytest.raises(ImportFaults) as refused:
        apply(proposals, importer="jobs")
    assert [fault.row for fault in refused.value.faults] == [3, 4]
    assert "no source gone" in str(refused.value.faults[0])
    assert not Occupation.objects.exists()


def test_what_hangs_on_a_bad_row_is_not_blamed_as_well(db):
    proposals = [
        Proposal(Source, {"slug": "s"}, {"publisher": "x" * 200}, file="f", row=2),
        Proposal(
            Occupation,
            {"soc_code": "29-0001"},
            {"title": "a", "source": Ref.to(Source, "s")},
            file="f",
            row=3,
        ),
    ]
    with pytest.raises(ImportFaults) as refused:
        apply(proposals, importer="jobs")
    assert {fault.row for fault in refused.value.faults} == {2}


def test_a_person_outranks_an_import(run):
    run(HEADER + GOOD)
    occupation = Occupation.objects.get(soc_code="29-2072")
    correct(occupation, title="Ours")
    assert "1 corrected values kept" in run(HEADER + GOOD)
    occupation.refresh_from_db()
    assert occupation.title == "Ours"


def test_initial_values_are_given_once(db):
    source = make_source(slug="s")
    proposal = Proposal(
        Occupation,
        {"soc_code": "29-0001"},
        {},
        initial={"title": "First", "source": Ref.to(Source, "s")},
    )
    apply([proposal], importer="jobs")
    Occupation.objects.update(title="Second")
    assert apply([proposal], importer="jobs").unchanged == 1
    assert Occupation.objects.get(title="Second").source == source


def test_members_are_exactly_those_named(db):
    credential = make_credential()
    first, second = make_occupation(), make_occupation()
    credential.occupations.set([first])
    proposal = Proposal(
        Credential,
        {"slug": credential.slug},
        {},
        many={"occupations": [Ref.to(Occupation, second.soc_code)]},
    )
    assert apply([proposal], importer="c").changed == 1
    assert list(credential.occupations.all()) == [second]
    assert apply([proposal], importer="c").unchanged == 1


def test_a_killed_import_leaves_a_batch_without_an_end(db):
    def proposals():
        yield Proposal(Source, {"slug": "s"}, {"publisher": "P", "title": "T"})
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apply(proposals(), importer="jobs")
    assert ChangeSet.objects.get().finished_at is None
    assert not Source.objects.exists()
