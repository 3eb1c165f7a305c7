"""The public API of careers, credentials and pay."""

from collections.abc import Iterable

from django import forms
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from careers.models import Area, Career, Credential, Occupation, Outlook, Pay
from careers.pay.export_columns import PAY_COLUMNS, PayLine, pay_lines
from careers.pay.figures import PayRow
from careers.pay.headlines import newest_full
from careers.serializers import (
    CareerDetailSerializer,
    CareerSerializer,
    CareersSerializer,
    CredentialDetailSerializer,
    CredentialSerializer,
    CredentialsSerializer,
    PayListSerializer,
)
from editorial.models import Source
from editorial.pages.api import endpoint, refuse
from web.downloads import record


def figures_of(careers: Iterable[Career]) -> dict[str, dict]:
    """National pay and newest outlook by occupation: three queries however many careers."""
    occupations = {career.occupation_id for career in careers}
    pay = Pay.objects.current().national().filter(occupation_id__in=occupations)
    rows = [PayRow(**row) for row in pay.figures()]
    sources = Source.objects.in_bulk({row.source_id for row in rows})
    outlooks = Outlook.objects.filter(occupation_id__in=occupations)
    return {
        "pay": {
            row.occupation_id: PayLine(row, sources[row.source_id]) for row in rows
        },
        "outlook": newest_full(outlooks.select_related("source")),
    }


@endpoint("careers_list", CareersSerializer, summary="Careers")
def careers(_request: Request) -> Response:
    """Every published career with the nation's pay and the newest outlook."""
    published = list(Career.objects.published().select_related("occupation"))
    found = CareerSerializer(published, many=True, context=figures_of(published)).data
    return Response({"count": len(found), "results": found})


@endpoint(
    "careers_get", CareerDetailSerializer, summary="A career", can_be_missing=True
)
def career(_request: Request, slug: str) -> Response:
    """One career, with the credentials that matter for it."""
    published = Career.objects.published().select_related("occupation")
    found = get_object_or_404(published, slug=slug)
    context = figures_of([found])
    return Response(CareerDetailSerializer(found, context=context).data)


@endpoint("credentials_list", CredentialsSerializer, summary="Credentials")
def credentials(_request: Request) -> Response:
    """Every published credential with its exam, its renewal and who may sit."""
    published = Credential.objects.published().for_page()
    found = CredentialSerializer(published, many=True).data
    return Response({"count": len(found), "results": found})


@endpoint(
    "credentials_get",
    CredentialDetailSerializer,
    summary="A credential",
    can_be_missing=True,
)
def credential(_request: Request, slug: str) -> Response:
    """One credential with its pass rates and the rules that the finder goes by."""
    published = Credential.objects.published().for_page()
    return Response(
        CredentialDetailSerializer(get_object_or_404(published, slug=slug)).data
    )


class PayQuery(forms.Form):
    """Which pay is asked for."""

    occupation = forms.CharField(
        max_length=7,
        error_messages={"required": "Give a SOC code, for example 29-2072."},
    )
    area = forms.SlugField(max_length=120, required=False)

    def clean_occupation(self) -> Occupation:
        soc_code = self.cleaned_data["occupation"]
        found = Occupation.objects.filter(soc_code=soc_code).first()
        if found is None:
            raise forms.ValidationError("No pay here for that occupation.")
        return found

    def clean_area(self) -> Area | None:
        slug = self.cleaned_data["area"]
        found = Area.objects.filter(slug=slug).first() if slug else None
        if slug and found is None:
            raise forms.ValidationError("We do not know that area.")
        return found


@endpoint(
    "pay_list",
    PayListSerializer,
    summary="Pay of an occupation",
    parameters=[
        OpenApiParameter(
            "occupation",
            {"type": "string", "pattern": r"^\d\d-\d{4}$"},
            required=True,
            description="SOC code.",
        ),
        OpenApiParameter(
            "area", str, description="Short name of an area; without it, every area."
        ),
    ],
)
def pay(request: Request) -> Response:
    """The newest pay of one occupation in the nation, the states and their areas."""
    query = PayQuery(request.query_params)
    if not query.is_valid():
        return refuse(query.errors)
    lines = pay_lines(query.cleaned_data["occupation"], query.cleaned_data["area"])
    found = [record(PAY_COLUMNS, line) for line in lines]
    return Response({"count": len(found), "results": found})
