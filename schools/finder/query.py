"""The query string as a search for programs. The only reader of the finder's parameters."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, TextChoices
from django.http import QueryDict

from careers.choices import CORE_FIELDS, Field, State
from careers.models import Career, Credential
from schools.choices import Sector, StudyMode
from schools.finder.facets import Choice
from schools.finder.text.fields import Whole, Zip, at_least, at_most, shown
from schools.finder.text.reader import SearchReading
from schools.models import Program
from schools.models.bands import (
    MOST_DOLLARS,
    MOST_MONTHS,
    RADII,
    AccreditationChoice,
    DurationBand,
    Level,
    PriceBand,
)
from schools.models.zip_codes import Point, locate, problem_with

LONGEST_TEXT = 80
"""Letters of the words to search for."""
PAGE_SIZE = 20


class Sort(TextChoices):
    RELEVANCE = "relevance", "Best match"
    DEFAULT = "default", "Confirmed accreditation, then graduates"
    PRICE = "price", "Price, lowest first"
    DURATION = "duration", "Months, shortest first"
    DISTANCE = "distance", "Distance, nearest first"
    GRADUATES = "graduates", "Graduates, most first"
    NAME = "name", "School name"


class Include(TextChoices):
    DORMANT = "dormant", "Programs with no graduate in three years"
    UNPRICED = "unpriced", "Programs with no published price"
    DISTRICT = "district", "Programs whose price fits residents of the district alone"
    ONLINE = "online", "Online programs at any distance"


FACETS = {
    "state": "State",
    "credential": "Credential you will earn",
    "level": "Award level",
    "field": "Field of study",
    "duration": "Duration, full time",
    "mode": "Study mode",
    "accreditation": "Accreditation",
    "price": "Price of the whole program",
    "sector": "Kind of school",
    "career": "Career it leads to",
}
"""In the order in which the panel asks."""


@dataclass(frozen=True)
class Query:
    """What a visitor wants to know, validated."""

    q: str = ""
    choices: dict[str, frozenset[str]] = field(default_factory=dict)
    price_min: int | None = None
    price_max: int | None = None
    months_max: int | None = None
    home: str = ""
    zip: str = ""
    point: Point | None = None
    miles: int | None = None
    include: frozenset[str] = frozenset()
    confirmed: bool = False
    """Credentials find those programs alone whose accreditation is confirmed."""
    sort: str = ""
    page: int = 1

    @property
    def fields(self) -> frozenset[str]:
        return self.choices.get("field") or CORE_FIELDS

    @property
    def has_price_bound(self) -> bool:
        return self.price_min is not None or self.price_max is not None

    @property
    def default_sort(self) -> Sort:
        """The order that suits what is asked for, where the visitor says none."""
        if self.q:
            return Sort.RELEVANCE
        return Sort.DEFAULT if self.point is None else Sort.DISTANCE

    @property
    def include_in_force(self) -> frozenset[str]:
        """Those that can change what is found; of the others nothing needs to be said."""
        idle = set()
        if not self.has_price_bound:
            idle |= {Include.UNPRICED, Include.DISTRICT}
        if self.point is None and "state" not in self.choices:
            idle.add(Include.ONLINE)
        return self.include - idle

    @property
    def choice(self) -> Choice:
        """What combinations of facet values are asked; bounds, text and place come as rows."""
        return Choice(
            values={**self.choices, "field": self.fields},
            home=self.home,
            with_dormant=Include.DORMANT in self.include,
            only_confirmed=self.confirmed,
            # Around a ZIP code it is the distance that does not count.
            with_online=Include.ONLINE in self.include and self.point is None,
        )

    def without(self, *names: str) -> "Query":
        """The same query with the named filters dropped."""
        blank = Query()
        plain = {
            name: getattr(blank, name) for name in names if name not in self.choices
        }
        if "zip" in names:
            plain |= {"point": None, "miles": None}
        choices = {k: v for k, v in self.choices.items() if k not in names}
        return replace(self, choices=choices, **plain)


class ChosenField(forms.MultipleChoiceField):
    """Several choices; an unknown one is reported, the others hold."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return [v for v in super().to_python(value) if v != ""]

    def validate(self, value: list[str]) -> None:
        unknown = [v for v in value if not self.valid_value(v)]
        if unknown:
            raise ValidationError(
                f"{shown(unknown[0])} is not one of the choices.", code="invalid_choice"
            )

    def known(self, value: Iterable[str]) -> list[str]:
        return [v for v in value if v and self.valid_value(v)]


class Chosen(filters.MultipleChoiceFilter):
    field_class = ChosenField


class IncludedField(ChosenField):
    """What else is to be shown."""

    OF_OLD = "cannot-tell"
    """In addresses of before programs that may lead to a credential were shown by themselves."""

    def to_python(self, value: Any) -> list[str]:
        return [v for v in super().to_python(value) if v != self.OF_OLD]


class Included(Chosen):
    field_class = IncludedField


class OneField(forms.ChoiceField):
    def validate(self, value: str) -> None:
        if value and not self.valid_value(value):
            raise ValidationError(f"{shown(value)} is not one of the choices.")


class OneOf(filters.Filter):
    field_class = OneField


class FinderForm(forms.Form):
    """Checks that need two fields, and values given twice."""

    SINGLE = (
        "q",
        "q_as_text",
        "career",
        "price_min",
        "price_max",
        "months_max",
        "home",
        "zip",
        "miles",
        "confirmed",
        "length",
        "sort",
        "page",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.SINGLE:
            given = self.data.getlist(name) if hasattr(self.data, "getlist") else []
            if len(given) > 1 and len(set(given)) > 1 and name not in self.errors:
                self.add_error(name, "Given more than once; give it once.")
        low, high = cleaned.get("price_min"), cleaned.get("price_max")
        if low is not None and high is not None and low > high:
            self.add_error("price_max", "The highest price is below the lowest.")
        if (zip_code := cleaned.get("zip")) and (problem := problem_with(zip_code)):
            self.add_error("zip", problem)
        if cleaned.get("sort") == Sort.DISTANCE and not cleaned.get("zip"):
            self.add_error("sort", "Sorting by distance needs a ZIP code.")
        if cleaned.get("sort") == Sort.RELEVANCE and not cleaned.get("q"):
            self.add_error("sort", "Sorting by best match needs words to search for.")
        return cleaned


class ProgramFilter(filters.FilterSet):
    """Parses and validates; `query` carries what was understood on."""

    q = filters.CharFilter(label="School, city or program", max_length=LONGEST_TEXT)
    q_as_text = OneOf(label="Words as they stand", choices=[("1", "Read as no filter")])
    accreditation = Chosen(
        label=FACETS["accreditation"], choices=AccreditationChoice.choices
    )
    state = Chosen(label=FACETS["state"], choices=State.choices)
    credential = Chosen(label=FACETS["credential"], choices=())
    price = Chosen(label=FACETS["price"], choices=PriceBand.choices)
    price_min = at_least("Price from", MOST_DOLLARS)
    price_max = at_most("Price up to", MOST_DOLLARS)
    duration = Chosen(label=FACETS["duration"], choices=DurationBand.choices)
    months_max = Whole(label="Months at most", min_value=1, max_value=MOST_MONTHS)
    length = OneOf(
        label="Published lengths only",
        choices=[("published", "Only programs whose length the school publishes")],
    )
    level = Chosen(label=FACETS["level"], choices=Level.choices)
    field = Chosen(label=FACETS["field"], choices=Field.choices)
    mode = Chosen(label=FACETS["mode"], choices=StudyMode.choices)
    sector = Chosen(label=FACETS["sector"], choices=Sector.choices)
    career = OneOf(label=FACETS["career"], choices=())
    home = OneOf(label="Your home state", choices=State.choices)
    zip = Zip(label="ZIP code")
    miles = OneOf(label="Within", choices=[(str(n), f"{n} miles") for n in RADII])
    confirmed = OneOf(
        label="Confirmed only",
        choices=[("1", "Only programs whose accreditation is confirmed")],
    )
    include = Included(label="Also show", choices=Include.choices)
    sort = OneOf(label="Sort by", choices=Sort.choices)
    page = Whole(label="Page", min_value=1)

    READ = ("price_min", "price_max", "zip")
    """What links say as it was read, not as it was typed."""

    class Meta:
        model = Program
        fields: list[str] = []
        form = FinderForm

    def __init__(
        self,
        data: QueryDict,
        *,
        credentials: Iterable[Credential],
        careers: Iterable[Career],
        reading: SearchReading | None = None,
    ) -> None:
        """*credentials* and *careers*: what the visitor may choose from, published ones.

        *reading*: what words of the search *data* was made of.
        """
        self.reading = reading
        # Not the inherited one, which copies every filter; these never change.
        self.data, self.is_bound = data, True
        self.filters, self.form_prefix = self.base_filters, None
        self.choices = (
            tuple((c.slug, f"{c.abbr}, {c.name}") for c in credentials),
            tuple((c.slug, c.name) for c in careers),
        )

    def get_form_class(self) -> type[FinderForm]:
        return form_class(*self.choices)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        raise NotImplementedError("The index answers; see schools.finder.result.")

    @cached_property
    def understood(self) -> QueryDict:
        """The parameters that make the query, without its page: a search to link to."""
        params = QueryDict(mutable=True)
        errors = self.form.errors
        for name in self.base_filters:
            if name == "page" or name not in self.data:
                continue
            given = [value for value in self.data.getlist(name) if value]
            bound = self.form.fields[name]
            if isinstance(bound, ChosenField):
                given = bound.known(given)
            elif name in errors:
                given = []
            elif name in self.READ:
                read = self.form.cleaned_data[name]
                given = [] if read in (None, "") else [str(read)]
            if given:
                params.setlist(name, given)
        return params

    @property
    def query(self) -> Query:
        """What was asked, less whatever was not understood."""
        form = self.form
        form.is_valid()
        cleaned = dict(form.cleaned_data)
        for name in form.errors:
            cleaned.pop(name, None)
            bound = form.fields.get(name)
            if isinstance(bound, ChosenField):
                cleaned[name] = bound.known(self.data.getlist(name))
        choices = {
            name: frozenset(cleaned[name])
            for name in FACETS
            if name != "career" and cleaned.get(name)
        }
        for name in ("career", "length"):
            if cleaned.get(name):
                choices[name] = frozenset({cleaned[name]})
        point = locate(cleaned["zip"]) if cleaned.get("zip") else None
        return Query(
            q=(cleaned.get("q") or "").strip(),
            choices=choices,
            price_min=cleaned.get("price_min"),
            price_max=cleaned.get("price_max"),
            months_max=cleaned.get("months_max"),
            home=cleaned.get("home") or "",
            zip=cleaned.get("zip") or "",
            point=point,
            miles=int(cleaned["miles"]) if cleaned.get("miles") else None,
            include=frozenset(cleaned.get("include") or ()),
            confirmed=bool(cleaned.get("confirmed")),
            sort=cleaned.get("sort") or "",
            page=cleaned.get("page") or 1,
        )


class Shared(dict):
    """Fields that forms use together; copying twenty of them took as long as the search."""

    def __deepcopy__(self, memo: dict) -> dict:
        return dict(self)


@lru_cache(maxsize=8)
def form_class(
    credentials: tuple[tuple[str, str], ...], careers: tuple[tuple[str, str], ...]
) -> type[FinderForm]:
    """The form with what is published to choose from."""
    fields = {
        name: filter_.field for name, filter_ in ProgramFilter.base_filters.items()
    }
    for name, choices in (("credential", credentials), ("career", careers)):
        asked = ProgramFilter.base_filters[name]
        fields[name] = asked.field_class(
            label=asked.label, choices=choices, required=False
        )
    form = type("ProgramFilterForm", (FinderForm,), fields)
    form.base_fields = Shared(form.base_fields)
    return form
