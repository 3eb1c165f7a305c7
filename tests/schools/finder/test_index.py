"""The index stays true: after every edit, in every process, whatever happens to its files."""

import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from random import Random

import numpy as np
import pytest
from django.conf import settings as site_settings
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from careers.choices import AccreditationStatus, AwardLevel
from careers.models import EligibilityRule
from editorial.choices import Status
from editorial.models import Catalogue
from schools.choices import StudyMode
from schools.finder import cards
from schools.finder.index import building, current
from schools.finder.index import files as index_files
from schools.finder.index.arrays import Index
from schools.finder.index.current import build, current_index, forget, newest
from schools.models import Program
from tests.factories import (
    make_accreditation,
    make_program,
    make_school,
)
from tests.schools.finder.catalogues import (
    DAY,
    make_careers,
    make_rules,
    random_offers,
    store,
)

NEXT_DAY = DAY + dt.timedelta(days=1)
DOLLARS = {"price_year": "2024-25", "price_as_of": DAY, "price_kind": "published"}


@pytest.fixture
def files(tmp_path, settings):
    settings.INDEX_DIR = str(tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def today(monkeypatch):
    """The day on which whoever publishes builds."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    return DAY


def folders(files) -> set[str]:
    return {path.name for path in files.iterdir() if path.name[0] != "."}


def contents(index: Index) -> dict:
    """All that an index says, free of the numbers it gives to combinations and titles."""
    rows, codes = index.rows, index.combinations.codes
    counted = np.bincount(rows["combination"], minlength=len(index.combinations))
    assert counted.tolist() == index.combinations.programs.tolist()
    return {
        "pk": index.pk.tolist(),
        "school": index.schools.pk[index.school].tolist(),
        "title": [index.titles.names[number] for number in rows["title"]],
        "codes": {name: codes[name][rows["combination"]].tolist() for name in codes},
        "awake": index.rows_of(codes["dormant"] == 0).tolist(),
        "row_of": [index.row_of[pk] for pk in index.pk.tolist()],
        "figures": [
            rows[n].tolist() for n in ("resident", "nonresident", "months", "graduates")
        ],
        "rank": rows["rank"].tolist(),
        "by_rank": index.by_rank.tolist(),
        "runs": index.runs.of_row.tolist(),
        "answers": [index.answers(row) for row in range(index.size)],
        "careers": [career.pk for career in index.careers],
    }


def edit(rng: Random) -> None:
    """Change one thing an editor may change."""
    programs = list(Program.objects.order_by("pk"))
    if not programs:
        return
    program = rng.choice(programs)
    match rng.randrange(8):
        case 0 | 1:
            price = rng.choice([None, 0, 4_999, 5_000, 50_000])
            program.price_resident = program.price_nonresident = price
            program.price_source = program.offer_source
            for name, value in DOLLARS.items():
                setattr(program, name, value)
        case 2:
            program.title = rng.choice(["Aardvark studies", "Zeal", program.title])
        case 3:
            program.award_level = rng.choice(AwardLevel.values)
        case 4:
            program.status = rng.choice([Status.DRAFT, Status.PUBLISHED])
        case 5:
            make_accreditation(
                program=program,
                accreditation_status=rng.choice(
                    [AccreditationStatus.ACCREDITED, AccreditationStatus.WITHDRAWN]
                ),
                valid_until=rng.choice([None, DAY, NEXT_DAY]),
            )
        case 6:
            school = program.school
            school.state = rng.choice(["OH", "TX", "AK"])
            school.save()
        case 7:
            program = make_program(
                school=program.school, months_high=rng.choice([9, 30])
            )
    program.save()


@pytest.mark.django_db
@given(rng=st.randoms(use_true_random=False), number=st.integers(0, 25))
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_after_any_edit_the_index_equals_one_built_anew(
    files, monkeypatch, rng: Random, number: int
):
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    with transaction.atomic():
        make_rules()
        make_careers()
        store(random_offers(rng, number))
        day = DAY
        for _ in range(6):
            for _ in range(rng.randrange(4)):
                edit(rng)
            if rng.random() < 0.8:
                Catalogue.objects.bump()
                assert contents(current_index(day)) == contents(build(1, day))
            day = rng.choice([day, day, day + dt.timedelta(days=1)])
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_an_editor_waits_for_the_index_rather_than_the_visitor_after(
    files, django_capture_on_commit_callbacks, django_assert_num_queries
):
    program = make_program()
    day = timezone.localdate()
    with django_capture_on_commit_callbacks(execute=True):
        Program.objects.filter(pk=program.pk).update(study_mode="online")
        Catalogue.objects.bump()
    # Mark.
    with django_assert_num_queries(1):
        assert current_index(day).column("mode", 0) == StudyMode.values.index("online")


@pytest.mark.django_db
def test_what_is_not_committed_is_not_shown(files, today):
    program = make_program(price_resident=1_000)
    Catalogue.objects.bump()
    assert current_index(DAY).resident.tolist() == [1_000]
    with transaction.atomic():
        Program.objects.filter(pk=program.pk).update(price_resident=2_000)
        Catalogue.objects.bump()
        lost = Catalogue.objects.mark()
        assert newest().resident.tolist() == [1_000]
        transaction.set_rollback(True)
    assert index_files.load(*lost, DAY).resident.tolist() == [2_000]
    assert current_index(DAY).resident.tolist() == [1_000]
    Program.objects.filter(pk=program.pk).update(price_resident=3_000)
    Catalogue.objects.bump()
    version, _ = Catalogue.objects.mark()
    assert version == lost[0]
    assert current_index(DAY).resident.tolist() == [3_000]


@pytest.mark.django_db
def test_a_new_day_is_judged_anew(files, today):
    make_accreditation(
        program=make_program(), accreditation_status="accredited", valid_until=DAY
    )
    Catalogue.objects.bump()
    assert current_index(DAY).accreditation(0) == "accredited"
    assert current_index(NEXT_DAY).accreditation(0) == "unconfirmed"
    forget()
    assert current_index(DAY).accreditation(0) == "accredited"


@pytest.mark.django_db
def test_an_index_keeps_to_the_rules_it_was_made_of():
    make_rules()
    make_program()
    before = build(1, DAY)
    EligibilityRule.objects.update(is_verified=False)
    after = build(2, DAY)
    assert not any(answer.opens for answer in after.answers(0))
    assert any(answer.opens for answer in before.answers(0))


@pytest.mark.django_db
def test_a_page_is_made_anew_when_the_catalogue_moves_under_it(client, monkeypatch):
    program = make_program(study_mode="campus")
    Catalogue.objects.bump()
    read = cards.cards

    def edit_first(result, chosen):
        if result.index.version == 1:
            Program.objects.filter(pk=program.pk).update(study_mode="online")
            Catalogue.objects.bump()
        return read(result, chosen)

    monkeypatch.setattr("schools.finder.page.cards", edit_first)
    response = client.get("/schools/?mode=campus&mode=online")
    assert response["X-Catalogue-Version"] == "2"
    modes = {f.name: f for f in response.context["finder"].facets}["mode"].options
    assert {o.value: o.count for o in modes if o.count} == {"online": 1}
    assert [c.program.study_mode for c in response.context["finder"].cards] == [
        "online"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/schools/", "/schools/in/ohio/"])
def test_a_page_is_put_off_when_the_catalogue_never_stands_still(
    client, monkeypatch, address
):
    make_program(school=make_school(state="OH"))
    Catalogue.objects.bump()
    read, times = cards.cards, []

    def edit_first(result, chosen):
        times.append(result.index.version)
        Catalogue.objects.bump()
        return read(result, chosen)

    monkeypatch.setattr("schools.finder.page.cards", edit_first)
    response = client.get(address)
    assert times == [1, 2]
    assert response.status_code == 503
    assert response["Retry-After"] == "1"
    assert response["Cache-Control"] == "no-store"
    assert "<h1" in response.content.decode()


@pytest.mark.django_db
def test_a_page_leaves_out_a_program_that_went_unannounced(client):
    gone, stays = make_program(), make_program()
    Catalogue.objects.bump()
    current_index(timezone.localdate())
    Program.objects.filter(pk=gone.pk).delete()
    page = client.get("/schools/").context["finder"]
    assert [card.program for card in page.cards] == [stays]


@pytest.mark.django_db
def test_files_say_what_was_saved(files, today):
    make_rules()
    make_accreditation(program=make_program(price_resident=9_000))
    make_program(title="Coding")
    Catalogue.objects.bump()
    version, stamp = Catalogue.objects.mark()
    built = build(version, DAY, stamp)
    loaded = index_files.load(version, stamp, DAY)
    assert isinstance(loaded.pk, np.memmap)
    assert contents(loaded) == contents(built)


@pytest.mark.django_db
def test_whoever_publishes_builds_for_the_others(
    files, today, django_assert_num_queries
):
    make_program()
    Catalogue.objects.bump()
    version, stamp = Catalogue.objects.mark()
    assert folders(files) == {f"{index_files.FORM}-{version}-{stamp}-20260301"}
    forget()
    # Mark (three times), rules (two), careers: no program is read.
    with django_assert_num_queries(6):
        assert current_index(DAY).size == 1


@pytest.mark.django_db
@pytest.mark.parametrize("lost", ["row-pk.npy", "rows-by-rank.npy", "texts.json", "*"])
def test_lost_files_are_made_again(files, today, lost):
    make_program()
    Catalogue.objects.bump()
    for path in files.glob(f"*/{lost}"):
        path.unlink()
    assert current_index(DAY).size == 1
    assert index_files.load(*Catalogue.objects.mark(), DAY).size == 1


@pytest.mark.django_db
@pytest.mark.parametrize("size", [0, 10, 40, 130, -1])
@pytest.mark.parametrize("name", ["row-*.npy", "combination-keys.npy", "texts.json"])
def test_files_that_were_cut_are_made_again(files, today, name, size):
    make_program()
    Catalogue.objects.bump()
    for path in files.glob(f"*/{name}"):
        path.write_bytes(path.read_bytes()[:size])
    assert current_index(DAY).size == 1
    assert index_files.load(*Catalogue.objects.mark(), DAY).size == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["row-resident.npy", "texts.json", "*"])
def test_files_of_an_older_state_are_not_taken_for_the_new_one(files, today, name):
    program = make_program(price_resident=1_000)
    Catalogue.objects.bump()
    old = index_files.folder_of(*Catalogue.objects.mark(), DAY)
    changed = {"price_resident": 2_000, "title": "Another title"}
    Program.objects.filter(pk=program.pk).update(**changed)
    Catalogue.objects.bump()
    new = index_files.folder_of(*Catalogue.objects.mark(), DAY)
    for path in old.glob(name):
        shutil.copy(path, new)
    assert contents(current_index(DAY)) == contents(build(2, DAY))


@pytest.mark.django_db
def test_a_crash_while_building_leaves_nothing_to_be_read(files, today, monkeypatch):
    make_program()
    with monkeypatch.context() as patch:
        patch.setattr(index_files.os, "fsync", lambda _fd: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Catalogue.objects.bump()
    assert folders(files) == set()
    Catalogue.objects.bump()
    assert current_index(DAY).size == 1


@pytest.mark.django_db
def test_what_somebody_published_into_is_not_left_for_others(files, monkeypatch):
    program = make_program(price_resident=1_000)
    Catalogue.objects.bump()
    before = Catalogue.objects.mark()

    def build_slowly(*args):
        if Catalogue.objects.mark() == before:
            Program.objects.filter(pk=program.pk).update(price_resident=2_000)
            Catalogue.objects.bump()
        return build(*args)

    monkeypatch.setattr(current, "build", build_slowly)
    assert current_index(DAY).resident.tolist() == [2_000]
    assert index_files.load(*before, DAY) is None


@pytest.mark.django_db
def test_a_school_published_between_two_questions_is_in_the_next_index(
    files, monkeypatch
):
    make_program()
    Catalogue.objects.bump()
    before, read_schools = Catalogue.objects.mark(), building.read_schools

    def read_slowly(day):
        schools = read_schools(day)
        if Catalogue.objects.mark() == before:
            with monkeypatch.context() as patch:
                patch.setattr(building, "read_schools", read_schools)
                make_program()
                Catalogue.objects.bump()
        return schools

    monkeypatch.setattr(building, "read_schools", read_slowly)
    assert current_index(DAY).size == 2


@pytest.mark.django_db
def test_a_disk_that_cannot_be_written_is_done_without(files, settings):
    files.write_text("a file where the folder should be")
    make_program()
    Catalogue.objects.bump()
    assert current_index(DAY).size == 1


@pytest.mark.django_db
def test_an_older_version_is_read_on_while_newer_ones_replace_it(
    files, today, django_capture_on_commit_callbacks
):
    program = make_program(price_resident=1_000)
    Catalogue.objects.bump()
    old = current_index(DAY)
    for _ in range(index_files.STATES + 1):
        with django_capture_on_commit_callbacks(execute=True):
            Program.objects.filter(pk=program.pk).update(price_resident=2_000)
            Catalogue.objects.bump()
    assert len(folders(files)) == index_files.STATES
    assert old.resident.tolist() == [1_000]
    assert current_index(DAY).resident.tolist() == [2_000]


@pytest.mark.django_db
def test_after_a_restored_backup_the_newest_files_stay(
    files, today, django_capture_on_commit_callbacks
):
    """A database that counts on from an older version finds folders of higher ones."""
    higher = [files / f"{index_files.FORM}-{n}-{'ab' * 8}-20260301" for n in (900, 901)]
    for age, folder in enumerate([*higher, files / ".new-killed", files / ".new-now"]):
        folder.mkdir(parents=True)
        at = folder.stat().st_mtime - (0 if folder.name == ".new-now" else 9_000 - age)
        os.utime(folder, (at, at))
    (files / "something else").mkdir()
    make_program()
    with django_capture_on_commit_callbacks(execute=True):
        Catalogue.objects.bump()
    version, stamp = Catalogue.objects.mark()
    assert version == 1
    assert folders(files) == {
        higher[1].name,
        index_files.folder_of(version, stamp, DAY).name,
        "something else",
    }
    hidden = {path.name for path in files.iterdir()} - folders(files)
    assert hidden == {".new-now"}


WORKER = """
import datetime as dt, os, sys, django
django.setup()
from django.conf import settings
from django.db import transaction
from django.utils import timezone
settings.INDEX_DIR = sys.argv[1]
timezone.localdate = lambda *_: dt.date(2026, 3, 1)
from editorial.models import Catalogue
from schools.finder.index.current import current_index
from schools.models import Program
print("ready", flush=True)
for line in sys.stdin:
    did, _, price = line.strip().partition(" ")
    if did == "price":
        index = current_index(timezone.localdate())
        print(int(index.resident[0]), index.version, flush=True)
        continue
    with transaction.atomic():
        program = Program.objects.get()
        program.price_resident = program.price_nonresident = int(price)
        program.save()
        Catalogue.objects.bump()
        if did == "die":
            os._exit(1)
    print("done", flush=True)
"""


class Worker:
    """Another process of the site, on the same database and folder."""

    def __init__(self, url: str, folder: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER, folder],
            cwd=site_settings.BASE_DIR,
            env={
                **os.environ,
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline() == "ready\n"

    def ask(self, words: str) -> str:
        self.send(words)
        return self.answer()

    def send(self, words: str) -> None:
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=20)


@pytest.fixture
def workers(transactional_db, tmp_path):
    """Two processes, after one program of 1,000 dollars was published."""
    make_program(price_resident=1_000)
    Catalogue.objects.bump()
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        path = tmp_path / "site.sqlite3"
        copy = sqlite3.connect(path)
        connection.connection.backup(copy)
        copy.close()
        url = f"sqlite:///{path}"
    else:
        place = f"{values['HOST']}:{values['PORT'] or 5432}/{values['NAME']}"
        secret = f":{values['PASSWORD']}" if values["PASSWORD"] else ""
        url = f"postgres://{values['USER']}{secret}@{place}"
    found = [Worker(url, str(tmp_path / "index")) for _ in range(2)]
    yield found
    for worker in found:
        worker.close()


def test_every_process_sees_an_edit_at_its_next_request(workers):
    one, other = workers
    assert one.ask("price") == other.ask("price") == "1000 1"
    for version, worker in enumerate([one, one, other, one], 2):
        assert worker.ask(f"publish {version}000") == "done"
        assert one.ask("price") == other.ask("price") == f"{version}000 {version}"


def test_of_two_who_publish_at_once_both_are_seen(workers):
    for price in (2_000, 3_000):
        for worker in workers:
            worker.send(f"publish {price}")
        assert [worker.answer() for worker in workers] == ["done", "done"]
    one, other = workers
    assert one.ask("price") == other.ask("price") == "3000 5"


def test_a_process_that_dies_before_it_commits_is_not_heard_of(workers, tmp_path):
    one, other = workers
    assert other.ask("price") == "1000 1"
    assert one.ask("die 5") == ""
    built = {name.split("-")[1] for name in folders(tmp_path / "index")}
    assert built == {"1", "2"}, "It died after its index was built."
    assert other.ask("price") == "1000 1"
    assert other.ask("publish 7000") == "done"
    assert other.ask("price") == "7000 2"


def test_files_hold_text_and_numbers_only(files, db):
    """Nothing that runs code when it is read."""
    make_program()
    Catalogue.objects.bump()
    for path in files.glob("*/*"):
        if path.suffix == ".npy":
            assert np.load(path, allow_pickle=False).dtype.hasobject is False
        else:
            json.loads(path.read_text())
