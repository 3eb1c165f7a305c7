"""Who may sit for which exam, as rules over programs; `careers.eligibility` weighs them.

A rule speaks of programs by award level and field. What the issuer asks beyond the program is its
condition. A rule we could not read at the issuer is unverified, and its answer is “cannot tell”.
A rule names fields where programs in them teach what the exam tests, and none where the issuer
asks for a degree of any kind.
"""

from dataclasses import dataclass

from careers.choices import Accreditor, AwardLevel, Field

CERTIFICATES = (AwardLevel.CERT_UNDER_1, AwardLevel.CERT_1_2, AwardLevel.CERT_2_4)
ASSOCIATE = (AwardLevel.ASSOCIATE,)
BACHELOR = (AwardLevel.BACHELOR, AwardLevel.POSTBACC)
GRADUATE = (AwardLevel.MASTER, AwardLevel.POST_MASTER, AwardLevel.DOCTORATE)
DEGREES = (*ASSOCIATE, *BACHELOR, *GRADUATE)

HEALTH_INFORMATION = (Field.HEALTH_INFORMATION,)
CODING = (Field.CODING_BILLING, Field.HEALTH_INFORMATION)
DATA = (Field.INFORMATICS, Field.HEALTH_INFORMATION)


@dataclass(frozen=True)
class RuleText:
    """One row of the table; empty levels or fields mean any."""

    slug: str
    levels: tuple[str, ...]
    fields: tuple[str, ...]
    reason: str
    condition: str = ""
    accreditor: str = ""
    experience_months: int = 0
    membership_required: bool = False
    is_verified: bool = True


def unverified(issuer: str, fields: tuple[str, ...] = ()) -> tuple[RuleText, ...]:
    """Of no particular level: to rule one out would be a guess as well.

    Give *fields* for an exam of beginners. One for people with experience gets none: that a
    program alone prepares for it would be a guess.
    """
    reason = f"We could not read at {issuer} who may sit for this exam."
    return (RuleText("not-read", (), fields, reason, is_verified=False),)


def diploma(exam: str) -> tuple[RuleText, ...]:
    reason = (
        f"{exam} asks for a high school diploma only, and the program teaches what the exam "
        "tests; accreditation is not needed."
    )
    return (RuleText("high-school", (), CODING, reason),)


def member(reason: str, *, is_verified: bool) -> tuple[RuleText, ...]:
    return (
        RuleText(
            "aapc-member",
            (),
            CODING,
            reason,
            condition="you hold an AAPC membership when you sit",
            membership_required=True,
            is_verified=is_verified,
        ),
    )


def apprentice(exam: str) -> tuple[RuleText, ...]:
    return member(
        "AAPC asks for no degree and no experience to sit. With less than two years of coding "
        f"you are certified as an apprentice, {exam}-A.",
        is_verified=True,
    )


def member_at_least(exam: str) -> tuple[RuleText, ...]:
    return member(
        f"AAPC asks for a membership. Whether it asks for more before {exam} we could not read.",
        is_verified=False,
    )


def privacy(slug: str, levels: tuple[str, ...], degree: str, months: int) -> RuleText:
    return RuleText(
        slug,
        levels,
        (),
        f"AHIMA asks for {months} months of this work after {degree}.",
        condition=f"you add {months} months in health care privacy or security management",
        experience_months=months,
    )


RULES: dict[str, tuple[RuleText, ...]] = {
    "rhit": (
        RuleText(
            "associate-cahiim",
            ASSOCIATE,
            HEALTH_INFORMATION,
            "AHIMA admits graduates of a CAHIIM-accredited associate program in health "
            "information management.",
            accreditor=Accreditor.CAHIIM,
        ),
    ),
    "rhia": (
        RuleText(
            "degree-cahiim",
            (*BACHELOR, AwardLevel.MASTER),
            HEALTH_INFORMATION,
            "AHIMA admits graduates of a CAHIIM-accredited bachelor’s, master’s or "
            "post-bachelor’s program in health information management.",
            accreditor=Accreditor.CAHIIM,
        ),
    ),
    "cca": diploma("CCA"),
    "ccs": (
        RuleText(
            "high-school",
            (),
            CODING,
            "CCS asks for a high school diploma only; AHIMA recommends coding experience but "
            "does not require it, and accreditation is not needed.",
        ),
    ),
    "ccs-p": unverified("AHIMA", CODING),
    "chda": unverified("AHIMA"),
    "cdip": unverified("AHIMA"),
    "chps": (
        privacy("high-school", CERTIFICATES, "a high school diploma", 72),
        privacy("associate", ASSOCIATE, "an associate degree", 48),
        privacy("bachelor", BACHELOR, "a bachelor’s degree", 24),
        privacy("graduate", GRADUATE, "a master’s degree or higher", 12),
    ),
    "cpc": apprentice("CPC"),
    "coc": apprentice("COC"),
    "cic": member_at_least("CIC"),
    "crc": member_at_least("CRC"),
    "cpb": member_at_least("CPB"),
    "cpma": member_at_least("CPMA"),
    "cehrs": unverified("NHA", (*CODING, Field.MEDICAL_OFFICE)),
    "cbcs": unverified("NHA", CODING),
    "cmaa": unverified("NHA", (Field.MEDICAL_OFFICE,)),
    "nrccs": unverified("NAHP", CODING),
    "ncics": unverified("NCCT", CODING),
    "ods-c": (
        RuleText(
            "associate-ncra",
            ASSOCIATE,
            HEALTH_INFORMATION,
            "NCRA admits graduates of an associate program in cancer registry work that it "
            "accredits.",
            accreditor=Accreditor.NCRA,
        ),
        RuleText(
            "degree-and-certificate",
            DEGREES,
            (),
            "NCRA takes an associate degree or more in any field together with its own "
            "certificate route.",
            condition=(
                "you also finish an NCRA-accredited certificate with its registry practicum and "
                "two semesters of human anatomy and physiology"
            ),
        ),
    ),
    "cphims": unverified("HIMSS"),
    "cahims": unverified("HIMSS", DATA),
}
