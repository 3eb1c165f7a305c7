"""Visitors' reports at work: beside the row they are about, settled by the save that mends it."""

from dataclasses import dataclass

from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import localize

from editorial.admin.forms import keys_of
from editorial.changes.recording import Recorder
from editorial.choices import ChangeKind
from editorial.facts import EVIDENCE
from editorial.models import Report

PARAMETER = "report"
NAMED = 10


@dataclass(frozen=True)
class PresentValue:
    """What the site says now where a visitor sees a mistake."""

    label: str
    value: str
    field_id: str


def report_in_hand(request: HttpRequest, row: Model | None) -> Report | None:
    """The open report about *row* that whoever edits it came from."""
    keys = keys_of([request.GET.get(PARAMETER, "")])
    if row is None or row.pk is None or not keys:
        return None
    return Report.objects.open().about(row).filter(pk=keys[0]).first()


def about_reports(request: HttpRequest, row: Model) -> dict:
    """What the form of *row* says about reports: the one in hand, else all that are open."""
    found = list(Report.objects.open().about(row)[:NAMED])
    chosen = keys_of([request.GET.get(PARAMETER, "")])
    in_hand = next((one for one in found if one.pk in chosen), None)
    in_hand = in_hand or report_in_hand(request, row)
    present = present_values(in_hand, row) if in_hand else []
    return {"report": in_hand, "reports": found, "present": present}


def present_values(report: Report, row: Model) -> list[PresentValue]:
    """Figures of the group that *report* names, with what vouches for them."""
    prefix = f"{report.group}_"
    if not report.group:
        return []
    columns = [
        column
        for column in row._meta.concrete_fields
        if column.name.startswith(prefix) and not column.name.endswith("_confidence")
    ]
    columns.sort(key=lambda column: column.name.removeprefix(prefix) in EVIDENCE)
    return [
        PresentValue(str(column.verbose_name), in_words(row, column.name), column.name)
        for column in columns
    ]


def in_words(row: Model, name: str) -> str:
    label = getattr(row, f"get_{name}_display", None)
    value = label() if label else getattr(row, name)
    return "blank" if value in (None, "") else str(localize(value))


def as_answer(recorder: Recorder, report: Report) -> None:
    """Have the set of *recorder* tell that it answers *report*."""
    made = recorder.change_set
    made.kind = ChangeKind.REPORT
    made.why = f"Report {report.reference}. {made.why}".strip()


def settle(page: ModelAdmin, request: HttpRequest, recorder: Recorder, report: Report):
    """After the save: a change settles *report*; without one it stays open."""
    made = recorder.change_set
    if made.pk is None:
        said = f"Report {report.reference} is still open: nothing was changed."
        page.message_user(request, said)
        return
    report.change_set, report.settled_on = made, timezone.localdate()
    report.outcome = report.outcome or "Accepted: the page was corrected."
    report.save(update_fields=["change_set", "settled_on", "outcome"])
    page.message_user(request, f"Report {report.reference} is settled by this change.")
