"""The first page says what waits; rows are settled, put off or taken along from there."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from careers.choices import AccreditationStatus
from editorial.admin import queue
from editorial.changes.corrections import Corrections
from editorial.choices import Kind, Status
from editorial.imports.applying import apply
from editorial.imports.proposals import Proposal
from editorial.models import Catalogue, Change, ChangeSet, Report, Snooze
from schools.choices import Evidence
from schools.models import Program, School
from tests.factories import (
    make_accreditation,
    make_career,
    make_check_interval,
    make_program,
    make_school,
    make_source,
)

pytestmark = pytest.mark.django_db
LONG_AGO = dt.date(2020, 1, 1)


def listed(slug: str) -> list:
    return list(queue.of_slug(slug).on(timezone.localdate()))


def closed_school() -> School:
    source = make_source()
    return make_school(
        closed_on=LONG_AGO,
        closing_source=source,
        closing_as_of=LONG_AGO,
        closing_kind=Kind.PUBLISHED,
    )


def url_of(slug: str) -> str:
    return reverse("admin:waiting", args=[slug])


def old_price(**values) -> Program:
    return make_program(price_resident=5000, price_as_of=LONG_AGO, **values)


def test_each_list_holds_what_its_title_says():
    known = make_program(price_resident=5000, offer_checked_on=timezone.localdate())
    priceless = make_program(price_resident=None)
    closed = make_program(school=closed_school(), price_resident=None)
    reported, confirmed = make_program(price_resident=1), make_program(price_resident=1)
    make_accreditation(
        program=reported,
        accreditation_status=AccreditationStatus.REPORTED,
        evidence=Evidence.THIRD_PARTY,
    )
    year = timezone.localdate().year
    due = make_accreditation(program=confirmed, next_review=f"{year}-{year + 1}")
    make_accreditation(program=known, next_review=str(year + 3))
    draft = make_career(status=Status.REVIEW)
    report = Report.objects.create(page="/", wrong="A price", right="Another")
    Report.objects.create(page="/", wrong="Old", right="New", settled_on=LONG_AGO)
    assert listed("no-price") == [priceless]
    assert listed("reported") == [reported]
    assert listed("reviews") == [due]
    assert listed("review-career") == [draft]
    assert listed("reports") == [report]
    never = listed("never-checked")
    assert known not in never
    assert closed not in never
    assert priceless in never


def test_the_months_are_for_staff_to_set():
    months = 24
    day = timezone.localdate() - dt.timedelta(days=30 * (months - 2))
    program = make_program(price_resident=5000, price_as_of=day)
    assert program not in listed("old-program-price")
    make_check_interval(group="program price", months=12)
    assert program in listed("old-program-price")


def test_the_first_page_counts_and_links(client, editor):
    for _ in range(3):
        old_price()
    client.force_login(editor)
    page = client.get("/admin/").content.decode()
    at = page.index("Program price older than 24 months")
    assert url_of("old-program-price") in page
    assert ">3</td>" in page[at : at + 400]
    titles = ["What waits", "Schools and programs", "Survey tables"]
    assert [page.index(title) for title in titles] == sorted(
        page.index(title) for title in titles
    )


def test_still_correct_is_a_stamp_and_no_correction(client, editor):
    program, other = old_price(), old_price()
    client.force_login(editor)
    version = Catalogue.objects.version()
    posted = {"row": [program.pk], "still_correct": "1"}
    response = client.post(url_of("old-program-price"), posted, follow=True)
    assert "Marked as still correct: 1" in response.content.decode()
    program.refresh_from_db()
    assert program.price_checked_on == timezone.localdate()
    assert listed("old-program-price") == [other]
    assert Catalogue.objects.version() == version + 1
    made = ChangeSet.objects.get()
    assert (made.made_by, made.why) == (editor, "Still correct: price")
    assert not Corrections.of(Program).fields(program.pk)


def test_a_new_figure_was_checked_by_nobody():
    program = make_program(price_resident=5000, price_checked_on=LONG_AGO)
    key = {"school": program.school, "slug": program.slug}
    key |= {"cip_code": program.cip_code, "award_level": program.award_level}
    apply([Proposal(Program, key, {"title": "New title"})], importer="files")
    program.refresh_from_db()
    assert program.price_checked_on == LONG_AGO
    apply([Proposal(Program, key, {"price_resident": 6000})], importer="files")
    program.refresh_from_db()
    assert (program.price_resident, program.price_checked_on) == (6000, None)
    undone = Change.objects.filter(field="price_checked_on")
    assert undone.get().before == str(LONG_AGO)


def test_a_row_is_put_off_with_a_reason(client, editor):
    program = old_price()
    client.force_login(editor)
    url = url_of("old-program-price")
    posted = {"row": [program.pk], "put_off": "1", "until": "2020-01-01", "reason": ""}
    page = client.post(url, posted).content.decode()
    assert "Give a day that is still to come." in page
    assert "This field is required." in page
    assert f'value="{program.pk}" aria-label="{program}" checked' in page
    posted |= {"until": "2099-05-01", "reason": "The school answers in May."}
    assert client.post(url, posted).status_code == 302
    assert listed("old-program-price") == []
    row = Snooze.objects.get()
    assert (row.content_type.model_class(), row.object_pk) == (Program, program.pk)
    assert (row.reason, row.made_by_name) == ("The school answers in May.", "editor")
    row.delete()
    assert listed("old-program-price") == [program]


@pytest.mark.parametrize("sent", [[], ["x"], ["0"], ["9" * 40], ["²"]])
def test_what_is_no_row_does_nothing(client, editor, sent):
    old_price()
    client.force_login(editor)
    posted = {"row": sent, "still_correct": "1"}
    client.post(url_of("old-program-price"), posted)
    assert not ChangeSet.objects.exists()


def test_a_list_is_taken_along_as_a_file(client, editor):
    program = old_price(title="=Coding")
    client.force_login(editor)
    url = reverse("admin:waiting-csv", args=["old-program-price"])
    response = client.get(url)
    text = response.content.decode("utf-8-sig")
    assert text.splitlines()[0] == "what,state,edit,as_of,checked_on"
    assert f"/admin/schools/program/{program.pk}/change/,2020-01-01," in text
    assert "\r\n=" not in text


def test_writers_look_and_settle_nothing_public(client, writer):
    program = old_price()
    client.force_login(writer)
    url = url_of("old-program-price")
    assert client.get(url).status_code == 200
    for button in ("still_correct", "put_off"):
        posted = {"row": [program.pk], button: "1"}
        posted |= {"until": "2099-05-01", "reason": "No."}
        assert client.post(url, posted).status_code == 403
    assert client.get(url_of("no-such-list")).status_code == 404
    assert not Snooze.objects.exists()
    assert ContentType.objects.exists()


def test_visitors_see_nothing_of_it(client):
    for url in (url_of("reports"), reverse("admin:waiting-csv", args=["reports"])):
        assert client.get(url).status_code == 302
