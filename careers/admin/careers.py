"""How staff edit careers, credentials, organizations and the figures of occupations."""

from django.contrib import admin
from django.db.models import TextField
from django.forms import Textarea

from careers.admin.assessment import AssessmentOptionAdmin, AssessmentQuestionAdmin
from careers.admin.forms import CareerForm, RuleForm
from careers.admin.occupations import (
    AreaAdmin,
    EmployerShareAdmin,
    IndustryPayAdmin,
    OccupationAdmin,
    OutlookAdmin,
    PayAdmin,
)
from careers.admin.pairs import CareerPairAdmin
from careers.models import (
    Area,
    AssessmentOption,
    AssessmentQuestion,
    Career,
    CareerCredential,
    CareerInterview,
    CareerItem,
    CareerLink,
    CareerOrganization,
    CareerPair,
    CareerPath,
    CareerStep,
    Credential,
    CredentialSource,
    EducationRoute,
    EligibilityRule,
    EmployerShare,
    IndustryPay,
    Occupation,
    Organization,
    Outlook,
    PassRate,
    Pay,
)
from editorial.admin.editing import (
    ImportedAdmin,
    PartAdmin,
    PartStack,
    PartTable,
    PublishableAdmin,
    facts,
)

SMALL_TEXT = {TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 60})}}


class CareerItems(PartTable):
    model = CareerItem
    fields = ["section", "position", "title", "body", "source"]
    autocomplete_fields = ["source"]
    formfield_overrides = SMALL_TEXT
    ordering = ["section", "position"]


class CareerPaths(PartTable):
    model = CareerPath
    fields = ["position", "name", "intro"]
    formfield_overrides = SMALL_TEXT
    show_change_link = True
    verbose_name_plural = "Paths (save, then follow “Change” to edit the steps)"


class CareerSteps(PartStack):
    model = CareerStep
    fields = [
        ("position", "title"),
        "body",
        ("months_low", "months_high"),
        "cost_note",
    ]


class EducationRoutes(PartStack):
    model = EducationRoute
    fields = [
        ("position", "name", "award_level"),
        "body",
        "courses",
        ("credits_low", "credits_high"),
        ("months_low", "months_high"),
    ]


class CareerCredentials(PartTable):
    model = CareerCredential
    fields = ["position", "credential", "note"]
    autocomplete_fields = ["credential"]


class CareerLinks(PartTable):
    model = CareerLink
    fk_name = "career"
    fields = ["kind", "position", "to", "title", "note"]
    autocomplete_fields = ["to"]
    ordering = ["kind", "position"]


class CareerInterviews(PartStack):
    model = CareerInterview
    fields = [("position", "person"), "question", "answer", "source"]
    autocomplete_fields = ["source"]


class CareerOrganizations(PartTable):
    model = CareerOrganization
    fields = ["position", "organization", "note"]
    autocomplete_fields = ["organization"]


@admin.register(Career)
class CareerAdmin(PublishableAdmin):
    form = CareerForm
    list_display = ["name", "occupation", "position", "is_short", "status"]
    list_filter = ["status", "is_short", "entry_education"]
    list_select_related = ["occupation"]
    search_fields = ["name", "alternate_titles", "tagline"]
    autocomplete_fields = ["occupation", "other_occupations", "sources"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [
        CareerItems,
        CareerPaths,
        EducationRoutes,
        CareerCredentials,
        CareerLinks,
        CareerInterviews,
        CareerOrganizations,
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name", "plural"),
                    "slug",
                    ("position", "is_short"),
                    ("status", "published_on"),
                ]
            },
        ),
        (
            "Text",
            {
                "fields": [
                    "tagline",
                    "summary",
                    "overview",
                    "day",
                    "outlook_text",
                    "remote",
                    "alternate_titles",
                    "sources",
                ]
            },
        ),
        (
            "Figures come from",
            {"fields": ["occupation", "occupation_note", "other_occupations"]},
        ),
        (
            "Getting in",
            {
                "fields": [
                    "entry_education",
                    "entry_note",
                    ("months_to_enter_low", "months_to_enter_high"),
                ]
            },
        ),
        (
            "Programs that lead here",
            {
                "fields": ["program_fields", "program_levels"],
                "description": "Decides which programs the finder counts for this career.",
            },
        ),
    ]


@admin.register(CareerPath)
class CareerPathAdmin(PartAdmin):
    """Reached from its career; inlines cannot hold the steps."""

    content = "career"
    list_display = ["name", "career", "position"]
    list_filter = ["career"]
    list_select_related = ["career"]
    search_fields = ["name", "career__name"]
    autocomplete_fields = ["career"]
    fields = ["career", ("position", "name"), "intro"]
    inlines = [CareerSteps]


class EligibilityRules(PartStack):
    model = EligibilityRule
    form = RuleForm
    fields = [
        ("slug", "is_verified"),
        "award_levels",
        "fields",
        "accreditor",
        "condition",
        "reason",
        ("experience_months", "membership_required"),
        ("valid_from", "valid_until"),
        "source",
    ]
    autocomplete_fields = ["source"]


class PassRates(PartTable):
    model = PassRate
    autocomplete_fields = ["source"]


class CredentialSources(PartTable):
    model = CredentialSource
    autocomplete_fields = ["source"]
    verbose_name = "page that was read"
    verbose_name_plural = "pages that were read"


@admin.register(Credential)
class CredentialAdmin(ImportedAdmin):
    list_display = ["abbr", "name", "issuer", "offered", "status"]
    list_filter = ["status", "offered", "issuer", "exam_confidence"]
    list_select_related = ["issuer"]
    search_fields = ["abbr", "name", "former_names"]
    autocomplete_fields = [
        "issuer",
        "occupations",
        "exam_source",
        "renewal_source",
        "eligibility_source",
    ]
    prepopulated_fields = {"slug": ["abbr"]}
    inlines = [EligibilityRules, PassRates, CredentialSources]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("abbr", "name"),
                    "slug",
                    "former_names",
                    ("issuer", "issuer_url"),
                    ("offered", "aimed_at"),
                    "summary",
                    "occupations",
                    "unverified",
                    ("status", "published_on"),
                    "corrected_fields",
                ]
            },
        ),
        facts(
            "Who may sit",
            "eligibility",
            "eligibility_text",
            "recommended",
            ("min_education", "experience_months"),
            ("membership_required", "accredited_program_required"),
            "eligibility_confidence",
            about="In words, for the page. What the finder concludes comes from the rules below.",
        ),
        facts(
            "Exam",
            "exam",
            ("questions_total", "questions_scored", "minutes"),
            ("fee_member", "fee_nonmember", "fee_year"),
            "fee_note",
            ("passing_score", "delivery"),
            "exam_note",
            "exam_confidence",
        ),
        facts(
            "Renewal",
            "renewal",
            ("renewal_credits", "renewal_years"),
            ("renewal_fee_member", "renewal_fee_nonmember"),
            "renewal_note",
            "renewal_confidence",
        ),
    ]


@admin.register(Organization)
class OrganizationAdmin(ImportedAdmin):
    list_display = ["name", "abbr", "url", "status"]
    list_filter = ["status"]
    search_fields = ["name", "abbr", "role"]
    autocomplete_fields = ["source"]
    prepopulated_fields = {"slug": ["name"]}
    fields = [
        ("name", "abbr"),
        "slug",
        "role",
        "url",
        "note",
        "source",
        ("status", "published_on"),
        "corrected_fields",
    ]


admin.site.register(AssessmentQuestion, AssessmentQuestionAdmin)
admin.site.register(AssessmentOption, AssessmentOptionAdmin)
admin.site.register(CareerPair, CareerPairAdmin)
admin.site.register(Occupation, OccupationAdmin)
admin.site.register(Area, AreaAdmin)
admin.site.register(Pay, PayAdmin)
admin.site.register(IndustryPay, IndustryPayAdmin)
admin.site.register(Outlook, OutlookAdmin)
admin.site.register(EmployerShare, EmployerShareAdmin)
