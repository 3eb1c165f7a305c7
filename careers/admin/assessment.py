"""How staff edit the assessment: questions with their answers, answers with their weights."""

from django.contrib import admin

from careers.models import AssessmentOption, AssessmentQuestion, AssessmentWeight
from editorial.admin.editing import PublishableAdmin
from editorial.admin.pieces import PartAdmin, PartTable


class AssessmentOptions(PartTable):
    model = AssessmentOption
    fields = ["position", "value", "label"]
    show_change_link = True
    verbose_name_plural = "Answers (save, then follow “Change” to weigh careers)"


class AssessmentWeights(PartTable):
    model = AssessmentWeight
    fields = ["career", "points", "reason"]
    autocomplete_fields = ["career"]
    verbose_name_plural = "Weights (a career without one is neither raised nor lowered)"


@admin.register(AssessmentQuestion)
class AssessmentQuestionAdmin(PublishableAdmin):
    list_display = ["text", "slug", "position", "status"]
    list_filter = ["status"]
    search_fields = ["text", "slug", "help"]
    prepopulated_fields = {"slug": ["text"]}
    inlines = [AssessmentOptions]
    fields = ["text", "slug", "help", "position", ("status", "published_on")]


@admin.register(AssessmentOption)
class AssessmentOptionAdmin(PartAdmin):
    """Reached from its question; inlines cannot hold the weights."""

    content = "question"
    list_display = ["label", "question", "position", "most_schooling", "least_pay"]
    list_filter = ["question"]
    list_select_related = ["question"]
    search_fields = ["label", "value", "question__text"]
    autocomplete_fields = ["question"]
    inlines = [AssessmentWeights]
    fieldsets = [
        (None, {"fields": ["question", ("position", "value"), "label"]}),
        (
            "Measured",
            {
                "fields": [
                    ("most_schooling", "least_pay"),
                    ("points_met", "points_missed"),
                ],
                "description": "Compares a figure of every career with this answer. "
                "Leave both empty for an answer that is weighed by hand below.",
            },
        ),
    ]
