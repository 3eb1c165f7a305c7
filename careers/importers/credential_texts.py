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
NHA = (
    "You need a high school diploma or GED, or to be within 12 to 18 months of one for a "
    "provisional certificate, and one of two things: a related training program finished in "
    "the last five years, or supervised work in the field, either 12 months of the last three "
    "years or 24 months of the last five."
)


@dataclass(frozen=True)
class Words:
    summary: str
    eligibility: str
    former_names: tuple[str, ...] | None = None
    """Where the file tells more than the name; None keeps the file's."""
    fee_note: str = ""
    retake_wait: str = ""
    """Days to wait before another try, where the sources disagree."""


WORDS: dict[str, Words] = {
    "rhit": Words(
        "Shows that the holder can check, code, store and protect health records. It is the "
        "usual credential of people with an associate degree in health information.",
        "You need an associate degree from a health information management program that CAHIIM "
        "accredits. Students in their last term of such a program may sit early. Graduates of "
        "some foreign programs qualify through agreements AHIMA has made. Work experience and "
        "membership are not needed.",
        retake_wait="30 by third-party pages of 2026, 90 by AHIMA’s own page of 2023",
    ),
    "rhia": Words(
        "Shows that the holder can run a health information department: people, records, "
        "systems, privacy and the data that come out of them.",
        "You need a bachelor’s or master’s degree in health information management from a program "
        "that CAHIIM accredits, or a post-bachelor’s certificate in it that CAHIIM approves. A "
        "degree in health informatics is not enough. Students in their last term may sit early, "
        "and some foreign programs count through agreements AHIMA has made.",
    ),
    "cca": Words(
        "Shows that a beginner can code diagnoses and procedures in hospitals and doctors’ "
        "offices.",
        "You need a high school diploma or its equal. AHIMA recommends six months of coding, or a "
        "coding program, or courses in anatomy, medical terms and the basic code sets, but asks "
        "for no proof of them.",
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
        AAPC,
    ),
    "crc": Words(
        "Shows that the holder can code diagnoses for the models that set payment by how sick "
        "patients are.",
        AAPC,
    ),
    "cpb": Words(
        "Shows that the holder can take a claim from the visit to the payment, denials included.",
        AAPC,
    ),
    "cpma": Words(
        "Shows that the holder can audit coding and documentation against the rules of payers.",
        AAPC,
    ),
    "cehrs": Words(
        "Shows that a beginner can work in electronic health records: entering, checking and "
        "releasing information.",
        NHA,
        fee_note="About this much; NHA shows the price in your account.",
    ),
    "cbcs": Words(
        "Shows that a beginner can bill for medical services and knows the basics of coding.",
        NHA,
        fee_note="About this much; sources range from $117 to $155.",
    ),
    "cmaa": Words(
        "Shows that a beginner can run the front desk of a medical office.", NHA
    ),
    "nrccs": Words(
        "An entry-level coding certificate. We could not read a page of its issuer; it is not a "
        "credential of AHIMA or AAPC and is easily mistaken for CCS.",
        NOT_READ.format(issuer="NAHP"),
    ),
    "ncics": Words(
        "Shows that a beginner can code and file insurance claims.",
        "You need a high school diploma and one of three things: to be a student of a program that "
        "NCCT authorizes, to have finished one recently, or work experience that NCCT accepts. We "
        "could not confirm how much.",
    ),
    "ods-c": Words(
        "Shows that the holder can find, code and follow every case of cancer in a registry. Also "
        "written ODS-Certified or ODS.",
        "Two ways lead to it. One is an associate degree in cancer registry work from a program "
        "that NCRA accredits. The other is an associate degree, or 60 college credits, in any "
        "field, with a certificate program that NCRA accredits and its practicum in a registry. "
        "Two semesters of human anatomy and physiology are needed. Membership is not.",
        former_names=("CTR (Certified Tumor Registrar)",),
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
    "annual_fee_member_usd": "Members pay ${} a year.",
    "annual_fee_nonmember_usd": "Others pay ${} a year.",
    "min_from_himss_approved": "{} of the units must be approved by HIMSS.",
    "ethics_hours": "{} of the units must be on ethics.",
}
RENEWAL_NOTES = {
    "AHIMA": (
        "The fee for others was read at AHIMA in 2021 or later, the members’ fee at a third "
        "party in 2026. The policy changed for cycles that began in 2024."
    ),
    "AAPC": "AAPC membership must stay active. The units were read at a third party.",
    "NHA": "Read at third parties; a fee named here is about right.",
    "NCRA": "A cycle ends on 31 December; proof is due by 31 January.",
    "HIMSS": "Passing the exam again is the other way to renew.",
}
"""Facts of the file without a column of their own, in words."""
