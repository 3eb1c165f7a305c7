"""Careers, credentials with the rules that open them, occupations with pay and outlook."""

from careers.models.assessment import (
    AssessmentOption,
    AssessmentQuestion,
    AssessmentWeight,
)
from careers.models.careers import (
    Career,
    CareerCredential,
    CareerInterview,
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
from careers.models.occupations import (
    Area,
    EmployerShare,
    IndustryPay,
    Occupation,
    OccupationRating,
    OccupationTitle,
    Outlook,
    Pay,
)
from careers.models.pairs import CareerPair

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
    "IndustryPay",
    "Occupation",
    "OccupationRating",
    "OccupationTitle",
    "Organization",
    "Outlook",
    "PassRate",
    "Pay",
]
