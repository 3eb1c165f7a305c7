"""The panel of filters: its boxes, and the pieces of it that are rendered once."""

import re

import pytest
from django.http import QueryDict

from editorial.models import Catalogue
from schools.finder.facets import Option
from schools.finder.panel import boxes, facet_of
from schools.finder.query import ProgramFilter
from tests.factories import make_career, make_program
from tests.webform import FormReader

NOTHING_TYPED = ProgramFilter(QueryDict(), credentials=(), careers=()).form


def options(*counts: int, selected: int | None = None) -> list[Option]:
    return [
        Option(f"o{n}", f"Option {n}", count, n == selected)
        for n, count in enumerate(counts)
    ]


def test_a_box_says_its_count_and_whether_it_is_ticked():
    html = boxes("mode", options(12, 0, selected=0))
    ticked, none = html.split("</label>")[:2]
    assert 'id="id_mode_o0" name="mode" value="o0" checked>' in ticked
    assert '<span data-count="12">12</span>' in ticked
    assert "facet__option--none" not in ticked
    assert "checked" not in none
    assert "facet__option--none" in none


def test_words_of_a_box_stay_text():
    html = boxes("credential", [Option('a"b', "<i>A & B</i>", 1, selected=False)])
    assert "&lt;i&gt;A &amp; B&lt;/i&gt;" in html
    assert 'value="a&quot;b"' in html


@pytest.mark.parametrize(("size", "shown"), [(3, 3), (9, 9), (10, 10), (11, 9)])
def test_nobody_has_to_unfold_a_single_option(size, shown):
    facet = facet_of("level", options(*[1] * size), NOTHING_TYPED)
    assert (len(facet.shown), len(facet.hidden)) == (shown, size - shown)


def test_a_long_list_begins_with_what_is_ticked_and_what_finds_most():
    facet = facet_of(
        "state", options(0, 2, 0, 3, 0, 0, 5, 0, selected=4), NOTHING_TYPED
    )
    assert [one.value for one in facet.shown] == ["o4", "o6", "o3", "o1", "o0"]
    assert [one.value for one in facet.hidden] == ["o2", "o5", "o7"]
    assert not facet.is_open


def test_a_count_of_thousands_is_separated():
    assert '<span data-count="1434">1,434</span>' in boxes("mode", options(1434))


@pytest.mark.django_db
def test_place_and_budget_come_first_then_what_one_wants_to_earn(client):
    make_program()
    Catalogue.objects.bump()
    page = client.get("/schools/").content.decode().split('id="filter-form"')[1]
    asked = ["id_zip", "id_miles", "id_home", "id_price_max", "id_state_OH"]
    asked += ["fold_credential", "fold_level", "fold_field", "fold_duration"]
    asked += ["id_q", "fold_more", "id_accreditation_accredited", "id_sort"]
    places = [page.index(f'id="{name}"') for name in asked]
    assert places == sorted(places)


@pytest.mark.django_db
def test_each_group_and_the_button_say_how_much_is_chosen(client):
    make_program()
    Catalogue.objects.bump()
    query = "state=OH&state=TX&level=master&sector=public&price_min=5&months_max=48"
    page = client.get(f"/schools/?{query}&zip=45402&sort=name").content.decode()
    assert re.search(r"<summary>State<span>2 chosen</span>", page)
    assert re.search(r"<summary>Award level<span>1 chosen</span>", page)
    assert re.search(r"<summary>Field of study</summary>", page)
    assert re.search(r"<summary>Duration, full time<span>1 chosen</span>", page)
    assert re.search(r"<summary>More filters<span>2 chosen</span>", page)
    assert re.search(
        r"<summary><b>Filter and sort</b><span>7 chosen · <span>0 programs</span>", page
    )
    assert (
        "<summary><b>Filter and sort</b><span><span>1 program<"
        in client.get("/schools/").content.decode()
    )


def test_what_is_ticked_is_never_hidden():
    facet = facet_of("level", options(*[1] * 12, selected=11), NOTHING_TYPED)
    assert facet.is_open


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "q=coding",
        "q=billing&home=OH&sort=default",
        "sort=name",
        "sort=price",
        "home=TX&price_min=1000&price_max=9000",
        "price_min=2000&months_max=12&include=dormant",
        "include=unpriced&include=dormant&zip=45202&miles=25",
        "zip=10001&miles=50&sort=name&state=OH&state=TX",
        "career=coder&view=table",
    ],
)
def test_the_panel_asks_again_for_what_was_asked(client, query):
    make_career(slug="coder")
    make_program()
    Catalogue.objects.bump()
    for other in (
        "",
        "q=other&home=WA&price_max=5&months_max=7&zip=99501&miles=10",
        query,
    ):
        response = client.get(f"/schools/?{other}")
    reader = FormReader()
    reader.feed(
        response.content.decode().split('id="filter-form"')[1].split("</form>")[0]
    )
    sent = {name: sorted(vs) for name, vs in reader.data.items() if any(vs)}
    assert sent == {name: sorted(values) for name, values in QueryDict(query).lists()}


@pytest.mark.django_db
def test_each_visitor_is_shown_what_they_themselves_typed(client):
    make_program()
    for typed in ("abc", "xyz"):
        page = client.get(f"/schools/?price_min={typed}").content.decode()
        assert page.count("Give an amount in dollars") == 2
        assert f'value="{typed}"' in page
    assert 'value="abc"' not in page
    assert "Give an amount in dollars" not in client.get("/schools/").content.decode()


@pytest.mark.django_db
def test_a_career_is_offered_once_it_is_published(client):
    make_program()
    Catalogue.objects.bump()
    assert "Harbor coder" not in client.get("/schools/").content.decode()
    make_career(name="Harbor coder", slug="coder")
    Catalogue.objects.bump()
    assert (
        '<option value="coder">Harbor coder</option>'
        in client.get("/schools/").content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "opened"),
    [
        ("", []),
        ("state=OH&sector=public&price_min=5", []),
        ("zip=1&price_max=x&sort=x&home=x&q=%00", []),
        ("state=ZZ", ["state"]),
        ("months_max=x", ["duration"]),
        ("sector=zz", ["more"]),
        ("price_min=x&level=x", ["level", "more"]),
        ("include=x", ["more"]),
    ],
)
def test_a_fault_unfolds_its_group(client, query, opened):
    make_program()
    Catalogue.objects.bump()
    page = client.get(f"/schools/?{query}").content.decode()
    assert re.findall(r'<details class="fold-in" id="fold_(\w+)" open>', page) == opened
