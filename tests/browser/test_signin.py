"""Setting up a second factor on the first day, by somebody who has only a keyboard."""

import re

import pytest
from django.contrib.auth.models import User
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from tests.browser.accessibility import WCAG, WINDOW, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct-horse-battery-9"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_second_factor_is_set_up(open_context, settings, width):
    settings.STAFF_SECOND_FACTOR = True
    User.objects.create_superuser("first", password=PASSWORD)
    page = open_context(viewport={"width": width, "height": 800}, **WINDOW).new_page()
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("first")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    picture = page.get_by_role("img", name=re.compile("picture for your app"))
    expect(picture).to_be_visible()
    found = {"set up": violations(page, WCAG)}
    device = TOTPDevice.objects.get()
    code = page.get_by_label("The six digits")
    code.fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This code does not fit")).to_be_visible()
    found["wrong code"] = violations(page, WCAG)
    TOTPDevice.objects.update(throttling_failure_count=0)
    totp = TOTP(device.bin_key)
    code.fill(f"{totp.token():06d}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Keep these codes")).to_be_visible()
    found["codes"] = violations(page, WCAG)
    page.get_by_role("link", name="I have them, go on").click()
    page.get_by_role("link", name="Your account").click()
    expect(page.get_by_role("row", name=re.compile("this one"))).to_be_visible()
    found["account"] = violations(page, WCAG)
    assert {name: faults for name, faults in found.items() if faults} == {}
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
