"""A site that was filled before the refusal loses what such pages brought."""

from importlib import import_module

import pytest
from django.apps import apps

from careers.choices import Confidence
from careers.models import CredentialSource, PassRate
from editorial.choices import Kind
from tests.factories import make_credential, make_source

migration = import_module("careers.migrations.0010_refused_pages")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "stays"),
    [
        ("https://winenfood.com/a", False),
        ("https://mbc-bv6.pages.dev/certifications", False),
        ("http://cms-test.ahima.org/faqs/", False),
        ("https://www.ahima.org/certification/cca.aspx", True),
        ("", True),
    ],
)
def test_links_and_rates_of_refused_pages_go(url, stays):
    credential, source = make_credential(), make_source(url=url)
    CredentialSource.objects.create(credential=credential, source=source)
    PassRate.objects.create(
        credential=credential,
        year=2024,
        first_time_percent="70",
        kind=Kind.PUBLISHED,
        confidence=Confidence.SECONDARY,
        source=source,
    )
    migration.drop_refused_pages(apps, None)
    assert credential.references.exists() == stays
    assert credential.pass_rates.exists() == stays
