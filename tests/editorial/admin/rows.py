"""A row of any model that the admin knows."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from schools.models import School
from tests import factories

MAKERS = {
    maker.__annotations__["return"]: maker
    for name, maker in vars(factories).items()
    if name.startswith("make_")
}


def make(model: type) -> models.Model:
    """A row of *model*: from its factory, else with every column that must be filled in."""
    if model in MAKERS:
        return MAKERS[model]()
    if model is ContentType:
        return ContentType.objects.get_for_model(School)
    return model.objects.create(
        **{
            column.name: sample(column)
            for column in model._meta.concrete_fields
            if not (column.has_default() or column.blank or column.null)
        }
    )


def sample(column: models.Field) -> Any:
    if column.choices:
        return column.choices[0][0]
    if column.name == "release":
        return factories.make_pay_release().name
    match column:
        case models.ForeignKey():
            return make(column.related_model)
        case models.DateTimeField():
            return timezone.now()
        case models.DateField():
            return timezone.localdate()
        case models.CharField() | models.TextField():
            return "sample"
    least = [
        v.limit_value
        for v in column.validators
        if getattr(v, "code", "") == "min_value"
    ]
    return max([1, *least])
