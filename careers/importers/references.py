"""The pages read for a credential, as sources, and which of them stands behind which fact."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.utils.text import slugify

from careers.choices import Confidence
from careers.importers.dates import day_of, first_day
from careers.importers.issuer_pages import (
    host_of,
    is_left_out,
    public_address,
    why_refused,
)
from careers.models import CredentialSource
from editorial.imports.proposals import JsonEntry, Proposal, Ref
from editorial.models import Source

MAX_SLUG = 80
MAX_NOTE = 300

PUBLISHERS = {
    "ahima.org": "AHIMA",
    "aapc.com": "AAPC",
    "himss.org": "HIMSS",
    "ncra-usa.org": "NCRA",
    "nhanow.com": "NHA",
    "seer.cancer.gov": "National Cancer Institute, SEER",
}
STAGING = "Read in a copy where the publisher tries out its pages; the public page may differ."
KINDS = {
    "primary": "The publisher’s own page, read in an archived copy.",
    "secondary": "A page of a third party, not of the issuer.",
    "cited primary": "Quoted by others; the page itself was not read.",
}
TOPICS = {
    "eligibility": ("eligib", "route", "to sit", "experience", "education"),
    "exam": ("format", "items", " fees"),
    "renewal": ("CEU", "CEs", "annual fee", "recertification"),
}
"""Words by which the note on a page tells what was read there, the surest first."""

CONFIDENCES = {
    "primary": Confidence.PRIMARY,
    "ahima journal": Confidence.PRIMARY,
    "issuer faq": Confidence.PRIMARY,
    "secondary": Confidence.SECONDARY,
    "quoted": Confidence.SECONDARY,
    "unverified": Confidence.UNVERIFIED,
    "not found": Confidence.NOT_FOUND,
}
ABBREVIATIONS = re.compile(
    r"\b(?:cahims|cca|ccs|cdip|cehrs|chda|chps|cic|cmaa|coc|cpb|cphims|cpc|cpma|crc|ctr|faq|him|ma"
    r"|ncics|ncra|nha|ods|rhia|rhit)\b",
    re.IGNORECASE,
)
PASSED = re.compile(r"pass rate|result")
YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


def confidence_in(text: str) -> Confidence | None:
    """What the first telling word of *text* says."""
    lowered = text.lower()
    places = {lowered.find(word): word for word in CONFIDENCES if word in lowered}
    return CONFIDENCES[places[min(places)]] if places else None


@dataclass(frozen=True)
class Reference:
    """One page, as one credential's entry describes it."""

    entry: JsonEntry
    slug: str
    note: str
    confidence: Confidence

    @property
    def ref(self) -> Ref:
        return Ref.to(Source, self.slug)

    @property
    def as_of(self):
        """The day the page speaks for: its own date, else the day it was seen."""
        return first_day(self.entry.text("page_date")) or day_of(
            self.entry, "date_seen"
        )

    def tells_of_year(self, year: int) -> bool:
        spans = (found.groups() for found in YEARS.finditer(self.note))
        return any(int(low) <= year <= int(high or low) for low, high in spans)

    @property
    def is_cited_only(self) -> bool:
        """Others quote the page; nobody read it for us."""
        return self.entry.text("kind").startswith("cited")

    def source(self) -> Proposal:
        read_at = self.entry.text("url", required=True)
        url = urlsplit(public_address(read_at))
        host = host_of(url.geturl())
        publishers = (
            name
            for domain, name in PUBLISHERS.items()
            if host == domain or host.endswith(f".{domain}")
        )
        kind = self.entry.text("kind", required=True)
        is_staging = url.geturl() != read_at
        basis = kind.partition(" (")[0]
        if basis not in KINDS:
            self.entry.fault("kind", f"{kind!r} does not say how the page was read")
        return Proposal(
            Source,
            {"slug": self.slug},
            {
                "publisher": next(publishers, host),
                "title": title_of(url.path),
                "url": url.geturl(),
                "release": self.entry.text("page_date"),
                "retrieved_on": day_of(self.entry, "date_seen"),
                "note": STAGING if is_staging else KINDS.get(basis, ""),
            },
            file=self.entry.file,
        )

    def link(self, credential: Ref) -> Proposal:
        return Proposal(
            CredentialSource,
            {"credential": credential, "source": self.ref},
            {"note": f"{self.note[:1].upper()}{self.note[1:]}"},
            file=self.entry.file,
        )


def title_of(path: str) -> str:
    """The end of an address in words: “Certification: CCA”, “Current exam facts”."""
    parts = [part.partition(".")[0] for part in path.split("/") if part]
    spaced = [re.sub(r"^[\d-]+|[-_]+", " ", part).strip() for part in parts]
    named = [part for part in spaced if part]
    title = ": ".join(named[-1:] if " " in named[-1] else named[-2:]) if named else ""
    title = ABBREVIATIONS.sub(lambda found: found[0].upper(), title) or "Front page"
    return f"{title[:1].upper()}{title[1:]}"[:200]


def slug_of(url: str) -> str:
    parts = urlsplit(url)
    slug = slugify(
        f"{parts.hostname}{parts.path}".removeprefix("www.")
        .replace("/", "-")
        .replace(".", "-")
    )
    if len(slug) <= MAX_SLUG:
        return slug
    digest = hashlib.sha256(url.encode()).hexdigest()[:8]
    return f"{slug[: MAX_SLUG - 9]}-{digest}"


def references_of(entry: JsonEntry) -> list[Reference]:
    """The pages that *entry* names and that may be cited."""
    pages = entry.entries("sources", key="url")
    if not pages:
        entry.fault("sources", "names no page")
    return [reference_to(page) for page in pages if may_be_cited(page)]


def may_be_cited(page: JsonEntry) -> bool:
    """A page of a refused host is a fault, unless it was looked at and left out before."""
    url = page.text("url")
    why = why_refused(url)
    if why and not is_left_out(url):
        page.fault("url", f"{host_of(url)} is not cited here: {why}")
    return not why


def reference_to(page: JsonEntry) -> Reference:
    kind = page.text("kind")
    confidence = None if kind.startswith("cited") else confidence_in(kind)
    return Reference(
        page,
        slug_of(public_address(page.text("url"))),
        page.text("note"),
        confidence or Confidence.UNVERIFIED,
    )


def merged(references: Iterable[Reference]) -> list[Reference]:
    """Each page once, with all that was read there."""
    pages: dict[str, Reference] = {}
    for reference in references:
        if (known := pages.get(reference.slug)) is None:
            pages[reference.slug] = reference
        elif reference.note not in known.note:
            note = f"{known.note}, {reference.note}"[:MAX_NOTE]
            pages[reference.slug] = replace(known, note=note)
    return list(pages.values())


def first(
    references: Iterable[Reference], *tests: Callable[[Reference], bool]
) -> Reference | None:
    """The reference that passes the earliest test."""
    references = list(references)
    for test in tests:
        for reference in references:
            if test(reference):
                return reference
    return None


def behind_group(
    references: Iterable[Reference], group: str, confidence: Confidence
) -> Reference | None:
    """The page that tells of *group* and was read as the file says it was."""
    alike = [
        reference
        for reference in references
        if confidence in {reference.confidence, Confidence.UNVERIFIED}
    ]
    topics = [
        lambda reference, word=word: word in reference.note for word in TOPICS[group]
    ]
    return first(alike, *topics)


def behind_pass_rate(
    references: list[Reference], year: int, confidence: Confidence
) -> Reference | None:
    def is_alike(item: Reference) -> bool:
        return item.confidence == confidence

    def tells_of_rates(item: Reference) -> bool:
        return bool(PASSED.search(item.note))

    return first(
        references,
        lambda item: (
            is_alike(item) and tells_of_rates(item) and item.tells_of_year(year)
        ),
        lambda item: is_alike(item) and tells_of_rates(item),
        # An issuer's own figure is never laid at a third party's door.
        lambda item: is_alike(item) and confidence == Confidence.PRIMARY,
        # A quoted one is laid at the report that is quoted, which says so.
        lambda item: (
            confidence == Confidence.SECONDARY
            and item.is_cited_only
            and tells_of_rates(item)
        ),
    )
