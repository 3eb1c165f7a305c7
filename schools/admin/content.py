"""How staff edit schools, programs, accreditation and outcomes."""

from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField
from django.forms import Textarea
from django.utils import timezone

from careers.choices import AccreditationStatus, Accreditor
from editorial.admin.editing import (
    ImportedAdmin,
    LiveContentAdmin,
    PublishableAdmin,
    facts,
)
from editorial.admin.pieces import PartAdmin, PartStack
from editorial.admin.saves import Followed
from schools.models import (
    Accreditation,
    EarningsTest,
    FieldOutcome,
    Program,
    School,
    Synonym,
)
from schools.models.search_text import fold_name
from schools.services import refresh_estimate, refresh_estimates
from web.templatetags.figures import money

STATEMENT = [
    ("accreditor", "key"),
    ("accreditation_status", "evidence"),
    "evidence_url",
    ("valid_from", "valid_until", "next_review"),
    "source",
    ("as_of", "kind", "checked_on"),
    "note",
]


TWO_AGREE_ON = ("accreditation_status", "evidence")
"""Of a statement: nobody alone says of a program that it is accredited, or that it is not."""

SCHOOL_TEXTS = ("search_text", "unitid", "slug")
MOST_WORDS = 12
PROGRAM_TEXTS = ("title", "cip_code", "school__search_text", "school__unitid")
"""Where the words of a search may stand; a school's text is folded as the finder folds it."""


def searched(rows: QuerySet, typed: str, texts: tuple[str, ...]) -> QuerySet:
    """Rows that have every word of *typed*, whatever its quotes, accents and “St.”."""
    for word in typed.split()[:MOST_WORDS]:
        asked = Q()
        for text in texts:
            folded = Q()
            for part in fold_name(word).split():
                folded &= Q(**{f"{text}__icontains": part})
            asked |= Q(**{f"{text}__icontains": word}) | folded
        rows = rows.filter(asked)
    return rows


@admin.register(School)
class SchoolAdmin(ImportedAdmin):
    headline = (
        "name",
        "closed_on",
        "tuition_fees_in_state",
        "tuition_fees_out_of_state",
    )
    list_display = ["name", "city", "state", "sector", "tuition_year", "status"]
    list_filter = ["status", "sector", "level", "state"]
    search_fields = ["name", "aliases", "unitid", "city"]
    autocomplete_fields = [
        "directory_source",
        "tuition_source",
        "outcomes_source",
        "closing_source",
        "merged_into",
    ]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name", "unitid", "opeid6"),
                    "slug",
                    ("aliases", "former_names"),
                    ("status", "published_on"),
                    "corrected_fields",
                ]
            },
        ),
        facts(
            "Place and kind",
            "directory",
            "address",
            ("city", "state", "zip"),
            ("county", "locale"),
            ("latitude", "longitude"),
            "phone",
            "website",
            "admissions_url",
            "net_price_url",
            ("sector", "level", "size"),
            ("title_iv", "is_open_admission", "all_programs_distance"),
        ),
        facts(
            "Tuition and fees",
            "tuition",
            "tuition_year",
            ("tuition_fees_in_state", "tuition_fees_out_of_state"),
            "detail_year",
            "tuition_fees_in_district",
            ("grad_tuition_fees_in_state", "grad_tuition_fees_out_of_state"),
            ("per_credit_in_state", "per_credit_out_of_state"),
            "books_supplies",
            about="Prices of this school's programs that are estimates follow these figures.",
        ),
        facts(
            "Students and outcomes",
            "outcomes",
            ("undergraduates", "net_price", "completion_rate"),
        ),
    ]

    fieldsets.append(
        facts(
            "If it has closed",
            "closing",
            ("closed_on", "merged_into"),
            "records_note",
            about="From that day its pages say so, with programs nearby, and no list has it.",
        )
    )

    def get_search_results(self, request, queryset, search_term) -> tuple:
        return searched(queryset, search_term, SCHOOL_TEXTS), False

    def follow(self, request, obj) -> Followed:
        changed = refresh_estimates(school=obj)
        if changed:
            did = f"Estimated prices reckoned anew: {len(changed)}"
            self.message_user(request, did)
        return changed


class Accreditations(PartStack):
    model = Accreditation
    fields = STATEMENT
    second_person = TWO_AGREE_ON
    autocomplete_fields = ["source"]
    formfield_overrides = PartStack.formfield_overrides | {
        TextField: {"widget": Textarea(attrs={"rows": 2})}
    }


@admin.register(Program)
class ProgramAdmin(ImportedAdmin):
    headline = (
        *("title", "award_level", "study_mode", "price_resident", "price_nonresident"),
        *("months_low", "months_high"),
    )
    list_display = [
        "title",
        "school",
        "school__state",
        "award_level",
        "price",
        "price_as_of",
        "price_checked_on",
        "cahiim",
        "status",
    ]
    list_filter = [
        "status",
        "field",
        "award_level",
        "study_mode",
        "price_kind",
        # Named, or a column that the database works out is asked for every value it holds.
        ("is_dormant", admin.BooleanFieldListFilter),
        "school__state",
    ]
    list_select_related = ["school"]
    search_fields = ["title", "cip_code", "school__name", "school__aliases"]
    autocomplete_fields = [
        "school",
        "offer_source",
        "price_source",
        "length_source",
        "awards_source",
    ]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [Accreditations]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "school",
                    "title",
                    "slug",
                    ("status", "published_on"),
                    "corrected_fields",
                ]
            },
        ),
        facts(
            "What is offered",
            "offer",
            ("award_level", "field", "study_mode"),
            ("cip_code", "cip_title"),
            "url",
            "credits",
        ),
        facts(
            "Price of the whole program",
            "price",
            ("price_resident", "price_nonresident", "price_in_district"),
            ("price_year", "price_in_district_year", "price_basis"),
            "price_terms",
            about="A price entered here is kept; imports and estimates no longer change it.",
        ),
        facts("Length", "length", ("months_low", "months_high"), "length_basis"),
        facts(
            "Graduates",
            "awards",
            "awards_year",
            ("awards_latest", "awards_previous", "awards_earlier"),
        ),
    ]

    def get_queryset(self, request) -> QuerySet:
        counts = Accreditation.objects.deciding(Accreditor.CAHIIM, timezone.localdate())
        counts = counts.filter(program=OuterRef("pk")).reverse()
        standing = Subquery(counts.values("accreditation_status")[:1])
        return super().get_queryset(request).annotate(standing=standing)

    @admin.display(ordering="price_resident")
    def price(self, obj: Program) -> str:
        return "–" if obj.price_resident is None else money(obj.price_resident)

    @admin.display(description="CAHIIM", ordering="standing")
    def cahiim(self, obj: Program) -> str:
        return AccreditationStatus(obj.standing).label if obj.standing else "–"

    def get_search_results(self, request, queryset, search_term) -> tuple:
        return searched(queryset, search_term, PROGRAM_TEXTS), False

    def follow(self, request, obj) -> Followed:
        return refresh_estimate(program=obj)


@admin.register(Accreditation)
class AccreditationAdmin(PartAdmin):
    content = "program"
    second_person = TWO_AGREE_ON
    reviewers_may = ("view", "add", "change", "review")
    list_display = [
        "program",
        "accreditor",
        "accreditation_status",
        "evidence",
        "as_of",
        "checked_on",
    ]
    list_filter = ["accreditor", "accreditation_status", "evidence"]
    list_select_related = ["program__school"]
    search_fields = ["program__title", "program__school__name", "key"]
    autocomplete_fields = ["program", "source"]
    fields = ["program", *STATEMENT]

    def has_publish_permission(self, request, obj=None) -> bool:
        may_review = request.user.has_perm("schools.review_accreditation")
        return may_review or super().has_publish_permission(request, obj)


@admin.register(FieldOutcome)
class FieldOutcomeAdmin(LiveContentAdmin):
    list_display = [
        "school",
        "cip4_code",
        "credential_level",
        "earnings_1yr",
        "median_debt",
        "release",
    ]
    list_filter = ["cip4_code", "credential_level", "release"]
    list_select_related = ["school"]
    search_fields = ["school__name", "cip4_code", "cip4_title"]
    autocomplete_fields = ["school", "source"]


@admin.register(EarningsTest)
class EarningsTestAdmin(LiveContentAdmin):
    list_display = [
        "opeid6",
        "cip4_code",
        "credential_level",
        "earnings",
        "benchmark",
        "fails",
        "release",
    ]
    list_filter = ["fails", "cip4_code", "credential_level", "release"]
    search_fields = ["opeid6", "cip4_code"]
    autocomplete_fields = ["source"]


@admin.register(Synonym)
class SynonymAdmin(PublishableAdmin):
    list_display = ["words", "parameter", "value", "status"]
    list_filter = ["status", "parameter"]
    search_fields = ["words", "value"]
    fields = ["words", "parameter", "value", ("status", "published_on")]
