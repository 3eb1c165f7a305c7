"""Fixed lists that careers and schools share: states, award levels, fields of study."""

from django.db.models import IntegerChoices, TextChoices

ALL_OCCUPATIONS = "00-0000"
"""The SOC code under which surveys publish the figures of every job together."""


class State(TextChoices):
    AL = "AL", "Alabama"
    AK = "AK", "Alaska"
    AZ = "AZ", "Arizona"
    AR = "AR", "Arkansas"
    CA = "CA", "California"
    CO = "CO", "Colorado"
    CT = "CT", "Connecticut"
    DE = "DE", "Delaware"
    DC = "DC", "District of Columbia"
    FL = "FL", "Florida"
    GA = "GA", "Georgia"
    HI = "HI", "Hawaii"
    ID = "ID", "Idaho"
    IL = "IL", "Illinois"
    IN = "IN", "Indiana"
    IA = "IA", "Iowa"
    KS = "KS", "Kansas"
    KY = "KY", "Kentucky"
    LA = "LA", "Louisiana"
    ME = "ME", "Maine"
    MD = "MD", "Maryland"
    MA = "MA", "Massachusetts"
    MI = "MI", "Michigan"
    MN = "MN", "Minnesota"
    MS = "MS", "Mississippi"
    MO = "MO", "Missouri"
    MT = "MT", "Montana"
    NE = "NE", "Nebraska"
    NV = "NV", "Nevada"
    NH = "NH", "New Hampshire"
    NJ = "NJ", "New Jersey"
    NM = "NM", "New Mexico"
    NY = "NY", "New York"
    NC = "NC", "North Carolina"
    ND = "ND", "North Dakota"
    OH = "OH", "Ohio"
    OK = "OK", "Oklahoma"
    OR = "OR", "Oregon"
    PA = "PA", "Pennsylvania"
    RI = "RI", "Rhode Island"
    SC = "SC", "South Carolina"
    SD = "SD", "South Dakota"
    TN = "TN", "Tennessee"
    TX = "TX", "Texas"
    UT = "UT", "Utah"
    VT = "VT", "Vermont"
    VA = "VA", "Virginia"
    WA = "WA", "Washington"
    WV = "WV", "West Virginia"
    WI = "WI", "Wisconsin"
    WY = "WY", "Wyoming"
    AS = "AS", "American Samoa"
    FM = "FM", "Federated States of Micronesia"
    GU = "GU", "Guam"
    MH = "MH", "Marshall Islands"
    MP = "MP", "Northern Mariana Islands"
    PW = "PW", "Palau"
    PR = "PR", "Puerto Rico"
    VI = "VI", "U.S. Virgin Islands"


class AwardLevel(TextChoices):
    """What a program awards; the order is that of the ladder."""

    CERT_UNDER_1 = "certificate-under-1", "Certificate, under 1 year"
    CERT_1_2 = "certificate-1-2", "Certificate, 1–2 years"
    CERT_2_4 = "certificate-2-4", "Certificate, 2–4 years"
    ASSOCIATE = "associate", "Associate degree"
    BACHELOR = "bachelor", "Bachelor’s degree"
    POSTBACC = "post-bachelor", "Post-bachelor’s certificate"
    MASTER = "master", "Master’s degree"
    POST_MASTER = "post-master", "Post-master’s certificate"
    DOCTORATE = "doctorate", "Doctorate"


class Field(TextChoices):
    """Fields of study, grouped from CIP codes."""

    HEALTH_INFORMATION = "health-information", "Health information"
    CODING_BILLING = "coding-billing", "Coding and billing"
    INFORMATICS = "informatics", "Health informatics and data"
    MEDICAL_OFFICE = "medical-office", "Medical office"
    OTHER = "other", "Other health administration"


CORE_FIELDS = frozenset(
    {Field.HEALTH_INFORMATION, Field.CODING_BILLING, Field.INFORMATICS}
)
"""What a search for programs looks in unless other fields are asked for."""


class Accreditor(TextChoices):
    CAHIIM = "CAHIIM", "CAHIIM"
    NCRA = "NCRA", "NCRA"


class AccreditationStatus(TextChoices):
    """The accreditor's own word, or what else was said; see the two sets below."""

    ACCREDITED = "accredited", "Accredited"
    CANDIDACY = "candidacy", "Candidate for accreditation"
    PROBATION = "probation", "Accredited, on probation"
    WITHDRAWN = "withdrawn", "Accreditation withdrawn"
    REPORTED = "reported", "Reported by an older or third-party statement"
    UNCONFIRMED = "unconfirmed", "Accreditation not confirmed"


WORDS_OF_THE_ACCREDITOR = frozenset(
    {
        AccreditationStatus.ACCREDITED,
        AccreditationStatus.CANDIDACY,
        AccreditationStatus.PROBATION,
        AccreditationStatus.WITHDRAWN,
    }
)
"""What only the accreditor, or the school that it told, can say."""
TAKES_AWAY = frozenset({AccreditationStatus.PROBATION, AccreditationStatus.WITHDRAWN})
"""Outranks every older statement that gives something, however good its evidence."""


class Education(TextChoices):
    """The least schooling an exam or a job asks for."""

    NONE = "none", "No schooling named"
    HIGH_SCHOOL = "high-school", "High school diploma"
    CERTIFICATE = "certificate", "Certificate"
    ASSOCIATE = "associate", "Associate degree"
    BACHELOR = "bachelor", "Bachelor’s degree"
    MASTER = "master", "Master’s degree"


class Verdict(IntegerChoices):
    """Whether a program opens the way to an exam; a larger number is a better answer."""

    NOT_ELIGIBLE = 0, "Does not lead to"
    CANNOT_TELL = 1, "Cannot tell"
    ELIGIBLE_IF = 2, "Eligible if"
    ELIGIBLE = 3, "Eligible"


class Verb(IntegerChoices):
    """What a program does for a credential; a larger number says more."""

    NONE = 0, "Does not lead to"
    PREPARES_FOR = 1, "Prepares for"
    MAY_LEAD_TO = 2, "May lead to"
    LEADS_TO = 3, "Leads to"


class AreaKind(TextChoices):
    NATION = "nation", "Nation"
    STATE = "state", "State"
    METRO = "metro", "Metropolitan area"
    NONMETRO = "nonmetro", "Nonmetropolitan area"


class CredentialStatus(TextChoices):
    ACTIVE = "active", "Active"
    UNVERIFIED = "unverified", "Could not be confirmed at the issuer"
    RETIRED = "retired", "No longer offered"


class Confidence(TextChoices):
    """How a statement about a credential was read."""

    PRIMARY = "primary", "Read at the issuer"
    SECONDARY = "secondary", "Read at a third party"
    UNVERIFIED = "unverified", "Not read at a source"
    NOT_FOUND = "not-found", "Not found"


class InterviewForm(TextChoices):
    """How a person's words came to be published."""

    INTERVIEW = "interview", "Published interview"
    ACCOUNT = "account", "Published account of their own"


class TitleKind(TextChoices):
    ALTERNATE = "alternate", "Alternate title"
    REPORTED = "reported", "Title reported by workers"


class RatingDomain(TextChoices):
    SKILL = "skill", "Skill"
    KNOWLEDGE = "knowledge", "Knowledge"
    WORK_STYLE = "work-style", "Work style"
    INTEREST = "interest", "Interest"
    EDUCATION = "education", "Education of workers"


class Section(TextChoices):
    """Ordered blocks of a profile that are a title with a sentence or two."""

    DUTY = "duty", "What you do"
    SETTING = "setting", "Where people work"
    SKILL = "skill", "Skills"
    TRAIT = "trait", "Traits"
    SPECIALTY = "specialty", "Specialties"
    CHECKLIST = "checklist", "Getting started"
    QUESTION = "question", "Common questions"
    MYTH = "myth", "What older guides get wrong"


class Link(TextChoices):
    ADVANCES_TO = "advances-to", "Advances to"
    RELATED = "related", "Related"
