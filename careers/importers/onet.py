"""O*NET: job titles, job zones and survey ratings. Figures, titles and codes; none of its prose.

The file joins several versions of the database; each value names the version it was read in.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.text import slugify

from careers.choices import RatingDomain, TitleKind
from careers.importers.dates import day_of, first_day
from careers.models import Occupation, OccupationRating, OccupationTitle
from editorial.choices import Kind
from editorial.imports.proposals import (
    Fault,
    ImportFaults,
    JsonEntry,
    Proposal,
    Ref,
    read_entry,
)
from editorial.models import Source

FILE = "onet.json"
RETRIEVED = "2026-11-22"

CODE = re.compile(r"\d{2}-\d{4}\.\d{2}")
VERSION = re.compile(
    r"(?P<number>\d+\.\d+) \(|copy committed (?P<day>\d{4}-\d{2}-\d{2})"
)

TITLES = {
    "alternate_titles": TitleKind.ALTERNATE,
    "reported_titles": TitleKind.REPORTED,
}
RATINGS = {
    "skills": RatingDomain.SKILL,
    "knowledge": RatingDomain.KNOWLEDGE,
    "work_styles": RatingDomain.WORK_STYLE,
}
INTERESTS = {
    "R": "Realistic",
    "I": "Investigative",
    "A": "Artistic",
    "S": "Social",
    "E": "Enterprising",
    "C": "Conventional",
}
EDUCATION = {
    "1": "Less than high school",
    "2": "High school diploma",
    "3": "Post-secondary certificate",
    "4": "Some college",
    "5": "Associate degree",
    "6": "Bachelor’s degree",
    "7": "Post-bachelor’s certificate",
    "8": "Master’s degree",
    "9": "Post-master’s certificate",
    "10": "First professional degree",
    "11": "Doctorate",
    "12": "Post-doctoral training",
}
"""Our short names for O*NET's categories of required education."""

GROUPS = (*TITLES, *RATINGS, "job_zone", "interests", "education_distribution")


class Onet:
    def __init__(self, folder: Path) -> None:
        self.faults: list[Fault] = []
        self.content = read_entry(folder / FILE, self.faults)
        self.meta = self.content.entry("meta")
        self.versions = self.meta.entry("versions")

    def proposals(self) -> Iterator[Proposal]:
        occupations = self.content.entries("occupations", key="onet_soc_code")
        if not occupations:
            self.content.fault("occupations", "holds nothing")
        yield from self.sources()
        # The general code of an occupation stands for it; its detailed ones are told apart by row.
        occupations.sort(key=lambda entry: entry.text("onet_soc_code"))
        named: set[str] = set()
        for entry in occupations:
            code = entry.text("onet_soc_code")
            if not CODE.fullmatch(code):
                entry.fault("onet_soc_code", f"{code!r} is not an O*NET-SOC code")
                continue
            soc_code = code[:7]
            if soc_code not in named:
                named.add(soc_code)
                yield self.occupation(entry, soc_code)
            yield from self.titles(entry, soc_code)
            yield from self.ratings(entry, soc_code)
        if self.faults:
            raise ImportFaults(self.faults)

    def sources(self) -> Iterator[Proposal]:
        """One source for each version that something is read from."""
        releases: dict[str, str] = {}
        for group in GROUPS:
            version = self.versions.text(group, required=True)
            if not (found := VERSION.match(version)):
                self.versions.fault(group, f"{version[:40]!r} does not name a version")
            elif found["number"]:
                releases[self.slug(group)] = version
            else:
                releases[self.slug(group)] = f"30.x, as stored on {found['day']}"
        if self.faults:
            raise ImportFaults(self.faults)
        for slug, release in releases.items():
            yield Proposal(
                Source,
                {"slug": slug},
                {
                    "publisher": "U.S. Department of Labor, O*NET",
                    "title": f"O*NET database {release}",
                    "url": "https://www.onetcenter.org/database.html",
                    "release": release,
                    "licence": self.meta.text("licence", required=True),
                    "attribution": self.meta.text("attribution", required=True),
                    "retrieved_on": first_day(RETRIEVED),
                    "note": (
                        "Read in a public copy; a newer version exists that we could not "
                        "obtain. A few shares of education rest on small samples."
                    ),
                },
                file=FILE,
            )

    def slug(self, group: str) -> str:
        found = VERSION.match(self.versions.text(group))
        return slugify(f"onet-{(found['number'] or found['day']).replace('.', '-')}")

    def source(self, group: str) -> Ref:
        return Ref.to(Source, self.slug(group))

    def occupation(self, entry: JsonEntry, soc_code: str) -> Proposal:
        zone = entry.entry("job_zone")
        number = zone.integer("zone", minimum=1)
        values = {"onet_code": entry.text("onet_soc_code"), "job_zone": number}
        if number is not None:
            values |= {
                "onet_source": self.source("job_zone"),
                "onet_as_of": day_of(zone, "date"),
                "onet_kind": Kind.PUBLISHED,
            }
        return Proposal(
            Occupation,
            {"soc_code": soc_code},
            values,
            initial={
                "title": entry.text("title", required=True),
                "source": self.source("job_zone"),
            },
            file=FILE,
        )

    def titles(self, entry: JsonEntry, soc_code: str) -> Iterator[Proposal]:
        for group, kind in TITLES.items():
            if kind == TitleKind.ALTERNATE:
                names = [
                    title.text("title", required=True) for title in entry.entries(group)
                ]
            else:
                names = entry.texts(group)
            # Two spellings that differ in case only are one title; the first is kept.
            once = {name.casefold(): name for name in reversed(names)}
            for name in reversed(once.values()):
                yield Proposal(
                    OccupationTitle,
                    {
                        "occupation": Ref.to(Occupation, soc_code),
                        "onet_code": entry.text("onet_soc_code"),
                        "kind": kind,
                        "title": name,
                    },
                    {"source": self.source(group)},
                    file=FILE,
                )

    def ratings(self, entry: JsonEntry, soc_code: str) -> Iterator[Proposal]:
        for group, domain in RATINGS.items():
            for item in entry.entries(group, key="name"):
                level = item.decimal("level", minimum=0)
                if item.flag("not_relevant"):
                    level = None
                value = item.decimal("importance", minimum=0)
                rated = (item.text("name"), value, level)
                yield self.rating(entry, soc_code, group, domain, *rated)
        scores = entry.entry("interests").entry("scores")
        for letter, name in INTERESTS.items():
            if (value := scores.decimal(letter, minimum=1)) is not None:
                domain = RatingDomain.INTEREST
                yield self.rating(entry, soc_code, "interests", domain, name, value)
        group, domain = "education_distribution", RatingDomain.EDUCATION
        for item in entry.entries(group, key="category"):
            name = item.choice("category", EDUCATION)
            value = item.decimal("percent", minimum=0)
            yield self.rating(entry, soc_code, group, domain, name, value)

    def rating(
        self,
        entry: JsonEntry,
        soc_code: str,
        group: str,
        domain: str,
        name,
        value,
        level=None,
    ) -> Proposal:
        if value is None:
            entry.fault(group, f"{name} has no value")
        return Proposal(
            OccupationRating,
            {
                "onet_code": entry.text("onet_soc_code"),
                "domain": domain,
                "element": name,
            },
            {
                "occupation": Ref.to(Occupation, soc_code),
                "value": value,
                "level": level,
                "source": self.source(group),
            },
            file=FILE,
        )
