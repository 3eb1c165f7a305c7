"""What every address of the public API shares: faults, caching, serializers made of columns."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.db import models
from django.http import HttpResponse, QueryDict
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from editorial.choices import Kind
from editorial.models import Source
from editorial.pages.caching import MAX_AGE, cached_with_catalogue
from web.downloads import ExportColumn

Errors = Mapping[str, Iterable[str]]


def endpoint(
    operation: str,
    response: Any,
    *,
    parameters: Iterable[OpenApiParameter] = (),
    summary: str,
    can_be_missing: bool = False,
) -> Callable[[Callable[..., Response]], Callable[..., HttpResponse]]:
    """A read-only address: documented, counted, refusing what it does not know, cacheable."""
    parameters = list(parameters)
    responses = {200: response, 400: ErrorsSerializer, 429: DetailSerializer}
    if can_be_missing:
        responses[404] = DetailSerializer

    def decorate(view: Callable[..., Response]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def strict(request: Request, *args, **kwargs) -> Response:
            if wrong := misused(request.query_params, parameters):
                return refuse(wrong)
            return view(request, *args, **kwargs)

        documented = extend_schema(
            operation_id=operation,
            parameters=parameters,
            responses=responses,
            summary=summary,
            auth=[],
        )
        shown = documented(api_view(["GET", "HEAD"])(strict))
        # Indentation of JSON follows the Accept header, so caches must tell them apart.
        return cached_with_catalogue(vary_on=["Accept"], max_age=MAX_AGE)(shown)

    return decorate


def misused(given: QueryDict, parameters: Iterable[OpenApiParameter]) -> Errors:
    """Misspelt or doubled, a parameter would otherwise answer something nobody asked."""
    many = {p.name: p.many for p in parameters if p.location == p.QUERY}
    found = {}
    for name, values in given.lists():
        if name not in many:
            found[printable(name)] = ["There is no such parameter."]
        elif len(set(values)) > 1 and not many[name]:
            found[name] = ["Given more than once; give it once."]
    return found


def printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text[:40])


def refuse(errors: Errors) -> Response:
    """Every fault beside the parameter it is in."""
    content = {"errors": {name: list(found) for name, found in errors.items()}}
    return Response(content, status=status.HTTP_400_BAD_REQUEST)


class ErrorsSerializer(serializers.Serializer):
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Parameter to what is wrong with it.",
    )


class DetailSerializer(serializers.Serializer):
    detail = serializers.CharField()


class TextField(serializers.CharField):
    """Null where there is nothing to say."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_null=True, **options)

    def to_representation(self, value: str) -> str | None:
        return super().to_representation(value) or None


class EvidenceSerializer(serializers.Serializer):
    """Where a group of figures comes from; null where there are no figures."""

    source = serializers.CharField()
    source_url = serializers.CharField(allow_null=True)
    others = serializers.CharField(allow_null=True)
    kind = serializers.ChoiceField(Kind.choices)
    as_of = serializers.DateField(allow_null=True)
    retrieved_on = serializers.DateField()
    checked_on = serializers.DateField(allow_null=True)

    def __init__(self, *, group: str = "", **options: Any) -> None:
        """*group* names a fact group of the model; without one the model has one source."""
        self.prefix = f"{group}_" if group else ""
        super().__init__(source="*", allow_null=True, **options)

    def to_representation(self, thing: models.Model) -> dict[str, Any] | None:
        def part(name: str) -> Any:
            return getattr(thing, f"{self.prefix}{name}", None)

        source: Source | None = part("source")
        if source is None:
            return None
        return {
            "source": source.citation,
            "source_url": source.url or None,
            "others": part("others") or None,
            "kind": part("kind") or Kind.PUBLISHED,
            "as_of": part("as_of"),
            "retrieved_on": source.retrieved_on,
            "checked_on": part("checked_on"),
        }


FIELDS = {
    str: serializers.CharField,
    int: serializers.IntegerField,
    float: serializers.FloatField,
    bool: serializers.BooleanField,
    dt.date: serializers.DateField,
}


def field_of(column: ExportColumn) -> serializers.Field:
    said = [column.meaning, column.unit, column.blank and f"null: {column.blank}"]
    help_text = "; ".join(part for part in said if part)
    if column.type is list:
        child = serializers.CharField()
        return serializers.ListField(child=child, help_text=help_text)
    allow_null = bool(column.blank)
    if column.choices:
        return serializers.ChoiceField(
            column.choices.choices, allow_null=allow_null, help_text=help_text
        )
    return FIELDS[column.type](allow_null=allow_null, help_text=help_text)


def serializer_of(
    name: str, columns: Sequence[ExportColumn], **more: serializers.Field
) -> type[serializers.Serializer]:
    """Describes for the schema what `web.downloads.record` gives."""
    fields = {column.name: field_of(column) for column in columns} | more
    return type(name, (serializers.Serializer,), fields)
