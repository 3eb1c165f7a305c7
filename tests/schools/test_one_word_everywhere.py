"""Card, page, CSV and API say the same of what a program does for a credential."""

import csv
import io
import re

import pytest

from careers.choices import AccreditationStatus, AwardLevel, Field, Verb
from schools.choices import Evidence
from schools.finder.index.current import current_index
from schools.models import Program
from tests.factories import (
    make_accreditation,
    make_credential,
    make_program,
    make_rule,
    make_school,
)
from tests.schools.finder.catalogues import DAY

pytestmark = pytest.mark.django_db

HEALTH = ["health-information"]
CREDENTIALS = ("rhit", "rhia", "cca", "cpc")
ON_A_CARD = {
    Verb.LEADS_TO: "Makes you eligible for {}",
    Verb.MAY_LEAD_TO: "May lead to {}",
    Verb.PREPARES_FOR: "Prepares for {}",
}
COLUMNS = {
    Verb.LEADS_TO: "leads_to",
    Verb.MAY_LEAD_TO: "may_lead_to",
    Verb.PREPARES_FOR: "prepares_for",
}


@pytest.fixture
def programs():
    rules = {
        "rhit": {"award_levels": ["associate"], "accreditor": "CAHIIM"},
        "rhia": {
            "award_levels": ["bachelor", "post-bachelor", "master"],
            "accreditor": "CAHIIM",
        },
        "cca": {"fields": [*HEALTH, "coding-billing"]},
        "cpc": {"fields": ["coding-billing"], "condition": "you join AAPC"},
    }
    for slug, rule in rules.items():
        make_rule(
            credential=make_credential(slug=slug, abbr=slug.upper()),
            **{"fields": HEALTH} | rule,
        )
    school = make_school()
    evidence = {"evidence": Evidence.DIRECTORY}
    for level in AwardLevel.values:
        for field in (Field.HEALTH_INFORMATION, Field.CODING_BILLING):
            for status in AccreditationStatus.values:
                made = make_program(school=school, award_level=level, field=field)
                make_accreditation(
                    program=made, accreditation_status=status, **evidence
                )
    return list(Program.objects.all())


def told_by_rows(rows) -> dict[str, dict[str, Verb]]:
    """Address to what each credential's column says."""
    found = {}
    for row in rows:
        said = dict.fromkeys(CREDENTIALS, Verb.NONE)
        for verb, column in COLUMNS.items():
            names = row[column]
            names = names.split("; ") if isinstance(names, str) else names or []
            said |= dict.fromkeys(filter(None, names), verb)
        found[row["url"].partition("/schools/")[2]] = said
    return found


def everything(client, credential=""):
    """All rows of the CSV, of the API, and all cards of the finder."""
    asked = {"field": Field.values, "include": "dormant"}
    if credential:
        asked["credential"] = credential
    response = client.get("/schools/export.csv", asked)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    pages = [client.get("/api/v1/programs/", asked).json()]
    cards = list(client.get("/schools/", asked).context["finder"].cards)
    for number in range(2, pages[0]["pages"] + 1):
        paged = asked | {"page": number}
        pages.append(client.get("/api/v1/programs/", paged).json())
        cards += client.get("/schools/", paged).context["finder"].cards
    return rows, [row for page in pages for row in page["results"]], cards


def test_csv_and_api_say_what_the_rules_say(client, programs):
    rows, results, _ = everything(client)
    index = current_index(DAY)
    expected = {
        f"{p.school.slug}/{p.slug}/": {
            e.credential: e.verb for e in index.answers(index.row_of[p.pk])
        }
        for p in programs
    }
    assert told_by_rows(rows) == expected
    assert told_by_rows(results) == expected


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_cards_and_pages_say_it_too(client, programs, credential):
    rows, results, cards = everything(client, credential)
    told = told_by_rows(rows)
    assert told_by_rows(results) == told
    assert len(cards) == len(rows) > 0
    for card in cards:
        address = card.program.get_absolute_url()
        verb = told[address.partition("/schools/")[2]][credential]
        line = ON_A_CARD[verb].format(credential.upper())
        assert line in card.html, address
        body = client.get(address).content.decode()
        section = body.partition('id="eligibility"')[2].partition("</section>")[0]
        section = re.sub(r"<[^>]+>", "", section)
        if verb == Verb.PREPARES_FOR:
            named = section.partition("Prepares for ")[2].partition(":")[0]
            assert credential.upper() in named.split(", "), address
        else:
            assert line in section, address
