"""The API: what each address answers, what it refuses, how it may be kept."""

import json

import jsonschema
import pytest
import yaml
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError

from careers.choices import AreaKind, AwardLevel
from careers.models import CareerCredential, Credential, PassRate
from editorial.choices import Kind, Status
from editorial.models import Catalogue
from editorial.models.querysets import CatalogueQuerySet
from schools.exports.columns import PROGRAM_COLUMNS
from schools.finder.query import FACETS, ProgramFilter
from tests.factories import (
    make_accreditation,
    make_area,
    make_career,
    make_credential,
    make_field_outcome,
    make_occupation,
    make_outlook,
    make_pay,
    make_program,
    make_rule,
    make_school,
    make_source,
)
from tests.schools.finder.test_finder import NONSENSE
from web.throttles import ForgivingThrottle

pytestmark = pytest.mark.django_db

PROGRAMS = "/api/v1/programs/"
PATHS = {
    "/api/v1/": "/api/v1/",
    PROGRAMS: PROGRAMS,
    f"{PROGRAMS}123456/records/": f"{PROGRAMS}{{unitid}}/{{slug}}/",
    "/api/v1/schools/123456/": "/api/v1/schools/{unitid}/",
    "/api/v1/careers/": "/api/v1/careers/",
    "/api/v1/careers/coder/": "/api/v1/careers/{slug}/",
    "/api/v1/credentials/": "/api/v1/credentials/",
    "/api/v1/credentials/rhit/": "/api/v1/credentials/{slug}/",
    "/api/v1/pay/?occupation=29-2072": "/api/v1/pay/",
}
"""An address that answers, and its path in the schema."""


@pytest.fixture
def site():
    """One published row of everything that the API tells of, and a draft beside it."""
    school = make_school(
        name="Ohio Valley College",
        unitid="123456",
        slug="ohio-valley",
        aliases="OVC\nValley",
        tuition_fees_in_state=4_000,
        latitude="39.1072",
        longitude="-84.502",
    )
    program = make_program(
        school=school,
        title="Records",
        slug="records",
        award_level=AwardLevel.ASSOCIATE,
        price_resident=8_000,
        price_nonresident=15_000,
        months_high=24,
        awards_latest=5,
    )
    make_accreditation(program=program, note="For staff alone.")
    make_accreditation(program=program, valid_until="2019-01-01")
    make_field_outcome(
        school=school, credential_level="Associate's Degree", earnings_1yr=41_000
    )
    make_program(school=school, title="Bare", slug="bare")
    make_program(school=school, title="Hidden", slug="hidden", status=Status.DRAFT)
    rhit = make_credential(
        slug="rhit", abbr="RHIT", former_names="ART", fee_member=229, renewal_years=2
    )
    make_rule(
        credential=rhit, slug="way", accreditor="CAHIIM", award_levels=["associate"]
    )
    make_rule(credential=rhit, slug="past", valid_until="2019-01-01")
    PassRate.objects.create(
        credential=rhit,
        year=2024,
        first_time_percent="70.5",
        kind=Kind.PUBLISHED,
        confidence="primary",
        source=make_source(),
    )
    occupation = make_occupation(soc_code="29-2072", title="Records Specialists")
    nation = make_area(kind=AreaKind.NATION, name="United States", slug="nation")
    ohio = make_area(kind=AreaKind.STATE, name="Ohio", slug="ohio")
    make_pay(occupation=occupation, area=nation)
    make_pay(occupation=occupation, area=ohio, annual_median=51_000)
    make_outlook(occupation=occupation, percent_change="7.1", annual_openings=14_000)
    career = make_career(
        slug="coder", occupation=occupation, program_fields=["health-information"]
    )
    CareerCredential.objects.create(career=career, credential=rhit, note="Asked for.")
    hidden = make_credential(slug="hush", abbr="HUSH", status=Status.DRAFT)
    CareerCredential.objects.create(
        career=career, credential=hidden, note="Draft.", position=2
    )
    make_career(slug="draft", name="Hidden job", status=Status.DRAFT)


@pytest.fixture
def schema(client) -> dict:
    return client.get("/api/v1/openapi.json").json()


@pytest.mark.parametrize(("url", "path"), PATHS.items())
def test_answers_keep_to_the_schema(client, site, schema, url, path):
    response = client.get(url)
    assert response.status_code == 200
    answered = schema["paths"][path]["get"]["responses"]["200"]
    wanted = answered["content"]["application/json"]["schema"]
    validator = jsonschema.Draft202012Validator(
        {**wanted, "components": schema["components"]}
    )
    assert list(validator.iter_errors(response.json())) == []


def test_schema_is_sound_and_whole(client, schema, tmp_path):
    call_command(
        "spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "s.yaml")
    )
    assert set(schema["paths"]) == set(PATHS.values())
    assert schema["info"]["version"] == "1"
    program = schema["components"]["schemas"]["Program"]
    assert list(program["properties"]) == [column.name for column in PROGRAM_COLUMNS]
    assert set(program["required"]) == set(program["properties"])
    asked = schema["paths"][PROGRAMS]["get"]["parameters"]
    assert {parameter["name"] for parameter in asked} == set(ProgramFilter.base_filters)
    for methods in schema["paths"].values():
        assert set(methods) == {"get"}
    assert yaml.safe_load(client.get("/api/v1/openapi.yaml").content) == schema


def test_a_client_made_from_the_schema_can_ask_and_read(schema, settings):
    assert schema["servers"] == [{"url": settings.SITE_URL}]
    asked = {p["name"]: p for p in schema["paths"][PROGRAMS]["get"]["parameters"]}
    for name in ("state", "level", "credential", "include"):
        # Lists by repetition: state=OH&state=KY.
        assert asked[name]["schema"]["type"] == "array"
        assert (asked[name]["style"], asked[name]["explode"]) == ("form", True)
    components = schema["components"]["schemas"]
    for schema_of in components.values():
        # Typed languages take a property that is not required for one that may be missing.
        properties = schema_of.get("properties", {})
        assert set(schema_of.get("required", [])) == set(properties)
    program = components["Program"]["properties"]
    assert program["price_resident"]["type"] == ["integer", "null"]
    assert {"$ref": "#/components/schemas/NullEnum"} in program["price_kind"]["oneOf"]


def test_index_leads_everywhere(client, site):
    found = client.get("/api/v1/").json()
    for name, url in found["addresses"].items():
        query = "?occupation=29-2072" if name == "pay" else ""
        assert client.get(f"{url}{query}").status_code == 200
    assert client.get(found["schema"]).status_code == 200
    assert client.get(found["documentation"]).status_code == 200


def test_records_are_those_of_the_json_file(client, site):
    query = "home=TX&zip=45202&sort=name"
    parts = client.get(f"/schools/export.json?{query}").streaming_content
    file = json.loads(b"".join(parts))
    found = client.get(f"{PROGRAMS}?{query}").json()
    assert found["results"] == file["programs"]
    assert found["count"] == file["count"] == 2


def test_pages_lead_to_each_other(client):
    school = make_school(state="OH")
    for _ in range(45):
        make_program(school=school)
    query, ids = "state=OH&sort=name", []
    for number, size in ((1, 20), (2, 20), (3, 5)):
        found = client.get(f"{PROGRAMS}?{query}&page={number}").json()
        assert (found["count"], found["page"], found["pages"]) == (45, number, 3)
        assert len(found["results"]) == size
        ids += [program["id"] for program in found["results"]]
    assert len(set(ids)) == 45
    assert found["next"] is None
    assert found["previous"].endswith(f"?{query}&page=2")
    response = client.get(f"{PROGRAMS}?{query}&page=4")
    assert response.status_code == 400
    assert response.json() == {"errors": {"page": ["The last is 3."]}}


def test_counts_are_those_of_the_page(client, site):
    query = "level=associate&home=TX"
    found = client.get(f"{PROGRAMS}?{query}").json()["facets"]
    assert list(found) == list(FACETS)
    for facet in client.get(f"/schools/?{query}").context["finder"].facets:
        options = {o["value"]: (o["count"], o["selected"]) for o in found[facet.name]}
        shown = {o.value: (o.count, o.selected) for o in facet.options}
        assert options == shown


def test_correction_and_radius_are_told(client, site):
    found = client.get(f"{PROGRAMS}?q=valey&zip=45202").json()
    assert (found["searched_for"], found["radius"]) == ("valley", 25)
    assert found["sort"] == "relevance"
    found = client.get(PROGRAMS).json()
    assert (found["searched_for"], found["radius"]) == (None, None)
    assert found["sort"] == "default"


@pytest.mark.parametrize(
    "name",
    [name for name in ProgramFilter.base_filters if name != "q"],
)
def test_nonsense_is_refused_beside_its_name(client, site, name):
    for value in NONSENSE:
        response = client.get(f"{PROGRAMS}?state=OH&{name}={value}")
        if name == "state":
            response = client.get(f"{PROGRAMS}?{name}={value}")
        assert response.status_code == 400, value
        assert name in response.json()["errors"]
        assert len(response.content) < 500


@pytest.mark.parametrize("value", [*NONSENSE, "%25", "_", "'", "\\", "a" * 80])
def test_any_text_is_answered_or_refused(client, site, value):
    assert client.get(f"{PROGRAMS}?q={value}").status_code in {200, 400}


@pytest.mark.parametrize("url", [url for url in PATHS if "?" not in url])
def test_an_unknown_parameter_is_refused(client, site, url):
    response = client.get(f"{url}?stat=OH&format=csv")
    assert response.status_code == 400
    message = ["There is no such parameter."]
    assert response.json() == {"errors": {"stat": message, "format": message}}
    response = client.get(f"{url}?{'x' * 5_000}%00=1")
    assert response.status_code == 400
    assert len(response.content) < 200


def test_a_value_given_twice_is_refused(client, site):
    response = client.get(f"{PROGRAMS}?home=OH&home=TX")
    assert list(response.json()["errors"]) == ["home"]
    assert client.get(f"{PROGRAMS}?state=OH&state=TX").status_code == 200


def test_program_tells_every_verdict_and_statement(client, site):
    found = client.get(f"{PROGRAMS}123456/records/?home=TX").json()
    assert (found["price_for_me"], found["price_resident"]) == (15_000, 8_000)
    (verdict,) = found["eligibility"]
    assert (verdict["credential"], verdict["verdict"]) == ("rhit", "eligible")
    assert verdict["reason"]
    statements = found["accreditation_statements"]
    assert {s["valid_until"] for s in statements} == {None, "2019-01-01"}
    assert all(s["evidence"]["source"] for s in statements)
    assert found["field_outcome"]["earnings_1yr"] == 41_000
    assert found["field_outcome"]["median_debt"] is None
    assert client.get(found["school_record"]).json()["unitid"] == "123456"


def test_program_without_figures_says_null(client, site):
    found = client.get(f"{PROGRAMS}123456/bare/").json()
    for name in ("price_resident", "months_high", "awards_latest", "price_source"):
        assert found[name] is None
    assert found["price_missing"]
    assert found["field_outcome"] is not None
    (verdict,) = found["eligibility"]
    assert verdict["verdict"] == "cannot-tell"


def test_school_tells_its_figures_and_programs(client, site):
    found = client.get("/api/v1/schools/123456/").json()
    assert found["aliases"] == ["OVC", "Valley"]
    assert found["tuition_fees_in_state"] == 4_000
    assert found["tuition_evidence"]["kind"] == "published"
    assert found["outcomes_evidence"] is None
    assert found["net_price"] is None
    titles = [program["title"] for program in found["programs"]]
    assert titles == ["Bare", "Records"]
    assert client.get(found["programs"][1]["record"]).json()["title"] == "Records"


def test_career_tells_pay_outlook_and_credentials(client, site):
    (listed,) = client.get("/api/v1/careers/").json()["results"]
    found = client.get("/api/v1/careers/coder/").json()
    more = {"credentials", "interview"}
    assert listed == {k: v for k, v in found.items() if k not in more}
    assert found["pay"]["area"] == "nation"
    assert found["pay"]["annual_median"] == 50_000
    assert found["pay"]["source"]
    assert found["outlook"]["percent_change"] == 7.1
    assert found["outlook"]["evidence"]["source"]
    assert [c["slug"] for c in found["credentials"]] == ["rhit"]


def test_credential_tells_rules_in_force_and_pass_rates(client, site):
    found = client.get("/api/v1/credentials/rhit/").json()
    assert [rule["slug"] for rule in found["rules"]] == ["way"]
    assert found["rules"][0]["award_levels"] == ["associate"]
    assert found["rules"][0]["evidence"]["source"]
    assert found["pass_rates"][0]["first_time_percent"] == 70.5
    assert found["former_names"] == ["ART"]
    assert found["exam"]["fee_member"] == 229
    assert found["exam"]["fee_nonmember"] is None
    assert found["eligibility"]["experience_months"] is None
    assert found["eligibility"]["evidence"] is None


def test_pay_is_of_one_occupation_the_nation_first(client, site):
    found = client.get("/api/v1/pay/?occupation=29-2072").json()
    assert [row["area"] for row in found["results"]] == ["nation", "ohio"]
    found = client.get("/api/v1/pay/?occupation=29-2072&area=ohio").json()
    assert (found["count"], found["results"][0]["annual_median"]) == (1, 51_000)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "occupation"),
        ("occupation=99-9999", "occupation"),
        ("occupation=%00", "occupation"),
        ("occupation=" + "9" * 400, "occupation"),
        ("occupation=29-2072&area=atlantis", "area"),
        ("occupation=29-2072&area=%00", "area"),
        ("occupation=29-2072&area=" + "x" * 10_000, "area"),
        ("occupation=29-2072&occupation=1", "occupation"),
    ],
)
def test_pay_refuses_what_it_does_not_know(client, site, query, name):
    response = client.get(f"/api/v1/pay/?{query}")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == [name]


@pytest.mark.parametrize(
    "url",
    [
        f"{PROGRAMS}123456/hidden/",
        f"{PROGRAMS}123456/none/",
        f"{PROGRAMS}{'9' * 400}/records/",
        "/api/v1/schools/000000/",
        f"/api/v1/schools/{'x' * 5_000}/",
        "/api/v1/careers/draft/",
        "/api/v1/credentials/hush/",
    ],
)
def test_what_is_not_public_is_not_found(client, site, url):
    response = client.get(url)
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"


def test_drafts_and_staff_notes_stay_inside(client, site):
    for url in [*PATHS, f"{PROGRAMS}?include=dormant&q=hidden"]:
        text = client.get(url).content.decode()
        for secret in ("Hidden", "HUSH", "hush", "For staff alone"):
            assert secret not in text, url


@pytest.mark.parametrize("url", [*PATHS, "/api/v1/openapi.json"])
def test_the_api_is_only_read(client, site, url):
    assert client.head(url).status_code == 200
    assert client.options(url).status_code == 200
    for method in ("post", "put", "patch", "delete", "trace"):
        assert getattr(client, method)(url).status_code == 405


@pytest.mark.parametrize("url", [*PATHS, "/api/v1/openapi.json"])
def test_answers_may_be_kept_until_the_catalogue_changes(client, site, url):
    first = client.get(url)
    assert first["X-Catalogue-Version"] == str(Catalogue.objects.version())
    assert {"public", "max-age=300"} == set(first["Cache-Control"].split(", "))
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    known = {"If-None-Match": first["ETag"]}
    assert client.get(url, headers=known).status_code == 304
    Catalogue.objects.bump()
    assert client.get(url, headers=known).status_code == 200


def test_refusals_are_not_kept(client, site):
    response = client.get(f"{PROGRAMS}?state=ZZ")
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


@pytest.fixture
def few(monkeypatch):
    """Two requests a minute."""
    monkeypatch.setattr(ForgivingThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    cache.clear()
    yield
    cache.clear()


def test_too_many_requests_are_told_to_wait(client, site, few):
    for _ in range(2):
        assert client.get(PROGRAMS).status_code == 200
    response = client.get(PROGRAMS)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    # A header that anybody can write does not make another visitor.
    forged = client.get(PROGRAMS, headers={"X-Forwarded-For": "203.0.113.9"})
    assert forged.status_code == 429
    assert client.get(PROGRAMS, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_nobody_is_turned_away_while_the_cache_is_down(client, site, few, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise ConnectionError

    monkeypatch.setattr(ForgivingThrottle.cache, "get", refuse, raising=False)
    for _ in range(3):
        assert client.get(PROGRAMS).status_code == 200


def test_an_issuer_that_is_a_draft_is_not_named(client, site):
    credential = Credential.objects.get(slug="rhit")
    addresses = ("/api/v1/credentials/rhit/", "/api/v1/credentials/")
    found = client.get(addresses[0]).json()
    assert found["issuer"] == credential.issuer.name
    credential.issuer.status = Status.DRAFT
    credential.issuer.save()
    Catalogue.objects.bump()
    assert client.get(addresses[0]).json()["issuer"] is None
    assert credential.issuer.name not in client.get(addresses[1]).content.decode()


@pytest.mark.parametrize("path", ["nothing/", "careers/a%20b/", "programs/1/a%20b/"])
def test_what_is_not_there_is_said_in_json(client, path):
    response = client.get(f"/api/v1/{path}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert response.json() == {"detail": "There is nothing at this address."}
    # Whoever keeps the connection open would wait for the rest of a page.
    assert int(response["Content-Length"]) == len(response.content)


def test_what_nobody_answers_is_said_in_json(client, monkeypatch):
    assert "only read" in client.put("/api/v1/programs/").json()["detail"]
    monkeypatch.setattr(CatalogueQuerySet, "mark", fail)
    response = client.get("/api/v1/programs/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "try again" in response.json()["detail"]


def fail(*_args):
    raise OperationalError("away")


def test_the_schema_allows_what_is_accepted_and_no_more(client):
    described = client.get("/api/v1/openapi.json").json()["paths"]
    path = next(path for path in described if path.endswith("/programs/"))
    given = {one["name"]: one["schema"] for one in described[path]["get"]["parameters"]}
    bounded = {name: one for name, one in given.items() if one["type"] == "integer"}
    assert bounded["page"]["minimum"] == 1
    assert set(bounded) == {"months_max", "page"}
    for name, one in bounded.items():
        for value, status in ((one["minimum"], 200), (one["minimum"] - 1, 400)):
            asked = client.get(f"/api/v1/programs/?{name}={value}")
            assert asked.status_code == status, (name, value)
