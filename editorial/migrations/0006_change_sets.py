import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('editorial', '0005_catalogue_without_steps'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_pk', models.BigIntegerField(help_text='Blank: the object is not made yet.', null=True)),
                ('object_name', models.TextField(help_text='What it was called at the time.')),
                ('action', models.CharField(choices=[('create', 'Created'), ('change', 'Changed'), ('archive', 'Archived'), ('relate', 'Related to others'), ('delete', 'Deleted'), ('release', 'Opened to imports')], max_length=8)),
                ('field', models.CharField(blank=True, help_text='Blank: all of it.', max_length=60)),
                ('before', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                ('proposed', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                ('is_derived', models.BooleanField(default=False, help_text="Followed from another change; nobody's own decision.")),
                ('decision', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('rejected', 'Rejected'), ('kept', 'Kept as a person corrected it'), ('conflict', 'In the way of what a person did')], help_text='Blank: to be decided.', max_length=8)),
                ('decided_by_name', models.CharField(blank=True, max_length=160)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ChangeSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('edit', 'Edit'), ('import', 'Import'), ('proposal', 'Proposal'), ('report', 'Report'), ('rollover', 'Rollover'), ('undo', 'Undo')], max_length=12)),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('accepted', 'Accepted'), ('failed', 'Failed'), ('interrupted', 'Interrupted')], default='pending', help_text='A set that stays pending without an end was interrupted: nothing of it was applied.', max_length=12)),
                ('made_by_name', models.CharField(blank=True, max_length=160)),
                ('made_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('why', models.TextField(blank=True, help_text='In the words of whoever made it.')),
                ('source_name', models.CharField(blank=True, max_length=400)),
                ('importer', models.CharField(blank=True, help_text='Blank: not made by a command.', max_length=60)),
                ('files', models.JSONField(blank=True, default=dict, help_text='File name to its SHA-256.')),
                ('created', models.PositiveIntegerField(default=0, help_text='Rows made.')),
                ('changed', models.PositiveIntegerField(default=0, help_text='Rows changed.')),
                ('unchanged', models.PositiveIntegerField(default=0, help_text='Rows found as the files have them.')),
                ('kept', models.PositiveIntegerField(default=0, help_text='Values left alone because a person had corrected them.')),
                ('made_by', models.ForeignKey(blank=True, help_text='Blank: a command, or an account that is gone.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='editorial.source')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_pk', models.BigIntegerField()),
                ('key', models.CharField(help_text='The columns of its natural key, other rows by primary key, as JSON.', max_length=700)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
        ),
        migrations.AddField(
            model_name='change',
            name='change_set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='editorial.changeset'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['content_type', 'object_pk'], name='change_of_object'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='change_decided_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='importkey',
            constraint=models.UniqueConstraint(fields=('content_type', 'object_pk'), name='import_key_once_a_row'),
        ),
    ]
