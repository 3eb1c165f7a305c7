"""How staff edit credentials: their facts, and the rules that say who may sit."""

from django.contrib import admin

from careers.admin.forms import RuleForm
from careers.models import Credential, CredentialSource, EligibilityRule, PassRate
from editorial.admin.editing import ImportedAdmin, facts
from editorial.admin.pieces import PartStack, PartTable


class EligibilityRules(PartStack):
    model = EligibilityRule
    form = RuleForm
    # Who may sit an exam: two persons agree on every word of it.
    second_person = [field.name for field in EligibilityRule._meta.get_fields()]
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
    headline = ("abbr", "name", "offered", "fee_member", "fee_nonmember")
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
