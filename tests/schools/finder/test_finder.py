"""The finder: what each parameter finds, what it says, what it costs."""

import pytest

from careers.choices import AccreditationStatus, AwardLevel, Field
from editorial.choices import Status
from editorial.models import Catalogue
from schools.choices import LengthBasis, Sector, StudyMode
from tests.factories import (
    make_accreditation,
    make_career,
    make_credential,
    make_guide,
    make_program,
    make_rule,
    make_school,
)

pytestmark = pytest.mark.django_db


def found(client, query: str) -> list[str]:
    """Titles in the order of the page."""
    finder = client.get(f"/schools/?{query}").context["finder"]
    return [card.program.title for card in finder.cards]


def page(client, query: str = ""):
    return client.get(f"/schools/?{query}").context["finder"]


@pytest.fixture
def catalogue():
    """Three programs that differ in everything a visitor can choose."""
    ohio = make_school(
        name="Ohio Valley College",
        state="OH",
        city="Cincinnati",
        sector=Sector.PUBLIC,
        latitude="39.1072",
        longitude="-84.502",
    )
    texas = make_school(
        name="Saint Mary’s Institute",
        state="TX",
        city="Austin",
        aliases="SMI",
        sector=Sector.NONPROFIT,
        latitude="30.2672",
        longitude="-97.7431",
    )
    degree = make_program(
        title="Records",
        school=ohio,
        award_level=AwardLevel.ASSOCIATE,
        price_resident=8_000,
        price_nonresident=15_000,
        months_high=24,
        awards_latest=5,
        study_mode=StudyMode.CAMPUS,
    )
    make_accreditation(program=degree)
    make_program(
        title="Coding",
        school=texas,
        award_level=AwardLevel.CERT_1_2,
        field=Field.CODING_BILLING,
        cip_code="51.0713",
        price_resident=4_000,
        price_nonresident=4_500,
        months_low=9,
        months_high=12,
        awards_latest=40,
        study_mode=StudyMode.ONLINE,
    )
    make_program(
        title="Informatics",
        school=texas,
        award_level=AwardLevel.MASTER,
        field=Field.INFORMATICS,
        cip_code="51.2706",
        study_mode=StudyMode.UNKNOWN,
    )
    make_program(
        title="Front desk",
        school=ohio,
        award_level=AwardLevel.CERT_UNDER_1,
        field=Field.MEDICAL_OFFICE,
        cip_code="51.0716",
        price_resident=1_000,
    )
    make_program(
        title="Sleeping",
        school=ohio,
        awards_latest=0,
        awards_previous=0,
        awards_earlier=0,
    )
    rhit = make_credential(slug="rhit", abbr="RHIT")
    make_rule(
        credential=rhit,
        award_levels=["associate"],
        fields=["health-information"],
        accreditor="CAHIIM",
        is_verified=True,
    )
    cca = make_credential(slug="cca", abbr="CCA")
    make_rule(
        credential=cca,
        fields=["coding-billing", "health-information"],
        is_verified=True,
    )
    make_career(
        slug="medical-coder",
        plural="medical coders",
        program_fields=["coding-billing"],
        program_levels=[],
    )


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Records", "Coding", "Informatics"}),
        ("state=OH", {"Records"}),
        ("state=OH&state=TX", {"Records", "Coding", "Informatics"}),
        ("level=certificate", {"Coding"}),
        ("level=associate&level=master", {"Records", "Informatics"}),
        ("field=medical-office", {"Front desk"}),
        ("field=coding-billing", {"Coding"}),
        ("accreditation=accredited", {"Records"}),
        ("accreditation=unconfirmed", {"Coding", "Informatics"}),
        ("mode=online", {"Coding"}),
        ("mode=unknown", {"Informatics"}),
        ("sector=nonprofit", {"Coding", "Informatics"}),
        ("price=under-5k", {"Coding"}),
        ("price=5k-10k", {"Records"}),
        ("price=unknown", {"Informatics"}),
        ("price=5k-10k&home=TX", set()),
        ("price=10k-20k&home=TX", {"Records"}),
        ("price_max=8000", {"Records", "Coding"}),
        ("price_max=7999", {"Coding"}),
        ("price_min=5000", {"Records"}),
        ("price_max=7999&include=unpriced", {"Coding", "Informatics"}),
        ("duration=10-12", {"Coding"}),
        ("duration=13-24", {"Records"}),
        ("duration=unknown", {"Informatics"}),
        ("months_max=12", {"Coding"}),
        ("credential=rhit", {"Records"}),
        ("credential=cca", {"Records", "Coding"}),
        ("career=medical-coder", {"Coding"}),
        ("include=dormant", {"Records", "Coding", "Informatics", "Sleeping"}),
        ("zip=45202&miles=10", {"Records"}),
        ("zip=45202&miles=10&include=online", {"Records", "Coding"}),
        ("q=ohio+valley", {"Records"}),
        ("q=st+marys+coding", {"Coding"}),
        ("q=saint+mary%CA%BBs", {"Coding", "Informatics"}),
        ("q=SMI", {"Coding", "Informatics"}),
        ("q=texas+coding", {"Coding"}),
        ("q=tx+coding", {"Coding"}),
        ("q=austn", {"Coding", "Informatics"}),
        ("q=records+cincinnati", {"Records"}),
        ("q=zzzzzz", set()),
    ],
)
def test_query_string_narrows_results(client, catalogue, query, titles):
    assert set(found(client, query)) == titles
    assert page(client, query).total == len(titles)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Records", "Coding", "Informatics"]),
        ("sort=price", ["Coding", "Records", "Informatics"]),
        ("sort=price&home=TX", ["Coding", "Records", "Informatics"]),
        ("sort=duration", ["Coding", "Records", "Informatics"]),
        ("sort=graduates", ["Coding", "Records", "Informatics"]),
        ("sort=name", ["Records", "Coding", "Informatics"]),
        ("zip=78701&sort=distance", ["Coding", "Informatics"]),
    ],
)
def test_results_are_sorted_unknown_last(client, catalogue, query, titles):
    assert found(client, query) == titles


def test_counts_ignore_their_own_choice_and_heed_the_others(client, catalogue):
    facets = {f.name: f for f in page(client, "state=OH&mode=campus").facets}
    states = {o.value: o for o in facets["state"].options}
    assert (states["OH"].count, states["OH"].selected) == (1, True)
    assert states["TX"].count == 0
    modes = {o.value: o.count for o in facets["mode"].options}
    assert modes == {"campus": 1, "online": 0, "hybrid": 0, "unknown": 0}


def test_credential_counts_follow_the_rules(client, catalogue):
    facets = {f.name: f for f in page(client).facets}
    counts = {o.value: o.count for o in facets["credential"].options}
    assert counts == {"rhit": 1, "cca": 2}


def test_programs_that_may_lead_there_come_after_those_that_do(client, catalogue):
    make_program(title="Unsure", award_level=AwardLevel.ASSOCIATE, price_resident=1)
    asked = "credential=rhit&sort=price"
    assert found(client, asked) == ["Records", "Unsure"]
    seen = page(client, asked)
    assert seen.heading == "1 program leads to RHIT, 1 more may"
    assert (seen.total, seen.confirmed) == (2, 1)
    first, second = seen.cards_by_section
    assert [card.lines[0].outcome for _, [card] in (first, second)] == ["yes", "may"]
    assert second[0] == "1 more may lead to RHIT: its accreditation is not confirmed"
    html = client.get(f"/schools/?{asked}").content.decode()
    assert 'data-total="2" data-confirmed="1"' in html
    assert html.index("Records") < html.index(second[0]) < html.index("Unsure")


def test_the_two_parts_go_on_over_pages(client, catalogue, monkeypatch):
    for number in range(3):
        make_program(title=f"Unsure {number}", award_level=AwardLevel.ASSOCIATE)
    monkeypatch.setattr("schools.finder.result.PAGE_SIZE", 2)
    monkeypatch.setattr("schools.finder.cards.PAGE_SIZE", 2)
    pages = [page(client, f"credential=rhit&page={number}") for number in (1, 2)]
    titles = [
        [(title != "", [card.program.title for card in cards])]
        for one in pages
        for title, cards in one.cards_by_section
    ]
    assert titles == [
        [(False, ["Records"])],
        [(True, ["Unsure 0"])],
        [(True, ["Unsure 1", "Unsure 2"])],
    ]


def test_only_the_confirmed_are_shown_on_request(client, catalogue):
    make_program(title="Unsure", award_level=AwardLevel.ASSOCIATE)
    seen = page(client, "credential=rhit&confirmed=1")
    assert found(client, "credential=rhit&confirmed=1") == ["Records"]
    assert (seen.heading, seen.sections) == ("1 program leads to RHIT", None)
    assert [(n.count, n.url) for n in seen.notes] == [(1, "?credential=rhit")]
    chips = {chip.label: chip.url for chip in seen.chips}
    assert chips["Confirmed accreditation only"] == "?credential=rhit"
    # Nothing hangs on accreditation here, so there is nothing to confirm.
    idle = page(client, "credential=cca&confirmed=1")
    assert "Confirmed accreditation only" not in {chip.label for chip in idle.chips}
    assert found(client, "credential=cca&confirmed=1") == found(
        client, "credential=cca"
    )


def test_an_exam_that_asks_for_no_program_says_so(client, catalogue):
    make_rule(credential=make_credential(slug="chda", abbr="CHDA"))
    html = client.get("/schools/?credential=chda").content.decode()
    assert "No program in our list is made for CHDA" in html
    assert '<a href="/credentials/chda/">Who may sit</a>' in html
    assert "is made for" not in client.get("/schools/?credential=cca").content.decode()


def test_links_of_before_mean_what_is_shown_now(client, catalogue):
    make_program(title="Unsure", award_level=AwardLevel.ASSOCIATE)
    old = page(client, "credential=rhit&include=cannot-tell")
    assert found(client, "credential=rhit&include=cannot-tell") == ["Records", "Unsure"]
    assert not old.form.errors
    assert [chip.label for chip in old.chips] == ["RHIT"]
    assert "cannot-tell" not in old.first_page_url


def test_credentials_that_need_a_program_stand_first_with_both_numbers(
    client, catalogue
):
    make_program(title="Unsure", award_level=AwardLevel.ASSOCIATE)
    [facet] = [f for f in page(client).facets if f.name == "credential"]
    [rhit] = facet.first
    assert (rhit.value, rhit.count, rhit.confirmed) == ("rhit", 2, 1)
    assert 'data-count="2" data-confirmed="1">1 + 1 may<' in facet.html
    assert facet.html.index("rhit") < facet.html.index("Anyone may sit")
    assert facet.html.index("Anyone may sit") < facet.html.index("cca")


def test_heading_is_the_search(client, catalogue):
    assert page(client, "state=OH&level=associate&price=5k-10k").heading == (
        "1 associate program in Ohio $5,000 to $9,999"
    )
    assert page(client, "credential=rhit").heading == "1 program leads to RHIT"
    assert "prepare for CCA" in page(client, "credential=cca").heading
    body = client.get("/schools/?state=OH").content.decode()
    assert 'data-total="1"' in body
    assert "<title>1 program in Ohio" in body


def test_each_choice_has_a_chip_that_drops_it_alone(client, catalogue):
    chips = page(client, "state=OH&state=TX&q=coding&home=OH&sort=price&page=1").chips
    urls = {chip.label: chip.url for chip in chips}
    assert urls["Ohio"] == "?state=TX&q=coding&home=OH&sort=price"
    assert "state=OH&state=TX" in urls["“coding”"]
    assert "q=" not in urls["“coding”"]
    assert "Sorted by price, lowest first" in urls
    assert "Price for Ohio residents" in urls


def test_price_is_the_one_for_the_visitor(client, catalogue):
    def price(query):
        cards = page(client, query).cards
        return next(c.price for c in cards if c.program.title == "Records")

    assert (price("").amount, price("").other) == (8_000, 15_000)
    assert price("home=OH").amount == 8_000
    assert price("home=TX").amount == 15_000
    assert price("home=TX").whose == "non-residents of Ohio"


def test_residents_of_the_district_are_told_their_price(client):
    school = make_school(state="OH", county="Montgomery County", zip="45402")
    make_program(
        school=school,
        price_resident=9_138,
        price_nonresident=20_000,
        price_in_district=6_870,
        price_in_district_year="2022-23",
    )
    far = client.get("/schools/?home=OH").content.decode()
    assert "less for residents of the district: $6,870 (2022-23)" in far
    here = client.get("/schools/?home=OH&zip=45402").content.decode()
    assert "<b>$6,870</b> if you live in its district" in here
    # Their price is of no use to whoever lives in another state.
    assert "$6,870" not in client.get("/schools/?home=TX").content.decode()


def test_a_price_limit_offers_what_only_the_district_pays(client):
    make_program(
        title="Near it",
        price_resident=9_000,
        price_nonresident=20_000,
        price_in_district=4_000,
    )
    assert found(client, "price_max=5000") == []
    [note] = page(client, "price_max=5000").notes
    assert (note.count, note.url) == (1, "?price_max=5000&include=district")
    assert found(client, "price_max=5000&include=district") == ["Near it"]


def test_lengths_that_schools_publish_are_told_from_those_that_are_usual(client):
    make_program(title="Own", months_high=9)
    usual = {"months_low": 3, "months_high": 9, "length_basis": LengthBasis.LEVEL}
    make_program(title="Usual", **usual)
    assert found(client, "length=published") == ["Own"]
    seen = page(client, "length=published&state=OH")
    assert seen.heading == "1 program in Ohio with a published length"
    assert {c.label: c.url for c in seen.chips}["Published lengths only"] == (
        "?state=OH"
    )
    html = client.get("/schools/").content.decode()
    assert html.count("usual for the award") == 1
    assert "2, 1 published" in html
    # Beside its box, the choice itself left aside.
    [facet] = [f for f in seen.facets if f.name == "duration"]
    assert {o.value: o.published for o in facet.options if o.count} == {"up-to-9": 1}
    assert facet.chosen == 1


@pytest.mark.parametrize("number", [9, 10])
def test_a_card_says_what_half_of_such_programs_cost(client, number):
    school = make_school(state="OH")
    for price in range(10_000, 10_000 + 2 * number, 2):
        make_program(school=school, price_resident=price)
    # What the finder leaves out by itself does not count.
    make_program(school=school, price_resident=90_000, field="other")
    words = "half of Ohio’s associate programs cost residents less than $10,009"
    assert (words in client.get("/schools/").content.decode()) == (number == 10)


def test_two_programs_of_one_name_are_told_apart(client):
    school = make_school(name="Everett College")
    same = {"school": school, "title": "Billing", "award_level": "associate"}
    make_program(**same, cip_code="51.0713")
    make_program(**same, cip_code="51.0714")
    lone = make_program(school=school, title="Coding")
    cards = {card.program: card.told_apart_by for card in page(client).cards}
    assert cards.pop(lone) == ""
    assert sorted(cards.values()) == ["CIP 51.0713", "CIP 51.0714"]
    html = client.get("/schools/").content.decode()
    assert 'Billing, <span class="nowrap">associate degree</span>, CIP 51.0714' in html


def test_empty_result_offers_ways_out_best_first(client, catalogue):
    ways = page(client, "state=OH&level=certificate&include=dormant").ways
    assert [(way.label, way.count) for way in ways] == [
        ("Add programs that are taught online", 1),
        ("Drop the choice of award level", 2),
        ("Look in every field of study", 1),
        ("Drop the choice of state", 1),
    ]
    for way in ways:
        assert page(client, way.url.removeprefix("?")).total == way.count


def ways(client, query):
    """Every way out with its count, each seen to find what it says."""
    found = page(client, query).ways
    for way in found:
        assert page(client, way.url.removeprefix("?")).total == way.count, way
    return {way.label: way.count for way in found}


def test_ways_out_keep_to_the_goal_before_they_drop_a_filter(client):
    ohio = make_school(state="OH", latitude=39.76, longitude=-84.19)
    far = make_school(state="OH", latitude=41.5, longitude=-81.7)
    kentucky = make_school(state="KY", latitude=38.25, longitude=-85.76)
    make_program(school=ohio, price_resident=6_000)
    make_program(school=far, price_resident=5_000, study_mode=StudyMode.ONLINE)
    make_program(school=kentucky, price_resident=5_000)
    assert list(ways(client, "state=OH&price_max=5000").items()) == [
        ("Pay up to $6,500", 2),
        ("Look in 5 neighboring states, too", 2),
        ("Drop the price limits", 2),
        ("Drop the choice of state", 2),
    ]
    near = ways(client, "zip=45402&miles=10&price_max=6000")
    assert list(near)[:2] == [
        "Look within 250 miles",
        "Add programs that are taught online",
    ]
    assert "Pay $5,000 to $9,999, too" in ways(client, "price=under-5k&state=OH")


def test_a_search_that_finds_nothing_shows_programs_of_the_nearest_one(client):
    """A Texan who wants to study online sees where, and at a resident of Texas's price."""
    for _ in range(4):
        make_program(
            school=make_school(state="UT"),
            study_mode=StudyMode.ONLINE,
            price_resident=8_000,
            price_nonresident=12_000,
        )
    finder = page(client, "state=TX&mode=online")
    assert finder.total == 0
    assert finder.instead.way == finder.ways[0]
    assert (finder.instead.way.count, len(finder.instead.cards)) == (4, 3)
    assert {card.price.amount for card in finder.instead.cards} == {12_000}
    html = client.get("/schools/?state=TX&mode=online").content.decode()
    assert html.index("12,000") < html.index("No program fits all of this")
    found = page(client, finder.instead.way.url.removeprefix("?"))
    assert (found.total, found.query.home) == (4, "TX")
    assert page(client, "mode=online").instead is None


def test_nothing_is_shown_instead_of_what_only_a_dropped_filter_finds(client):
    make_program(school=make_school(state="UT"))
    finder = page(client, "level=certificate")
    assert finder.ways
    assert finder.instead is None


def test_confirmed_only_offers_those_that_may(client, catalogue):
    make_program(title="Unsure", award_level=AwardLevel.BACHELOR)
    make_rule(
        credential=make_credential(slug="rhia", abbr="RHIA"),
        award_levels=["bachelor"],
        fields=["health-information"],
        accreditor="CAHIIM",
    )
    first = next(iter(ways(client, "credential=rhia&confirmed=1").items()))
    assert first == ("Show those whose accreditation is not confirmed, too", 1)


def test_results_come_before_the_ways_out(client, catalogue):
    html = client.get("/schools/?state=OH").content.decode()
    assert html.index("Records") < html.index("Few programs fit all of this")


def test_place_that_is_only_nearly_known_is_said_to_be(client, catalogue):
    said = "begin with the same three digits"
    assert said in page(client, "zip=85199&miles=250").radius_note
    assert said not in page(client, "zip=45402&miles=250").radius_note


def test_radius_widens_until_something_is_found(client, catalogue):
    finder = page(client, "zip=45044")
    assert finder.radius == 50
    assert "50 miles" in finder.radius_note
    far = page(client, "zip=99501")
    assert far.radius is None
    assert far.total == 3


NONSENSE = [
    "nonsense",
    "-1",
    "9" * 400,
    "x" * 10_000,
    "%00",
    "%ff%fe",
    "<script>alert(1)</script>",
    "1e999",
]


@pytest.mark.parametrize(
    "name",
    [
        "state",
        "level",
        "field",
        "credential",
        "career",
        "accreditation",
        "mode",
        "sector",
        "price",
        "price_min",
        "price_max",
        "duration",
        "months_max",
        "home",
        "zip",
        "miles",
        "include",
        "sort",
        "page",
    ],
)
@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_is_reported_beside_its_field(client, catalogue, name, value):
    other = "mode=online" if name == "state" else "state=OH"
    response = client.get(f"/schools/?{other}&{name}={value}")
    finder = response.context["finder"]
    assert response.status_code == 200
    assert name in finder.form.errors
    expected = {"Coding"} if name == "state" else {"Records"}
    assert {card.program.title for card in finder.cards} == expected
    assert b"<script>alert" not in response.content
    assert len(response.content) < 200_000


@pytest.mark.parametrize("value", [*NONSENSE, "%25", "_", "'", "\\", "a" * 80])
def test_any_text_can_be_searched_for(client, catalogue, value):
    assert client.get(f"/schools/?q={value}").status_code == 200


@pytest.mark.parametrize("name", ["q", "zip", "home", "sort", "price_max", "page"])
def test_a_value_given_twice_is_reported(client, catalogue, name):
    response = client.get(f"/schools/?{name}=1&{name}=2&state=OH")
    assert name in response.context["finder"].form.errors


@pytest.mark.parametrize("number", ["0", "-3", "abc", "1000000000", "2"])
def test_a_bad_page_number_gives_the_nearest_page(client, catalogue, number):
    assert page(client, f"page={number}").page == 1


def test_empty_parameters_ask_nothing(client, catalogue):
    empty = "state=&level=&q=&price_min=&zip=&miles=&home=&sort=&page="
    response = client.get(f"/schools/?{empty}", follow=True)
    assert response.redirect_chain == [("/schools/", 302)]
    finder = response.context["finder"]
    assert not finder.form.errors
    assert finder.total == 3
    assert finder.chips == []


def test_drafts_are_invisible(client, catalogue):
    make_program(title="Hidden", status=Status.DRAFT)
    make_program(title="Behind", school=make_school(status=Status.DRAFT))
    finder = page(client, "include=dormant")
    assert finder.total == 4
    assert "Hidden" not in found(client, "q=hidden")


def test_candidacy_is_not_accreditation(client, catalogue):
    program = make_program(title="Hopeful", award_level=AwardLevel.ASSOCIATE)
    make_accreditation(
        program=program, accreditation_status=AccreditationStatus.CANDIDACY
    )
    assert found(client, "accreditation=candidacy") == ["Hopeful"]
    assert "Hopeful" not in found(client, "accreditation=accredited")
    card = page(client, "accreditation=candidacy&credential=rhit").cards[0]
    assert card.lines[0].outcome == "may"
    assert card.lines[0].reason.startswith("if CAHIIM accredits the program before")


def test_pages_hold_twenty_and_keep_the_filters(client):
    school = make_school(state="OH")
    for _ in range(45):
        make_program(school=school)
    first, second, third = (page(client, f"state=OH&page={n}") for n in (1, 2, 3))
    assert [len(p.cards) for p in (first, second, third)] == [20, 20, 5]
    pks = {c.program.pk for p in (first, second, third) for c in p.cards}
    assert len(pks) == 45
    body = client.get("/schools/?state=OH&page=2").content.decode()
    assert "?state=OH&amp;page=3" in body


def test_a_search_outside_the_core_fields_says_so(client, catalogue):
    ways = page(client, "q=front+desk").ways
    assert ("Look in every field of study", 1) in [(w.label, w.count) for w in ways]


def test_a_misspelling_that_finds_nothing_is_corrected_with_a_notice(client, catalogue):
    finder = page(client, "q=cincinatti")
    assert finder.corrected_to == "cincinnati"
    assert [card.program.title for card in finder.cards] == ["Records"]
    assert "cincinnati" in finder.heading


@pytest.mark.parametrize("path", ["/schools/", "/search/"])
def test_the_name_of_a_credential_is_not_another_word(client, catalogue, path):
    make_program(school=make_school(name="Rhitt Institute", aliases="RIT"))
    make_credential(slug="cascc", abbr="CASCC")
    make_program(school=make_school(name="Casca Institute"))
    for typed in ("rhit", "cascc"):
        body = client.get(path, {"q": typed}).content.decode()
        assert "nearest" not in body
        assert "Did you mean" not in body


def test_another_spelling_that_finds_more_is_offered(client, catalogue):
    for _ in range(4):
        make_program(school=make_school(city="Columbus"))
    make_program(title="Odd", school=make_school(city="Columbusville"))
    body = client.get("/schools/?q=columbusv").content.decode()
    assert "Did you mean" in body


def test_guides_on_what_was_asked_stand_below_an_empty_list(client, db):
    rhit = make_credential(slug="rhit", abbr="RHIT")
    make_rule(credential=rhit, award_levels=["associate"])
    about = make_guide(title="RHIT or a coding exam first?", position=90)
    about.credentials.add(rhit)
    first = make_guide(title="Is accreditation needed?", position=1)
    make_guide(title="A draft", status=Status.DRAFT).credentials.add(rhit)
    Catalogue.objects.bump()
    assert client.get("/schools/?credential=rhit").context["guides"] == [about]
    page = client.get("/schools/?q=nowhere")
    assert page.context["guides"] == [first, about]
    assert first.title in page.content.decode()
