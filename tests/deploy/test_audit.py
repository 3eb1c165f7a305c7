"""An audit that asked nobody must not read like one that found nothing."""

import pytest

from deploy.audit import verdict

WELL = {"name": "django", "version": "5.2.8", "vulns": []}
UNKNOWN = {"name": "nh3", "skip_reason": "not found"}
HOLE = {
    "name": "redis",
    "version": "1.0",
    "vulns": [{"id": "GHSA-1", "fix_versions": ["1.1"]}],
}


@pytest.mark.parametrize(
    ("packages", "words", "code"),
    [
        ([WELL, WELL], "2 packages, none", 0),
        ([WELL, UNKNOWN], "NOT CHECKED: 1 of 2", 0),
        ([WELL, UNKNOWN, HOLE], "redis 1.0: GHSA-1, mended in 1.1", 1),
    ],
)
def test_what_was_found_is_said(packages, words, code):
    text, ending = verdict({"dependencies": packages})
    assert words in text
    assert ending == code
