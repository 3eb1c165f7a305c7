"""Where a ZIP code is, and what is said of one that nobody can place."""

import numpy as np
import pytest

from schools.models.zip_codes import is_inside, locate, miles_from, problem_with


def test_code_newer_than_the_list_is_near_its_first_three_digits():
    newer, neighbour = locate("85199"), locate("85142")
    assert not newer.is_exact
    assert neighbour.is_exact
    there = np.array([neighbour.latitude]), np.array([neighbour.longitude])
    assert miles_from(newer, *there)[0] < 40


@pytest.mark.parametrize("zip_code", ["09012", "96201", "34002"])
def test_military_address_has_no_place(zip_code):
    assert locate(zip_code) is None
    assert "military" in problem_with(zip_code)


def test_unknown_code_is_not_called_nonexistent():
    assert problem_with("00000") == "We do not know the ZIP code 00000. Try one nearby."
    assert problem_with("45402") == ""


@pytest.mark.parametrize(
    ("state", "latitude", "longitude", "inside"),
    [
        ("OH", 39.76, -84.19, True),
        ("OH", 39.76, 84.19, False),
        ("OH", -84.19, 39.76, False),
        ("AK", 71.32, -156.68, True),
        ("MH", 7.1, 171.4, True),
    ],
)
def test_point_is_held_against_its_state(state, latitude, longitude, inside):
    assert is_inside(state, latitude, longitude) is inside
