"""A figure that changes names its source again, or why the same source stands."""

import pytest
from django.test import Client

from editorial.admin.forms import SAME_SOURCE
from editorial.facts import fact_groups
from editorial.models import ChangeSet
from schools.models import Accreditation, Program
from tests.editorial.changes.conftest import page_of
from tests.factories import make_accreditation, make_pay, make_program, make_source
from tests.webform import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(editor) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def post(client: Client, row, **changed):
    url = page_of(row)
    return client.post(url, form_data(client, url) | changed)


def test_a_price_does_not_change_under_its_old_source(ann):
    program = make_program(price_resident=5000)
    response = post(ann, program, price_resident="5100")
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert errors == {"price_source": [SAME_SOURCE]}
    program.refresh_from_db()
    assert program.price_resident == 5000


def test_a_newer_day_of_the_same_source_will_do(ann):
    program = make_program(price_resident=5000)
    changed = {"price_resident": "5100", "price_as_of": "2026-02-01"}
    assert post(ann, program, **changed).status_code == 302


def test_another_source_will_do(ann):
    program = make_program(price_resident=5000)
    changed = {"price_resident": "5100", "price_source": make_source().pk}
    assert post(ann, program, **changed).status_code == 302


def test_a_word_why_will_do_and_is_kept(ann):
    program = make_program(price_resident=5000)
    changed = {"price_resident": "5100", "_why": "Misread, same page."}
    assert post(ann, program, **changed).status_code == 302
    made = ChangeSet.objects.get()
    assert made.why == "Misread, same page."
    assert made.source == program.price_source


def test_a_word_why_stays_in_a_form_that_is_refused(ann):
    program = make_program(price_resident=5000)
    page = post(ann, program, price_nonresident="", _why="Misread.").content.decode()
    assert 'value="Misread."' in page


def test_a_note_or_a_price_taken_away_needs_no_source(ann):
    program = make_program(price_resident=5000)
    assert post(ann, program, price_terms="By the school.").status_code == 302
    none = {"price_resident": "", "price_nonresident": ""}
    assert post(ann, program, **none).status_code == 302


def test_a_statement_on_a_page_asks_as_well(ann):
    statement = make_accreditation()
    changed = {"accreditations-0-accreditation_status": "withdrawn"}
    response = post(ann, statement.program, **changed)
    assert response.status_code == 200
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.errors == [{"source": [SAME_SOURCE]}]
    changed["accreditations-0-as_of"] = "2026-03-01"
    assert post(ann, statement.program, **changed).status_code == 302


def test_a_wage_on_its_own_page_asks_as_well(ann):
    pay = make_pay()
    response = post(ann, pay, annual_median="1")
    assert response.context["adminform"].form.errors == {"source": [SAME_SOURCE]}


def test_a_statement_is_one_group_but_for_what_names_it():
    (group,) = fact_groups(Accreditation)
    assert {"accreditation_status", "valid_from", "source", "note"} <= group.columns
    assert not {"program", "accreditor", "key"} & group.columns
    assert "note" not in group.figures
    prices = next(g for g in fact_groups(Program) if g.source == "price_source")
    assert prices.figures == {
        "price_resident",
        "price_nonresident",
        "price_in_district",
    }
    assert {"price_terms", "price_year", "price_checked_on"} <= prices.columns
