import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from careers.choices import AreaKind, Education, Link, Section
from careers.models import CareerItem, CareerLink, CareerPair
from editorial.choices import Status
from tests.factories import make_area, make_career, make_career_pair, make_pay

pytestmark = pytest.mark.django_db


def address(*slugs: str, extra: str = "") -> str:
    return "/careers/compare/?" + "&".join(f"c={slug}" for slug in slugs) + extra


def test_careers_stand_side_by_side_in_the_order_asked(client):
    first, second = make_career(name="Coder"), make_career(name="Biller")
    response = client.get(address(second.slug, first.slug))
    assert response.context["careers"] == [second, first]
    assert response.context["title"] == "Biller or coder"


def test_pay_is_that_of_the_nation(client):
    career = make_career()
    nation = make_area(kind=AreaKind.NATION, name="United States")
    make_pay(occupation=career.occupation, area=nation, annual_median=51_140)
    row = client.get(address(career.slug)).context["rows"][0]
    assert (row.label, row.cells[0].text) == ("Median pay", "$51,140")
    assert row.cells[0].mark.number == 1


def test_only_differences_leaves_out_rows_that_agree(client):
    same = {"remote": "Often", "entry_education": Education.CERTIFICATE}
    coder, biller = make_career(**same), make_career(**same)
    CareerItem.objects.create(career=coder, section=Section.DUTY, title="Codes")
    whole = client.get(address(coder.slug, biller.slug)).context
    found = client.get(address(coder.slug, biller.slug, extra="&only=differences"))
    assert [row.label for row in found.context["rows"]] == ["What you do"]
    assert found.context["hidden"] == len(whole["rows"]) - 1


def test_what_profiles_say_of_one_another_introduces_the_pair(client):
    coder, biller = make_career(), make_career()
    CareerLink.objects.create(
        career=coder, to=biller, kind=Link.RELATED, note="Bills what was coded."
    )
    response = client.get(address(coder.slug, biller.slug))
    assert "bills what was coded." in response.content.decode()


@pytest.mark.parametrize(
    ("query", "errors", "careers"),
    [
        ("", [], 0),
        ("c=", [], 0),
        ("c=nope", ["One career in the link is not known here."], 0),
        ("c=%00", ["One career in the link is not known here."], 0),
        ("c=a&c=b", ["2 careers in the link are not known here."], 0),
        ("c=" + "x" * 10_000, ["One career in the link is not known here."], 0),
        ("only=nonsense", [], 0),
    ],
)
def test_nonsense_is_answered_in_words(client, query, errors, careers):
    make_career()
    response = client.get(f"/careers/compare/?{query}", follow=True)
    assert response.status_code == 200
    assert response.context["errors"] == errors
    assert len(response.context["careers"]) == careers


def test_a_fifth_career_is_left_out_and_said_so(client):
    slugs = [make_career().slug for _number in range(5)]
    response = client.get(address(*slugs, slugs[0]))
    assert len(response.context["careers"]) == 4
    assert "Up to 4 careers" in response.context["errors"][0]


def test_a_written_pair_introduces_its_comparison_in_either_order(client):
    pair = make_career_pair(title="Charts or data", body="**Day.** One reads charts.")
    slugs = [pair.first.slug, pair.second.slug]
    for asked in (slugs, slugs[::-1]):
        response = client.get(address(*asked))
        assert response.context["pair"] == pair
        html = response.content.decode()
        assert "Charts or data" in html
        assert "<strong>Day.</strong> One reads charts." in html


def test_a_pair_introduces_exactly_its_two(client):
    pair, third = make_career_pair(body="Only of these two."), make_career()
    for slugs in (
        [pair.first.slug],
        [pair.first.slug, third.slug],
        [pair.first.slug, pair.second.slug, third.slug],
    ):
        html = client.get(address(*slugs)).content.decode()
        assert "Only of these two." not in html


def test_a_written_pair_is_linked_from_the_list_and_both_profiles(client):
    pair = make_career_pair()
    first, second = pair.first, pair.second
    for page, slugs in (
        ("/careers/", (first.slug, second.slug)),
        (first.get_absolute_url(), (first.slug, second.slug)),
        (second.get_absolute_url(), (second.slug, first.slug)),
    ):
        html = client.get(page).content.decode().replace("&amp;", "&")
        assert f'href="{address(*slugs)}"' in html


@pytest.mark.parametrize("unseen", ["pair", "career"])
def test_an_unpublished_pair_or_career_shows_no_introduction(client, unseen):
    pair = make_career_pair(title="Unseenword", body="Unseenword.")
    hidden = pair if unseen == "pair" else pair.second
    type(hidden).objects.filter(pk=hidden.pk).update(status=Status.DRAFT)
    slugs = (pair.first.slug, pair.second.slug)
    for path in ("/careers/", pair.first.get_absolute_url(), address(*slugs)):
        assert "Unseenword" not in client.get(path).content.decode()
    assert address(*slugs) not in client.get(
        pair.first.get_absolute_url()
    ).content.decode().replace("&amp;", "&")


def test_two_careers_are_introduced_once_in_whichever_order():
    pair = make_career_pair()
    again = CareerPair(
        first=pair.second, second=pair.first, title="Again", body="Again."
    )
    with pytest.raises(ValidationError, match="an introduction already"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_career_pair(first=pair.first, second=pair.first)


def test_an_editor_is_told_that_a_pair_is_written_already(editor, client):
    pair = make_career_pair()
    client.force_login(editor)
    response = client.post(
        "/admin/careers/careerpair/add/",
        {
            "first": pair.second.pk,
            "second": pair.first.pk,
            "title": "Again",
            "body": "Again.",
            "status": Status.DRAFT,
        },
    )
    assert response.status_code == 200
    assert "an introduction already" in response.content.decode()
    assert CareerPair.objects.count() == 1


@pytest.fixture
def boise():
    """Two careers with pay in the nation and in Boise; one of them in Idaho as well."""
    coder = make_career(name="Medical coder", slug="coder")
    biller = make_career(name="Medical biller", slug="biller")
    nation = make_area(kind=AreaKind.NATION, name="United States", slug="us")
    idaho = make_area(kind=AreaKind.STATE, name="Idaho", slug="idaho", state="ID")
    metro = make_area(
        name="Boise City, ID", slug="boise", state="ID", counties=["Ada County, ID"]
    )
    for career, pay in ((coder, (51_140, 55_970)), (biller, (48_500, 47_420))):
        for area, median in zip((nation, metro), pay, strict=True):
            make_pay(occupation=career.occupation, area=area, annual_median=median)
    make_pay(occupation=coder.occupation, area=idaho, annual_median=49_000)
    return metro


BOTH = address("coder", "biller")


def rows_of(response) -> dict[str, list[str]]:
    return {
        row.label: [cell.text or cell.reason for cell in row.cells]
        for row in response.context["rows"]
    }


@pytest.mark.parametrize("typed", ["boise", "Boise, ID", "83702", "boise+city"])
def test_pay_in_a_place_stands_before_the_nations(client, boise, typed):
    response = client.get(f"{BOTH}&area={typed}", follow=True)
    rows = rows_of(response)
    assert next(iter(rows)) == "Median pay in Boise City, ID"
    assert rows["Median pay in Boise City, ID"] == ["$55,970", "$47,420"]
    assert rows["Median pay, nation"] == ["$51,140", "$48,500"]
    assert (
        response.context["title"] == "Medical coder or medical biller in Boise City, ID"
    )


def test_a_place_without_a_row_for_a_career_says_so(client, boise):
    rows = rows_of(client.get(f"{BOTH}&area=idaho"))
    assert rows["Median pay in Idaho"] == [
        "$49,000",
        "This release has no row for that job here",
    ]


@pytest.mark.parametrize("typed", ["nowhere", "%00", "x" * 500, "09001", "00000"])
def test_an_unknown_place_is_said_beside_its_field(client, boise, typed):
    response = client.get(f"{BOTH}&area={typed}", follow=True)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["area"]
    assert response.context["form"].errors["area"][0] in response.content.decode()
    assert next(iter(rows_of(response))) == "Median pay"


@pytest.mark.parametrize("typed", ["", "us", "United+States"])
def test_the_nation_is_not_compared_with_itself(client, boise, typed):
    response = client.get(f"{BOTH}&area={typed}", follow=True)
    assert not response.context["form"].errors
    assert next(iter(rows_of(response))) == "Median pay"


def test_a_place_that_is_not_clear_keeps_the_careers_in_its_links(client, boise):
    for state in ("ME", "OR"):
        make_area(name=f"Portland, {state}", state=state, slug=f"portland-{state}")
    html = client.get(f"{BOTH}&area=portland").content.decode()
    assert 'href="?c=coder&amp;c=biller&amp;area=portland-ME"' in html


def test_other_choices_carry_the_place_on(client, boise):
    html = client.get(f"{BOTH}&area=83702&only=differences").content.decode()
    assert '<input type="hidden" name="area" value="boise">' in html
    assert '<input type="hidden" name="only" value="differences">' in html
    assert "/careers/pay/?occupation=coder&amp;area=boise" in html


def test_pay_in_a_place_is_marked_with_its_source(client, boise):
    response = client.get(f"{BOTH}&area=boise")
    for cell in response.context["rows"][0].cells:
        assert cell.mark is not None
        assert cell.mark.label.startswith(cell.mark.source.publisher)
