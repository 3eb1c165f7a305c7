"""How staff edit what introduces the comparison of two careers."""

from django.contrib import admin

from careers.models import CareerPair
from editorial.admin.editing import PublishableAdmin


@admin.register(CareerPair)
class CareerPairAdmin(PublishableAdmin):
    list_display = ["title", "first", "second", "status"]
    list_filter = ["status"]
    list_select_related = ["first", "second"]
    search_fields = ["title", "first__name", "second__name"]
    autocomplete_fields = ["first", "second"]
    fields = [("first", "second"), "title", "body", ("status", "published_on")]
