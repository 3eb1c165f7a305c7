"""The shortlist: its address is the list."""

import csv
import io

import pytest

from careers.choices import AccreditationStatus
from editorial.choices import Status
from schools.models.bands import AccreditationChoice
from tests.factories import make_accreditation, make_program, make_school

pytestmark = pytest.mark.django_db


def kept(client, *programs, page="shortlist/", more=""):
    query = "&".join(f"p={program.ref}" for program in programs)
    return client.get(f"/schools/{page}?{query}{more}")


def test_cards_stand_in_the_order_kept(client):
    programs = [make_program() for _ in range(3)][::-1]
    page = kept(client, *programs).context["page"]
    assert [card.program for card in page.cards] == programs


def test_cards_say_what_the_finder_says(client):
    program = make_program(
        school=make_school(state="OH"), price_resident=8_000, price_nonresident=15_000
    )
    make_accreditation(
        program=program, accreditation_status=AccreditationStatus.CANDIDACY
    )
    response = kept(client, program, more="&home=TX")
    card = response.context["page"].cards[0]
    assert card.price.amount == 15_000
    assert card.accreditation == AccreditationChoice.CANDIDACY
    assert "CAHIIM candidate" in response.content.decode()


def test_each_can_be_removed_and_the_rest_compared(client):
    one, two = make_program(), make_program()
    page = kept(client, one, two, more="&home=OH").context["page"]
    assert page.cards[0].remove_url == f"/schools/shortlist/?p={two.ref}&home=OH"
    assert page.compare_url == f"/schools/compare/?p={one.ref}&p={two.ref}&home=OH"
    assert page.finder_url == f"/schools/?p={one.ref}&p={two.ref}&home=OH"


@pytest.mark.parametrize(
    ("count", "can"), [(1, False), (2, True), (4, True), (5, False)]
)
def test_all_can_be_compared_up_to_four(client, count, can):
    response = kept(client, *[make_program() for _ in range(count)])
    assert response.context["page"].can_compare_all is can
    assert ("Compare all" in response.content.decode()) is can
    assert ("Compare chosen programs" in response.content.decode()) is (count > 1)


def test_an_empty_list_says_how_to_fill_it(client):
    response = client.get("/schools/shortlist/")
    assert response.status_code == 200
    assert "Nothing on this list yet" in response.content.decode()


def test_more_than_twenty_shows_the_first_twenty_and_says_so(client):
    school = make_school()
    programs = [make_program(school=school) for _ in range(23)]
    page = kept(client, *programs).context["page"]
    assert [card.program for card in page.cards] == programs[:20]
    assert "the address names 23" in page.chosen.errors[0]


NONSENSE = ["nonsense", "%00", "9" * 400, "x" * 10_000, "%ff"]


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_is_left_out(client, value):
    program = make_program()
    response = kept(client, program, more=f"&p={value}&home={value}")
    assert response.status_code == 200
    found = response.context["page"]
    assert [card.program for card in found.cards] == [program]
    assert len(found.chosen.errors) == 2


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize("name", ["p", "home"])
def test_a_file_refuses_nonsense(client, name, value):
    response = kept(
        client, make_program(), page="shortlist.csv", more=f"&{name}={value}"
    )
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert response.text.startswith(f"{name}: ")
    assert len(response.content) < 500


def test_a_file_names_the_programs_it_does_not_know(client):
    draft = make_program(status=Status.DRAFT)
    gone = make_program()
    gone.delete()
    response = kept(client, make_program(), draft, gone, page="shortlist.csv")
    assert response.status_code == 400
    assert response.text == (
        f"p: Not known here: “{draft.ref}”, “{gone.ref}”. No longer listed, or the "
        "link was cut short.\n"
    )


def test_a_file_holds_every_program_of_a_long_list_or_says_that_it_cannot(client):
    school = make_school()
    programs = [make_program(school=school) for _ in range(41)]
    page = kept(client, *programs[:23]).context["page"]
    assert len(page.cards) == 20
    for address in (page.csv_url, f"{page.csv_url}&p={programs[0].ref}"):
        text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
        ids = [row["id"] for row in csv.DictReader(io.StringIO(text))]
        assert ids == [program.ref for program in programs[:23]]
    response = kept(client, *programs, page="shortlist.csv")
    assert response.status_code == 400
    assert "holds up to forty programs and the address names 41" in response.text


def test_drafts_are_invisible(client):
    draft = make_program(title="Hidden", status=Status.DRAFT)
    behind = make_program(school=make_school(status=Status.DRAFT))
    assert kept(client, draft, behind).context["page"].cards == []
    response = kept(client, draft, behind, page="shortlist.csv")
    assert response.status_code == 400
    assert "Hidden" not in response.text


def test_csv_holds_the_same_programs_in_the_same_order(client):
    programs = [make_program(title="=SUM(A1)"), make_program(title="Coding")]
    response = kept(client, *programs, page="shortlist.csv", more="&home=OH")
    assert response["Content-Type"].startswith("text/csv")
    assert 'filename="shortlist.csv"' in response["Content-Disposition"]
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert [row["title"] for row in found] == ["'=SUM(A1)", "Coding"]


def test_no_cookie_is_set(client):
    response = kept(client, make_program())
    assert not response.cookies


def test_a_program_page_offers_both(client):
    program = make_program()
    body = client.get(f"{program.get_absolute_url()}?home=OH").content.decode()
    assert f"/schools/compare/?p={program.ref}&amp;home=OH" in body
    assert f"/schools/shortlist/?p={program.ref}&amp;home=OH" in body
