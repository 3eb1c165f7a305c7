"""What a person decided outlasts imports and seeds, and ends only by a decision."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Model

from careers.models import (
    Career,
    CareerItem,
    CareerStep,
    Credential,
    Occupation,
    PayRelease,
)
from editorial.changes.corrections import Corrections
from editorial.changes.recording import Recorder
from editorial.choices import ChangeKind, Decision, SetState
from editorial.imports.applying import apply
from editorial.imports.proposals import Outcome, Proposal, Ref
from editorial.models import Catalogue, Change, ChangeSet, Source
from schools.models import Accreditation, Program, School
from tests.editorial.changes.conftest import page_of
from tests.factories import (
    correct,
    make_accreditation,
    make_career,
    make_credential,
    make_data_change,
    make_occupation,
    make_outlook,
    make_pay,
    make_program,
    make_rule,
    make_school,
    make_source,
)
from tests.webform import form_data

pytestmark = pytest.mark.django_db


def propose(row: Model, *key: str, **values) -> Outcome:
    """Import *values* for the row that has now these *key* fields."""
    proposal = Proposal(type(row), {name: getattr(row, name) for name in key}, values)
    return apply([proposal], importer="file")


def test_a_statement_corrected_on_its_program_stays(save):
    statement = make_accreditation(note="")
    save(
        statement.program,
        **{
            "accreditations-0-accreditation_status": "withdrawn",
            "accreditations-0-note": "By letter.",
        },
    )
    outcome = propose(
        statement,
        *("program", "accreditor", "key"),
        accreditation_status="accredited",
        note="",
        as_of=dt.date(2026, 10, 1),
    )
    statement.refresh_from_db()
    assert (statement.accreditation_status, statement.note) == (
        "withdrawn",
        "By letter.",
    )
    # Its date belongs to the word of the person as well.
    assert outcome.left_alone == {
        str(statement): ["accreditation_status", "note", "as_of"]
    }
    assert (outcome.kept, outcome.changed) == (3, 0)
    changes = Change.objects.filter(decision=Decision.KEPT)
    kept = {change.field: (change.before, change.proposed) for change in changes}
    assert kept["accreditation_status"] == ("withdrawn", "accredited")


@pytest.mark.parametrize(
    ("maker", "key", "field", "typed", "filed"),
    [
        (make_rule, ("credential", "slug"), "reason", "Ours.", "Theirs."),
        (make_pay, ("release", "occupation", "area"), "annual_median", 1, 50_000),
        (make_outlook, ("occupation", "cycle"), "annual_openings", 7, 900),
        (make_source, ("slug",), "note", "Ours.", "Theirs."),
        (make_data_change, ("made_on", "title"), "body", "Ours.", "Theirs."),
    ],
)
def test_a_row_of_any_model_stays(save, maker, key, field, typed, filed):
    row = maker()
    page, name = row, field
    if maker is make_rule:
        page, name = row.credential, f"rules-0-{field}"
    save(page, **{name: typed})
    outcome = propose(row, *key, **{field: filed})
    row.refresh_from_db()
    assert getattr(row, field) == typed
    assert outcome.left_alone == {str(row): [field]}


def test_relations_stay(save):
    credential, ours, theirs = make_credential(), make_occupation(), make_occupation()
    save(credential, occupations=[ours.pk])
    proposal = Proposal(
        Credential,
        {"slug": credential.slug},
        {},
        many={"occupations": [Ref.to(Occupation, theirs.soc_code)]},
    )
    assert apply([proposal], importer="file").left_alone == {
        str(credential): ["occupations"]
    }
    assert list(credential.occupations.all()) == [ours]


def test_what_a_person_made_stays_whole(ann):
    response = ann.post(
        "/admin/editorial/source/add/",
        {"slug": "s", "publisher": "P", "title": "T", "retrieved_on": "2026-01-02"},
    )
    assert response.status_code == 302
    propose(Source.objects.get(slug="s"), "slug", title="Theirs", licence="CC")
    source = Source.objects.get(slug="s")
    assert (source.title, source.licence) == ("T", "")


def test_opened_to_imports_it_is_overwritten(save, act):
    program = make_program()
    save(program, title="Ours")
    act("release", program)
    assert (
        propose(program, "school", "cip_code", "award_level", "slug", title="T").kept
        == 0
    )
    program.refresh_from_db()
    assert program.title == "T"


def test_an_accepted_decision_for_the_file_ends_a_correction(save):
    program = make_program(price_resident=5000)
    save(program, price_terms="Ours", title="Ours")
    made = ChangeSet(kind=ChangeKind.IMPORT, state=SetState.ACCEPTED)
    recorder = Recorder(made)
    before = {"price_terms": "Ours"}
    program.price_terms = "Theirs"
    recorder.changed(program, before)
    recorder.save()
    assert Corrections.of(Program, [program.pk]).fields(program.pk) == {"title"}


def test_an_import_that_only_changes_rows_reaches_the_catalogue():
    source = make_source()
    version = Catalogue.objects.version()
    assert propose(source, "slug", title="New").changed == 1
    assert Catalogue.objects.version() == version + 1


def test_history_tells_what_an_import_changed(ann):
    school = make_school(
        tuition_fees_in_state=4000,
        tuition_fees_out_of_state=4000,
        tuition_year="2024-25",
    )
    propose(school, "unitid", tuition_fees_in_state=4400)
    page = ann.get(page_of(school, "history")).content.decode()
    assert "<td>4000</td>" in page
    assert "<td>4400</td>" in page
    assert "file" in page


# Keys that people change.


@pytest.mark.parametrize(
    ("field", "value"),
    [("slug", "coding"), ("award_level", "bachelor"), ("cip_code", "51.0713")],
)
def test_a_program_is_known_by_the_key_it_came_with(save, field, value):
    program = make_program()
    key = {
        "school": Ref.to(School, program.school.unitid),
        "cip_code": program.cip_code,
        "award_level": program.award_level,
        "slug": program.slug,
    }
    save(program, **{field: value})
    proposals = [
        Proposal(Program, key, {"title": "Of the file"}),
        Proposal(
            Accreditation,
            {
                "program": Ref.to(Program, *key.values()),
                "accreditor": "CAHIIM",
                "key": "k",
            },
            {
                "accreditation_status": "reported",
                "evidence": 10,
                "as_of": dt.date(2026, 1, 1),
                "kind": "published",
                "source": program.offer_source,
            },
        ),
    ]
    for _ in range(2):
        apply(proposals, importer="file")
        program = Program.objects.get()
        assert (program.title, getattr(program, field)) == ("Of the file", value)
        assert Accreditation.objects.get().program == program


def test_a_new_row_of_a_file_does_not_take_what_a_person_renamed(save):
    school = make_school()
    program = make_program(school=school, slug="old")
    save(program, slug="coding", cip_code="51.0713")
    proposal = Proposal(
        Program,
        {
            "school": Ref.to(School, school.unitid),
            "cip_code": "51.0707",
            "award_level": "associate",
            "slug": "coding",
        },
        {"title": "Another", "field": "other", "offer_source": program.offer_source},
    )
    outcome = apply([proposal], importer="file")
    assert (outcome.created, outcome.kept) == (0, 1)
    assert Program.objects.get().slug == "coding"


# The same for the files that `seed` loads.


@pytest.fixture
def career(tmp_path, settings) -> Career:
    """A career with three duties and a path, exported to files."""
    settings.FIXTURES = {
        "careers": [
            f"careers.{name}"
            for name in ("Career", "CareerItem", "CareerPath", "CareerStep")
        ]
    }
    settings.AUTHORED_FIXTURES = set()
    career = make_career(slug="coder")
    for position in (1, 2, 3):
        CareerItem.objects.create(
            career=career,
            section="duty",
            position=position,
            title=f"Duty {position}",
        )
    path = career.careerpaths.create(name="From school")
    CareerStep.objects.create(path=path, title="Learn")
    call_command("export_fixtures", folder=tmp_path, stdout=StringIO())
    return career


def seed(folder: Path, **options) -> str:
    out = StringIO()
    call_command("seed", folder=folder, stdout=out, **options)
    return out.getvalue()


def test_a_career_whose_address_changed_is_not_doubled(career, save, tmp_path):
    save(career, slug="medical-coder")
    assert "0 created, 0 changed" in seed(tmp_path)
    assert Career.objects.get().slug == "medical-coder"
    assert CareerItem.objects.count() == 3
    assert CareerStep.objects.count() == 1


def test_a_duty_moved_in_its_list_is_not_added_again(career, save, tmp_path):
    save(career, **{"careeritems-0-position": "5"})
    assert "0 created, 0 changed" in seed(tmp_path)
    titles = [item.title for item in career.careeritems.order_by("position")]
    assert titles == ["Duty 2", "Duty 3", "Duty 1"]


def test_duties_that_swapped_their_places_stay_so(career, save, tmp_path):
    save(
        career,
        slug="c",
        **{"careeritems-0-position": "2", "careeritems-1-position": "1"},
    )
    assert "0 created, 0 changed" in seed(tmp_path)
    titles = [item.title for item in career.careeritems.order_by("position")]
    assert titles == ["Duty 2", "Duty 1", "Duty 3"]


def test_a_new_duty_of_the_files_comes_after_those_that_moved(career, save, tmp_path):
    save(career, **{"careeritems-0-position": "4"})
    path = tmp_path / "careers.json"
    text = path.read_text()
    entry = text[: text.index("\n  },") + 4].lstrip("[\n")
    assert '"careers.career"' in entry
    duty = (
        '  {"model": "careers.careeritem", "fields": {"career": ["coder"], '
        '"section": "duty", "position": 4, "title": "Duty 4"}},\n'
    )
    at = text.index('  {\n    "model": "careers.careeritem"')
    path.write_text(text[:at] + duty + text[at:])
    (tmp_path / "SHA256SUMS").write_text("")
    assert "1 created, 0 changed" in seed(tmp_path)
    titles = [item.title for item in career.careeritems.order_by("position")]
    assert titles == ["Duty 2", "Duty 3", "Duty 1", "Duty 4"]


def test_a_duty_that_was_removed_stays_away_until_it_is_let_in(
    career, save, act, tmp_path
):
    save(career, **{"careeritems-1-DELETE": "on"})
    printed = seed(tmp_path)
    assert "0 created, 0 changed, 1 corrected values kept" in printed
    assert "removed by a person" in printed
    assert career.careeritems.count() == 2
    act("release", career)
    assert "1 created" in seed(tmp_path)
    assert "0 created, 0 changed" in seed(tmp_path)
    assert career.careeritems.count() == 3


def test_a_file_may_take_the_place_of_what_a_person_made_and_removed(
    career, save, tmp_path
):
    item = career.careeritems.get(position=3)
    item.delete()
    added = {
        "careeritems-TOTAL_FORMS": "3",
        "careeritems-2-section": "duty",
        "careeritems-2-position": "3",
        "careeritems-2-title": "Ours",
        "careeritems-2-career": career.pk,
    }
    save(career, **added)
    assert career.careeritems.filter(title="Ours").exists()
    save(career, **{"careeritems-2-DELETE": "on"})
    assert "1 created" in seed(tmp_path)
    assert career.careeritems.get(position=3).title == "Duty 3"


def test_a_career_that_was_deleted_stays_away_with_its_pieces(
    career, admin_client, tmp_path
):
    admin_client.post(page_of(career, "delete"), {"post": "yes"})
    assert "0 created, 0 changed" in seed(tmp_path)
    assert not Career.objects.exists()


def test_a_text_stays_after_its_authors_account_is_deleted(
    career, save, editor, tmp_path
):
    save(career, tagline="Ours.")
    editor.delete()
    assert f"Kept as a person left it: {career}: tagline" in seed(tmp_path)
    career.refresh_from_db()
    assert career.tagline == "Ours."


def test_only_the_field_that_changed_stays(career, save, tmp_path):
    save(career, tagline="Ours.")
    Career.objects.update(summary="Not by a person")
    assert "0 created, 1 changed, 1 corrected values kept" in seed(tmp_path)
    career.refresh_from_db()
    assert career.tagline == "Ours."
    assert career.summary == "Reads records and gives each diagnosis its code."


def test_a_load_over_content_tells_each_row_it_makes(career, tmp_path):
    make_source()
    CareerItem.objects.filter(position=2).delete()
    assert "1 created" in seed(tmp_path)
    made = ChangeSet.objects.get()
    assert (made.importer, made.created) == ("seed", 1)
    assert made.changes.get().proposed["title"] == "Duty 2"


def test_the_first_load_is_one_set_without_rows(career, tmp_path):
    Career.objects.all().delete()
    seed(tmp_path)
    made = ChangeSet.objects.get()
    assert (made.created, made.changes.count()) == (6, 0)
    assert set(made.files) == {"careers.json"}
    seed(tmp_path)
    assert ChangeSet.objects.count() == 1


def test_the_release_that_a_person_made_current_stays_so(act, settings, tmp_path):
    settings.FIXTURES = {"pay": ["careers.PayRelease"]}
    settings.AUTHORED_FIXTURES = set()
    shipped = PayRelease.objects.create(name="May 2025", is_current=True)
    call_command("export_fixtures", folder=tmp_path, stdout=StringIO())
    newer = PayRelease.objects.create(name="May 2026")
    act("make_current", newer)
    assert f"Kept as a person left it: {shipped}: is_current" in seed(tmp_path)
    assert PayRelease.objects.current().get() == newer


def test_a_trailing_blank_corrects_nothing(ann):
    credential = make_credential(
        minutes=90, exam_note="One.\nTwo.", summary="What it shows. "
    )
    url = page_of(credential)
    posted = form_data(ann, url)
    posted |= {"exam_note": "One.\r\nTwo. \r\n", "summary": "What it shows."}
    assert ann.post(url, posted).status_code == 302
    assert not Change.objects.exists()
    credential.refresh_from_db()
    assert (credential.exam_note, credential.summary) == (
        "One.\nTwo.",
        "What it shows. ",
    )


def test_lines_are_stored_as_files_have_them(save):
    career = make_career()
    save(career, overview="One.\r\n\r\nTwo.")
    assert career.overview == "One.\n\nTwo."


def test_estimates_leave_a_corrected_price(save):
    school = make_school(
        tuition_fees_in_state=5000,
        tuition_fees_out_of_state=5000,
        tuition_year="2025-26",
    )
    program = make_program(school=school, price_resident=1, price_basis="annual")
    correct(program, price_resident=9999)
    save(school, tuition_fees_in_state="6000", tuition_fees_out_of_state="6000")
    program.refresh_from_db()
    assert program.price_resident == 9999
