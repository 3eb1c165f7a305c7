"""Which release of pay an OEWS workbook is of, and when that one becomes current.

A new release comes in several files. It takes the place of the one before when each kind of
figures is there, so that no page shows the nation of one year beside the states of another.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from careers.models import Area, IndustryPay, Pay, PayRelease
from careers.models.querysets import INDUSTRY_GROUP
from careers.pay.figures import TOP_CODE, TOP_CODE_HOURLY
from editorial.changes.corrections import Corrections
from editorial.imports.files import Fault, ImportFaults, read_text
from editorial.imports.proposals import Proposal, Ref
from editorial.imports.uploads.importers import FileReading
from editorial.models import Source

MONTH = "May"
"""The survey speaks for May of each year, since 2003."""
TOLD = re.compile(r"(?P<month>[A-Z][a-z]+) (?P<year>20\d\d) OEWS Estimates")
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
SHORT_YEAR = re.compile(r"oesm(\d\d)", re.IGNORECASE)
TOP_WAGES = re.compile(r"\$([\d.,]+) per hour or \$([\d,]+) per year")
WHOLE = Decimal("0.9")
"""Of the rows of the release before, kind by kind: each year a few areas and cells come and go."""
INDUSTRIES = "industries"
PUBLISHER = {
    "publisher": "U.S. Bureau of Labor Statistics",
    "url": "https://www.bls.gov/oes/tables.htm",
    "licence": "Public domain",
    "attribution": (
        "BLS.gov cannot vouch for the data or analyses derived from these data after the data "
        "have been retrieved from BLS.gov."
    ),
    "note": (
        "A year’s pay is the hourly wage times 2,080. The self-employed are not counted. Values "
        "at the top code or above are shown as that amount or more."
    ),
}


@dataclass(frozen=True)
class Release:
    name: str
    year: int
    top_code: tuple[Decimal, int]
    """From which pay on an hour and a year the publisher writes “#”."""

    @property
    def slug(self) -> str:
        return f"bls-oews-{self.year}-05"

    @property
    def source(self) -> Ref:
        return Ref.to(Source, self.slug)

    def proposals(self, on: dt.date) -> Iterator[Proposal]:
        title = f"Occupational Employment and Wage Statistics, {self.name}"
        told = {**PUBLISHER, "title": title, "release": self.name, "retrieved_on": on}
        # Words that somebody has found for a release that is here stay.
        yield Proposal(Source, {"slug": self.slug}, {}, initial=told)


def release_of(reading: FileReading, file: str, notes: str) -> Release:
    """The sheet of field descriptions says it; a table without one is believed by its name."""
    described = read_text(reading.folder / notes) if notes in reading.names else ""
    years = {int(found["year"]) for found in TOLD.finditer(described)}
    hints = {int(year) for name in names_of(reading) for year in YEAR.findall(name)}
    hints |= {2000 + int(y) for y in SHORT_YEAR.findall(reading.upload)}
    if reading.year is not None:
        hints.add(reading.year)
    told = years | hints
    if len(told) != 1:
        message = "its name tells no year: name it like the Bureau does, state_M2025_dl"
        if told:
            message = f"is of more than one year: {', '.join(map(str, sorted(told)))}"
        raise ImportFaults([Fault(reading.names.get(file, file), None, "", message)])
    year = told.pop()
    return Release(f"{MONTH} {year}", year, top_code(described, reading.notes))


def names_of(reading: FileReading) -> list[str]:
    return [*reading.names.values(), reading.upload]


def top_code(described: str, notes: list[str]) -> tuple[Decimal, int]:
    found = TOP_WAGES.search(described)
    if not found:
        return TOP_CODE_HOURLY, TOP_CODE
    hourly = Decimal(found[1].replace(",", ""))
    yearly = int(found[2].replace(",", ""))
    if (hourly, yearly) != (TOP_CODE_HOURLY, TOP_CODE):
        notes.append(
            f"The file writes “#” from ${yearly:,} a year on; pages still say "
            f"“${TOP_CODE:,} or more”"
        )
    return hourly, yearly


def settle(
    release: Release, found: Iterable[Proposal], notes: list[str]
) -> Iterator[Proposal]:
    """The release itself, and that it is current now if it is whole and newer."""
    before = PayRelease.objects.current().first()
    stored = PayRelease.objects.filter(name=release.name).first()
    if before is None or before == stored:
        yield Proposal(
            PayRelease, {"name": release.name}, {}, initial={"is_current": not before}
        )
        return
    becomes = False
    if release.year > int(YEAR.findall(before.name)[0]):
        if lacking := lacks(release, before, found):
            notes.append(f"{release.name} is not current yet, it lacks: {lacking}")
        elif chosen_by_people(before, stored):
            notes.append(
                f"{release.name} is whole; somebody chose {before}, so make it current under "
                "Pay releases"
            )
        else:
            becomes = True
    if becomes:
        # First, since only one may be current at a time.
        yield Proposal(PayRelease, {"name": before.name}, {"is_current": False})
        notes.append(f"{release.name} is whole and becomes current")
    values = {"is_current": True} if becomes else {}
    initial = {"is_current": becomes}
    yield Proposal(PayRelease, {"name": release.name}, values, initial=initial)


def lacks(release: Release, before: PayRelease, found: Iterable[Proposal]) -> str:
    """The kinds of figures of which there are far fewer than in the release before."""
    had, has = counts(before.name), counts(release.name)
    kinds = dict(Area.objects.values_list("code", "kind"))
    for proposal in found:
        if proposal.model is Area:
            kinds[proposal.key["code"]] = proposal.values["kind"]
    brought: Counter = Counter()
    for proposal in found:
        if proposal.model is Pay:
            brought[kinds[proposal.key["area"].key[0]]] += 1
        elif proposal.model is IndustryPay and is_group(proposal):
            brought[INDUSTRIES] += 1
    # A file that comes again brings no more than there is.
    missing = [
        f"{kind} ({max(has[kind], brought[kind]):,} of about {count:,} rows)"
        for kind, count in had.items()
        if max(has[kind], brought[kind]) < WHOLE * count
    ]
    return ", ".join(missing)


def counts(release: str) -> Counter:
    of_areas = Pay.objects.filter(release=release).values_list("area__kind", flat=True)
    found = Counter(of_areas)
    if (
        industries := IndustryPay.objects.industry_groups()
        .filter(release=release)
        .count()
    ):
        found[INDUSTRIES] = industries
    return found


def is_group(proposal: Proposal) -> bool:
    """As `IndustryPayQuerySet.industry_groups` has it."""
    level, code = proposal.values["industry_level"], proposal.key["industry_code"]
    return level == INDUSTRY_GROUP and code.endswith("00")


def chosen_by_people(*releases: PayRelease | None) -> bool:
    keys = [release.pk for release in releases if release]
    known = Corrections.of(PayRelease, keys)
    return any("is_current" in known.fields(pk) for pk in keys)
