"""Public pages may be kept on the way, for as long as they are true."""

import gc
import weakref

import pytest
from django.utils import timezone

from editorial.models import Catalogue
from schools.finder.index.current import current_index
from schools.models import Program
from tests.factories import make_program, make_school
from tests.schools.finder.catalogues import make_rules

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def program():
    found = make_program(study_mode="campus")
    Catalogue.objects.bump()
    return found


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/schools/",
        "/schools/?state=OH",
        "/schools/map/",
        "/careers/",
        "/credentials/",
    ],
)
def test_a_page_is_not_sent_again_while_nothing_changed(client, program, address):
    first = client.get(address)
    assert first.status_code == 200
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    assert not first.get("Vary", "").startswith(",")
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=10"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]
    assert again["ETag"] == first["ETag"]
    # The middleware that compresses says its own part, where there is something to compress.
    varying = first.get("Vary", "").replace(", Accept-Encoding", "")
    assert again.get("Vary", "") == varying.replace("Accept-Encoding", "")


def test_an_unchanged_page_costs_one_query(client, program, django_assert_num_queries):
    etag = client.get("/schools/")["ETag"]
    with django_assert_num_queries(1):
        assert (
            client.get("/schools/", headers={"If-None-Match": etag}).status_code == 304
        )


def test_an_edit_is_sent_at_the_next_request(client, program):
    etag = client.get("/schools/")["ETag"]
    program.study_mode = "online"
    program.save()
    Catalogue.objects.bump()
    after = client.get("/schools/", headers={"If-None-Match": etag})
    assert after.status_code == 200
    assert b"Online" in after.content


def test_a_part_is_never_taken_for_the_page(client, program):
    whole, part = client.get("/schools/"), client.get("/schools/", headers=HTMX)
    assert whole["ETag"] != part["ETag"]
    assert "HX-Request" in whole["Vary"]
    headers = {**HTMX, "If-None-Match": whole["ETag"]}
    assert client.get("/schools/", headers=headers).status_code == 200


def test_a_part_is_never_taken_for_a_page_brought_back_from_history(client, program):
    part = client.get("/schools/", headers=HTMX)
    restoring = {**HTMX, "HX-History-Restore-Request": "true"}
    page = client.get("/schools/", headers=restoring)
    assert page.content != part.content
    assert page["ETag"] != part["ETag"]
    headers = {**restoring, "If-None-Match": part["ETag"]}
    assert client.get("/schools/", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("address", "header"),
    [
        ("/schools/", "HX-Request"),
        ("/schools/", "HX-History-Restore-Request"),
        ("/api/v1/programs/", "Accept"),
    ],
)
def test_whatever_header_an_answer_hangs_on_makes_another_tag(
    client, program, address, header
):
    plain = client.get(address)
    other = client.get(address, headers={header: "application/json; indent=4"})
    assert header in plain["Vary"]
    assert other["ETag"] != plain["ETag"]
    again = client.get(address, headers={"If-None-Match": plain["ETag"]})
    assert again.status_code == 304
    assert header in again["Vary"]


def test_what_does_not_exist_is_not_kept(client, program):
    response = client.get("/schools/in/ohio/wizard/")
    assert response.status_code == 404
    assert "public" not in response.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/schools/nowhere/", 404),
        ("/schools/in/ohio/wizard/", 404),
        ("/api/v1/programs/?nonsense=1", 400),
        ("/schools/export.csv?state=ZZ", 400),
    ],
)
def test_a_cache_that_takes_any_copy_for_good_still_hears_that_nothing_is_there(
    client, program, address, status
):
    response = client.get(address, headers={"If-None-Match": "*"})
    assert response.status_code == status
    assert "public" not in response.get("Cache-Control", "")


def test_a_cache_that_takes_any_copy_for_good_need_not_have_a_page_again(
    client, program
):
    response = client.get("/schools/", headers={"If-None-Match": "*"})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == client.get("/schools/")["ETag"]


def test_a_card_rendered_once_shows_each_visitor_their_own_ticks_and_miles(client):
    school = make_school(latitude="39.1072", longitude="-84.502")
    near = make_program(school=school)
    Catalogue.objects.bump()
    address = "/schools/?zip=45202&miles=25"
    first = client.get(address).content.decode()
    assert "under 1 mile away" in first
    other = client.get("/schools/?zip=45044&miles=50").content.decode()
    assert "miles away" in other
    assert client.get(address).content.decode() == first
    ticked = client.get(f"/schools/?p={near.ref}").content.decode()
    box = f'value="{near.ref}" checked'
    assert box in ticked
    assert box not in client.get("/schools/").content.decode()


def test_a_card_is_rendered_anew_for_all_that_it_hangs_on(client):
    make_rules()
    school = make_school(name="Harbor College", state="OH")
    price = {"price_resident": 1_000, "price_nonresident": 2_000}
    records = make_program(school=school, title="Records", **price)
    make_program(school=make_school(name="Valley College"), title="Coding")
    Catalogue.objects.bump()

    def card(query: str = "", school: str = "Harbor College") -> str:
        cards = client.get(f"/schools/?{query}").content.decode().split("<article")[1:]
        [found] = [one for one in cards if school in one]
        return found

    assert "Records" in card()
    assert "Coding" in card(school="Valley College")
    assert "for Ohio residents" in card()
    assert "for non-residents of Ohio" in card("home=TX")
    assert "?home=TX" in card("home=TX")
    assert "?home=" not in card()
    assert "RHIT" in card("credential=rhit&include=cannot-tell")
    assert "RHIT" not in card("credential=cca")
    Program.objects.filter(pk=records.pk).update(title="Archives")
    Catalogue.objects.bump()
    assert "Archives" in card()


@pytest.mark.parametrize(
    "address", ["/schools/?q=health&home=OH", "/schools/map/", "/schools/in/ohio/"]
)
def test_an_index_goes_with_the_last_search_that_asked_it(client, program, address):
    gc.collect()
    gc.disable()
    try:
        assert client.get(address).status_code == 200
        before = weakref.ref(current_index(timezone.localdate()))
        Catalogue.objects.bump()
        client.get(address)
        # As after each answer; else one index for each edit would wait for the full collection.
        gc.collect(0)
        assert before() is None
    finally:
        gc.enable()
