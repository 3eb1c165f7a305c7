"""Fixed lists about schools and programs."""

from django.db.models import IntegerChoices, TextChoices


class Sector(TextChoices):
    PUBLIC = "public", "Public"
    NONPROFIT = "nonprofit", "Private, nonprofit"
    FORPROFIT = "forprofit", "Private, for-profit"


class SchoolLevel(TextChoices):
    FOUR_YEAR = "4-year", "Four-year"
    TWO_YEAR = "2-year", "Two-year"
    LESS = "less-than-2-year", "Less than two years"


class StudyMode(TextChoices):
    CAMPUS = "campus", "On campus"
    ONLINE = "online", "Online"
    HYBRID = "hybrid", "Campus or online"
    UNKNOWN = "unknown", "Not stated"


class Level(TextChoices):
    CERTIFICATE = "certificate", "Certificate"
    ASSOCIATE = "associate", "Associate degree"
    BACHELOR = "bachelor", "Bachelor’s degree"
    POSTBACC = "postbacc", "Post-degree certificate"
    MASTER = "master", "Master’s degree"
    DOCTORAL = "doctoral", "Doctorate"


class AccreditationChoice(TextChoices):
    """Accreditation as the finder asks for it, the surest first."""

    ACCREDITED = "accredited", "Accredited, confirmed"
    PROBATION = "probation", "Accredited, on probation"
    REPORTED = "reported", "Reported, not confirmed by us"
    CANDIDACY = "candidacy", "Candidate for accreditation"
    UNCONFIRMED = "unconfirmed", "Not confirmed"
    WITHDRAWN = "withdrawn", "Accreditation withdrawn"


class Evidence(IntegerChoices):
    """Where an accreditation statement was read; a larger number outranks a smaller one."""

    NONE = 0, "No statement found"
    GUIDE = 10, "A career guide"
    THIRD_PARTY = 20, "A third party"
    OLDER = 30, "An older or second-hand statement"
    NAMED_BY_SCHOOL = 40, "The school names the accreditor"
    SCHOOL = 50, "The school’s own statement"
    ACCREDITOR_PAGE = 60, "A page of the accreditor"
    STAFF = 80, "Checked by our staff at the accreditor"
    DIRECTORY = 90, "The accreditor’s directory"


class PriceBasis(TextChoices):
    PROGRAM = "program", "Published for the whole program"
    CREDITS = "credits", "Price per credit × credits"
    ANNUAL = "annual", "A year’s tuition and fees × nominal years"


class LengthBasis(TextChoices):
    PUBLISHED = "published", "Published by the school"
    LEVEL = "level", "Definition of the award level"
    PEERS = "peers", "Middle half of the lengths published at this award level"


class ReadAs(TextChoices):
    """What words may be read as: a parameter of the finder, or something about the question."""

    CREDENTIAL = "credential", "Credential"
    CAREER = "career", "Career"
    FIELD = "field", "Field of study"
    LEVEL = "level", "Award level"
    STATE = "state", "State"
    MODE = "mode", "Study mode"
    ACCREDITATION = "accreditation", "Accreditation"
    SECTOR = "sector", "Kind of school"
    SORT = "sort", "Order"
    PRICE_MAX = "price_max", "Highest price, in dollars"
    MONTHS_MAX = "months_max", "Months at most"
    NEAR = "near", "Near the visitor: asks for a ZIP code"
    TOPIC = "topic", "What is asked about a career"
    UNKNOWN = "unknown", "What no source tells"
    TEXT = "text", "Words to look for as they stand"
    FILLER = "filler", "Nothing"


class Topic(TextChoices):
    """What people ask about careers besides programs; the site search answers it."""

    PAY = "pay", "Pay"
    BECOMING = "how-to-become", "How to become one"
    COMPARISON = "compare", "Comparison"


SCORECARD_LEVELS = {
    "certificate-under-1": "Undergraduate Certificate or Diploma",
    "certificate-1-2": "Undergraduate Certificate or Diploma",
    "certificate-2-4": "Undergraduate Certificate or Diploma",
    "associate": "Associate's Degree",
    "bachelor": "Bachelor's Degree",
    "post-bachelor": "Post-baccalaureate Certificate",
    "master": "Master's Degree",
    "post-master": "Graduate/Professional Certificate",
    "doctorate": "Doctoral Degree",
}
"""Award level to the name College Scorecard has for it."""
SCORECARD_NAMES = (
    *dict.fromkeys(SCORECARD_LEVELS.values()),
    "First Professional Degree",
    "Non-Credential Program (Preparatory Coursework/Teacher Certification)",
)
"""All levels that it has; the last two are of no program here."""
