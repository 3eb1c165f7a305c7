"""What people say for a filter of the finder."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0004_limits'),
    ]

    operations = [
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('published', 'Published'), ('archived', 'Archived')], db_index=True, default='draft', max_length=12)),
                ('published_on', models.DateField(blank=True, editable=False, null=True)),
                ('words', models.CharField(help_text='As people type them; saved in small letters, without accents or signs.', max_length=60)),
                ('parameter', models.CharField(choices=[('credential', 'Credential'), ('career', 'Career'), ('field', 'Field of study'), ('level', 'Award level'), ('state', 'State'), ('mode', 'Study mode'), ('accreditation', 'Accreditation'), ('sector', 'Kind of school'), ('sort', 'Order'), ('price_max', 'Highest price, in dollars'), ('months_max', 'Months at most'), ('near', 'Near the visitor: asks for a ZIP code'), ('topic', 'What is asked about a career'), ('unknown', 'What no source tells'), ('text', 'Words to look for as they stand'), ('filler', 'Nothing')], max_length=20, verbose_name='read as')),
                ('value', models.CharField(blank=True, help_text='The value in the address of a search: “rhit”, “OH”, “associate”, 10000. For what no source tells: what that is, as in “when classes meet”. Blank for words that ask for a place, stand as they are, or say nothing.', max_length=120)),
            ],
            options={
                'ordering': ['words', 'parameter', 'value'],
                'permissions': [('publish_synonym', 'Can publish synonyms')],
                'constraints': [models.UniqueConstraint(fields=('words', 'parameter', 'value'), name='synonym_once', violation_error_message='These words are read so already.'), models.CheckConstraint(condition=models.Q(models.Q(('parameter__in', ('near', 'text', 'filler')), ('value', '')), models.Q(models.Q(('parameter__in', ('near', 'text', 'filler')), _negated=True), models.Q(('value', ''), _negated=True)), _connector='OR'), name='synonym_has_value', violation_error_message='Only words that ask for a place, stand as they are or say nothing have no value, and they have none.')],
            },
        ),
    ]
