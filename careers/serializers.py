"""What the public API says of careers, credentials and pay."""

from django.utils import timezone
from rest_framework import serializers

from careers.models import (
    Career,
    CareerInterview,
    Credential,
    EligibilityRule,
    Occupation,
    Outlook,
    PassRate,
)
from careers.pay.export_columns import PAY_COLUMNS
from editorial.pages.api import EvidenceSerializer, TextField, serializer_of
from web.downloads import public_url, record

PaySerializer = serializer_of("Pay", PAY_COLUMNS)


class LinesField(serializers.ListField):
    """A text that holds one item a line."""

    child = serializers.CharField()

    def to_representation(self, value: str) -> list[str]:
        return super().to_representation(value.splitlines())


class PageField(serializers.URLField):
    """The address of the page that shows it."""

    def __init__(self) -> None:
        super().__init__(source="get_absolute_url", read_only=True)

    def to_representation(self, value: str) -> str:
        return public_url(value)


class OutlookSerializer(serializers.ModelSerializer):
    percent_change = serializers.FloatField(allow_null=True)
    growth_label = TextField()
    evidence = EvidenceSerializer()

    class Meta:
        model = Outlook
        fields = [
            "cycle",
            "base_year",
            "projected_year",
            "base_employment",
            "projected_employment",
            "employment_change",
            "percent_change",
            "annual_openings",
            "growth_label",
            "evidence",
        ]


class OccupationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Occupation
        fields = ["soc_code", "title"]


class CareerSerializer(serializers.ModelSerializer):
    entry_note = TextField()
    remote = TextField()
    alternate_titles = LinesField()
    occupation = OccupationSerializer()
    occupation_note = TextField(help_text="What else the occupation's figures cover.")
    program_fields = serializers.ListField(child=serializers.CharField())
    program_levels = serializers.ListField(
        child=serializers.CharField(), help_text="Empty: any award level."
    )
    page = PageField()
    pay = serializers.SerializerMethodField(help_text="Of the nation.")
    outlook = serializers.SerializerMethodField()

    class Meta:
        model = Career
        fields = [
            "slug",
            "name",
            "plural",
            "tagline",
            "summary",
            "is_short",
            "entry_education",
            "entry_note",
            "months_to_enter_low",
            "months_to_enter_high",
            "alternate_titles",
            "remote",
            "program_fields",
            "program_levels",
            "occupation",
            "occupation_note",
            "page",
            "pay",
            "outlook",
        ]

    def get_pay(self, career: Career) -> PaySerializer(allow_null=True):
        line = self.context["pay"].get(career.occupation_id)
        return line and record(PAY_COLUMNS, line)

    def get_outlook(self, career: Career) -> OutlookSerializer(allow_null=True):
        outlook = self.context["outlook"].get(career.occupation_id)
        return outlook and OutlookSerializer(outlook).data


class CareerCredentialSerializer(serializers.Serializer):
    slug = serializers.CharField(source="credential.slug")
    abbr = serializers.CharField(source="credential.abbr")
    note = serializers.CharField(help_text="Why it matters for this job.")


class CareerInterviewSerializer(serializers.ModelSerializer):
    role = TextField()
    evidence = EvidenceSerializer()

    class Meta:
        model = CareerInterview
        fields = ["published_as", "person", "role", "question", "answer", "evidence"]


class CareerDetailSerializer(CareerSerializer):
    credentials = serializers.SerializerMethodField()
    interview = serializers.SerializerMethodField(
        help_text="Summed up in our words from one published piece."
    )

    class Meta(CareerSerializer.Meta):
        fields = [*CareerSerializer.Meta.fields, "credentials", "interview"]

    def get_credentials(self, career: Career) -> CareerCredentialSerializer(many=True):
        published = Credential.objects.published()
        links = career.careercredentials.filter(credential__in=published)
        links = links.select_related("credential").order_by("position")
        return CareerCredentialSerializer(links, many=True).data

    def get_interview(self, career: Career) -> CareerInterviewSerializer(many=True):
        answers = career.careerinterviews.select_related("source").order_by("position")
        return CareerInterviewSerializer(answers, many=True).data


class CareersSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    results = CareerSerializer(many=True)


class WhoMaySitSerializer(serializers.ModelSerializer):
    text = TextField(source="eligibility_text")
    recommended = LinesField()
    min_education = TextField()
    confidence = serializers.CharField(source="eligibility_confidence")
    evidence = EvidenceSerializer(group="eligibility")

    class Meta:
        model = Credential
        fields = [
            "text",
            "recommended",
            "min_education",
            "experience_months",
            "membership_required",
            "accredited_program_required",
            "confidence",
            "evidence",
        ]


class ExamSerializer(serializers.ModelSerializer):
    fee_note = TextField()
    passing_score = TextField()
    delivery = TextField()
    confidence = serializers.CharField(source="exam_confidence")
    evidence = EvidenceSerializer(group="exam")

    class Meta:
        model = Credential
        fields = [
            "questions_total",
            "questions_scored",
            "minutes",
            "fee_member",
            "fee_nonmember",
            "fee_year",
            "fee_note",
            "passing_score",
            "delivery",
            "confidence",
            "evidence",
        ]


class RenewalSerializer(serializers.ModelSerializer):
    note = TextField(source="renewal_note")
    confidence = serializers.CharField(source="renewal_confidence")
    evidence = EvidenceSerializer(group="renewal")

    class Meta:
        model = Credential
        fields = [
            "renewal_credits",
            "renewal_years",
            "renewal_fee_member",
            "renewal_fee_nonmember",
            "note",
            "confidence",
            "evidence",
        ]


class CredentialSerializer(serializers.ModelSerializer):
    former_names = LinesField()
    issuer = serializers.SerializerMethodField(
        help_text="Null while we have not published who issues it."
    )
    issuer_url = TextField()
    aimed_at = TextField()
    summary = TextField()
    page = PageField()
    eligibility = WhoMaySitSerializer(source="*")
    exam = ExamSerializer(source="*")
    renewal = RenewalSerializer(source="*")
    unverified = LinesField(help_text="Facts that were not read at any source.")

    class Meta:
        model = Credential
        fields = [
            "slug",
            "abbr",
            "name",
            "former_names",
            "issuer",
            "issuer_url",
            "offered",
            "aimed_at",
            "summary",
            "page",
            "eligibility",
            "exam",
            "renewal",
            "unverified",
        ]

    def get_issuer(self, credential: Credential) -> str | None:
        return credential.issuer.name if credential.issuer.is_published else None


class RuleSerializer(serializers.ModelSerializer):
    award_levels = serializers.ListField(
        child=serializers.CharField(), help_text="Empty: any award level."
    )
    fields_of_study = serializers.ListField(
        source="fields", child=serializers.CharField(), help_text="Empty: any field."
    )
    accreditor = TextField(
        help_text="Who must have accredited the program; null: nobody."
    )
    condition = TextField()
    evidence = EvidenceSerializer()

    class Meta:
        model = EligibilityRule
        fields = [
            "slug",
            "award_levels",
            "fields_of_study",
            "accreditor",
            "condition",
            "reason",
            "experience_months",
            "membership_required",
            "is_verified",
            "valid_from",
            "valid_until",
            "evidence",
        ]


class PassRateSerializer(serializers.ModelSerializer):
    first_time_percent = serializers.FloatField()
    note = TextField()
    evidence = EvidenceSerializer()

    class Meta:
        model = PassRate
        fields = [
            "year",
            "first_time_percent",
            "testers",
            "confidence",
            "note",
            "evidence",
        ]


class CredentialDetailSerializer(CredentialSerializer):
    rules = serializers.SerializerMethodField(help_text="Those in force today.")
    pass_rates = serializers.SerializerMethodField()

    class Meta(CredentialSerializer.Meta):
        fields = [*CredentialSerializer.Meta.fields, "rules", "pass_rates"]

    def get_rules(self, credential: Credential) -> RuleSerializer(many=True):
        rules = credential.rules.in_force(timezone.localdate())
        rules = rules.select_related("source").order_by("slug")
        return RuleSerializer(rules, many=True).data

    def get_pass_rates(self, credential: Credential) -> PassRateSerializer(many=True):
        rates = credential.pass_rates.select_related("source").order_by("-year")
        return PassRateSerializer(rates, many=True).data


class CredentialsSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    results = CredentialSerializer(many=True)


class PayListSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    results = PaySerializer(many=True)
