import datetime as dt
import json

import pytest
from django.conf import settings
from django.template.loader import get_template

from careers.choices import AccreditationStatus, Accreditor, AwardLevel, Field, Verdict
from careers.eligibility import ProgramTraits, RuleBook
from careers.pages.accreditation import DIRECTORY_URL, MEANINGS, SEARCHABLE
from editorial.choices import Status
from tests.factories import make_credential, make_rule

pytestmark = pytest.mark.django_db

URL = "/credentials/accreditation/"
CREDENTIALS = json.loads(
    (settings.BASE_DIR / "fixtures" / "credentials.json").read_text("utf-8")
)


@pytest.fixture
def rhit():
    credential = make_credential(abbr="RHIT", accredited_program_required=True)
    make_rule(
        credential=credential,
        accreditor=Accreditor.CAHIIM,
        award_levels=[AwardLevel.ASSOCIATE],
        fields=[Field.HEALTH_INFORMATION],
        reason="AHIMA admits graduates of accredited associate programs.",
    )
    return credential


def abbrs(credentials) -> list[str]:
    return [credential.abbr for credential in credentials]


def test_exams_are_sorted_by_their_own_rules(client, rhit):
    make_rule(credential=make_credential(abbr="CCA"))
    make_rule(credential=make_credential(abbr="CHDA"), is_verified=False)
    response = client.get(URL)
    needing = [exam.credential for exam in response.context["needing"]]
    assert abbrs(needing) == ["RHIT"]
    assert abbrs(response.context["free"]) == ["CCA"]
    assert abbrs(response.context["unread"]) == ["CHDA"]
    html = response.content.decode()
    assert "AHIMA admits graduates of accredited associate programs." in html
    assert 'id="source-1"' in html


def test_a_changed_rule_changes_the_page(client, rhit):
    rhit.accredited_program_required = False
    rhit.save()
    rhit.rules.update(accreditor="")
    assert abbrs(client.get(URL).context["free"]) == ["RHIT"]


def test_rules_not_in_force_and_drafts_stay_out(client, rhit):
    rhit.rules.update(valid_until=dt.date(2020, 1, 1))
    draft = make_credential(abbr="DRAFT", status=Status.DRAFT)
    make_rule(credential=draft)
    response = client.get(URL)
    assert not response.context["needing"]
    assert not response.context["free"]
    assert "DRAFT" not in response.content.decode()


def test_every_status_is_explained_as_the_finder_concludes(client, rhit):
    meanings = client.get(URL).context["meanings"]
    assert {meaning.status for meaning in meanings} == set(AccreditationStatus)
    book = RuleBook.on(dt.date(2026, 11, 22))
    for meaning in meanings:
        traits = ProgramTraits(
            AwardLevel.ASSOCIATE,
            Field.HEALTH_INFORMATION,
            {Accreditor.CAHIIM: meaning.status},
        )
        [answer] = book.answers(traits)
        assert meaning.result == answer.line


def test_not_confirmed_is_not_a_no(client, rhit):
    [meaning] = [
        meaning
        for meaning in client.get(URL).context["meanings"]
        if meaning.status == AccreditationStatus.UNCONFIRMED
    ]
    assert "not the same as" in meaning.text
    assert Verdict.CANNOT_TELL.label.lower() in meaning.result


def test_links_of_statuses_are_filters_of_the_finder(client, rhit):
    html = client.get(URL).content.decode()
    for status in MEANINGS:
        link = f'href="/schools/?accreditation={status}"'
        assert (link in html) == (status in SEARCHABLE)
        if status in SEARCHABLE:
            response = client.get(f"/schools/?accreditation={status}")
            assert not response.context["finder"].form.errors


def test_it_says_where_to_check(client):
    html = client.get(URL).content.decode()
    assert html.count(DIRECTORY_URL) == 2
    for anchor in (
        "accredits",
        "not",
        "statuses",
        "campus",
        "institution",
        "exams",
        "registry",
        "free",
        "check",
    ):
        assert f'id="{anchor}"' in html


def test_credentials_and_finder_lead_here(client, rhit):
    for page in ("/credentials/", rhit.get_absolute_url(), "/schools/"):
        assert f'href="{URL}"' in client.get(page).content.decode()


def test_what_the_text_names_agrees_with_the_content():
    """The prose speaks of RHIT, RHIA and NCRA; the shipped rules say the same."""
    asked = {
        row["fields"]["credential"][0]: row["fields"].get("accreditor")
        for row in CREDENTIALS
        if row["model"] == "careers.eligibilityrule" and row["fields"].get("accreditor")
    }
    assert asked == {"rhit": "CAHIIM", "rhia": "CAHIIM", "ods-c": "NCRA"}


def test_the_text_keeps_its_sentences_short():
    source = get_template("careers/accreditation.html").template.source
    texts = [*MEANINGS.values(), *source.split("<p>")[1:]]
    sentences = [s for text in texts for s in text.split("</")[0].split(". ")]
    lengths = [len(sentence.split()) for sentence in sentences]
    assert sum(lengths) / len(lengths) < 18
    assert not any("!" in text for text in MEANINGS.values())
