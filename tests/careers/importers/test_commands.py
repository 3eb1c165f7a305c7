"""What holds for every importer of this app."""

import pytest
from django.core.management import CommandError, call_command

from careers import models
from editorial.choices import SetState
from editorial.models import ChangeSet, Source

BEFORE = {
    "organizations": (),
    "oews": (),
    "projections": (),
    "onet": ("oews",),
    "ooh": ("oews",),
    "credentials": ("organizations", "oews"),
}
FILES = {
    "organizations": ["organizations.json"],
    "oews": ["oews_wages.csv", "oews_wages_metro.csv", "oews_wages_industry.csv"],
    "projections": ["projections.csv"],
    "onet": ["onet.json"],
    "ooh": ["ooh_facts.json"],
    "credentials": ["credentials.json"],
}


def state() -> list:
    names = [getattr(models, name) for name in models.__all__]
    return [list(model.objects.order_by("pk").values()) for model in [Source, *names]]


@pytest.mark.parametrize("name", BEFORE)
def test_a_second_run_changes_nothing(load, name):
    load(*BEFORE[name], name)
    before = state()
    assert ": 0 created, 0 changed, " in load(name)
    assert state() == before


@pytest.mark.parametrize("name", BEFORE)
def test_a_dry_run_writes_nothing(load, name):
    load(*BEFORE[name], "organizations")
    before, batches = state(), ChangeSet.objects.exclude(state=SetState.FAILED).count()
    assert "Would import" in load(name, dry_run=True)
    assert state() == before
    assert ChangeSet.objects.exclude(state=SetState.FAILED).count() == batches


@pytest.mark.parametrize(
    ("name", "file"), [(name, file) for name in FILES for file in FILES[name]]
)
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda data: b"", ""),
        (lambda data: data[: len(data) * 2 // 3], ""),
        (lambda data: data[:-40] + b"\xe9" + data[-40:], "byte 0xe9 is not UTF-8"),
        (lambda data: b"[]\n", ""),
        (lambda data: b"{}\n", ""),
    ],
    ids=["empty", "truncated", "latin-1", "a list", "nothing in it"],
)
def test_a_broken_file_is_named_and_nothing_is_written(
    load, folder, name, file, spoil, told
):
    load("organizations", *BEFORE[name])
    before, batches = state(), ChangeSet.objects.exclude(state=SetState.FAILED).count()
    path = folder / file
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(CommandError) as refused:
        load(name)
    assert f"{file}" in str(refused.value)
    assert told in str(refused.value)
    assert state() == before
    assert ChangeSet.objects.exclude(state=SetState.FAILED).count() == batches


@pytest.mark.parametrize("name", FILES)
def test_missing_files_are_named(db, tmp_path, name):
    with pytest.raises(CommandError) as refused:
        call_command(f"import_{name}", tmp_path)
    for file in FILES[name]:
        assert f"{file}: not found" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ooh", "no occupation 29-2072"),
        ("credentials", "no organization ahima"),
    ],
)
def test_what_must_come_first_is_named(load, name, told):
    with pytest.raises(CommandError, match=told):
        load(name)
    assert not Source.objects.exists()
