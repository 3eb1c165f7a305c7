"""Which pages may be cited for a credential, and what was read at issuers beside the files.

A fact stands when the issuer's own page says it. Pages that live on selling exam preparation or
leads repeat each other, and some are made up: they are refused, whatever they say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

EXAM_PREPARATION = "it sells exam preparation"
LEADS = "it is paid for sending students to schools"
CONTENT_FARM = "it repeats one made-up narrator on many subjects"
ANYBODY = "anybody may publish there"
COPY = "it shows a copy of another body’s pages"

REFUSED: Mapping[str, str] = {
    "alliedhealthexam.com": EXAM_PREPARATION,
    "cahimsexam.com": EXAM_PREPARATION,
    "cdipeexam.com": EXAM_PREPARATION,
    "cehrsexam.com": EXAM_PREPARATION,
    "chdaexam.com": EXAM_PREPARATION,
    "chpsexam.com": EXAM_PREPARATION,
    "cpctestprep.com": EXAM_PREPARATION,
    "medcodely.com": EXAM_PREPARATION,
    "medicoexam.com": EXAM_PREPARATION,
    "open-exam-prep.com": EXAM_PREPARATION,
    "practicetestgeeks.com": EXAM_PREPARATION,
    "quizzprep.com": EXAM_PREPARATION,
    "testprepreview.com": EXAM_PREPARATION,
    "findmedicalassistantprograms.org": LEADS,
    "healthinformationmanagementprograms.com": LEADS,
    "himdegree.org": LEADS,
    "medicalbillingandcoding.training": LEADS,
    "medicaltechnologyschools.com": LEADS,
    "eathealthy365.com": CONTENT_FARM,
    "eatsip365.com": CONTENT_FARM,
    "visualfoodie.com": CONTENT_FARM,
    "winenfood.com": CONTENT_FARM,
    "blogspot.com": ANYBODY,
    "pages.dev": ANYBODY,
    "amazonaws.com": COPY,
    "healthcom.info": COPY,
    "saswell-cn.com": COPY,
}
"""Hosts, with every host below them, and why nothing of theirs is cited."""

STAGING: Mapping[str, str] = {
    "cms-qa.ahima.org": "www.ahima.org",
    "cms-test.ahima.org": "www.ahima.org",
    "conference-test.ahima.org": "www.ahima.org",
    "www-devnav.aapc.com": "www.aapc.com",
}
"""Hosts where issuers try out their pages, and where the public finds the same page."""

LEFT_OUT = frozenset(
    {
        "alliedhealthexam.com/study-guides/certified-associate-in-healthcare-information-and-"
        "management-systems-cahims",
        "cahimsexam.com/blog/cahims-exam-time-limit-and-question-format-guide-2026",
        "cdipeexam.com/blog/cdip-exam-format-2026-question-types-and-time-limits",
        "cehrsexam.com/blog/what-is-cehrs",
        "chdaexam.com/blog/chda-application-process-step-by-step-guide-2026",
        "chdaexam.com/blog/chda-exam-prerequisites-education-and-experience-guide-2026",
        "ahimaorg-558299850.us-east-1.elb.amazonaws.com/certification/CCS",
        "findmedicalassistantprograms.org/types-of-ma/"
        "nationally-registered-certified-medical-assistant",
        "healthcom.info/index-68.html",
        "healthinformationmanagementprograms.com/careers/ccs-certification/",
        "himdegree.org/certification/rhit/",
        "himsscphims.blogspot.com/2024/12/cahims-cphims-and-cphims-ca-renewal.html",
        "mbc-bv6.pages.dev/certifications",
        "mbc-bv6.pages.dev/certifications/cpc",
        "medcodely.com/study-guides/certified-documentation-improvement-practitioner-cdip",
        "medicoexam.com/blog/cmaa-exam-nha-medical-administrative-assistant-"
        "certification-guide",
        "open-exam-prep.com/exams/cbcs/exam-day-readiness-and-next-steps/"
        "after-the-exam-results-retakes-and-renewal",
        "open-exam-prep.com/practice/coc",
        "open-exam-prep.com/study-guides/cca/orientation-eligibility-and-exam-strategy/"
        "eligibility-and-recommended-preparation",
        "open-exam-prep.com/study-guides/nha-cbcs/overview-revenue-cycle-compliance/"
        "exam-facts-cbcs-role-revenue-cycle",
        "open-exam-prep.com/study-guides/rhia/12-final-rhia-review-domain-integration-exam-"
        "week-and-career-next-steps/12-06-readiness-checklist-and-next-step-plan",
        "open-exam-prep.com/study-guides/rhia/orientation-rhia-eligibility-application-fees-"
        "format-scoring-and-retakes/him-only-eligibility-routes",
        "open-exam-prep.com/study-guides/rhia/orientation-rhia-eligibility-application-fees-"
        "format-scoring-and-retakes/retakes-certification-maintenance-and-current-statistics",
        "open-exam-prep.com/study-guides/rhit/orientation-and-exam-strategy/current-exam-facts",
        "practicetestgeeks.com/crc/crc-certification",
        "quizzprep.com/quiz/certified-tumor-registrar-ctr-practice-305",
        "winenfood.com/meeting-the-ncics-certification-requirements",
    }
)
"""Pages of refused hosts that the files name: looked at, and left out with all they say.

Any other page of these hosts is a fault, so that nobody brings one in unseen.
"""


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


def why_refused(url: str) -> str:
    """Empty where the page may be cited."""
    host = host_of(url)
    for refused, why in REFUSED.items():
        if host == refused or host.endswith(f".{refused}"):
            return why
    return ""


def is_left_out(url: str) -> bool:
    return f"{host_of(url)}{urlsplit(url).path}" in LEFT_OUT


def public_address(url: str) -> str:
    """The same page where the public finds it."""
    parts = urlsplit(url)
    public = STAGING.get((parts.hostname or "").lower())
    return parts._replace(scheme="https", netloc=public).geturl() if public else url


@dataclass(frozen=True)
class IssuerPage:
    """A page of an issuer that was read beside those which the files name."""

    url: str
    note: str
    confirms: tuple[str, ...] = ()
    """Facts of the file that the page bears out; a group's name stands for all of it."""
    values: Mapping[str, object] = field(default_factory=dict)
    """Facts as the page has them, where the file has none or others."""


AHIMA_TRANSCRIPTS = IssuerPage(
    "https://www.ahima.org/certification/contact",
    "eligibility: transcripts of a CAHIIM-accredited program are part of the application "
    "for RHIT and RHIA",
    confirms=("eligibility",),
)
AHIMA_RECERTIFICATION = IssuerPage(
    "https://cms-test.ahima.org/contact-us-faqs/faqs-recertification/",
    "recertification fee of people who are not members",
)
AAPC_UNITS = IssuerPage(
    "https://www.aapc.com/medical-coding-education/help/",
    "CEUs asked for every two years, by the number of credentials held",
    confirms=("renewal.ceus_per_cycle", "renewal.cycle_years"),
)
AAPC_MEMBERSHIP = IssuerPage(
    "https://www.aapc.com/membership/faq.aspx",
    "recertification: a credential is revoked when dues or CEUs are missing",
    confirms=("renewal.membership_must_stay_active",),
)
AAPC_MEMBER_NUMBER = IssuerPage(
    "https://www.aapc.com/certification/faq.aspx",
    "eligibility: candidates show their AAPC member number on the day of the exam",
    confirms=("eligibility.membership_required",),
)
AAPC = (AAPC_UNITS, AAPC_MEMBERSHIP, AAPC_MEMBER_NUMBER)

PAGES: Mapping[str, tuple[IssuerPage, ...]] = {
    "rhit": (AHIMA_TRANSCRIPTS, AHIMA_RECERTIFICATION),
    "rhia": (AHIMA_TRANSCRIPTS, AHIMA_RECERTIFICATION),
    "cca": (
        IssuerPage(
            "https://conference-test.ahima.org/certification-careers/certification-exams/cca",
            "exam prices for members and others, beside figures of 2018 to 2020",
            confirms=("exam.fee_member_usd", "exam.fee_nonmember_usd"),
            values={"exam.fee_year": None},
        ),
    ),
    "ccs": (
        IssuerPage(
            "https://ahima.org/certification-careers/certifications-overview/ccs",
            "eligibility, steps, where and when to sit",
            confirms=("exam.schedule_window_days",),
            values={"exam.delivery": "Pearson VUE"},
        ),
    ),
    "chda": (AHIMA_RECERTIFICATION,),
    "chps": (AHIMA_RECERTIFICATION,),
    "cdip": (AHIMA_RECERTIFICATION,),
    "cpc": (
        *AAPC,
        IssuerPage(
            "https://www.aapc.com/resources/cpc-exam-faqs",
            "format: questions and time",
            confirms=("exam.questions_total", "exam.minutes"),
        ),
    ),
    "coc": (
        *AAPC,
        IssuerPage(
            "https://www.aapc.com/certifications/coc",
            "format: questions, time, code books, where to sit",
            confirms=("exam.open_code_book",),
            values={"exam.delivery": "Online or in person"},
        ),
    ),
    "cic": AAPC,
    "crc": AAPC,
    "cpb": AAPC,
    "cpma": (
        *AAPC,
        IssuerPage(
            "https://www.aapc.com/certifications/cpma/taking-the-cpma-exam",
            "format: questions, time, passing score, code books",
            confirms=("exam.open_code_book",),
        ),
    ),
    "ods-c": (
        IssuerPage(
            "https://www.ncra-usa.org/CTR/Certification-Exam",
            "exam fees of 2024, testing windows, continuing education",
            values={"exam.fee_year": 2024},
        ),
    ),
}
"""By slug of the credential. Each was read in an archived copy."""

SECOND_HAND: Mapping[str, tuple[str, ...]] = {
    "AHIMA": ("renewal.fee_member_usd",),
    "AAPC": ("eligibility.membership_fee_usd",),
}
"""By issuer: facts that the file took from third parties though it read their group there."""

IN_NOTES: Mapping[str, tuple[str, ...]] = {
    "AHIMA": (
        "renewal.fee_nonmember_usd",
        "renewal.fee_nonmember_additional_credential_usd",
    ),
}
"""By issuer: facts read on another page than the rest of their group; the group's note names it."""
