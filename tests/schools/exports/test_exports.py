"""Taking a search away: what a file says, how it is sent, what it refuses."""

import codecs
import csv
import gc
import io
import json
from decimal import Decimal

import pytest

from careers.choices import AccreditationStatus, AwardLevel, Field
from careers.models import Area, Occupation, Pay
from editorial.choices import Kind, Status
from editorial.models import Catalogue
from schools.exports import programs as exports
from schools.exports.columns import PROGRAM_COLUMNS
from schools.finder.index.current import current_index
from schools.finder.indexed_program import NO_AWARDS, NO_LENGTH
from schools.models import Program
from tests.factories import (
    YEAR,
    make_accreditation,
    make_area,
    make_credential,
    make_data_change,
    make_occupation,
    make_pay,
    make_program,
    make_rule,
    make_school,
    make_source,
)

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows(client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"/schools/export.csv?{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(text_of(response))))


def records(client, query: str = "") -> list[dict]:
    return json.loads(text_of(client.get(f"/schools/export.json?{query}")))["programs"]


@pytest.fixture
def degree():
    """A program with a figure in every group, each from a source of its own."""
    school = make_school(
        name="Ohio Valley College",
        unitid="123456",
        state="OH",
        latitude="39.1072",
        longitude="-84.502",
    )
    program = make_program(
        school=school,
        title="Records",
        slug="records",
        award_level=AwardLevel.ASSOCIATE,
        credits=Decimal("60.5"),
        url="https://example.edu/records",
        price_resident=8_000,
        price_nonresident=15_000,
        price_in_district=6_500,
        price_terms="2 years × $4,000",
        price_source=make_source(publisher="Price Office", title="Tuition"),
        price_kind=Kind.ESTIMATED,
        months_low=20,
        months_high=24,
        awards_latest=0,
        awards_previous=4,
        awards_year=YEAR,
    )
    make_accreditation(program=program, note="For staff alone.")
    return program


@pytest.fixture
def bare():
    """A program of which nothing is known."""
    return make_program(title="Bare", school=make_school(unitid="654321", state="TX"))


def test_file_has_every_column_in_order(client, degree):
    response = client.get("/schools/export.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="programs.csv"'
    header = next(csv.reader(io.StringIO(text_of(response))))
    assert header == [column.name for column in PROGRAM_COLUMNS]
    assert len(set(header)) == len(header)


@pytest.mark.parametrize(
    "path",
    [
        "/schools/export.csv",
        "/schools/shortlist.csv?p=123456.records",
        "/data/pay/29-2072.csv",
    ],
)
def test_a_spreadsheet_knows_the_letters_by_a_mark_at_the_start(
    client, degree, pay_of_ohio, path
):
    content = b"".join(client.get(path).streaming_content)
    assert content.count(codecs.BOM_UTF8) == 1
    assert content.startswith(codecs.BOM_UTF8)
    # As pandas and Python read it, the mark is no part of the first column's name.
    first, *_ = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert first[0] in {"id", "occupation"}
    assert b"\xef\xbb\xbf" not in b"".join(
        client.get("/schools/export.json").streaming_content
    )


def test_figures_come_with_source_date_and_kind(client, degree):
    (row,) = rows(client)
    assert row["id"] == "123456.records"
    assert (row["price_resident"], row["price_nonresident"]) == ("8000", "15000")
    assert (row["price_in_district"], row["price_year"]) == ("6500", YEAR)
    assert row["price_source"] == "Price Office, Tuition, 2025"
    assert (row["price_kind"], row["price_as_of"]) == ("estimated", "2025-07-01")
    assert row["price_terms"] == "2 years × $4,000"
    assert (row["months_low"], row["months_high"]) == ("20", "24")
    assert row["months_kind"] == "published"
    assert (row["credits"], row["dormant"]) == ("60.5", "false")
    assert row["accreditation"] == row["accreditation_status"] == "accredited"
    assert row["accreditation_source"]
    assert row["url"].endswith(degree.get_absolute_url())
    assert row["program_url"] == "https://example.edu/records"


def test_zero_stays_zero_and_unknown_is_empty(client, degree, bare):
    full, empty = rows(client, "sort=name")
    if full["title"] == "Bare":
        full, empty = empty, full
    assert full["awards_latest"] == "0"
    assert full["awards_earlier"] == full["awards_missing"] == ""
    for name in ("price_resident", "months_high", "awards_latest", "credits"):
        assert empty[name] == ""
    assert empty["price_missing"] == "School has not published a price"
    assert empty["months_missing"] == NO_LENGTH
    assert empty["awards_missing"] == NO_AWARDS
    for group in ("price", "months", "accreditation"):
        for part in ("source", "kind", "as_of"):
            assert empty[f"{group}_{part}"] == ""
    assert empty["accreditation"] == "unconfirmed"
    assert empty["mode"] == "unknown"


def test_only_columns_that_say_so_are_ever_empty(client, degree, bare):
    never = {column.name for column in PROGRAM_COLUMNS if not column.blank}
    for row in rows(client):
        assert {name for name in never if row[name] == ""} == set()


def test_json_says_the_same_as_csv(client, degree, bare):
    query = "home=KY&zip=99501&sort=name"
    found = records(client, query)
    for record, row in zip(found, rows(client, query), strict=True):
        assert list(record) == list(row)
        for name, value in record.items():
            assert str(exports_cell(value)) == row[name], name
    assert {record["price_resident"] for record in found} == {8_000, None}


def exports_cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, list) else value


def test_json_says_what_was_asked(client, degree):
    response = client.get("/schools/export.json?state=OH&sort=price")
    head = json.loads(text_of(response))
    assert (head["count"], head["sort"]) == (1, "price")
    assert head["search"].endswith("/schools/export.json?state=OH&sort=price")
    assert head["catalogue_version"] == Catalogue.objects.version()


@pytest.mark.parametrize(
    ("query", "price", "whose"),
    [
        ("", "", ""),
        ("home=OH", "8000", "Ohio residents"),
        ("home=TX", "15000", "non-residents of Ohio"),
    ],
)
def test_price_for_me_needs_a_home(client, degree, query, price, whose):
    (row,) = rows(client, query)
    assert (row["price_for_me"], row["price_for_me_is"]) == (price, whose)


def test_distance_is_told_when_asked(client, degree, bare):
    (near,) = rows(client, "zip=45011")
    assert near["title"] == "Records"
    assert 15 < float(near["miles"]) < 25
    assert {row["miles"] for row in rows(client)} == {""}


def test_every_file_and_page_says_the_same_of_what_a_program_leads_to(client, degree):
    make_rule(credential=make_credential(slug="rhit", abbr="RHIT"), accreditor="CAHIIM")
    make_rule(credential=make_credential(slug="cca", abbr="CCA"), fields=[degree.field])
    make_rule(credential=make_credential(slug="any", abbr="ANY"))
    twin = make_program(school=degree.school, slug="twin", title="Twin")
    lists = {
        degree.ref: {"leads_to": ["rhit"], "may_lead_to": [], "prepares_for": ["cca"]},
        twin.ref: {"leads_to": [], "may_lead_to": ["rhit"], "prepares_for": ["cca"]},
    }
    found = rows(client), records(client)
    for row, record in zip(*found, strict=True):
        for name, slugs in lists[row["id"]].items():
            assert row[name] == "; ".join(slugs)
            assert record[name] == slugs
    for program in (degree, twin):
        page = client.get(program.get_absolute_url()).context["page"]
        unitid, slug = program.ref.split(".")
        detail = client.get(f"/api/v1/programs/{unitid}/{slug}/").json()
        for name, slugs in lists[program.ref].items():
            assert [e.credential for e in getattr(page, name)] == slugs
            verb = name.replace("_", "-")
            said = [e["credential"] for e in detail["eligibility"] if e["verb"] == verb]
            assert said == detail[name] == slugs


def test_eligibility_is_one_list_a_verdict(client, degree):
    rhit, cca, cpc = (
        make_credential(slug=slug, abbr=slug.upper()) for slug in ("rhit", "cca", "cpc")
    )
    make_rule(credential=rhit, accreditor="CAHIIM")
    make_rule(credential=cca, is_verified=False)
    make_rule(credential=cpc, condition="you join AAPC")
    (row,) = rows(client)
    assert row["eligible_for"] == "rhit"
    assert row["eligible_if_for"] == "cpc"
    assert row["cannot_tell_for"] == "cca"
    (record,) = records(client)
    assert record["eligible_for"] == ["rhit"]


def test_statement_in_force_counts(client, bare):
    make_accreditation(
        program=bare,
        accreditation_status=AccreditationStatus.CANDIDACY,
        valid_from="2020-01-01",
    )
    make_accreditation(program=bare, valid_until="2020-01-01")
    (row,) = rows(client)
    assert row["accreditation_status"] == "candidacy"
    assert row["accreditation_valid_from"] == "2020-01-01"
    assert row["accreditation_valid_until"] == ""


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_a_formula(client, first):
    title = f"{first}HYPERLINK(1)"
    make_program(title=title, school=make_school(city=f"{first}2+3"))
    (row,) = rows(client)
    assert (row["title"], row["city"]) == (f"'{title}", f"'{first}2+3")
    assert records(client)[0]["title"] == title


def test_numbers_stay_numbers(client):
    school = make_school(latitude="39.1", longitude="-84.5")
    make_program(school=school, price_resident=0)
    (row,) = rows(client, "zip=45202")
    assert row["price_resident"] == "0"
    assert float(row["miles"]) >= 0


def test_quotes_commas_and_lines_survive(client):
    title = 'Coding, "advanced"\nand billing; Ω'
    make_program(title=title)
    assert rows(client)[0]["title"] == title
    assert records(client)[0]["title"] == title


def test_drafts_and_staff_notes_stay_inside(client, degree):
    make_program(title="Hidden", status=Status.DRAFT)
    make_program(title="Behind", school=make_school(status=Status.DRAFT))
    for form in ("csv", "json"):
        text = text_of(client.get(f"/schools/export.{form}?include=dormant"))
        assert "Records" in text
        for secret in ("Hidden", "Behind", "For staff alone"):
            assert secret not in text


def test_all_pages_are_in_the_file_in_the_order_asked(client, monkeypatch):
    monkeypatch.setattr(exports, "CHUNK", 7)
    school = make_school()
    for number in range(45):
        make_program(school=school, title=f"P{number}", price_resident=900 - number)
    prices = [int(row["price_resident"]) for row in rows(client, "sort=price")]
    assert prices == sorted(prices)
    assert len(prices) == 45


def test_page_number_does_not_cut_the_file(client, degree):
    assert len(rows(client, "page=1")) == 1


def test_a_long_file_holds_few_programs_at_a_time(degree, monkeypatch):
    monkeypatch.setattr(exports, "CHUNK", 3)
    pks = [make_program().pk for _ in range(20)]
    index = current_index(degree.offer_as_of)

    def held() -> int:
        return sum(type(one) is Program for one in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = held()
        at_once = [held() - before for _ in exports.in_order(index, pks)]
    finally:
        gc.enable()
    assert len(at_once) == 20
    # Three, and the last of each three before, which whoever writes the file still had.
    assert max(at_once) <= 10


def test_chosen_programs_keep_their_order(degree, bare):
    index = current_index(degree.offer_as_of)
    unknown = bare.pk + 1_000
    programs = exports.in_order(index, [bare.pk, unknown, degree.pk], home="OH")
    response = exports.csv_response(programs, "shortlist.csv")
    found = list(csv.DictReader(io.StringIO(text_of(response))))
    assert [row["title"] for row in found] == ["Bare", "Records"]
    assert found[1]["price_for_me"] == "8000"
    assert 'filename="shortlist.csv"' in response["Content-Disposition"]


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("state=ZZ", "state"),
        ("price_min=9&price_max=1", "price_max"),
        ("zip=00000", "zip"),
        ("page=%00", "page"),
        ("months_max=" + "9" * 400, "months_max"),
        ("q=" + "x" * 10_000, "q"),
    ],
)
def test_a_bad_value_is_refused_in_plain_words(client, degree, form, query, name):
    response = client.get(f"/schools/export.{form}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert response.content.decode().startswith(f"{name}: ")
    assert response["Cache-Control"] == "no-store"
    assert len(response.content) < 500


@pytest.mark.parametrize("address", ["/schools/export.csv", "/schools/export.json"])
def test_a_file_is_only_fetched(client, degree, address):
    assert client.head(address).status_code == 200
    for method in ("post", "put", "patch", "delete", "trace"):
        assert getattr(client, method)(address).status_code == 405


def test_an_unchanged_catalogue_sends_nothing_twice(client, degree):
    first = client.get("/schools/export.csv?state=OH")
    assert "max-age" in first["Cache-Control"]
    assert "public" in first["Cache-Control"]
    assert not first.cookies
    again = {"If-None-Match": first["ETag"]}
    assert client.get("/schools/export.csv?state=OH", headers=again).status_code == 304
    other = client.get("/schools/export.csv?state=TX")
    assert other["ETag"] != first["ETag"]
    Catalogue.objects.bump()
    assert client.get("/schools/export.csv?state=OH", headers=again).status_code == 200


def test_results_link_to_their_own_files(client, degree):
    query = "state=OH&state=ZZ&home=TX&months_max=x&page=1&view=table&utm_source=mail"
    response = client.get(f"/schools/?{query}")
    finder = response.context["finder"]
    assert finder.downloads["csv"] == "/schools/export.csv?state=OH&home=TX"
    body = response.content.decode()
    for form in ("csv", "json"):
        assert f'href="/schools/export.{form}?state=OH&amp;home=TX"' in body
    assert len(rows(client, "state=OH&home=TX")) == finder.total


def test_link_of_a_state_page_keeps_its_state(client, degree, bare):
    finder = client.get("/schools/in/ohio/").context["finder"]
    query = finder.downloads["csv"].partition("?")[2]
    assert [row["title"] for row in rows(client, query)] == ["Records"]


@pytest.fixture
def pay_of_ohio() -> Pay:
    occupation = make_occupation(soc_code="29-2072", title="Records Specialists")
    return make_pay(
        occupation=occupation,
        area=make_area(kind="state", name="Ohio", slug="ohio", state="OH"),
        annual_median=50_990,
        annual_p90=250_000,
        hourly_median=Decimal("24.52"),
        suppressed_fields="employment;annual_p10",
    )


def test_pay_of_an_occupation_is_a_file(client, pay_of_ohio):
    make_pay(occupation=pay_of_ohio.occupation, release="May 2024")
    response = client.get("/data/pay/29-2072.csv")
    (row,) = csv.DictReader(io.StringIO(text_of(response)))
    assert (row["occupation"], row["area"]) == ("29-2072", "ohio")
    assert (row["annual_median"], row["hourly_median"]) == ("50990", "24.52")
    assert row["employment"] == row["annual_p10"] == row["annual_p25"] == ""
    assert row["withheld"] == "employment; annual_p10"
    assert (row["annual_p90"], row["top_coded"]) == ("239200", "annual_p90")
    assert row["release"] == "May 2025"
    assert row["source"]
    assert client.get("/data/pay/99-9999.csv").status_code == 404


def test_data_page_explains_every_column_and_file(client, pay_of_ohio, degree):
    make_program(field=Field.OTHER)
    make_program(awards_latest=0, awards_previous=0, awards_earlier=0)
    change = make_data_change(title="New prices", body="All of *2025-26*.")
    response = client.get("/data/")
    body = response.content.decode()
    for column in PROGRAM_COLUMNS:
        assert f"<code>{column.name}</code>" in body
    assert "/data/pay/29-2072.csv" in body
    assert change.title in body
    assert "<em>2025-26</em>" in body
    assert len(rows(client, response.context["every_program"])) == 3
    for example in response.context["examples"]:
        if "credential=" not in example["url"]:
            assert client.get(example["url"]).status_code == 200, example


def test_areas_and_occupations_need_no_rows(client):
    assert not Area.objects.exists()
    assert not Occupation.objects.exists()
    response = client.get("/data/")
    assert response.status_code == 200
    assert "Nothing is recorded yet" in response.content.decode()
