"""The form that takes a file, or rows copied from a web page."""

import unicodedata
from pathlib import PurePath

from django import forms
from django.utils import timezone

from editorial.imports.uploads.tables import MAX_BYTES

PASTED = "pasted rows.tsv"


class UploadForm(forms.Form):
    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        help_text=f"CSV, XLSX or ZIP, at most {MAX_BYTES // 1_000_000} MB. Drop it on the "
        "button, or press it and choose. What it is for is told by its columns.",
    )
    rows = forms.CharField(
        label="Or rows from a web page",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "cols": 80, "spellcheck": "false"}),
        help_text="Copy the table with its line of column names and paste it here. Best for "
        "an accreditor’s list.",
    )
    as_of = forms.DateField(
        label="Fetched on",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day the file was fetched or the page was read.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and not file.size:
            raise forms.ValidationError("The file is empty.")
        if file and file.size > MAX_BYTES:
            size = f"{file.size / 1_000_000:.0f} MB"
            raise forms.ValidationError(
                f"{size} is too large: {MAX_BYTES // 1_000_000} MB is the most. Packed as "
                "ZIP it may fit."
            )
        return file

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day lies in the future.")
        if day.year < 2000:
            raise forms.ValidationError("Too long ago: a year from 2000 on.")
        return day

    def clean(self):
        cleaned = super().clean()
        has_rows = bool(cleaned.get("rows", "").strip())
        if cleaned.get("file") and has_rows:
            self.add_error("rows", "A file and rows at once: give one of them.")
        if "file" in cleaned and not cleaned["file"] and not has_rows:
            self.add_error("file", "Choose a file, or paste rows below.")
        return cleaned

    def given(self) -> tuple[str, bytes]:
        """Name and content of what was given."""
        if file := self.cleaned_data["file"]:
            return plain_name(file.name), file.read()
        text = self.cleaned_data["rows"].strip("\r\n")
        return PASTED, f"{text}\n".encode()


def plain_name(name: str) -> str:
    """The file's own name without what no page could show."""
    kept = (c for c in PurePath(name).name if unicodedata.category(c)[0] != "C")
    return "".join(kept)[-200:].strip() or "file"
