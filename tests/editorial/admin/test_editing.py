"""The desk: who may do what, what an edit leaves behind, and that every page opens."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import ModelAdmin
from django.contrib.auth.models import User
from django.urls import reverse

from careers.models import Career, CareerPath, Credential, EligibilityRule
from editorial.admin.editing import EditingAdmin
from editorial.admin.forms import STALE
from editorial.changes.corrections import Corrections
from editorial.choices import Kind, Status
from editorial.models import Catalogue, Change
from schools.choices import PriceBasis
from schools.models import Accreditation, Program, School
from tests.editorial.admin.rows import make
from tests.factories import (
    correct,
    make_accreditation,
    make_career,
    make_credential,
    make_program,
    make_rule,
    make_school,
    make_source,
)
from tests.webform import form_data

# Importers and visitors add these; the desk only reads or settles them.
WRITTEN_ELSEWHERE = {
    "Change",
    "ChangeSet",
    "PublishingTime",
    "Report",
    "Snooze",
    "Upload",
}
DESKS = [
    desk for desk in admin.site._registry.values() if isinstance(desk, EditingAdmin)
]


def address(model: type, page: str, *args) -> str:
    return reverse(
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args
    )


@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.model.__name__)
def test_every_desk_opens(editor, client, desk: ModelAdmin):
    row = make(desk.model)
    client.force_login(editor)
    for query in ("", "?q=exam", "?o=1", "?p=1"):
        response = client.get(address(desk.model, "changelist") + query)
        assert response.status_code == 200, query
    assert client.get(address(desk.model, "change", row.pk)).status_code == 200
    adding = client.get(address(desk.model, "add")).status_code
    assert adding == (403 if desk.model.__name__ in WRITTEN_ELSEWHERE else 200)


@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.model.__name__)
def test_no_desk_takes_its_own_page_for_somebody_elses(admin_client, desk: ModelAdmin):
    url = address(desk.model, "change", make(desk.model).pk)
    response = admin_client.post(url, form_data(admin_client, url))
    assert STALE not in response.content.decode()


@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.model.__name__)
def test_every_desk_helps_to_find_rows(desk: ModelAdmin):
    assert desk.search_fields
    assert desk.list_filter
    for page in (desk, *desk.inlines):
        chosen = {
            field.name
            for field in page.model._meta.get_fields()
            if field.many_to_one and field.concrete and field.editable
        }
        parents = {getattr(page, "fk_name", None)} | {
            field.name
            for field in page.model._meta.fields
            if page is not desk and field.related_model is desk.model
        }
        if desk.model.__name__ not in WRITTEN_ELSEWHERE:
            assert chosen - parents <= set(page.autocomplete_fields)


def test_editor_corrects_a_price_with_its_source(editor, client):
    program, source = make_program(), make_source()
    version = Catalogue.objects.version()
    client.force_login(editor)
    url = address(Program, "change", program.pk)
    response = client.post(
        url,
        form_data(client, url)
        | {
            "price_resident": "5100",
            "price_nonresident": "7200",
            "price_year": "2025-26",
            "price_source": source.pk,
            "price_as_of": "2026-01-15",
            "price_kind": Kind.PUBLISHED,
        },
    )
    assert response.status_code == 302
    program.refresh_from_db()
    assert (program.price_resident, program.price_nonresident) == (5100, 7200)
    assert program.price_source == source
    corrected = Corrections.of(Program, [program.pk]).fields(program.pk)
    assert {"price_resident", "price_source", "price_kind", "price_basis"} <= corrected
    assert "title" not in corrected
    assert Catalogue.objects.version() == version + 1


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        (
            {
                "price_resident": "5100",
                "price_nonresident": "5100",
                "price_year": "2025-26",
            },
            "price_source",
        ),
        ({"months_low": "9", "months_high": "12"}, "length_source"),
        ({"awards_latest": "0"}, "awards_source"),
    ],
)
def test_figure_without_source_is_refused_beside_the_field(
    editor, client, posted, field
):
    program = make_program()
    client.force_login(editor)
    url = address(Program, "change", program.pk)
    response = client.post(url, form_data(client, url) | posted)
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert "needs its source" in errors[field][0]
    assert list(errors) == [field]


def test_half_a_price_is_refused_beside_the_other_half(editor, client):
    program = make_program(price_resident=5000)
    client.force_login(editor)
    url = address(Program, "change", program.pk)
    response = client.post(
        url, form_data(client, url) | {"price_nonresident": "", "_why": "Misread."}
    )
    assert list(response.context["adminform"].form.errors) == ["price_nonresident"]


def test_accreditation_without_evidence_is_refused_in_the_inline(editor, client):
    program = make_accreditation().program
    client.force_login(editor)
    url = address(Program, "change", program.pk)
    weak = form_data(client, url) | {"accreditations-0-evidence": "10"}
    response = client.post(url, weak)
    assert response.status_code == 200
    formset = response.context["inline_admin_formsets"][0].formset
    assert "need a statement" in str(formset.errors[0])


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.ARCHIVED])
def test_editor_publishes_by_action(editor, client, status):
    career = make_career(status=status)
    version = Catalogue.objects.version()
    client.force_login(editor)
    client.post(
        address(Career, "changelist"),
        {"action": "publish", "_selected_action": [career.pk], "post": "yes"},
    )
    career.refresh_from_db()
    assert career.is_published
    assert career.published_on
    assert Catalogue.objects.version() == version + 1
    assert LogEntry.objects.get().user == editor


def test_editor_publishes_in_the_form(editor, client):
    career = make_career(status=Status.DRAFT)
    client.force_login(editor)
    url = address(Career, "change", career.pk)
    data = form_data(client, url) | {"status": Status.PUBLISHED}
    assert client.post(url, data).status_code == 302
    career.refresh_from_db()
    assert career.is_published
    assert career.published_on


def test_editor_withdraws(editor, client):
    career = make_career()
    version = Catalogue.objects.version()
    client.force_login(editor)
    client.post(
        address(Career, "changelist"),
        {"action": "withdraw", "_selected_action": [career.pk], "post": "yes"},
    )
    career.refresh_from_db()
    assert career.status == Status.DRAFT
    assert Catalogue.objects.version() == version + 1


def test_what_an_editor_withdraws_in_the_form_leaves_its_page(editor, client):
    career = make_career()
    version = Catalogue.objects.version()
    client.force_login(editor)
    url = address(Career, "change", career.pk)
    client.post(url, form_data(client, url) | {"status": Status.DRAFT})
    assert Catalogue.objects.version() == version + 1
    assert client.get(career.get_absolute_url()).status_code == 404


def test_draft_edits_leave_the_catalogue_alone(writer, client):
    career = make_career(status=Status.DRAFT)
    version = Catalogue.objects.version()
    client.force_login(writer)
    url = address(Career, "change", career.pk)
    client.post(url, form_data(client, url) | {"tagline": "Finds the right code."})
    career.refresh_from_db()
    assert career.tagline == "Finds the right code."
    assert Catalogue.objects.version() == version


@pytest.mark.parametrize(
    ("model", "maker"),
    [
        (Career, make_career),
        (Credential, make_credential),
        (School, make_school),
        (Program, make_program),
    ],
)
def test_writer_cannot_publish(writer, client, model, maker):
    row = maker(status=Status.DRAFT)
    client.force_login(writer)
    url = address(model, "change", row.pk)
    posted = form_data(client, url) | {"status": Status.PUBLISHED}
    assert client.post(url, posted).status_code == 302
    row.refresh_from_db()
    assert row.status == Status.DRAFT
    for action in ("publish", "withdraw", "release"):
        client.post(
            address(model, "changelist"),
            {"action": action, "_selected_action": [row.pk], "post": "yes"},
        )
    row.refresh_from_db()
    assert row.status == Status.DRAFT


def test_writer_sends_a_draft_to_review(writer, client):
    draft, published = make_career(status=Status.DRAFT), make_career()
    client.force_login(writer)
    client.post(
        address(Career, "changelist"),
        {"action": "submit", "_selected_action": [draft.pk, published.pk]},
    )
    draft.refresh_from_db()
    published.refresh_from_db()
    assert draft.status == Status.REVIEW
    assert published.is_published


def test_writer_reads_but_does_not_change_what_is_published(writer, client):
    career, statement = make_career(), make_accreditation()
    path = CareerPath.objects.create(career=career, name="From school")
    client.force_login(writer)
    for row in (career, path, statement):
        url = address(type(row), "change", row.pk)
        assert client.get(url).status_code == 200
        assert client.post(url, {"name": "Changed"}).status_code == 403
    for model in (CareerPath, Accreditation):
        assert client.get(address(model, "add")).status_code == 403
    client.post(
        address(Accreditation, "changelist"),
        {
            "action": "delete_selected",
            "_selected_action": [statement.pk],
            "post": "yes",
        },
    )
    assert Accreditation.objects.filter(pk=statement.pk).exists()


def test_editor_ticks_the_levels_of_a_rule(editor, client):
    rule = make_rule()
    client.force_login(editor)
    url = address(Credential, "change", rule.credential.pk)
    posted = form_data(client, url) | {
        "rules-0-award_levels": ["associate", "bachelor"],
        "rules-0-fields": ["health-information"],
    }
    assert client.post(url, posted).status_code == 302
    rule = EligibilityRule.objects.get()
    assert rule.award_levels == ["associate", "bachelor"]
    assert rule.fields == ["health-information"]
    url = address(Credential, "change", rule.credential.pk)
    assert client.post(url, form_data(client, url)).status_code == 302
    assert EligibilityRule.objects.get().award_levels == ["associate", "bachelor"]


def test_rows_swap_places(editor, client):
    career = make_career()
    for position in (1, 2, 3):
        career.careeritems.create(
            section="duty", position=position, title=f"Duty {position}"
        )
    client.force_login(editor)
    url = address(Career, "change", career.pk)
    posted = form_data(client, url) | {
        "careeritems-0-position": "3",
        "careeritems-2-position": "1",
        "careeritems-1-DELETE": "on",
    }
    assert client.post(url, posted).status_code == 302
    rows = career.careeritems.order_by("position").values_list("position", "title")
    assert list(rows) == [(1, "Duty 3"), (3, "Duty 1")]


def test_two_rows_in_one_place_are_refused(editor, client):
    career = make_career()
    for position in (1, 2):
        career.careeritems.create(section="duty", position=position, title="Duty")
    client.force_login(editor)
    url = address(Career, "change", career.pk)
    posted = form_data(client, url) | {"careeritems-0-position": "2"}
    response = client.post(url, posted)
    assert response.status_code == 200
    assert "duplicate" in response.content.decode()


def test_what_only_the_database_notices_is_said_politely(editor, client):
    credential = make_credential()
    make_rule(credential=credential, slug="one")
    make_rule(credential=credential, slug="two")
    client.force_login(editor)
    url = address(Credential, "change", credential.pk)
    swapped = {"rules-0-slug": "two", "rules-1-slug": "one"}
    response = client.post(url, form_data(client, url) | swapped, follow=True)
    assert "Not saved" in response.content.decode()


def test_saving_unchanged_marks_nothing(editor, client):
    program = make_program(
        price_resident=5000, price_nonresident=7000, months_high=24, awards_latest=3
    )
    client.force_login(editor)
    url = address(Program, "change", program.pk)
    assert client.post(url, form_data(client, url)).status_code == 302
    assert not Change.objects.exists()


def test_corrections_can_be_opened_to_imports_again(editor, client):
    school = make_school()
    correct(school, name="Ours")
    assert "name" in Corrections.of(School, [school.pk]).fields(school.pk)
    client.force_login(editor)
    client.post(
        address(School, "changelist"),
        {"action": "release", "_selected_action": [school.pk], "post": "yes"},
    )
    assert not Corrections.of(School, [school.pk]).fields(school.pk)


def test_deleting_published_content_reaches_the_catalogue(admin_client):
    career, other = make_career(), make_career()
    version = Catalogue.objects.version()
    admin_client.post(address(Career, "delete", career.pk), {"post": "yes"})
    assert Catalogue.objects.version() == version + 1
    admin_client.post(
        address(Career, "changelist"),
        {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"},
    )
    assert Catalogue.objects.version() == version + 2
    assert not Career.objects.exists()


def test_a_source_in_use_cannot_be_deleted(admin_client):
    source = make_source()
    make_accreditation(source=source)
    url = address(type(source), "delete", source.pk)
    assert "protected" in admin_client.get(url).content.decode()
    admin_client.post(url, {"post": "yes"})
    source.refresh_from_db()


def test_renaming_a_school_renews_what_a_search_reads(editor, client):
    school = make_school(name="Old College")
    client.force_login(editor)
    url = address(School, "change", school.pk)
    client.post(url, form_data(client, url) | {"name": "Zephyr College"})
    school.refresh_from_db()
    assert "zephyr" in school.search_text


def test_estimates_follow_the_tuition_of_the_school(editor, client):
    school = make_school(
        tuition_fees_in_state=4000,
        tuition_fees_out_of_state=8000,
        tuition_year="2024-25",
    )
    estimated = make_program(school=school)
    published = make_program(school=school, price_resident=999)
    version = Catalogue.objects.version()
    client.force_login(editor)
    url = address(School, "change", school.pk)
    dearer = {"tuition_fees_in_state": "5000", "_why": "Misread."}
    assert client.post(url, form_data(client, url) | dearer).status_code == 302
    assert Catalogue.objects.version() == version + 1, "Both in one publication."
    estimated.refresh_from_db()
    published.refresh_from_db()
    assert (estimated.price_resident, estimated.price_kind) == (10_000, Kind.ESTIMATED)
    assert published.price_resident == 999


def test_people_without_staff_rights_are_sent_to_sign_in(client, db):
    client.force_login(User.objects.create_user("visitor"))
    response = client.get(address(Program, "changelist"))
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_a_program_saved_leaves_the_estimates_of_its_neighbours(editor, client):
    school = make_school()
    program = make_program(school=school, price_resident=5_000)
    neighbour = make_program(
        school=school, price_resident=1, price_basis=PriceBasis.ANNUAL
    )
    client.force_login(editor)
    url = address(Program, "change", program.pk)
    posted = {
        "price_resident": "6000",
        "price_nonresident": "6000",
        "_why": "Misread.",
    }
    assert client.post(url, form_data(client, url) | posted).status_code == 302
    program.refresh_from_db()
    neighbour.refresh_from_db()
    assert (program.price_resident, neighbour.price_resident) == (6_000, 1)


def test_the_estimate_of_a_program_follows_its_own_length(editor, client):
    school = make_school(
        tuition_fees_in_state=5_000,
        tuition_fees_out_of_state=5_000,
        tuition_year="2025-26",
    )
    program = make_program(school=school)
    client.force_login(editor)
    url = address(Program, "change", program.pk)
    assert client.post(url, form_data(client, url)).status_code == 302
    program.refresh_from_db()
    assert program.price_resident == 10_000
