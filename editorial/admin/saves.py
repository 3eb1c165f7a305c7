"""What a save or a deletion in the admin did, as one set of changes."""

from collections.abc import Collection, Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest

from editorial.admin.desk.reports import as_answer
from editorial.admin.forms import ContentForm
from editorial.changes.proposing import ProposalRecorder, proposal_by
from editorial.changes.recording import Recorder, edit_by
from editorial.changes.values import Values
from editorial.choices import Action
from editorial.facts import fact_groups
from editorial.models import Change, ChangeSet, Report, Source

Followed = Iterable[tuple[Model, Values]]
"""Rows that changed because of a save, each with its columns before."""


def record_save(
    request: HttpRequest,
    form: ContentForm,
    formsets: Iterable[BaseInlineFormSet],
    report: Report | None = None,
) -> Recorder:
    """Everything that one form with its pieces changed, after it is saved."""
    source = source_named(form)
    recorder = Recorder(
        edit_by(
            request.user,
            why=form.why,
            source=source,
            source_name=source.citation if source else "",
        )
    )
    if report:
        as_answer(recorder, report)
    record_form(recorder, form)
    for formset in formsets:
        for piece in formset.initial_forms:
            if piece in formset.deleted_forms:
                recorder.deleted(piece.instance, piece.before, piece.before_pk)
            elif piece.has_changed():
                record_form(recorder, piece)
        for row in formset.new_objects:
            recorder.created(row)
    recorder.save()
    return recorder


def record_proposal(
    request: HttpRequest, form: ContentForm, formsets: Iterable[BaseInlineFormSet]
) -> ChangeSet | None:
    """Everything that one form with its pieces would change; nothing of it is saved."""
    source = source_named(form)
    recorder = ProposalRecorder(
        proposal_by(
            request.user,
            why=form.why,
            source=source,
            source_name=source.citation if source else "",
        )
    )
    record_form(recorder, form)
    for formset in formsets:
        for piece in (*formset.initial_forms, *formset.extra_forms):
            propose_piece(recorder, formset, piece)
    return recorder.save()


def propose_piece(
    recorder: ProposalRecorder, formset: BaseInlineFormSet, piece: ContentForm
) -> None:
    is_new = piece.before_pk is None
    if piece in formset.deleted_forms:
        if not is_new:
            recorder.deleted(piece.instance, piece.before, piece.before_pk)
    elif piece.has_changed():
        setattr(piece.instance, formset.fk.name, formset.instance)
        record_form(recorder, piece)


def record_held_back(
    request: HttpRequest, form: ContentForm, formsets: Iterable[BaseInlineFormSet]
) -> ChangeSet | None:
    """What a second person decides: it becomes a proposal, and the save goes without it."""
    recorder = ProposalRecorder(proposal_by(request.user, why=form.why))
    for formset in formsets:
        for piece in (*formset.initial_forms, *formset.extra_forms):
            if touches(piece, formset.second_person, piece in formset.deleted_forms):
                propose_piece(recorder, formset, piece)
                piece.is_held_back = True
    return recorder.save()


def touches(form: ContentForm, fields: Collection[str], is_deleted: bool) -> bool:
    """Whether *form* changes one of *fields*, or makes or removes a row that has them."""
    if not fields or not (is_deleted or form.has_changed()):
        return False
    is_new = form.before_pk is None
    if is_deleted:
        return not is_new
    return is_new or not set(fields).isdisjoint(form.changed_data)


def record_followed(recorder: Recorder, followed: Followed) -> None:
    """What changed because of the save that *recorder* wrote down."""
    for row, before in followed:
        recorder.changed(row, before, chosen=())
    recorder.save()


def record_form(recorder: Recorder, form: ContentForm) -> None:
    row = form.instance
    names = {field.name for field in row._meta.many_to_many} & set(form.fields)
    if form.before_pk is None:
        recorder.created(row, {name: form.cleaned_data[name] for name in names})
        return
    recorder.changed(row, form.before, form.changed_data)
    for name in sorted(names & set(form.changed_data)):
        recorder.related(row, name, form.initial[name], form.cleaned_data[name])


def source_named(form: ModelForm) -> Source | None:
    """The source of the first group of figures that the form changed."""
    changed = set(form.changed_data)
    for group in fact_groups(type(form.instance)):
        if group.columns & changed:
            return getattr(form.instance, group.source)
    return None


def removed_pieces(page: Model, piece: type[Model], column: str) -> Iterator[Change]:
    """Deletions of pieces that stood on *page*, to which *column* referred."""
    return Change.objects.accepted().filter(
        content_type=ContentType.objects.get_for_model(piece),
        action=Action.DELETE,
        **{f"before__{column}": list(page.natural_key())},
    )


def changes_of(page: Model, pieces: Iterable[Model]) -> QuerySet:
    """What happened to *page* and its *pieces*, the newest first."""
    wanted = Q(content_type=ContentType.objects.get_for_model(page), object_pk=page.pk)
    for piece in pieces:
        kind = ContentType.objects.get_for_model(piece)
        wanted |= Q(content_type=kind, object_pk=piece.pk)
    found = Change.objects.filter(wanted)
    return found.select_related("change_set", "content_type").order_by("-pk")
