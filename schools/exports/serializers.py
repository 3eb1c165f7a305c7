"""What the public API says of programs and schools."""

from django.urls import reverse
from rest_framework import serializers

from careers.choices import Verb, Verdict
from careers.eligibility import Eligibility
from editorial.pages.api import EvidenceSerializer, TextField, serializer_of
from schools.exports.columns import PROGRAM_COLUMNS
from schools.finder.indexed_program import IndexedProgram
from schools.models import Accreditation, FieldOutcome, Program, School
from schools.pages.program import outcome_for
from web.downloads import public_url, record

VERDICTS = {
    Verdict.ELIGIBLE: "eligible",
    Verdict.ELIGIBLE_IF: "eligible-if",
    Verdict.CANNOT_TELL: "cannot-tell",
    Verdict.NOT_ELIGIBLE: "not-eligible",
}

VERBS = {
    Verb.LEADS_TO: "leads-to",
    Verb.MAY_LEAD_TO: "may-lead-to",
    Verb.PREPARES_FOR: "prepares-for",
    Verb.NONE: "none",
}

ProgramSerializer = serializer_of("Program", PROGRAM_COLUMNS)


class IndexSerializer(serializers.Serializer):
    version = serializers.CharField()
    addresses = serializers.DictField(child=serializers.URLField())
    schema = serializers.URLField()
    documentation = serializers.URLField()


class OptionSerializer(serializers.Serializer):
    value = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField(
        help_text="Programs it would find, with every other choice applied."
    )
    confirmed = serializers.IntegerField(
        allow_null=True,
        help_text="Of a credential that hangs on accreditation: how many of them lead there with "
        "it confirmed; the others may. Null for every other option.",
    )
    selected = serializers.BooleanField()


class UnderstoodSerializer(serializers.Serializer):
    parameter = serializers.CharField(help_text="Of this address.")
    value = serializers.CharField()
    words = serializers.CharField(help_text="What was typed for it.")


class ReadAsSerializer(serializers.Serializer):
    filters = UnderstoodSerializer(many=True)
    text = serializers.CharField(help_text="What is left, and matched as text.")
    left_aside = serializers.ListField(
        child=serializers.CharField(),
        help_text="Words that contradict another, or a parameter.",
    )
    not_known = serializers.ListField(
        child=serializers.CharField(), help_text="Asked for, and told by no source."
    )
    asks_zip = serializers.BooleanField(
        help_text="Something near is asked for, and no ZIP code given."
    )


class ProgramPageSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    confirmed = serializers.IntegerField(
        help_text="Of them, confirmed as accredited. With a credential that hangs on it: how many "
        "lead there beyond doubt; they come first, those that may lead there after them."
    )
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    sort = serializers.CharField(help_text="The order in force.")
    read_as = ReadAsSerializer(
        allow_null=True,
        help_text="What the words of `q` were read as; null without any, or with `q_as_text=1`.",
    )
    searched_for = serializers.CharField(
        allow_null=True,
        help_text="The nearest spelling, where nothing has the words as given.",
    )
    radius = serializers.IntegerField(
        allow_null=True,
        help_text="Miles searched around the ZIP code; null: anywhere, or no ZIP code.",
    )
    facets = serializers.DictField(child=OptionSerializer(many=True))
    results = ProgramSerializer(many=True)


class EligibilitySerializer(serializers.Serializer):
    credential = serializers.CharField()
    abbr = serializers.CharField()
    verdict = serializers.SerializerMethodField()
    verb = serializers.SerializerMethodField(
        help_text="What the program does for the credential, whoever else may sit: "
        f"{', '.join(VERBS.values())}."
    )
    condition = serializers.CharField(help_text="After “eligible if”; else empty.")
    reason = serializers.CharField()

    def get_verdict(self, eligibility: Eligibility) -> str:
        return VERDICTS[eligibility.verdict]

    def get_verb(self, eligibility: Eligibility) -> str:
        return VERBS[eligibility.verb]


class StatementSerializer(serializers.ModelSerializer):
    """One statement about a program's accreditation; history is kept."""

    status = serializers.CharField(source="accreditation_status")
    next_review = TextField()
    evidence_url = TextField()
    read_in = serializers.CharField(source="get_evidence_display")
    evidence = EvidenceSerializer()

    class Meta:
        model = Accreditation
        fields = [
            "accreditor",
            "status",
            "valid_from",
            "valid_until",
            "next_review",
            "read_in",
            "evidence_url",
            "evidence",
        ]


class FieldOutcomeSerializer(serializers.ModelSerializer):
    """Graduates of the school in the four-digit field, which is wider than the program."""

    evidence = EvidenceSerializer()

    class Meta:
        model = FieldOutcome
        fields = [
            "cip4_code",
            "cip4_title",
            "credential_level",
            "earnings_1yr",
            "earnings_4yr",
            "median_debt",
            "awards",
            "release",
            "evidence",
        ]


class ProgramDetailSerializer(ProgramSerializer):
    eligibility = EligibilitySerializer(many=True)
    accreditation_statements = StatementSerializer(many=True)
    field_outcome = FieldOutcomeSerializer(allow_null=True)
    school_record = serializers.URLField()


def program_detail(row: IndexedProgram) -> dict:
    """All that the API knows of one program, as `ProgramDetailSerializer` describes it."""
    school = row.program.school
    statements = row.program.accreditations.all()
    outcomes = school.field_outcomes.select_related("source")
    outcome = outcome_for(row.program, outcomes)
    return {
        **record(PROGRAM_COLUMNS, row),
        "eligibility": EligibilitySerializer(row.eligibility, many=True).data,
        "accreditation_statements": StatementSerializer(statements, many=True).data,
        "field_outcome": outcome and FieldOutcomeSerializer(outcome).data,
        "school_record": public_url(reverse("api:school", args=[school.unitid])),
    }


class OfferedSerializer(serializers.ModelSerializer):
    """A program of the school, and where to read its record."""

    id = serializers.CharField(source="ref", read_only=True)
    record = serializers.SerializerMethodField()

    class Meta:
        model = Program
        fields = ["id", "title", "award_level", "field", "record"]

    def get_record(self, program: Program) -> str:
        args = [program.school.unitid, program.slug]
        return public_url(reverse("api:program", args=args))


class SchoolSerializer(serializers.ModelSerializer):
    address = TextField()
    zip = TextField()
    county = TextField()
    phone = TextField()
    website = TextField()
    opeid6 = TextField()
    level = TextField()
    tuition_year = TextField()
    detail_year = TextField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    aliases = serializers.SerializerMethodField()
    completion_rate = serializers.FloatField(
        allow_null=True, help_text="Share within 150 % of normal time."
    )
    directory_evidence = EvidenceSerializer(group="directory")
    tuition_evidence = EvidenceSerializer(group="tuition")
    outcomes_evidence = EvidenceSerializer(group="outcomes")
    page = serializers.SerializerMethodField()
    programs = serializers.SerializerMethodField()

    class Meta:
        model = School
        fields = [
            "unitid",
            "opeid6",
            "name",
            "slug",
            "aliases",
            "address",
            "city",
            "state",
            "zip",
            "county",
            "latitude",
            "longitude",
            "phone",
            "website",
            "sector",
            "level",
            "directory_evidence",
            "tuition_fees_in_district",
            "tuition_fees_in_state",
            "tuition_fees_out_of_state",
            "tuition_year",
            "grad_tuition_fees_in_state",
            "grad_tuition_fees_out_of_state",
            "per_credit_in_state",
            "per_credit_out_of_state",
            "detail_year",
            "books_supplies",
            "tuition_evidence",
            "undergraduates",
            "net_price",
            "completion_rate",
            "outcomes_evidence",
            "page",
            "programs",
        ]

    def get_aliases(self, school: School) -> list[str]:
        return school.aliases.splitlines()

    def get_page(self, school: School) -> str:
        return public_url(school.get_absolute_url())

    def get_programs(self, school: School) -> OfferedSerializer(many=True):
        listed = school.programs.listed().select_related("school")
        listed = listed.order_by("award_level", "title", "pk")
        return OfferedSerializer(listed, many=True).data
