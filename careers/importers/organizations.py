"""Bodies that certify people, accredit programs or publish figures, described in our words."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.text import slugify

from careers.importers.dates import day_of
from careers.models import Organization
from editorial.choices import Status
from editorial.imports.proposals import (
    Fault,
    ImportFaults,
    JsonEntry,
    Proposal,
    Ref,
    read_entry,
)
from editorial.models import Source

FILE = "organizations.json"
SOURCE = "organizations-read"

PROFILES = {
    "ahima": {
        "role": (
            "Professional association for health information. Its commission certifies RHIT, "
            "RHIA, CCA, CCS, CCS-P, CHDA, CHPS and CDIP."
        )
    },
    "cchiim": {
        "role": (
            "The commission of AHIMA that decides who may sit for its exams, what they test "
            "and what score passes."
        )
    },
    "aapc": {
        "name": "AAPC",
        "role": (
            "Trains and certifies people in medical coding, billing, auditing and compliance. "
            "Its initials once stood for American Academy of Professional Coders."
        ),
    },
    "pahcs": {
        "role": "Member network for people who code health care services.",
        "note": "We could not confirm that it is still active, so we give no link.",
        "url": "",
    },
    "nha": {
        "role": (
            "Certifies people in entry-level health jobs, among them CEHRS, CBCS and CMAA. "
            "Founded in 1989; its certifications are accredited by NCCA."
        )
    },
    "ncra": {
        "role": (
            "Certifies Oncology Data Specialists, formerly called Certified Tumor Registrars, "
            "and accredits programs in cancer registry work."
        ),
        "note": "The National Court Reporters Association shares these initials.",
    },
    "cahiim": {
        "role": (
            "Accredits degree programs in health information management and in health "
            "informatics. Its directory has the last word on whether a program is accredited."
        )
    },
    "himss": {
        "role": "Society for health information technology. It certifies CAHIMS and CPHIMS."
    },
    "bls": {
        "role": (
            "Publishes what jobs pay (OEWS), how many there will be (Employment Projections) "
            "and the Occupational Outlook Handbook."
        )
    },
    "onet": {
        "name": "National Center for O*NET Development",
        "role": (
            "Keeps O*NET, the U.S. Department of Labor’s database of what occupations ask of "
            "people: skills, knowledge, interests and job titles."
        ),
    },
    "nahp": {
        "role": "Certifies people in entry-level health jobs under titles that begin with NRC.",
        "note": "We have not confirmed the address of its site, so we give no link.",
        "url": "",
    },
    "ncct": {
        "role": "Certifies people in entry-level health jobs, among them NCICS.",
        "note": "We have not confirmed the address of its site, so we give no link.",
        "url": "",
    },
    "ncca": {
        "role": (
            "Accredits certification programs. It is part of the Institute for Credentialing "
            "Excellence."
        )
    },
    "careeronestop": {
        "role": (
            "The U.S. Department of Labor’s site for finding careers, certifications, pay and "
            "training."
        )
    },
    "nces": {
        "role": (
            "Publishes what schools report about programs, prices and awards, through IPEDS "
            "and College Navigator."
        )
    },
    "projections-central": {"role": "Publishes job projections by state."},
    "pearson-vue": {"role": "Runs the test centers where AHIMA exams are taken."},
    "psi": {"role": "Delivers NHA exams, at schools, at test centers and online."},
}
"""What differs from the file; an organization without an entry keeps the file's words."""


def proposals(folder: Path) -> Iterator[Proposal]:
    faults: list[Fault] = []
    content = read_entry(folder / FILE, faults)
    as_of = day_of(content, "as_of")
    organizations = content.entries("organizations", key="name")
    if not organizations:
        content.fault("organizations", "holds nothing")
    yield Proposal(
        Source,
        {"slug": SOURCE},
        {
            "publisher": "Health Information Careers",
            "title": "Organizations of the field, as read on their own sites and elsewhere",
            "retrieved_on": as_of,
        },
        file=FILE,
    )
    for entry in organizations:
        yield proposal(entry, as_of)
    if faults:
        raise ImportFaults(faults)


def proposal(entry: JsonEntry, as_of) -> Proposal:
    abbr, name = entry.text("abbr"), entry.text("name", required=True)
    slug = slugify(abbr or name)
    role = entry.text("role", required=True)
    values = {
        "name": name,
        "abbr": abbr,
        "role": f"{role[:1].upper()}{role[1:].rstrip('.')}.",
        "url": entry.text("url"),
        "note": "",
        "source": Ref.to(Source, SOURCE),
    }
    return Proposal(
        Organization,
        {"slug": slug},
        values | PROFILES.get(slug, {}),
        initial={"status": Status.PUBLISHED, "published_on": as_of},
        file=entry.file,
    )
