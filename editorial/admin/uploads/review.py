"""The review of an upload: what it would change, grouped, filtered, accepted or rejected."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest

from editorial.admin.editing import PublishableAdmin
from editorial.admin.forms import keys_of
from editorial.admin.history import page_of_model
from editorial.admin.pieces import PartAdmin
from editorial.admin.queue import change_url
from editorial.changes.corrections import BY_PEOPLE
from editorial.choices import (
    ChangeTopic,
    Decision,
    DifferenceGroup,
    MatchDecision,
    Work,
)
from editorial.imports.uploads.deciding import choose, reject
from editorial.imports.uploads.importers import importer_called
from editorial.imports.uploads.jobs import (
    FEW_CHANGES,
    FEW_LINES,
    new_worker,
    perform,
    take,
)
from editorial.models import Change, ProposedChange, RowMatch, Upload

PER_PAGE = 100
NAMED_FAULTS = 50
MATCHES_SHOWN = 40
DECIDED = {
    "": "To decide",
    Decision.ACCEPTED.value: "Accepted",
    Decision.REJECTED.value: "Rejected",
}


@dataclass(frozen=True)
class FilterLink:
    """A filter as a link: where it leads, what it finds."""

    label: str
    query: str
    count: int
    is_on: bool


@dataclass
class RowOfFile:
    """The lines of one row of ours, as they stand together in the review."""

    name: str
    group: str
    kind: str
    url: str
    file_row: int | None
    lines: list[ProposedChange] = field(default_factory=list)


def may_decide(request: HttpRequest) -> bool:
    return request.user.has_perm("editorial.change_upload")


def may_write(site: admin.AdminSite, request: HttpRequest, model: type[Model]) -> bool:
    """Whether the user may change what the public reads of *model*."""
    page = page_of_model(site, model)
    if page is None:
        return request.user.is_superuser
    if isinstance(
        page, PublishableAdmin | PartAdmin
    ) and not page.has_publish_permission(request):
        return False
    return page.has_change_permission(request)


def filters_of(given: dict[str, str]) -> dict[str, str]:
    """What of the address, or of a form, is understood."""
    known = {
        "group": DifferenceGroup.values,
        "about": ChangeTopic.values,
        "decided": [Decision.ACCEPTED.value, Decision.REJECTED.value],
    }
    return {name: given[name] for name in known if given.get(name) in known[name]}


def filtered(upload: Upload, filters: dict[str, str]) -> QuerySet:
    found = upload.differences.filter(decision=filters.get("decided", ""))
    if group := filters.get("group"):
        found = found.filter(group=group)
    if topic := filters.get("about"):
        found = found.filter(topic=topic)
    return found


def review_page(
    site: admin.AdminSite, request: HttpRequest, upload: Upload
) -> dict[str, Any]:
    filters = filters_of(request.GET)
    counts = Counter()
    counted = upload.differences.values_list("group", "topic", "decision")
    for group, topic, decision, number in counted.annotate(Count("pk")).order_by():
        counts[group, topic, decision] = number
    lines = filtered(upload, filters).select_related("content_type", "decided_by")
    paginator = Paginator(lines.order_by("pk"), PER_PAGE)
    # Counted already.
    paginator.count = total(counts, filters)
    shown = paginator.get_page(request.GET.get("page"))
    matches = matches_of(upload)
    return {
        "shown": shown,
        "rows": rows_of(list(shown)),
        "filters": filters,
        "query": urlencode(filters),
        "groups": choices(counts, filters, "group", DifferenceGroup.choices, "All"),
        "topics": choices(counts, filters, "about", ChangeTopic.choices, "Anything"),
        "decisions": choices(
            counts, filters, "decided", list(DECIDED.items())[1:], "To decide"
        ),
        "undecided": total(counts, {}),
        "untouched": total(counts, {})
        - total(counts, {"group": DifferenceGroup.CONFLICTING.value}),
        "faults": upload.faults[:NAMED_FAULTS],
        "can_skip": all(row and row > 1 for _, row, *_ in upload.faults),
        "sets": list(upload.change_sets.order_by("-pk")),
        "matches": Counter(map(how_decided, matches)),
        "unmatched": [match for match in matches if not match.decision][:MATCHES_SHOWN],
    }


def how_decided(match: RowMatch) -> str:
    if not match.decision:
        return "open"
    if match.decision == MatchDecision.NONE:
        return "none"
    return "by_person" if match.decided_by_name else "exact"


def matches_of(upload: Upload) -> list[RowMatch]:
    importer = importer_called(upload.importer)
    return list(upload.matches.all()) if importer and importer.matches_rows else []


def total(counts: Counter, filters: dict[str, str]) -> int:
    return sum(
        number
        for (group, topic, decision), number in counts.items()
        if filters.get("group", group) == group
        and filters.get("about", topic) == topic
        and filters.get("decided", "") == decision
    )


def choices(
    counts: Counter,
    filters: dict[str, str],
    name: str,
    options: list[tuple[str, str]],
    everything: str,
) -> list[FilterLink]:
    """A link for each option, with the other filters kept."""
    others = {key: value for key, value in filters.items() if key != name}
    found = [
        FilterLink(
            everything, urlencode(others), total(counts, others), name not in filters
        )
    ]
    for value, label in options:
        asked = others | {name: value}
        number = total(counts, asked)
        if number or filters.get(name) == value:
            is_on = filters.get(name) == value
            found.append(FilterLink(label, urlencode(asked), number, is_on))
    return found


def rows_of(lines: list[ProposedChange]) -> list[RowOfFile]:
    last = last_by_people(lines)
    rows: list[RowOfFile] = []
    key = None
    for line in lines:
        same = (line.content_type_id, str(line.key), line.group)
        if same != key:
            key = same
            rows.append(
                RowOfFile(
                    line.object_name,
                    line.get_group_display(),
                    line.content_type.name,
                    change_url(line.content_type.model_class(), line.object_pk),
                    line.row,
                )
            )
        line.last_edit = last.get((line.content_type_id, line.object_pk, line.field))
        rows[-1].lines.append(line)
    return rows


def last_by_people(lines: list[ProposedChange]) -> dict[tuple, Change]:
    """Who last set each of the fields, of the rows of *lines*."""
    keys = {line.object_pk for line in lines} - {None}
    if not keys:
        return {}
    changes = (
        Change.objects.accepted()
        .filter(
            content_type__in={line.content_type_id for line in lines},
            object_pk__in=keys,
            change_set__kind__in=BY_PEOPLE,
            is_derived=False,
        )
        .order_by("pk")
        .defer("before", "proposed")
    )
    return {(one.content_type_id, one.object_pk, one.field): one for one in changes}


def wanted(upload: Upload, post: Any) -> QuerySet | None:
    """The lines that the pressed button speaks of; None where nothing was ticked."""
    undecided = upload.differences.undecided()
    if "untouched" in post:
        return undecided.untouched_by_people()
    if "listed" in (*post, post.get("reject")):
        asked = filters_of(post)
        asked.pop("decided", None)
        return filtered(upload, asked).filter(is_chosen=False)
    if of_row := keys_of([*post.getlist("accept_row"), *post.getlist("reject_row")]):
        line = undecided.filter(pk__in=of_row).first()
        if line is None:
            return None
        if line.object_pk is None:
            return undecided.filter(pk=line.pk)
        return undecided.filter(
            content_type=line.content_type_id,
            object_pk=line.object_pk,
            group=line.group,
        )
    ticked = keys_of(post.getlist("line"))
    return undecided.filter(pk__in=ticked) if ticked else None


def accept_or_reject(
    site: admin.AdminSite, request: HttpRequest, upload: Upload
) -> tuple[int, str]:
    """Do what the pressed button says; answer with a level and a sentence."""
    post = request.POST
    lines = wanted(upload, post)
    if lines is None:
        return messages.WARNING, "Tick what you decide about first."
    if "reject" in post or "reject_row" in post:
        if upload.work:
            return messages.WARNING, "It is being worked on."
        return messages.SUCCESS, f"Rejected: {reject(upload, lines, by=request.user):,}"
    with transaction.atomic():
        upload = Upload.objects.light().select_for_update().get(pk=upload.pk)
        if not upload.is_open:
            return (
                messages.WARNING,
                "It is being worked on, or there is nothing to decide.",
            )
        count = choose(upload, lines)
        if not count:
            return messages.WARNING, "That was decided already."
        chosen = upload.differences.chosen()
        for kind in chosen.order_by().values_list("content_type", flat=True).distinct():
            model = model_of(kind)
            if not may_write(site, request, model):
                raise PermissionDenied
        chosen.update(decided_by=request.user)
        upload.work, upload.work_for = Work.ACCEPT, request.user
        upload.save(update_fields=["work", "work_for"])
        if count <= FEW_LINES:
            take(upload, new_worker())
    if count > FEW_LINES:
        return (
            messages.SUCCESS,
            f"Accepted: {count:,}. They are being written; look again.",
        )
    return write_now(upload, count)


def write_now(upload: Upload, count: int) -> tuple[int, str]:
    accepted = perform(upload)
    if accepted is None:
        why = Upload.objects.values_list("why", flat=True).get(pk=upload.pk)
        return messages.ERROR, why or "Not accepted."
    said = f"Accepted: {count:,}. {accepted.change_set.why}"
    return messages.SUCCESS, said.strip()


def model_of(kind: int) -> type[Model]:
    return ContentType.objects.get_for_id(kind).model_class()


def undo_all(
    site: admin.AdminSite, request: HttpRequest, upload: Upload
) -> tuple[int, str]:
    """Take back all that was accepted of an upload; answer with a level and a sentence."""
    with transaction.atomic():
        upload = Upload.objects.light().select_for_update().get(pk=upload.pk)
        if upload.work:
            return messages.WARNING, "It is being worked on."
        changes = Change.objects.filter(change_set__upload=upload).accepted()
        for kind in (
            changes.order_by().values_list("content_type", flat=True).distinct()
        ):
            if not may_write(site, request, model_of(kind)):
                raise PermissionDenied
        count = changes.count()
        if not count:
            return messages.WARNING, "There is nothing to undo."
        upload.work, upload.work_for = Work.UNDO, request.user
        upload.save(update_fields=["work", "work_for"])
        if count <= FEW_CHANGES:
            take(upload, new_worker())
    if count > FEW_CHANGES:
        return messages.SUCCESS, "It is being undone; look again."
    undone = perform(upload)
    if undone is None or not undone.restored:
        return messages.WARNING, "Nothing was undone."
    return messages.SUCCESS, f"Undone: {undone.restored:,}"
