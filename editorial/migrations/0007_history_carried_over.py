"""Batches of imports, Django's own log and the lists of corrected fields, as sets of changes.

Those logs held no values, so `before` and `proposed` stay blank.
"""

import json

from django.db import migrations
from django.utils import timezone

APPS = ("editorial", "careers", "schools")
IMPORTED = [
    ("careers", "Organization"),
    ("careers", "Credential"),
    ("careers", "Occupation"),
    ("schools", "School"),
    ("schools", "Program"),
]
STATES = {"Published.": "published", "Withdrawn.": "draft", "Sent to review.": "review"}
RELEASED = "Opened to imports."
CREATED, CHANGED, DELETED = 1, 2, 3
BATCH = 500


def carry_over(apps, schema_editor):
    history = History(apps, schema_editor.connection.alias)
    history.batches()
    history.log()
    history.corrections()


class History:
    def __init__(self, apps, alias):
        self.apps, self.alias = apps, alias
        self.changes = []

    def rows(self, app, model):
        return self.apps.get_model(app, model)._base_manager.using(self.alias)

    def made(self, **values):
        return self.rows("editorial", "ChangeSet").create(**values)

    def add(self, change_set, kind, pk, name, action, field="", **values):
        model = self.apps.get_model("editorial", "Change")
        self.changes.append(
            model(
                change_set=change_set,
                content_type_id=kind,
                object_pk=pk,
                object_name=name,
                action=action,
                field=field[:60],
                decision="accepted",
                decided_by_id=change_set.made_by_id,
                decided_by_name=change_set.made_by_name,
                decided_at=change_set.made_at,
                **values,
            )
        )

    def write(self):
        self.rows("editorial", "Change").bulk_create(self.changes, batch_size=BATCH)
        self.changes = []

    def batches(self):
        model = self.apps.get_model("editorial", "ChangeSet")
        self.rows("editorial", "ChangeSet").bulk_create(
            [
                model(
                    kind="import",
                    state="accepted" if batch.finished_at else "interrupted",
                    importer=batch.importer,
                    files=batch.files,
                    made_at=batch.started_at,
                    finished_at=batch.finished_at,
                    created=batch.created,
                    changed=batch.changed,
                    unchanged=batch.unchanged,
                    kept=batch.kept,
                )
                for batch in self.rows("editorial", "ImportBatch").order_by("pk")
            ],
            batch_size=BATCH,
        )

    def log(self):
        entries = self.rows("admin", "LogEntry").filter(
            content_type__app_label__in=APPS
        )
        pieces = {}
        for entry in entries.select_related("user", "content_type").order_by(
            "action_time", "pk"
        ):
            if not (entry.object_id or "").isdecimal():
                continue
            full = f"{entry.user.first_name} {entry.user.last_name}".strip()
            name = entry.user.username
            is_told = not entry.change_message.startswith("[")
            change_set = self.made(
                kind="edit",
                state="accepted",
                made_by_id=entry.user_id,
                made_by_name=f"{full} ({name})" if full else name,
                made_at=entry.action_time,
                finished_at=entry.action_time,
                why=entry.change_message if is_told else "",
            )
            for piece in self.read(entry, change_set):
                pieces[piece, entry.content_type_id, int(entry.object_id)] = change_set
        for (name, kind, pk), change_set in pieces.items():
            self.pieces(name, kind, pk, change_set)
        self.write()

    def read(self, entry, change_set):
        """Note what one entry tells; yield the kinds of pieces it names."""
        row = (entry.content_type_id, int(entry.object_id), entry.object_repr)
        told = entry.change_message
        if entry.action_flag == DELETED:
            self.add(change_set, *row, "delete")
        elif told in STATES:
            self.add(change_set, *row, "change", "status", proposed=STATES[told])
        elif told == RELEASED:
            self.add(change_set, *row, "release")
        for step in json.loads(told) if told.startswith("[") else ():
            for did, about in step.items():
                if piece := about.get("name", ""):
                    self.add(change_set, *row, "change", piece)
                    yield piece
                elif did == "added":
                    self.add(change_set, *row, "create")
                else:
                    for label in about.get("fields", ()):
                        field = self.field_called(entry.content_type, label)
                        self.add(change_set, *row, "change", field)

    def field_called(self, kind, label):
        """The field of that label; blank, which stands for all of them, where none is found."""
        try:
            options = self.apps.get_model(kind.app_label, kind.model)._meta
        except LookupError:
            return ""
        for field in (*options.concrete_fields, *options.many_to_many):
            if str(field.verbose_name).lower() == label.lower():
                return field.name
        return ""

    def pieces(self, name, kind, pk, change_set):
        """Until now, all pieces of one kind stayed where a person had changed one of them."""
        page = self.rows("contenttypes", "ContentType").get(pk=kind)
        for model in self.apps.get_models():
            options = model._meta
            if options.app_label not in APPS or str(options.verbose_name) != name:
                continue
            own = self.kind_of(options)
            for field in options.concrete_fields:
                other = field.related_model and field.related_model._meta
                if not other or (other.app_label, other.model_name) != (
                    page.app_label,
                    page.model,
                ):
                    continue
                found = model._base_manager.using(self.alias).filter(**{field.name: pk})
                for piece in found.order_by("pk"):
                    self.add(change_set, own, piece.pk, name, "change")

    def kind_of(self, options):
        kinds = self.rows("contenttypes", "ContentType")
        found, _ = kinds.get_or_create(
            app_label=options.app_label, model=options.model_name
        )
        return found.pk

    def corrections(self):
        """What the lists of corrected fields say overrides what was read from Django's log."""
        changed = set(
            self.rows("editorial", "Change").values_list("content_type_id", "object_pk")
        )
        change_set = None
        for app, name in IMPORTED:
            model = self.apps.get_model(app, name)
            for row in model._base_manager.using(self.alias).order_by("pk"):
                kind = None
                if row.corrected_fields or changed:
                    kind = self.kind_of(model._meta)
                if not row.corrected_fields and (kind, row.pk) not in changed:
                    continue
                change_set = change_set or self.made(
                    kind="edit",
                    state="accepted",
                    made_at=timezone.now(),
                    finished_at=timezone.now(),
                    why="Corrected before this log began.",
                )
                called = str(getattr(row, "name", "") or row.title)
                self.add(change_set, kind, row.pk, called, "release")
                for field in row.corrected_fields:
                    self.add(change_set, kind, row.pk, called, "change", field)
        self.write()


class Migration(migrations.Migration):

    dependencies = [
        ("editorial", "0006_change_sets"),
        ("careers", "0005_retired_codes"),
        ("schools", "0003_school_in_order"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True)
    ]
