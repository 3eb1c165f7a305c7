"""Bring in files as their publishers hand them out; each is recognised by its columns."""

import re
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.utils import timezone
from tqdm import tqdm

from editorial.imports.applying import apply
from editorial.imports.command import SHOWN_FAULTS, left_alone
from editorial.imports.files import Fault, ImportFaults
from editorial.imports.uploads.importers import FileReading, Importer, NeededFile
from editorial.imports.uploads.recognising import lay_out, recognise
from editorial.imports.uploads.tables import MAX_BYTES, Table, tables_in

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
Recognised = tuple[Path, Importer, dict[NeededFile, Table]]


class Command(BaseCommand):
    help = (
        "Import files of IPEDS and other publishers as they are handed out: CSV, XLSX, or a "
        "ZIP with either inside. All files are looked at before the first is imported."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Change nothing.")
        parser.add_argument(
            "--year",
            type=int,
            help="The year the files speak for, where their names do not tell.",
        )

    def handle(self, *, files: list[Path], dry_run: bool, year: int | None, **options):
        try:
            found = in_order([recognised(path, year) for path in files])
            with transaction.atomic():
                for path, importer, tables in found:
                    self.bring_in(path, importer, tables, dry_run=dry_run, year=year)
        except ImportFaults as error:
            lines = [str(fault) for fault in error.faults[:SHOWN_FAULTS]]
            if (more := len(error.faults) - SHOWN_FAULTS) > 0:
                lines.append(f"… and {more} more")
            raise CommandError("Nothing was imported.\n" + "\n".join(lines)) from error
        except DatabaseError as error:
            raise CommandError(
                f"Nothing was imported: the database failed: {error}"
            ) from error

    def bring_in(
        self,
        path: Path,
        importer: Importer,
        tables: dict[NeededFile, Table],
        *,
        dry_run: bool,
        year: int | None,
    ) -> None:
        read_at = timezone.now()
        today = timezone.localdate()
        importer.check(today)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            names = lay_out(folder, tables)
            reading = FileReading(
                folder,
                as_of=today,
                on=today,
                names=names,
                upload=path.name,
                year=year,
            )
            # What a file no longer names is told here, and decided at the desk.
            proposals = [one for one in importer.propose(reading) if not one.is_gone]
        outcome = apply(
            tqdm(proposals, desc=path.name, unit=" rows", disable=None),
            importer=importer.name,
            files=[path],
            dry_run=dry_run,
            read_at=read_at,
            follow=importer.follow,
        )
        self.stdout.write(f"{path.name}: {importer.label}")
        for line in [*reading.notes, *left_alone(outcome)]:
            self.stdout.write(line)
        if dry_run:
            for line in outcome.differences:
                self.stdout.write(line)
        did = "Would import" if dry_run else "Imported"
        self.stdout.write(
            self.style.SUCCESS(
                f"{did}: {outcome.created} created, {outcome.changed} changed, "
                f"{outcome.unchanged} unchanged, {outcome.kept} corrected values kept, "
                f"{outcome.followed} others followed"
            )
        )


def recognised(path: Path, year: int | None) -> Recognised:
    try:
        if path.stat().st_size > MAX_BYTES:
            fault = f"is larger than {MAX_BYTES // 1_000_000} MB"
            raise ImportFaults([Fault(path.name, None, "", fault)])
        data = path.read_bytes()
    except OSError as error:
        fault = f"cannot be read: {error.strerror}"
        raise ImportFaults([Fault(path.name, None, "", fault)]) from error
    tables = tables_in(path.name, data)
    importer, found = recognise(tables)
    for table in found.values():
        told = {*YEAR.findall(path.name), *YEAR.findall(table.name)}
        if len(told | ({str(year)} if year else set())) > 1:
            fault = f"holds {table.name}: it is of another year than was said"
            raise ImportFaults([Fault(path.name, None, "", fault)])
    return path, importer, found


def in_order(found: list[Recognised]) -> list[Recognised]:
    """Older years first and revised files last; two of one kind and year are refused."""
    by_kind: dict[tuple, str] = {}
    for path, importer, tables in found:
        years = sorted({y for t in tables.values() for y in YEAR.findall(t.name)})
        kind = importer.name, tuple(years), is_revised(tables)
        if importer.comes_in_parts:
            kind += tuple(sorted(t.name for t in tables.values()))
        if kind in by_kind:
            fault = f"is the same kind of file as {by_kind[kind]}: {importer.label}"
            raise ImportFaults([Fault(path.name, None, "", fault)])
        by_kind[kind] = path.name
    return sorted(
        found,
        key=lambda one: (
            max(YEAR.findall(" ".join(t.name for t in one[2].values())), default=""),
            is_revised(one[2]),
        ),
    )


def is_revised(tables: dict[NeededFile, Table]) -> bool:
    """The publisher puts the revised file beside the provisional one, in one archive."""
    return any("_rv" in table.name.lower() for table in tables.values())
