"""The accreditor's list from upload to finder. Every row is made up: nobody's accreditation."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.serializers import serialize
from django.urls import reverse
from openpyxl import Workbook

from careers.choices import AwardLevel, Field
from editorial.choices import UploadState
from editorial.models import RowMatch, Source, Upload
from schools.importers.directory_matching import SchoolNames, sole_exact
from schools.models import Accreditation, Program, School
from tests.factories import make_program, make_school

pytestmark = pytest.mark.django_db

HEADER = (
    "Institution",
    "City",
    "State",
    "Degree Level",
    "Program",
    "Accreditation Status",
)
PLACES = ("North", "South", "East", "West", "Upper", "Lower", "Old")
THINGS = (
    "Harbor",
    "Ridge",
    "Prairie",
    "Mesa",
    "Lake",
    "Canyon",
    "Bluff",
    "Forest",
    "Delta",
    "Bay",
)
KINDS = (
    "Community College",
    "University",
    "Technical College",
    "State College",
    "Institute",
)
NAMES = [f"{p} {t} {k}" for p in PLACES for t in THINGS for k in KINDS]
ROWS = 350


def misspelt(name: str, at: int) -> str:
    """As lists write it: letters swapped, a campus added, a word left out, “St.”, capitals."""
    first, *rest = name.split()
    return (
        f"{name} - Downtown Campus",
        f"{first[:-2]}{first[-1]}{first[-2]} {' '.join(rest)}",
        f"{name[:-2]}{name[-1]}",
    )[at % 3]


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def as_rows(*rows: tuple[str, ...], header=HEADER) -> str:
    return "\n".join("\t".join(row) for row in (header, *rows))


def paste(client, text: str, as_of: str = "2026-10-01") -> Upload:
    response = client.post(
        reverse("admin:editorial_upload_new"), {"rows": text, "as_of": as_of}
    )
    assert response.status_code == 302
    return Upload.objects.latest("pk")


def page(one: Upload, name: str = "change") -> str:
    return reverse(f"admin:editorial_upload_{name}", args=[one.pk])


def hit(name="Made-up College", city="Springfield", state="OH") -> Program:
    return make_program(school=make_school(name=name, city=city, state=state))


def row(name="Made-up College", level="Associate", status="Accredited", **place):
    city, state = place.get("city", "Springfield"), place.get("state", "OH")
    return (name, city, state, level, "Health Information Management", status)


def test_a_list_of_350_rows_is_matched_decided_accepted_and_undone(desk):
    schools, lines, unlike = [], [], 0
    for at in range(ROWS):
        name = NAMES[at % len(NAMES)]
        school = School(
            unitid=str(910001 + at), slug=f"school-{at}", name=name, city=f"City {at % 40}",
            state=("OH", "TX", "WA")[at % 3], status="published",
            former_names=f"Former {name}" if at % 50 == 7 else "",
        )  # fmt: skip
        schools.append(school)
        written = name
        if at % 10 == 3:
            written, unlike = misspelt(name, at // 10), unlike + 1
        elif at % 50 == 7:
            written = f"FORMER {name.upper()}"
        elif at == 11:
            written, unlike = "Nowhere Academy of Nothing", unlike + 1
        state = {"OH": "Ohio", "TX": "TX", "WA": "Washington"}[school.state]
        level = "Associate Degree" if at % 2 else "Baccalaureate"
        lines.append(
            (written, school.city, state, level, "HIM", "Continuing Accreditation")
        )
    template = make_program()
    held = School.objects.bulk_create(with_facts(schools, template.school))
    Program.objects.bulk_create(programs_of(held, template))
    before = stored()
    one = paste(desk, as_rows(*lines))
    assert one.state == UploadState.READY, one.faults
    exact = one.matches.filter(confidence=100).count()
    assert exact == ROWS - unlike
    # Nothing wrong is taken without asking.
    assert {m.object_pk for m in one.matches.filter(decision="matched")} == {
        school.pk for at, school in enumerate(held) if at % 10 != 3 and at != 11
    }
    open_ones = list(one.matches.filter(decision=""))
    by_row = {at + 2: school.pk for at, school in enumerate(held)}
    first = [
        m for m in open_ones if m.candidates and m.candidates[0]["pk"] == by_row[m.row]
    ]
    assert len(first) >= 0.8 * (unlike - 1)
    counts = confirmed_in_finder(desk)
    desk.post(page(one, "decide"), {"untouched": "1"})
    assert Accreditation.objects.count() == exact
    decisions = {
        f"match-{m.pk}": m.candidates[0]["pk"] if m in first else "none"
        for m in open_ones
    }
    desk.post(page(one, "match"), decisions)
    response = desk.post(page(one, "decide"), {"untouched": "1"}, follow=True)
    said = f"Accreditation confirmed for {len(first)} programs."
    assert said in response.content.decode()
    assert confirmed_in_finder(desk) == counts + exact + len(first)
    one.refresh_from_db()
    assert one.state == UploadState.ACCEPTED
    desk.post(page(one, "undo"))
    assert stored() == before
    assert confirmed_in_finder(desk) == counts


def with_facts(schools: list[School], like: School) -> list[School]:
    """Facts that every school has, as the factory makes them."""
    for school in schools:
        for column in School._meta.concrete_fields:
            if getattr(school, column.attname) in (None, "") and not column.primary_key:
                setattr(school, column.attname, getattr(like, column.attname))
        school.former_names = (
            school.former_names if "Former" in school.former_names else ""
        )
        school.aliases = ""
        school.search_text = school.name.lower()
    return schools


def programs_of(schools: list[School], like: Program) -> list[Program]:
    found = []
    for at, school in enumerate(schools):
        values = {
            column.attname: getattr(like, column.attname)
            for column in Program._meta.concrete_fields
            if not column.primary_key and not column.generated
        }
        level = AwardLevel.ASSOCIATE if at % 2 else AwardLevel.BACHELOR
        values |= {
            "school_id": school.pk, "slug": "him", "award_level": level,
            "cip_code": "51.0707", "field": Field.HEALTH_INFORMATION,
        }  # fmt: skip
        found.append(Program(**values))
    return found


def stored() -> str:
    models = (Source, School, Program, Accreditation)
    return "\n".join(serialize("jsonl", m.objects.order_by("pk")) for m in models)


def confirmed_in_finder(client) -> int:
    response = client.get("/api/v1/programs/", {"accreditation": "accredited"})
    return response.json()["count"]


def test_a_workbook_with_columns_of_its_own_is_read(desk):
    hit()
    book = Workbook()
    book.active.append(
        ["College", "City", "State", "Degree", "Discipline", "Status", "Since"]
    )
    day = dt.datetime(2015, 3, 1)
    book.active.append(
        ["Made-up College", "Springfield", "OH", "Associate", "HIM", "Accredited", day]
    )
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("list.xlsx", out.getvalue())
    desk.post(
        reverse("admin:editorial_upload_new"), {"file": file, "as_of": "2026-10-01"}
    )
    one = Upload.objects.get()
    desk.post(page(one, "decide"), {"untouched": "1"})
    assert Accreditation.objects.get().valid_from == dt.date(2015, 3, 1)


def test_what_is_decided_is_remembered_for_the_next_list(desk):
    program = hit()
    one = paste(desk, as_rows(row("Made-up Collage"), row("Nobody College")))
    assert not one.differences.filter(topic="accreditation").exists()
    shown = desk.get(page(one)).content.decode()
    assert "similar name, same city, has a program at that level" in shown
    match, stranger = one.matches.all()
    assert match.candidates[0]["confidence"] > 85
    desk.post(
        page(one, "match"),
        {f"match-{match.pk}": program.school_id, f"match-{stranger.pk}": "none"},
    )
    assert [m.decision for m in one.matches.all()] == ["matched", "none"]
    assert [m.decided_by_name for m in one.matches.all()] == ["editor", "editor"]
    two = paste(
        desk,
        as_rows(row("Made-up Collage"), row("Nobody College")),
        "2027-01-01" if False else "2026-11-01",
    )
    assert not two.matches.filter(decision="").exists()
    assert two.differences.filter(topic="accreditation").count() == 1


def test_a_choice_that_was_not_offered_is_not_taken(desk):
    hit()
    other = hit("Another College", "Dayton")
    one = paste(desk, as_rows(row("Made-up Collage")))
    match = one.matches.get()
    for chosen in (other.school_id + 99, "x", "'"):
        desk.post(page(one, "match"), {f"match-{match.pk}": chosen})
    assert one.matches.get().decision == ""


def test_a_program_no_longer_listed_is_proposed_as_withdrawn(desk):
    staying, going = hit(), hit("Gone College", "Dayton")
    rows = row(), row("Gone College", city="Dayton")
    desk.post(
        page(paste(desk, as_rows(*rows), "2025-10-01"), "decide"), {"untouched": "1"}
    )
    two = paste(desk, as_rows(row()), "2026-10-01")
    (line,) = two.differences.filter(group="gone")
    assert line.key["program"][0] == going.school.unitid
    response = desk.post(page(two, "decide"), {"untouched": "1"}, follow=True)
    assert (
        "Accreditation confirmed for 1 program. Withdrawn for 1 program."
        in response.content.decode()
    )
    assert (
        going.accreditations.get(key="directory-2026").accreditation_status
        == "withdrawn"
    )
    assert (
        staying.accreditations.get(key="directory-2026").accreditation_status
        == "accredited"
    )


def test_a_program_that_an_undecided_row_may_mean_is_not_called_withdrawn(desk):
    hit()
    desk.post(
        page(paste(desk, as_rows(row()), "2025-10-01"), "decide"), {"untouched": "1"}
    )
    two = paste(desk, as_rows(row("Made-up Collage")), "2026-10-01")
    assert not two.differences.filter(group="gone").exists()
    assert "perhaps no longer listed" in two.notes


def test_an_older_list_is_refused(desk):
    hit()
    desk.post(page(paste(desk, as_rows(row())), "decide"), {"untouched": "1"})
    two = paste(desk, as_rows(row(status="Withdrawn")), "2025-10-01")
    assert two.state == UploadState.FAILED
    assert "a list of 1 October 2026 is here already" in two.faults[0][3]
    assert not two.differences.exists()


@pytest.mark.parametrize(
    ("name", "city", "sure"),
    [
        ("Made-up College", "Springfield", True),
        ("MADE UP COLLEGE", "Dayton", True),
        ("Old Name College", "Springfield", True),
        ("Made-up College - Downtown Campus", "Springfield", False),
        ("Made-up Collage", "Springfield", False),
        ("Twin College", "Akron", True),
        ("Twin College", "Nowhere", False),
    ],
)
def test_only_an_exact_name_is_sure(name, city, sure):
    schools = [
        make_school(
            name="Made-up College",
            city="Springfield",
            state="OH",
            former_names="Old Name College",
        ),
        make_school(name="Twin College", city="Akron", state="OH"),
        make_school(name="Twin College", city="Lima", state="OH"),
    ]
    names = SchoolNames(schools)
    found = names.candidates(name, city, "OH", {school.pk for school in schools})
    assert found
    assert (sole_exact(found) is not None) is sure
    assert RowMatch.objects.count() == 0
