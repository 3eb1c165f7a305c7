"""Publishing and withdrawing at the time that somebody set."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from editorial.changes.locks import again_after_deadlock, locked
from editorial.changes.recording import Recorder, edit_by
from editorial.changes.values import snapshot
from editorial.choices import ChangeKind, SetState, Status
from editorial.models import Catalogue, ChangeSet, PublishingTime


def run_due(now: dt.datetime) -> int:
    """Do everything whose time has come; answer how many."""
    due = PublishingTime.objects.filter(done_at=None, at__lte=now)
    return sum(run_one_due(key, now) for key in due.values_list("pk", flat=True))


@again_after_deadlock
@transaction.atomic
def run_one_due(key: int, now: dt.datetime) -> int:
    open_ones = PublishingTime.objects.select_for_update().filter(done_at=None)
    planned = open_ones.filter(pk=key).first()
    if planned is None:
        # Another worker was quicker.
        return 0
    planned.done_at = now
    planned.outcome = done(planned, now)
    planned.save(update_fields=["done_at", "outcome"])
    return 1


def done(planned: PublishingTime, now: dt.datetime) -> str:
    """What came of it, in words."""
    model = planned.content_type.model_class()
    row = locked(model.objects.filter(pk=planned.object_pk)).first()
    if row is None:
        return "It was not there any more."
    if row.is_published == (planned.to == Status.PUBLISHED):
        return "It was so already."
    if row.status == Status.ARCHIVED:
        return "Not done: it is archived."
    if planned.to == Status.PUBLISHED and (lacking := row.lacking()):
        return f"Not published: {', '.join(str(text.verbose_name) for text in lacking)} missing."[
            :300
        ]
    before = snapshot(row)
    row.status = planned.to
    if row.is_published:
        row.published_on = timezone.localdate(now)
    row.save(update_fields=["status", "published_on"])
    recorder = Recorder(set_for(planned, now))
    recorder.changed(row, before, ["status"])
    recorder.save()
    Catalogue.objects.bump()
    return "Done."


def set_for(planned: PublishingTime, now: dt.datetime) -> ChangeSet:
    why = "At the time that was set"
    if planned.made_by is not None:
        return edit_by(planned.made_by, why=why)
    return ChangeSet(
        kind=ChangeKind.EDIT,
        state=SetState.ACCEPTED,
        made_by_name=planned.made_by_name,
        made_at=now,
        finished_at=now,
        why=why,
    )
