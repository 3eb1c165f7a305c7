"""A set of changes is taken back as far as it still holds, and an undo can be undone."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.serializers import serialize

from careers.models import CareerItem, CareerPair, Guide, Pay
from editorial.changes.corrections import Corrections
from editorial.changes.undoing import NotPutBack, put_back, undo
from editorial.choices import ChangeKind, Kind, Status
from editorial.imports.applying import apply
from editorial.imports.proposals import Proposal, Ref
from editorial.models import Catalogue, Change, ChangeSet, Source
from schools.choices import SchoolLevel
from schools.models import School
from tests.editorial.changes.conftest import page_of
from tests.factories import (
    make_area,
    make_career,
    make_career_pair,
    make_guide,
    make_occupation,
    make_pay,
    make_program,
    make_school,
    make_source,
)
from tests.webform import FormReader

pytestmark = pytest.mark.django_db
NO_KEYS = ("x", "0", "-1", "1.5", "²", "٣", "\x00", "9" * 400)


def stored(*models) -> str:
    return "\n".join(
        serialize("jsonl", model._base_manager.order_by("pk")) for model in models
    )


def last_set() -> ChangeSet:
    return ChangeSet.objects.order_by("pk").last()


def test_a_save_is_taken_back_whole(save, editor):
    program = make_program(price_resident=5000, title="Coding")
    before = stored(type(program))
    source = make_source(slug="price-list")
    save(program, title="Billing", price_resident="5100", price_source=source.pk)
    version = Catalogue.objects.version()
    undone = undo(last_set(), by=editor)
    assert stored(type(program)) == before
    assert not undone.left
    assert undone.change_set.kind == ChangeKind.UNDO
    assert undone.change_set.made_by_name == "editor"
    assert Catalogue.objects.version() == version + 1
    # And back again.
    undo(undone.change_set, by=editor)
    program.refresh_from_db()
    assert (program.title, program.price_resident) == ("Billing", 5100)
    assert program.price_source == source


def test_what_was_edited_since_stays_and_is_told(save, editor):
    program = make_program(title="Coding", cip_code="51.0713")
    save(program, title="Billing", cip_code="51.0714")
    first = last_set()
    save(program, title="Medical billing")
    undone = undo(first, by=editor)
    program.refresh_from_db()
    assert (program.title, program.cip_code) == ("Medical billing", "51.0713")
    assert [(left.change.field, left.why) for left in undone.left] == [
        ("title", "It was changed since.")
    ]


def test_a_value_that_cannot_go_back_keeps_no_other_from_it(save, editor):
    program = make_program(title="Coding", slug="coding")
    save(program, title="Billing", slug="billing")
    first = last_set()
    other = make_program(
        school=program.school,
        cip_code=program.cip_code,
        award_level=program.award_level,
        slug="coding",
    )
    undone = undo(first, by=editor)
    program.refresh_from_db()
    assert (program.title, program.slug) == ("Coding", "billing")
    assert [left.change.field for left in undone.left] == ["slug"]
    told = {
        change.field for change in undone.change_set.changes.exclude(action="release")
    }
    assert told == {"title"}
    assert other.slug == "coding"


def test_a_figure_goes_back_with_its_source_or_not_at_all(save, editor):
    program = make_program(price_resident=5000)
    old, new = program.price_source, make_source(slug="new")
    changed = {"price_resident": "5100", "price_source": new.pk}
    save(program, **changed)
    price = Change.objects.get(field="price_resident")
    undo(price.change_set, by=editor, only={price.pk})
    program.refresh_from_db()
    assert (program.price_resident, program.price_source) == (5000, old)
    save(program, **changed)
    third = make_source(slug="third")
    save(program, price_source=third.pk)
    undone = undo(price.change_set, by=editor)
    program.refresh_from_db()
    assert (program.price_resident, program.price_source) == (5100, third)
    assert {left.change.field for left in undone.left} == {
        "price_resident",
        "price_source",
    }


def test_only_what_is_ticked(act, editor):
    careers = [make_career() for _ in range(3)]
    act("withdraw", *careers)
    ticked = Change.objects.get(object_pk=careers[1].pk, field="status")
    undo(last_set(), by=editor, only={ticked.pk})
    for career in careers:
        career.refresh_from_db()
    assert [career.status for career in careers] == [
        Status.DRAFT,
        Status.PUBLISHED,
        Status.DRAFT,
    ]


def test_what_was_removed_comes_back_with_its_pieces_and_relations(
    editor, act, admin_client
):
    career = make_career()
    guide = make_guide(slug="which-way")
    guide.careers.add(career)
    models = (Guide, Guide.careers.through, CareerPair)
    make_career_pair(first=career)
    before = stored(*models[:1], models[2])
    act("delete_selected", guide, client=admin_client)
    assert not Guide.objects.exists()
    undone = undo(last_set(), by=editor)
    assert not undone.left
    assert stored(*models[:1], models[2]) == before
    assert list(guide.careers.all()) == [career]


def test_everything_that_goes_with_a_row_comes_back_with_it(editor, act, admin_client):
    career = make_career()
    CareerItem.objects.create(career=career, section="duty", title="Reads")
    make_career_pair(first=career)
    models = (type(career), CareerItem, CareerPair)
    before = stored(*models)
    act("delete_selected", career, client=admin_client)
    assert not CareerPair.objects.exists()
    undone = undo(last_set(), by=editor)
    assert not undone.left
    assert stored(*models) == before


UNITIDS = {"alder": "100001", "birch": "100002", "cedar": "100003"}


def imported(**towns: str) -> None:
    """Schools by slug with their towns, all of one source."""
    source = Proposal(
        Source,
        {"slug": "directory"},
        {"publisher": "P", "title": "T", "retrieved_on": dt.date(2026, 1, 1)},
    )
    schools = [
        Proposal(
            School,
            {"unitid": UNITIDS[slug]},
            {
                "slug": slug,
                "name": slug.title(),
                "level": SchoolLevel.TWO_YEAR,
                "city": city,
                "state": "OH",
                "sector": "public",
                "directory_source": Ref.to(Source, "directory"),
                "directory_as_of": dt.date(2026, 1, 1),
                "directory_kind": Kind.PUBLISHED,
                "status": Status.PUBLISHED,
            },
        )
        for slug, city in towns.items()
    ]
    apply([source, *schools], importer="directory")


def test_an_import_is_undone_row_for_row(editor):
    imported(alder="Akron", birch="Berea")
    before = stored(Source, School)
    imported(alder="Athens", birch="Berea", cedar="Canton")
    assert stored(Source, School) != before
    undone = undo(last_set(), by=editor)
    assert not undone.left
    assert stored(Source, School) == before


def test_a_new_row_that_something_hangs_on_stays(editor):
    imported(alder="Akron")
    make_program(school=School.objects.get())
    undone = undo(last_set(), by=editor)
    assert School.objects.get().slug == "alder"
    assert any(
        "hangs on it" in left.why or "refers to it" in left.why for left in undone.left
    )


def test_a_correction_taken_back_no_longer_stops_imports(save, editor):
    imported(alder="Akron")
    school = School.objects.get()
    save(school, city="Athens")
    assert "city" in Corrections.of(School).fields(school.pk)
    undo(last_set(), by=editor)
    assert "city" not in Corrections.of(School).fields(school.pk)
    imported(alder="Berea")
    school.refresh_from_db()
    assert school.city == "Berea"


def test_an_older_correction_stays_one(save, editor):
    imported(alder="Akron")
    school = School.objects.get()
    save(school, city="Athens")
    save(school, city="Canton")
    undo(last_set(), by=editor)
    imported(alder="Berea")
    school.refresh_from_db()
    assert school.city == "Athens"


def test_an_import_taken_back_does_not_come_again(editor):
    imported(alder="Akron")
    imported(alder="Athens")
    undo(last_set(), by=editor)
    imported(alder="Athens")
    assert School.objects.get().city == "Akron"


def test_an_older_value_is_put_back_with_its_evidence(save, editor):
    program = make_program(price_resident=5000)
    old = program.price_source
    save(program, price_resident="5100", price_source=make_source(slug="b").pk)
    first = Change.objects.get(field="price_resident")
    save(program, price_resident="5200", price_source=make_source(slug="c").pk)
    put_back(first, by=editor)
    program.refresh_from_db()
    assert (program.price_resident, program.price_source) == (5000, old)
    with pytest.raises(NotPutBack, match="already"):
        put_back(first, by=editor)


def test_history_puts_a_value_back_by_a_button(ann, save):
    program = make_program(title="Coding")
    save(program, title="Billing")
    change = Change.objects.get(field="title")
    url = page_of(program, "history")
    assert f'name="put_back" value="{change.pk}"' in ann.get(url).content.decode()
    response = ann.post(url, {"put_back": change.pk}, follow=True)
    assert "Put back" in response.content.decode()
    program.refresh_from_db()
    assert program.title == "Coding"
    for wrong in NO_KEYS:
        response = ann.post(url, {"put_back": wrong}, follow=True)
        assert response.status_code == 200


def test_a_set_is_undone_from_its_page(ann, act):
    careers = [make_career() for _ in range(8)]
    act("withdraw", *careers)
    made = last_set()
    html = ann.get(page_of(made)).content.decode()
    assert html.count('name="change"') == 8
    response = ann.post(page_of(made, "undo"), {}, follow=True)
    assert "Tick what to undo first" in response.content.decode()
    response = ann.post(page_of(made, "undo"), {"all": "Undo all"}, follow=True)
    assert "Undone: 8" in response.content.decode()
    assert {*type(careers[0]).objects.values_list("status", flat=True)} == {"published"}
    assert last_set().undoes == made


@pytest.mark.parametrize("typed", NO_KEYS)
def test_what_is_no_change_is_not_undone(ann, act, typed):
    act("withdraw", make_career())
    made = last_set()
    response = ann.post(page_of(made, "undo"), {"change": [typed]}, follow=True)
    assert response.status_code == 200
    assert last_set() == made


@pytest.mark.parametrize("typed", NO_KEYS)
@pytest.mark.parametrize("post", ["", "yes"])
def test_an_action_on_what_is_no_row_does_nothing(ann, typed, post):
    url = page_of(make_career(), "changelist")
    for action in ("withdraw", "delete_selected", "no-such-action"):
        posted = {"action": action, "_selected_action": [typed], "post": post}
        assert ann.post(url, posted, follow=True).status_code == 200
    assert not ChangeSet.objects.exists()


def test_writers_undo_nothing_that_is_public(client, writer, save):
    program = make_program(title="Coding")
    save(program, title="Billing")
    client.force_login(writer)
    assert client.post(page_of(last_set(), "undo"), {"all": "1"}).status_code == 403
    change = Change.objects.get(field="title")
    url = page_of(program, "history")
    assert client.post(url, {"put_back": change.pk}).status_code == 403
    program.refresh_from_db()
    assert program.title == "Billing"


def test_a_school_put_back_has_its_estimates_reckoned_anew(ann, save):
    school = make_school(
        tuition_fees_in_state=4000,
        tuition_fees_out_of_state=8000,
        tuition_year="2024-25",
    )
    program = make_program(school=school)
    save(school, tuition_fees_in_state="5000")
    program.refresh_from_db()
    assert program.price_resident == 10_000
    change = Change.objects.get(field="tuition_fees_in_state")
    ann.post(page_of(school, "history"), {"put_back": change.pk})
    program.refresh_from_db()
    assert program.price_resident == 8_000


@pytest.mark.parametrize("rows", [3, 60])
def test_the_page_of_a_set_asks_as_often_however_long_it_is(
    ann, act, rows, django_assert_num_queries
):
    act("withdraw", *[make_career() for _ in range(rows)])
    url = page_of(last_set())
    ann.get(url)
    with django_assert_num_queries(9):
        ann.get(url)


def test_an_action_on_many_rows_asks_first_and_tells_where_to_undo_it(ann):
    careers = [make_career() for _ in range(8)]
    url = page_of(careers[0], "changelist")
    posted = {"action": "withdraw", "_selected_action": [row.pk for row in careers]}
    asked = ann.post(url, posted)
    assert asked.status_code == 200
    page = asked.content.decode()
    assert "Withdraw from the site: 8 careers" in page
    assert all(str(career) in page for career in careers)
    assert not ChangeSet.objects.exists()
    reader = FormReader()
    reader.feed(page)
    done = ann.post(url, reader.data, follow=True)
    assert page_of(last_set()) in done.content.decode()
    assert {*type(careers[0]).objects.values_list("status", flat=True)} == {"draft"}


def test_a_new_row_with_a_short_decimal_is_taken_away_again(editor):
    release = make_pay().release
    place, job = make_area(), make_occupation()
    row = Proposal(
        Pay,
        {"release": release, "occupation": job, "area": place},
        {"hourly_mean": Decimal("27.3"), "source": make_source()},
    )
    apply([row], importer="made-up")
    assert not undo(last_set(), by=editor).left
    assert not Pay.objects.filter(area=place).exists()
