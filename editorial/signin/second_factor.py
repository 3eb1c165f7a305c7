"""Setting up a second factor, and what stands in for it on the day the phone is lost."""

import base64
import secrets

import segno
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django_otp import devices_for_user, login
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

APP = "An app on a phone"
RECOVERY = "Recovery codes"
RECOVERY_CODES = 10
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that look alike on paper."""


def is_satisfied(request: HttpRequest) -> bool:
    """Whether the site asks for nothing more than what this session has shown."""
    return not settings.STAFF_SECOND_FACTOR or is_shown(request)


def is_shown(request: HttpRequest) -> bool:
    """Whether this session gave a code."""
    return getattr(request.user, "otp_device", None) is not None


def has_one(user: User) -> bool:
    return any(devices_for_user(user))


def device_to_set_up(user: User) -> TOTPDevice:
    """The same until its first code was given, so that a page that is opened twice still works."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, name=APP, confirmed=False)


def secret_of(device: TOTPDevice) -> str:
    """To be typed where no picture can be read, in fours."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def picture_of(device: TOTPDevice) -> SafeString:
    """The same for a camera, dark on white whatever the colours of the page."""
    code = segno.make(device.config_url, error="m")
    svg = code.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr")
    return SafeString(svg)


@transaction.atomic
def set_up(request: HttpRequest, device: TOTPDevice) -> list[str]:
    """Make *device* the user's, sign this session in with it; new recovery codes, told once."""
    device.confirmed = True
    device.save()
    codes = new_recovery_codes(request.user)
    login(request, device)
    return codes


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Each good for one sign-in; those of before are no longer."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name=RECOVERY)
    codes = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(10)]
    for code in codes:
        device.token_set.create(token=code)
    return codes


def forget(user: User) -> int:
    """Take a lost second factor away; how many devices that were."""
    devices = list(devices_for_user(user, confirmed=None))
    for device in devices:
        device.delete()
    return len(devices)
