"""Organizations: our words where we have any, published once."""

import datetime as dt

from careers.models import Organization
from editorial.choices import Status


def test_known_ones_are_told_in_our_words(load):
    load("organizations")
    organization = Organization.objects.get(slug="ahima")
    assert organization.name == "A. Association"
    assert organization.role.startswith("Professional association")
    assert organization.published_on == dt.date(2026, 11, 22)


def test_unknown_ones_keep_the_words_of_the_file(load):
    load("organizations")
    organization = Organization.objects.get(slug="new-body")
    assert organization.role == "Does new things."


def test_a_withdrawn_one_stays_withdrawn(load):
    load("organizations")
    Organization.objects.update(status=Status.DRAFT)
    load("organizations")
    assert not Organization.objects.published().exists()
