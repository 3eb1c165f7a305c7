"""Careers, credentials with the rules that open them, occupations with pay and outlook."""

from careers.models.assessment import (
    AssessmentOption,
    AssessmentQuestion,
    AssessmentWeight,
)
from careers.models.careers import (
    Career,
    CareerCredential,
    CareerItem,
    CareerLink,
    CareerOrganization,
    CareerPath,
    CareerStep,
    EducationRoute,
)
from careers.models.credentials import (
    Credential,
    CredentialSource,
    EligibilityRule,
    Organization,
    PassRate,
)
from careers.models.guides import Guide
from careers.models.interviews import CareerInterview
from careers.models.occupations import (
    EmployerShare,
    Occupation,
    OccupationRating,
    OccupationTitle,
    Outlook,
)
from careers.models.pairs import CareerPair
from careers.models.pay import Area, IndustryPay, Pay, PayRelease

__all__ = [
    "Area",
    "AssessmentOption",
    "AssessmentQuestion",
    "AssessmentWeight",
    "Career",
    "CareerCredential",
    "CareerInterview",
    "CareerItem",
    "CareerLink",
    "CareerOrganization",
    "CareerPair",
    "CareerPath",
    "CareerStep",
    "Credential",
    "CredentialSource",
    "EducationRoute",
    "EligibilityRule",
    "EmployerShare",
    "Guide",
    "IndustryPay",
    "Occupation",
    "OccupationRating",
    "OccupationTitle",
    "Organization",
    "Outlook",
    "PassRate",
    "Pay",
    "PayRelease",
]
