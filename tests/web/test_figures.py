"""How figures are written."""

import pytest

from web.templatetags.figures import miles


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "under 1 mile"),
        (0.4, "under 1 mile"),
        (0.6, "1 mile"),
        (1.4, "1 mile"),
        (1.6, "2 miles"),
        (249.8, "250 miles"),
    ],
)
def test_miles(value, written):
    assert miles(value) == written
