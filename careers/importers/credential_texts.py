"""What each credential shows and who may sit for it, in our own words."""

from dataclasses import dataclass

NOT_READ = (
    "We could not read {issuer}’s present rule for this exam, so we do not repeat what others "
    "say it is. Ask {issuer} before you pay for a course or a test."
)
AAPC = (
    "You need to be a member of AAPC on the day you sit. AAPC asks for no degree and no proof of "
    "experience; it recommends schooling or coding training and two years of work."
)
AAPC_UNSURE = (
    "You need to be a member of AAPC on the day you sit. For CPC, AAPC asks for no degree and no "
    "proof of experience; we could not read whether that is so for this exam as well. Ask AAPC "
    "before you pay."
)
AHIMA_LIST = (
    "The list of ways in was missing from the copy of AHIMA’s page that we read; older texts of "
    "AHIMA have it as above. Ask AHIMA before you enroll."
)


@dataclass(frozen=True)
class Words:
    summary: str
    eligibility: str
    former_names: tuple[str, ...] | None = None
    """Where the file tells more than the name; None keeps the file's."""
    fee_note: str = ""
    delivery: str = ""
    """Where the exam is taken, if the file says it at more length than its column holds."""


WORDS: dict[str, Words] = {
    "rhit": Words(
        "Shows that the holder can check, code, store and protect health records. It is the "
        "usual credential of people with an associate degree in health information.",
        "You need an associate degree from a health information management program that CAHIIM "
        "accredits. Students in their last term of such a program may sit early. Graduates of "
        "some foreign programs qualify through agreements AHIMA has made. Work experience and "
        f"membership are not needed. {AHIMA_LIST}",
    ),
    "rhia": Words(
        "Shows that the holder can run a health information department: people, records, "
        "systems, privacy and the data that come out of them.",
        "You need a bachelor’s or master’s degree in health information management from a program "
        "that CAHIIM accredits, or a post-bachelor’s certificate in it that CAHIIM approves. A "
        "degree in health informatics is not enough. Students in their last term may sit early, "
        f"and some foreign programs count through agreements AHIMA has made. {AHIMA_LIST}",
    ),
    "cca": Words(
        "Shows that a beginner can code diagnoses and procedures in hospitals and doctors’ "
        "offices.",
        "You need a high school diploma or its equal. AHIMA recommends six months of coding, or a "
        "coding program, or courses in anatomy, medical terms and the basic code sets, but asks "
        "for no proof of them.",
        fee_note="As AHIMA’s page had it about 2021; the exam facts are of 2024.",
    ),
    "ccs": Words(
        "Shows command of hospital coding: inpatient and outpatient records, with the rules "
        "that decide payment.",
        "You need a high school diploma or its equal. AHIMA recommends two years of coding, or "
        "courses or another credential with a year of it. Older pages call these routes required; "
        "AHIMA’s present page does not.",
    ),
    "ccs-p": Words(
        "Shows command of coding in doctors’ offices and clinics.",
        NOT_READ.format(issuer="AHIMA"),
    ),
    "chda": Words(
        "Shows that the holder can gather, test and explain health data.",
        NOT_READ.format(issuer="AHIMA"),
    ),
    "chps": Words(
        "Shows that the holder can design and run privacy and security programs in health care.",
        "You need work in managing privacy or security in health care, and the more schooling you "
        "bring, the less of it: 72 months with a high school diploma, 48 with an associate degree "
        "or with CCA, CCS, CCS-P or RHIT, 24 with a bachelor’s degree or RHIA, 12 with a master’s "
        "degree or higher.",
        former_names=("CHP", "CHS"),
    ),
    "cdip": Words(
        "Shows that the holder can bring clinical notes and coding into agreement, so that the "
        "record says what happened.",
        NOT_READ.format(issuer="AHIMA"),
    ),
    "cpc": Words(
        "Shows that the holder can code the services of doctors’ offices and outpatient clinics.",
        f"{AAPC} With less than two years of coding you are certified as an apprentice, CPC-A. "
        "The A goes with two years of verified coding, or one year and an 80-hour course or AAPC’s "
        "practice coding, or both of those together without experience.",
    ),
    "coc": Words(
        "Shows that the holder can code outpatient services of hospitals and surgery centers.",
        f"{AAPC} With less than two years of coding you are certified as an apprentice, COC-A, "
        "under the same rule as for CPC.",
    ),
    "cic": Words(
        "Shows that the holder can code inpatient hospital stays and the payment groups that "
        "follow from them.",
        AAPC_UNSURE,
    ),
    "crc": Words(
        "Shows that the holder can code diagnoses for the models that set payment by how sick "
        "patients are.",
        AAPC_UNSURE,
    ),
    "cpb": Words(
        "Shows that the holder can take a claim from the visit to the payment, denials included.",
        AAPC_UNSURE,
    ),
    "cpma": Words(
        "Shows that the holder can audit coding and documentation against the rules of payers.",
        AAPC_UNSURE,
    ),
    "cehrs": Words(
        "Shows that a beginner can work in electronic health records: entering, checking and "
        "releasing information.",
        NOT_READ.format(issuer="NHA"),
    ),
    "cbcs": Words(
        "Shows that a beginner can bill for medical services and knows the basics of coding.",
        NOT_READ.format(issuer="NHA"),
    ),
    "cmaa": Words(
        "Shows that a beginner can run the front desk of a medical office.",
        NOT_READ.format(issuer="NHA"),
    ),
    "nrccs": Words(
        "An entry-level coding certificate. We could not read a page of its issuer; it is not a "
        "credential of AHIMA or AAPC and is easily mistaken for CCS.",
        NOT_READ.format(issuer="NAHP"),
    ),
    "ncics": Words(
        "Shows that a beginner can code and file insurance claims.",
        NOT_READ.format(issuer="NCCT"),
    ),
    "ods-c": Words(
        "Shows that the holder can find, code and follow every case of cancer in a registry. Also "
        "written ODS-Certified or ODS.",
        "Two ways lead to it. One is an associate degree in cancer registry work from a program "
        "that NCRA accredits. The other is an associate degree, or 60 college credits, in any "
        "field, with a certificate program that NCRA accredits and its practicum in a registry. "
        "Two semesters of human anatomy and physiology are needed. Membership is not.",
        former_names=("CTR (Certified Tumor Registrar)",),
        fee_note="Of the testing windows of 2024.",
        delivery="Three windows of three weeks a year, online or at a test center",
    ),
    "cphims": Words(
        "Shows experience in running health information systems.",
        NOT_READ.format(issuer="HIMSS"),
    ),
    "cahims": Words(
        "Shows that a beginner knows how health care uses information systems.",
        NOT_READ.format(issuer="HIMSS"),
    ),
}


MEMBERSHIP_FEE = (
    "In {year} a membership cost ${professional} a year, ${student} for students."
)
TWO_ATTEMPTS = "Two attempts bought together cost ${}."
STUDENT_FEE = "Students pay ${one_attempt} for one attempt, ${two_attempts} for two."

EXAM_PHRASES = {
    "questions_total": "Questions: {}.",
    "minutes": "Minutes: {}.",
    "split": "Questions: {}.",
    "questions_pretest": "Trial questions that do not count: {}.",
    "schedule_window_days": "Days in which to take it once admitted: {}.",
    "retake_wait_days": "Days to wait before another try: {}.",
    "retake_wait": "Wait before another try: {}.",
    "results": "Results come {}.",
}
RENEWAL_PHRASES = {
    "extra_ceus_per_additional_ahima_credential": (
        "Each further AHIMA credential adds {} units."
    ),
    "max_ceus": "{} units are the most asked for.",
    "min_pct_in_hiim_domains": "{}% of the units must be about health information.",
    "fee_nonmember_additional_credential_usd": (
        "Each further credential costs those who are not members ${}."
    ),
    "ceus_two_credentials": (
        "Two credentials of AAPC need {} units, three 44, four 48, five or more 52."
    ),
    "specific_ceus": "{} of the units must be about auditing.",
    "annual_fee_member_usd": "Members of NCRA pay ${} a year,",
    "annual_fee_nonmember_usd": "others ${}, by its answers on membership listed below.",
    "min_from_himss_approved": "{} of the units must be approved by HIMSS.",
    "ethics_hours": "{} of the units must be on ethics.",
}
RENEWAL_NOTES = {
    "AHIMA": (
        "AHIMA’s answers on recertification, listed below and of 2021 or later, have a fee of "
        "$218 for people who are not members. The policy changed for cycles that began in 2024."
    ),
    "AAPC": "AAPC membership must stay active.",
    "NCRA": "A cycle ends on 31 December; proof is due by 31 January.",
    "HIMSS": "Passing the exam again is the other way to renew.",
}
"""Facts of the file without a column of their own, in words."""
