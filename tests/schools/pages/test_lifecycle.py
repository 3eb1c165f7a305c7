"""Schools that close, addresses that change, names of before."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse

from careers.models import Career, Credential
from editorial.imports.proposals import ImportFaults
from editorial.models import Catalogue
from schools.importers import former_names
from schools.models import Program, School
from tests.factories import (
    make_career,
    make_credential,
    make_program,
    make_school,
    make_source,
)
from tests.webform import form_data

pytestmark = pytest.mark.django_db

YESTERDAY = dt.date.today() - dt.timedelta(days=1)


@pytest.fixture
def closed():
    """A program of a school that closed yesterday, and one nearby."""
    near = make_school(name="Next Door College", state="OH", latitude=40, longitude=-81)
    make_program(school=near, title="Records")
    school = make_school(
        name="Gateway College",
        slug="gateway",
        state="OH",
        latitude=40.3,
        longitude=-80.6,
        closed_on=YESTERDAY,
        closing_source=make_source(publisher="Board of Regents"),
        closing_as_of=YESTERDAY,
        closing_kind="published",
        records_note="Youngstown keeps the transcripts.",
        merged_into=near,
    )
    return make_program(school=school, title="Records", slug="records")


def test_a_closed_school_is_gone_and_says_where_to_turn(client, closed):
    for address in ("/schools/gateway/", "/schools/gateway/records/"):
        response = client.get(address)
        assert response.status_code == 410
        body = response.content.decode()
        assert "Gateway College has closed" in body
        assert f"{YESTERDAY:%B %Y}" in body
        assert "Youngstown keeps the transcripts." in body
        assert "Next Door College" in body
        assert "Board of Regents" in body
        assert 'content="noindex' in body


def test_no_list_has_a_closed_school(client, closed):
    for address in (
        "/schools/",
        "/schools/?q=gateway",
        "/search/?q=gateway",
        "/schools/map/?state=OH",
        "/schools/in/ohio/",
        "/sitemap-schools.xml",
        "/sitemap-programs.xml",
        "/api/v1/programs/",
        "/",
    ):
        body = client.get(address).content.decode()
        assert "/schools/gateway/" not in body, address
    export = b"".join(client.get("/schools/export.csv").streaming_content).decode()
    assert "Gateway College" not in export


@pytest.mark.parametrize("address", ["programs/{unitid}/records/", "schools/{unitid}/"])
def test_the_api_says_that_it_closed(client, closed, address):
    unitid = closed.school.unitid
    response = client.get(f"/api/v1/{address.format(unitid=unitid)}")
    assert response.status_code == 410
    assert "Gateway College closed on" in response.json()["detail"]


def test_a_school_that_will_close_still_teaches(client, closed):
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    School.objects.filter(pk=closed.school_id).update(closed_on=tomorrow)
    Catalogue.objects.bump()
    assert client.get("/schools/gateway/").status_code == 200
    assert "/schools/gateway/" in client.get("/schools/?q=gateway").content.decode()


def test_a_closing_day_needs_its_source():
    school = make_school()
    school.closed_on = YESTERDAY
    with pytest.raises(ValidationError):
        school.full_clean()


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("editor", "e@example.org", "x")
    client.force_login(user)
    return client


def rename(client, obj, slug):
    name = f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change"
    url = reverse(name, args=[obj.pk])
    response = client.post(url, form_data(client, url) | {"slug": [slug]})
    assert response.status_code == 302
    obj.refresh_from_db()


def make_of(model):
    makers = {
        School: lambda: make_program().school,
        Program: make_program,
        Career: make_career,
        Credential: make_credential,
    }
    return makers[model]()


@pytest.mark.parametrize("model", [School, Program, Career, Credential])
def test_an_address_of_before_leads_on_for_ever(editor, model):
    obj = make_of(model)
    first = obj.get_absolute_url()
    rename(editor, obj, "second")
    second = obj.get_absolute_url()
    rename(editor, obj, "third")
    for old in (first, second):
        response = editor.get(old)
        assert (response.status_code, response["Location"]) == (
            301,
            obj.get_absolute_url(),
        )
    assert editor.get(obj.get_absolute_url()).status_code == 200


def test_the_program_of_a_renamed_school_is_found(editor):
    program = make_program()
    old = program.get_absolute_url()
    rename(editor, program.school, "elsewhere")
    program = Program.objects.get(pk=program.pk)
    response = editor.get(old)
    assert (response.status_code, response["Location"]) == (
        301,
        program.get_absolute_url(),
    )


def test_whoever_has_an_address_now_keeps_it(editor):
    obj = make_career(slug="coder")
    rename(editor, obj, "medical-coder")
    other = make_career(slug="coder")
    assert editor.get("/careers/coder/").context["career"] == other


def test_saved_links_find_a_renamed_program(editor):
    program, other = make_program(), make_program()
    old = program.ref
    rename(editor, program, "renamed")
    for page in ("compare", "shortlist"):
        response = editor.get(f"/schools/{page}/?p={old}&p={other.ref}")
        assert response.status_code == 200
        assert "not known here" not in response.content.decode()
        assert program.get_absolute_url() in response.content.decode()


def test_what_never_was_is_not_found(client, closed):
    for address in (
        "/schools/never/",
        "/schools/never/records/",
        "/schools/gateway/never/",
        "/careers/never/",
        "/credentials/never/",
    ):
        assert client.get(address).status_code == 404


HEADER = "unitid,name,alias,first_directory_year,last_directory_year\n"


def names_in(tmp_path, *rows):
    (tmp_path / former_names.NAMES).write_text(HEADER + "".join(rows))
    notes = []
    return list(former_names.propose(tmp_path, notes)), notes


def test_former_names_are_those_that_it_has_no_more(tmp_path):
    school = make_school(unitid="203331", name="Gateway College", aliases="GC")
    rows = (
        "203331,Jefferson College,,2020,2021\n",
        "203331,GC,,2020,2022\n",
        "203331,Gateway College,,2022,2024\n",
        "999999,Somewhere Else,,2020,2024\n",
    )
    [proposal], notes = names_in(tmp_path, *rows)
    assert proposal.key == {"unitid": school.unitid}
    assert proposal.values == {"former_names": "Jefferson College"}
    assert notes == ["Rows of schools without a program here: 1"]


def test_a_former_name_finds_the_school(client):
    school = make_school(name="Gateway College", former_names="Jefferson College")
    make_program(school=school)
    assert school.name in client.get("/schools/?q=jefferson").content.decode()
    assert "Jefferson College" in client.get(school.get_absolute_url()).content.decode()


def test_faults_of_the_names_say_where_they_are(tmp_path):
    make_school(unitid="203331")
    with pytest.raises(ImportFaults) as refused:
        names_in(tmp_path, "203331,Old,,2024,2020\n", "203331,Other,,x,2020\n")
    said = [str(fault) for fault in refused.value.faults]
    assert any("row 2" in one and "before the first year" in one for one in said), said
    assert any("row 3" in one and "first_directory_year" in one for one in said), said
