"""What waits for somebody: lists with their counts on the admin's first page.

Each app says what of its content waits, with `register` and `add_stale`, when its admin loads.
"""

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.urls import NoReverseMatch, reverse

from editorial.choices import SetState, Status
from editorial.models import ChangeSet, CheckInterval, Publishable, Report, Snooze
from web.downloads import ExportColumn, public_url

DUE = Callable[[dt.date], QuerySet]


@dataclass(frozen=True)
class Waiting:
    """One list. *rows*: those of one model that wait on a day, in order."""

    slug: str
    title: str
    about: str
    rows: DUE
    group: str = ""
    """The fact group that a look at the source would settle; blank: none in particular."""
    is_quiet_when_empty: bool = False
    """Left out of the first page while nothing waits in it."""

    def on(self, day: dt.date) -> QuerySet:
        """Without those that are put off beyond *day*."""
        found = self.rows(day)
        options = found.model._meta
        put_off = Snooze.objects.filter(
            waiting=self.slug,
            until__gt=day,
            content_type__app_label=options.app_label,
            content_type__model=options.model_name,
        )
        return found.exclude(pk__in=put_off.values("object_pk"))

    @property
    def url(self) -> str:
        return reverse("admin:waiting", args=[self.slug])


@dataclass(frozen=True)
class Stale:
    """Figures older than staff allow, since when nobody compared them with their source."""

    model: type[Model]
    group: str
    months: int
    """Unless staff say otherwise."""
    rows: DUE

    @property
    def name(self) -> str:
        return f"{self.model._meta.verbose_name} {self.group}"

    def waiting(self, intervals: dict[str, int]) -> Waiting:
        months = intervals.get(self.name, self.months)

        def older(day: dt.date) -> QuerySet:
            limit = months_before(day, months)
            checked = f"{self.group}_checked_on"
            return self.rows(day).filter(
                Q(**{f"{checked}__isnull": True}) | Q(**{f"{checked}__lt": limit}),
                **{f"{self.group}_as_of__lt": limit},
            )

        return Waiting(
            slug=f"old-{self.model._meta.model_name}-{self.group}",
            title=f"{self.name.capitalize()} older than {months} months",
            about=f"The day it speaks for is more than {months} months past, and nobody has "
            "compared it with its source since.",
            rows=older,
            group=self.group,
        )


REGISTERED: list[Waiting] = []
STALE: list[Stale] = []


def register(*lists: Waiting) -> None:
    REGISTERED.extend(lists)


def add_stale(model: type[Model], group: str, months: int, rows: DUE) -> None:
    STALE.append(Stale(model, group, months, rows))


def everything() -> Iterator[Waiting]:
    """Every list, in the order of the page; one query."""
    yield from REGISTERED
    yield from map(in_review, published_models())
    intervals = dict(CheckInterval.objects.values_list("group", "months"))
    for stale in STALE:
        yield stale.waiting(intervals)


def published_models() -> list[type[Model]]:
    """Models with an admin page whose rows are published one by one."""
    return [model for model in admin.site._registry if issubclass(model, Publishable)]


def of_slug(slug: str) -> Waiting | None:
    return next((one for one in everything() if one.slug == slug), None)


def in_review(model: type[Model]) -> Waiting:
    """Drafts of *model* that somebody handed over."""
    plural = str(model._meta.verbose_name_plural)
    return Waiting(
        slug=f"review-{model._meta.model_name}",
        title=f"{plural.capitalize()} in review",
        about="Handed over to be read and published.",
        rows=lambda day: model._default_manager.filter(status=Status.REVIEW).order_by(
            "pk"
        ),
        is_quiet_when_empty=True,
    )


def months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def change_url(model: type[Model], pk: int | None) -> str:
    """The page on which that row is edited; blank where it has none, or is not made yet."""
    options = model._meta
    try:
        return reverse(
            f"admin:{options.app_label}_{options.model_name}_change", args=[pk]
        )
    except NoReverseMatch:
        return ""


def columns(waiting: Waiting) -> list[ExportColumn]:
    """What the list and its file say of each row."""
    found = [
        ExportColumn("what", "Its name.", lambda row: str(told_of(row))),
        ExportColumn("state", "Of its school.", state_of, blank="It has none."),
        ExportColumn(
            "edit",
            "Its page in the admin.",
            lambda row: public_url(change_url(type(row), row.pk)),
        ),
    ]
    if waiting.group:
        as_of, checked = f"{waiting.group}_as_of", f"{waiting.group}_checked_on"
        found += [
            ExportColumn(
                "as_of",
                "The day it speaks for.",
                lambda row: getattr(row, as_of),
                dt.date,
            ),
            ExportColumn(
                "checked_on",
                "The day a person last compared it with its source.",
                lambda row: getattr(row, checked),
                dt.date,
                blank="Never.",
            ),
        ]
    return found


def told_of(row: Model) -> Model | str:
    """A piece tells what it is a piece of."""
    whole = getattr(row, "program", None)
    return f"{whole}: {row}" if whole is not None else row


def state_of(row: Model) -> str:
    for owner in (row, getattr(row, "program", None)):
        school = getattr(owner, "school", None)
        if school is not None:
            return school.state
    return getattr(row, "state", "")


register(
    Waiting(
        "reports",
        "Reports of visitors",
        "What somebody says is wrong and nobody has settled.",
        lambda day: Report.objects.open().order_by("sent_at"),
    ),
    Waiting(
        "proposals",
        "Proposals to decide",
        "What a writer would change, or a second person has to agree to. Nothing of it shows yet.",
        lambda day: ChangeSet.objects.filter(state=SetState.PROPOSED).order_by("pk"),
    ),
)
