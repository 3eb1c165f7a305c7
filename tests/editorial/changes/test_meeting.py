"""Two transactions that meet: nobody's edit is lost, and nobody waits for ever."""

import threading
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careers.models import Career
from editorial.admin.forms import STALE
from editorial.changes.locks import again_after_deadlock, locked
from editorial.choices import Decision
from editorial.imports.applying import Run, apply
from editorial.imports.proposals import Proposal
from editorial.models import Change
from schools.models import Program, School
from tests.editorial.changes.conftest import page_of
from tests.factories import make_career, make_program, make_school
from tests.webform import form_data

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time."
)


def in_thread(do: Callable[[], object]) -> list:
    """Do it on a connection of its own, and answer what came of it."""
    found: list = []

    def work() -> None:
        try:
            found.append(do())
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return found


@pytest.fixture
def root(transactional_db) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def school_with_programs(count: int = 2) -> School:
    school = make_school(
        tuition_fees_in_state=5000,
        tuition_fees_out_of_state=5000,
        tuition_year="2025-26",
    )
    for _ in range(count):
        make_program(school=school, price_resident=1, price_basis="annual")
    return school


def key_of(program: Program) -> dict:
    names = ("school", "cip_code", "award_level", "slug")
    return {name: getattr(program, name) for name in names}


@on_postgresql
def test_an_edit_saved_while_an_import_runs_stays(root, monkeypatch):
    first, second = make_program(), make_program(price_resident=5000)
    proposals = [
        Proposal(Program, key_of(first), {"title": "Of the file"}),
        Proposal(
            Program, key_of(second), {"awards_year": "2023-24", "price_terms": ""}
        ),
    ]
    url = page_of(second)
    changed = {"price_resident": "7777", "price_terms": "Ours", "_why": "Misread."}
    lock = Run.lock

    def edit_then_lock(run: Run) -> None:
        posted = form_data(root, url) | changed
        assert in_thread(lambda: root.post(url, posted).status_code) == [302]
        lock(run)

    second.price_terms = "Before"
    second.save()
    monkeypatch.setattr(Run, "lock", edit_then_lock)
    outcome = apply(proposals, importer="file")
    second.refresh_from_db()
    assert (second.price_resident, second.price_terms) == (7777, "Ours")
    assert second.awards_year == "2023-24"
    assert (outcome.changed, outcome.kept) == (2, 1)
    # Read again once it was locked.
    assert Change.objects.get(decision=Decision.KEPT).before == "Ours"


@on_postgresql
def test_what_was_deleted_while_an_import_runs_stays_away(root, monkeypatch):
    program = make_program()
    lock = Run.lock

    def delete_then_lock(run: Run) -> None:
        in_thread(lambda: root.post(page_of(program, "delete"), {"post": "yes"}))
        lock(run)

    monkeypatch.setattr(Run, "lock", delete_then_lock)
    outcome = apply([Proposal(Program, key_of(program), {"title": "T"})], importer="f")
    assert not Program.objects.exists()
    assert (outcome.changed, outcome.kept) == (0, 1)


@on_postgresql
def test_of_two_who_save_at_once_the_second_is_told(root):
    career = make_career(tagline="Codes charts.")
    url = page_of(career)
    posted = form_data(root, url) | {"tagline": "Reads charts."}
    with transaction.atomic():
        first = locked(Career.objects.filter(pk=career.pk)).get()
        first.tagline = "Finds codes."
        first.save()
        pages: list[str] = []
        second = threading.Thread(
            target=lambda: (
                pages.append(root.post(url, posted).content.decode()),
                connections.close_all(),
            )
        )
        second.start()
        second.join(timeout=1)
        assert second.is_alive(), "The second has to wait for the first."
    second.join()
    assert STALE.partition(":")[0] in pages[0]
    career.refresh_from_db()
    assert career.tagline == "Finds codes."


def test_a_post_to_a_history_page_locks_nothing(root):
    """It has no transaction of its own, and PostgreSQL locks in one only."""
    url = page_of(make_career(), "history")
    assert root.post(url).status_code == 200


@pytest.mark.django_db
def test_the_catalogue_is_locked_last(admin_client):
    """Who saves a school and who saves its programs would else wait for one another."""
    school = school_with_programs()
    url = page_of(school)
    posted = form_data(admin_client, url)
    posted |= {"tuition_fees_in_state": "6000", "_why": "Misread."}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert admin_client.post(url, posted).status_code == 302
    said = [query["sql"] for query in asked]
    writes = [
        number
        for number, sql in enumerate(said)
        if "FOR NO KEY UPDATE" in sql or sql.startswith("UPDATE")
    ]
    of_catalogue = [n for n in writes if "editorial_catalogue" in said[n]]
    of_content = [n for n in writes if '"schools_' in said[n].partition("WHERE")[0]]
    assert len(of_content) >= 3
    assert max(of_content) < min(of_catalogue)


@on_postgresql
def test_a_school_and_its_programs_are_saved_at_the_same_time(root):
    """A page that the other changed is told so; nobody meets a database that is away."""
    school = school_with_programs(10)
    programs = list(school.programs.all())
    answers: list[int] = []

    def save(row, **changed) -> None:
        client = Client()
        client.force_login(User.objects.get())
        posted = form_data(client, page_of(row)) | changed | {"_why": "Misread."}
        answers.append(client.post(page_of(row), posted).status_code)

    def save_programs() -> None:
        for number in range(20):
            save(programs[number % 10], cip_title=f"Title {number}")
        connections.close_all()

    other = threading.Thread(target=save_programs)
    other.start()
    for number in range(6):
        save(school, tuition_fees_in_state=str(6000 + number))
    other.join()
    assert len(answers) == 26
    assert set(answers) <= {200, 302}


class Deadlock(Exception):
    sqlstate = "40P01"


def deadlock() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    return error


@pytest.mark.parametrize(("failures", "calls"), [(0, 1), (1, 2), (2, 2)])
def test_a_deadlock_is_tried_again_once(failures, calls):
    tried = []

    @again_after_deadlock
    def save() -> str:
        tried.append(1)
        if len(tried) <= failures:
            raise deadlock()
        return "saved"

    if failures < 2:
        assert save() == "saved"
    else:
        with pytest.raises(OperationalError):
            save()
    assert len(tried) == calls


def test_another_fault_of_the_database_is_not_tried_again():
    tried = []

    @again_after_deadlock
    def save() -> None:
        tried.append(1)
        raise OperationalError("the server is gone")

    with pytest.raises(OperationalError):
        save()
    assert tried == [1]
