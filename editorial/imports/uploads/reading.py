"""From an uploaded file to what it would change; nothing but the upload itself is written."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import models, transaction
from django.utils import timezone

from editorial.changes.recording import Recorder
from editorial.choices import MatchDecision, SetState, UploadState
from editorial.imports.applying import Run
from editorial.imports.files import Fault, ImportFaults
from editorial.imports.proposals import Proposal
from editorial.imports.uploads.comparing import Comparison
from editorial.imports.uploads.deciding import is_undone
from editorial.imports.uploads.importers import FileReading, Importer, Matched
from editorial.imports.uploads.recognising import lay_out, recognise
from editorial.imports.uploads.tables import tables_in
from editorial.models import ChangeSet, ProposedChange, RowMatch, Upload

NAMED_FAULTS = 2000
ATTEMPTS = 3
"""Without its failing rows a file may fail in others: they were not looked at before."""
BATCH = 500
Beat = Callable[[int, int], None]
"""Called with rows done and all rows; raises where somebody else has taken over."""


def silent(done: int, total: int) -> None:
    """For whoever needs no beat."""


def read(upload: Upload, beat: Beat = silent) -> None:
    """Compare the file with what is stored, and save the differences, all or none."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = compare(upload, Path(folder), beat)
    except ImportFaults as error:
        with transaction.atomic():
            hold(upload)
            upload.differences.filter(decision="").delete()
            upload.faults = told(error.faults)
            count = len(error.faults)
            upload.why = f"{count:,} faults" if count > 1 else "1 fault"
            upload.state = UploadState.FAILED
            finish(upload)
        return
    with transaction.atomic():
        hold(upload)
        store(upload, found)
        accepted = upload.change_sets.filter(state=SetState.ACCEPTED)
        holds = any(not is_undone(made) for made in accepted)
        upload.state = UploadState.PARTLY if holds else UploadState.READY
        finish(upload)


class TakenOver(Exception):
    """Somebody else works on the upload, since nothing was heard of this one for too long."""


def hold(upload: Upload) -> None:
    """Lock the upload's row, if it is still for this worker to finish."""
    rows = Upload.objects.select_for_update().filter(pk=upload.pk, worker=upload.worker)
    if not rows.values_list("pk").first():
        raise TakenOver(upload.pk)


def told(faults: list[Fault]) -> list[list]:
    """As JSON that any database takes, however broken the file is."""
    return [
        [clean(f.file), f.row, clean(f.column), clean(f.message)]
        for f in faults[:NAMED_FAULTS]
    ]


def clean(text: str) -> str:
    return text.replace("\x00", "�")[:300]


RESULT = (
    *("importer", "state", "why", "work", "worker", "lease_until", "attempts"),
    *("done", "total", "unchanged", "faults", "notes"),
)


def finish(upload: Upload) -> None:
    """Nothing is left to do; whoever was at it lets go."""
    upload.work = upload.worker = ""
    upload.lease_until = None
    upload.attempts = 0
    upload.save(update_fields=RESULT)


class UploadRead:
    def __init__(
        self, importer: Importer, comparison: Comparison, reading: FileReading
    ):
        self.importer = importer
        self.comparison = comparison
        self.reading = reading
        self.skipped: list[Fault] = []


def compare(upload: Upload, folder: Path, beat: Beat) -> UploadRead:
    importer, names = unpack(upload, folder)
    beat(0, 0)
    importer.check(upload.as_of)
    reading = FileReading(
        folder,
        as_of=upload.as_of,
        on=timezone.localdate(),
        remembered=remembered(upload, importer),
        names=names,
        upload=upload.name,
    )
    skipped: list[Fault] = []
    for _ in range(ATTEMPTS):
        reading.notes.clear()
        reading.matches.clear()
        try:
            comparison = compare_once(importer, reading, beat)
        except ImportFaults as error:
            faults = error.faults
            if not upload.skips_faulty_rows or not all(
                can_be_skipped(f) for f in faults
            ):
                raise ImportFaults([named(f, names) for f in faults]) from error
            blank_out(folder, faults)
            reading.lacks_rows = True
            skipped += [named(fault, names) for fault in faults]
            continue
        found = UploadRead(importer, comparison, reading)
        found.skipped = skipped
        return found
    raise ImportFaults(skipped)


def unpack(upload: Upload, folder: Path) -> tuple[Importer, dict[str, str]]:
    """Lay the file's tables out in *folder*, so that memory holds none of them afterwards."""
    content = Upload.objects.values_list("content", flat=True).get(pk=upload.pk)
    importer, laid = recognise(tables_in(upload.name, bytes(content)))
    return importer, lay_out(folder, laid)


def compare_once(importer: Importer, reading: FileReading, beat: Beat) -> Comparison:
    run = Run(Recorder(ChangeSet()))
    total = plan(run, importer.propose(reading))
    reading.notes += [
        f"{name}: {', '.join(why)}" for name, why in run.outcome.left_alone.items()
    ]
    comparison = Comparison(run, importer)
    run.planned.reverse()
    while run.planned:
        # Let go of one by one: the differences need the room.
        comparison.add(run.planned.pop())
        if len(run.planned) % BATCH == 0:
            beat(total - len(run.planned), total)
    if run.faults:
        raise ImportFaults(run.faults)
    comparison.total = total
    return comparison


def plan(run: Run, proposals: Iterable[Proposal]) -> int:
    """Answer how many there were; nothing holds them but what is planned."""
    found = list(proposals)
    run.plan(found)
    return len(found)


def can_be_skipped(fault: Fault) -> bool:
    return fault.row is not None and fault.row > 1


def named(fault: Fault, names: dict[str, str]) -> Fault:
    """The fault in the file as it was uploaded."""
    return Fault(
        names.get(fault.file, fault.file), fault.row, fault.column, fault.message
    )


def blank_out(folder: Path, faults: list[Fault]) -> None:
    """Empty the failing rows, so that those below keep their numbers."""
    for file in {fault.file for fault in faults}:
        failing = {fault.row for fault in faults if fault.file == file}
        path = folder / file
        text = path.read_text(encoding="utf-8")
        out = io.StringIO()
        writer = csv.writer(out)
        with path.open(encoding="utf-8", newline="") as lines:
            for number, cells in enumerate(csv.reader(lines), start=1):
                writer.writerow([""] * len(cells) if number in failing else cells)
        whole = out.getvalue()
        path.write_text(
            whole if text.endswith(("\n", "\r")) else whole.rstrip("\r\n"),
            encoding="utf-8",
            newline="",
        )


def remembered(upload: Upload, importer: Importer) -> dict[str, int | None]:
    """What people decided about such rows, in this file and in earlier ones; the newest counts."""
    if not importer.matches_rows:
        return {}
    return {match.identity: match.object_pk for match in decided_by_people(importer)}


def decided_by_people(importer: Importer) -> models.QuerySet:
    decided = RowMatch.objects.exclude(decision="").exclude(decided_by_name="")
    return decided.filter(upload__importer=importer.name).order_by("decided_at", "pk")


def store(upload: Upload, found: UploadRead) -> None:
    comparison, reading = found.comparison, found.reading
    upload.differences.filter(decision="").delete()
    refused = {
        told_of(one) for one in upload.differences.exclude(decision="").defer("before")
    }
    for one in comparison.differences:
        one.upload = upload
    fresh = [one for one in comparison.differences if told_of(one) not in refused]
    ProposedChange.objects.bulk_create(fresh, batch_size=BATCH)
    if found.importer.matches_rows:
        store_matches(upload, found.importer, reading.matches)
    upload.importer = found.importer.name
    upload.unchanged = comparison.unchanged
    upload.done = upload.total = comparison.total
    upload.notes = "\n".join(map(clean, reading.notes))
    upload.faults = told(found.skipped)
    upload.why = ""


def told_of(one: ProposedChange) -> tuple:
    return (one.content_type_id, str(one.key), one.field, str(one.proposed))


def store_matches(upload: Upload, importer: Importer, matches: list[Matched]) -> None:
    """What people decided, about this file or an earlier one, comes with who did and when."""
    people = {match.identity: match for match in decided_by_people(importer)}
    upload.matches.all().delete()
    now = timezone.now()
    stored = []
    for match in matches:
        row = RowMatch(
            upload=upload,
            row=match.row,
            identity=match.identity,
            words=match.words,
            candidates=match.candidates,
            object_pk=match.object_pk,
        )
        if match.is_exact:
            row.decision, row.confidence, row.decided_at = (
                MatchDecision.MATCHED,
                100,
                now,
            )
        elif match.is_remembered:
            before = people[match.identity]
            row.decision, row.confidence = before.decision, 100
            row.decided_by_name = before.decided_by_name
            row.decided_at = before.decided_at
        stored.append(row)
    RowMatch.objects.bulk_create(stored, batch_size=BATCH)
