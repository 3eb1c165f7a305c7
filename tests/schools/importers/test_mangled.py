"""What spreadsheets and raw files do to codes, places and lists, importer by importer."""

import pytest
from django.core.management import CommandError

from schools.models import FieldOutcome, Program, School


@pytest.mark.parametrize("code", ["5107", "51.7", "51.070", "1107", "May-07"])
def test_a_mangled_field_has_no_outcome(run, code):
    run("institutions")
    with pytest.raises(CommandError, match="row 2, column cip4_code"):
        run("field_of_study", outcomes=[{"cip4_code": code}])
    assert not FieldOutcome.objects.exists()


@pytest.mark.parametrize("level", ["3", "Associate", "associate's degree", ""])
def test_a_level_by_its_number_has_no_outcome(run, level):
    run("institutions")
    with pytest.raises(CommandError, match="row 2, column credential_level"):
        run("field_of_study", outcomes=[{"credential_level": level}])
    assert not FieldOutcome.objects.exists()


@pytest.mark.parametrize("zip_code", ["1201", "681", "12a", "45402-1", "454020000"])
def test_a_zip_code_without_its_zeros_is_a_fault(run, zip_code):
    with pytest.raises(CommandError, match="row 2, column zip"):
        run("institutions", schools=[{"zip": zip_code}])
    assert not School.objects.exists()


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        # Without its minus; exchanged; one of the two alone.
        ("39.76", "84.19"),
        ("-84.19", "39.76"),
        ("39.76", ""),
        ("", "-84.19"),
        ("0", "0"),
    ],
)
def test_a_place_outside_its_state_is_a_fault(run, latitude, longitude):
    place = {"latitude": latitude, "longitude": longitude}
    told = r"row 2, column (latitude|longitude)|row 2: .*Give both coordinates"
    with pytest.raises(CommandError, match=told):
        run("institutions", schools=[place])
    assert not School.objects.exists()


def test_a_program_that_the_file_no_longer_has_is_named(run):
    both = [{}, {"cip_code": "51.0710", "cip_title": "Medical Office Assistant"}]
    run("institutions", "programs", programs=both)
    said = run("programs", programs=[{}])
    _, _, gone = said.partition("not in this file:")
    assert "Medical Office Assistant" in gone
    assert Program.objects.published().count() == 2


def test_a_school_that_the_file_no_longer_has_is_named(run):
    other = {"unitid": "900002"}
    run(
        "institutions",
        "programs",
        schools=[{}, other | {"name": "Gone College"}],
        programs=[{}, other],
    )
    said = run("institutions", schools=[{}], programs=[{}])
    _, _, gone = said.partition("not in this file:")
    assert "Gone College" in gone
    assert School.objects.count() == 2
