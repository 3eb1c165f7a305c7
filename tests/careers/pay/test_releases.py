"""Which round of the wage survey pages speak of is decided by a person."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from careers.choices import AreaKind
from careers.models import Pay, PayRelease
from tests.factories import make_area, make_occupation, make_pay, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid():
    """One occupation's national pay in the release that is current."""
    return make_pay(area=make_area(kind=AreaKind.NATION), annual_median=50_000)


def test_newer_release_waits_until_somebody_makes_it_current(paid):
    PayRelease.objects.create(name="May 2026")
    values = {"occupation": paid.occupation, "area": paid.area, "source": paid.source}
    newer = Pay.objects.create(release="May 2026", annual_median=52_000, **values)
    assert list(Pay.objects.current()) == [paid]
    PayRelease.objects.filter(name="May 2026").make_current()
    assert list(Pay.objects.current()) == [newer]
    assert list(Pay.objects.superseded()) == [paid]


@pytest.mark.parametrize("name", ["Mayy 2025", "Sept 2025", "2025", "may 2025"])
def test_misspelt_release_is_refused_beside_the_field(paid, name):
    paid.release = name
    with pytest.raises(ValidationError) as refused:
        paid.full_clean()
    assert "release" in refused.value.message_dict


def test_form_offers_the_releases_there_are(admin_client, paid):
    page = admin_client.get(reverse("admin:careers_pay_change", args=[paid.pk]))
    field = page.context["adminform"].form.fields["release"]
    assert [value for value, _ in field.choices] == ["", "May 2025"]


def test_release_is_made_current_from_the_list(admin_client, paid):
    newer = PayRelease.objects.create(name="May 2026")
    address = reverse("admin:careers_payrelease_changelist")
    admin_client.post(
        address, {"action": "make_current", "_selected_action": [newer.pk]}
    )
    assert PayRelease.objects.current().get() == newer


def test_two_releases_are_not_made_current_at_once(admin_client, paid):
    newer = PayRelease.objects.create(name="May 2026")
    both = [newer.pk, PayRelease.objects.get(name="May 2025").pk]
    address = reverse("admin:careers_payrelease_changelist")
    page = admin_client.post(
        address, {"action": "make_current", "_selected_action": both}, follow=True
    )
    assert "Choose one release." in page.content.decode()
    assert PayRelease.objects.current().get().name == "May 2025"


def test_second_release_of_another_name_hides_nothing(client, paid):
    """Release “Sept 2025” used to be the largest text, and so the current one."""
    PayRelease.objects.create(name="September 2025")
    make_source()
    Pay.objects.create(
        release="September 2025",
        annual_median=1,
        occupation=make_occupation(),
        area=paid.area,
        source=paid.source,
    )
    found = client.get("/api/v1/pay/", {"occupation": paid.occupation.soc_code})
    assert found.json()["count"] == 1
