"""The sign-in form with its second factor, and the form that sets one up."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django_otp import devices_for_user, match_token
from django_otp.plugins.otp_totp.models import TOTPDevice

CODE = {
    "inputmode": "text",
    "autocomplete": "one-time-code",
    "autocapitalize": "off",
    "spellcheck": "false",
}
WRONG = "This code does not fit. Give the newest one of your app, or a recovery code."
NEEDED = "Give the code of your app, or a recovery code."


def code_field(**options) -> forms.CharField:
    return forms.CharField(
        max_length=16, strip=True, widget=forms.TextInput(CODE), **options
    )


class SignInForm(AdminAuthenticationForm):
    """Name, password and code; whoever has set up no second factor leaves the code blank."""

    code = code_field(
        label="Code",
        required=False,
        help_text="From your app, or a recovery code. Blank until you have set one up.",
    )
    device = None
    """That the code was of."""

    def clean(self) -> dict:
        cleaned = super().clean()
        user = self.get_user()
        if user is None or not any(devices_for_user(user)):
            return cleaned
        typed = (cleaned.get("code") or "").replace(" ", "")
        # A device that heard a wrong code a moment ago hears none for a while.
        self.device = match_token(user, typed) if typed else None
        if self.device is None:
            self.add_error("code", WRONG if typed else NEEDED)
        # Where Django signs in, this makes the session one with a second factor.
        user.otp_device = self.device
        return cleaned


class EnrolForm(forms.Form):
    """The first code of an app, which shows that it has the secret."""

    code = code_field(label="The six digits that it shows now")

    def __init__(self, device: TOTPDevice, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.device = device

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].replace(" ", "")
        if not self.device.verify_token(code):
            raise forms.ValidationError(
                "This code does not fit. Wait for the next one, and look whether the clock of "
                "your phone is right."
            )
        return code
