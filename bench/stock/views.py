"""Programs with filters and honest counts, as one writes it with ListView and django-filter."""

import json
import math
from pathlib import Path

import django_filters as filters
from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.views.generic import ListView
from stock.models import StockProgram, StockSchool

CORE = ("health-information", "coding-billing", "informatics")
CERTIFICATES = ("certificate-under-1", "certificate-1-2", "certificate-2-4")
AWARDS = (
    *CERTIFICATES,
    "associate",
    "bachelor",
    "post-bachelor",
    "master",
    "post-master",
    "doctorate",
)
LEVELS = {
    "certificate": CERTIFICATES,
    "associate": ("associate",),
    "bachelor": ("bachelor",),
    "postbacc": ("post-bachelor", "post-master"),
    "master": ("master",),
    "doctoral": ("doctorate",),
}
STATES = json.loads((Path(__file__).parent / "states.json").read_text())
ZIPS = {
    "90012": (34.0614, -118.2385),
    "77002": (29.7594, -95.3594),
    "33130": (25.7672, -80.2059),
    "10001": (40.7484, -73.9967),
    "19107": (39.9487, -75.1593),
    "60602": (41.8829, -87.6321),
    "43215": (39.9671, -83.0044),
    "30303": (33.7525, -84.3888),
}
BANDS = {
    "price": ("price_resident", (5_000, 10_000, 20_000, 40_000)),
    "duration": ("months_high", (10, 13, 25, 49)),
}
NAMES = {
    "price": ("under-5k", "5k-10k", "10k-20k", "20k-40k", "over-40k", "unknown"),
    "duration": ("up-to-9", "10-12", "13-24", "25-48", "over-48", "unknown"),
}
FACETS = ("state", "level", "field", "mode", "sector", "price", "duration")


def band(name: str) -> Case:
    column, bounds = BANDS[name]
    whens = [
        When(**{f"{column}__lt": bound}, then=Value(value))
        for bound, value in zip(bounds, NAMES[name], strict=False)
    ]
    unknown = When(**{f"{column}__isnull": True}, then=Value("unknown"))
    return Case(
        unknown, *whens, default=Value(NAMES[name][4]), output_field=CharField()
    )


def level() -> Case:
    whens = [
        When(award_level__in=awards, then=Value(n)) for n, awards in LEVELS.items()
    ]
    return Case(*whens, output_field=CharField())


COLUMNS = {
    "state": "school__state",
    "level": level(),
    "field": "field",
    "mode": "study_mode",
    "sector": "school__sector",
    "price": band("price"),
    "duration": band("duration"),
}
CHOICES = {
    "state": STATES,
    "level": tuple(LEVELS),
    "field": (*CORE, "medical-office", "other"),
    "mode": ("campus", "online", "hybrid", "unknown"),
    "sector": ("public", "nonprofit", "forprofit"),
    "price": NAMES["price"],
    "duration": NAMES["duration"],
}


def choices(name: str) -> filters.MultipleChoiceFilter:
    pairs = [(value, value) for value in CHOICES[name]]
    return filters.MultipleChoiceFilter(method=f"by_{name}", choices=pairs)


class StockProgramFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", max_length=80)
    state, level, field = choices("state"), choices("level"), choices("field")
    mode, sector = choices("mode"), choices("sector")
    price, duration = choices("price"), choices("duration")
    zip = filters.CharFilter(method="near")
    sort = filters.OrderingFilter(fields={"price_resident": "price"})

    class Meta:
        model = StockProgram
        fields = []

    def search(self, programs: QuerySet, _name: str, words: str) -> QuerySet:
        for word in words.split():
            programs = programs.filter(
                Q(title__icontains=word)
                | Q(school__name__icontains=word)
                | Q(school__city__icontains=word)
            )
        return programs

    def by_state(self, programs, _name, values):
        return programs.filter(school__state__in=values) if values else programs

    def by_level(self, programs, _name, values):
        awards = [award for value in values for award in LEVELS[value]]
        return programs.filter(award_level__in=awards) if values else programs

    def by_field(self, programs, _name, values):
        return programs.filter(field__in=values) if values else programs

    def by_mode(self, programs, _name, values):
        return programs.filter(study_mode__in=values) if values else programs

    def by_sector(self, programs, _name, values):
        return programs.filter(school__sector__in=values) if values else programs

    def by_price(self, programs, _name, values):
        return self.in_bands(programs, "price", values)

    def by_duration(self, programs, _name, values):
        return self.in_bands(programs, "duration", values)

    def in_bands(self, programs, name, values):
        if not values:
            return programs
        column, bounds = BANDS[name]
        wanted = Q(pk__in=[])
        for value in values:
            number = NAMES[name].index(value)
            if value == "unknown":
                wanted |= Q(**{f"{column}__isnull": True})
                continue
            low = {f"{column}__gte": bounds[number - 1]} if number else {}
            high = {f"{column}__lt": bounds[number]} if number < len(bounds) else {}
            wanted |= Q(**low, **high)
        return programs.filter(wanted)

    def near(self, programs, _name, code):
        miles = float(self.data.get("miles") or 50)
        here = ZIPS[code]
        schools = [
            pk
            for pk, *there in StockSchool.objects.exclude(latitude=None).values_list(
                "pk", "latitude", "longitude"
            )
            if distance(*here, *there) <= miles
        ]
        return programs.filter(school__in=schools)

    def qs_without(self, name: str) -> QuerySet:
        self.is_valid()
        programs = self.queryset.all()
        for other, value in self.form.cleaned_data.items():
            if other == name:
                value = []
            if other != "sort":
                programs = self.filters[other].filter(programs, value)
        if name != "field":
            programs = self.in_core(programs)
        return programs.order_by()

    def filter_queryset(self, programs: QuerySet) -> QuerySet:
        return super().filter_queryset(self.in_core(programs))

    def in_core(self, programs: QuerySet) -> QuerySet:
        # A filter by method is not asked about an empty choice.
        chosen = self.form.cleaned_data["field"]
        return programs if chosen else programs.filter(field__in=CORE)


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    lat1, lon1, lat2, lon2 = map(math.radians, (lat1, lon1, lat2, lon2))
    chord = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 3958.8 * math.asin(math.sqrt(chord))


class StockPrograms(ListView):
    template_name = "programs.html"
    paginate_by = 20

    def get_queryset(self) -> QuerySet:
        listed = StockProgram.objects.filter(
            status="published", school__status="published", is_dormant=False
        )
        listed = listed.select_related("school").order_by("school__name", "pk")
        self.filterset = StockProgramFilter(self.request.GET, queryset=listed)
        return self.filterset.qs

    def paginate_queryset(self, queryset, page_size):
        # The nearest page instead of none, as on the real one.
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs) -> dict:
        facets = {name: self.facet(name) for name in FACETS}
        return super().get_context_data(
            filterset=self.filterset, facets=facets, **kwargs
        )

    def facet(self, name: str) -> list[dict]:
        programs = self.filterset.qs_without(name).annotate(value=column(name))
        counts = dict(programs.values_list("value").annotate(Count("pk")))
        chosen = self.request.GET.getlist(name)
        return [
            {"value": value, "count": counts.get(value, 0), "selected": value in chosen}
            for value in CHOICES[name]
        ]


def column(name: str) -> Case | F:
    found = COLUMNS[name]
    return F(found) if isinstance(found, str) else found
