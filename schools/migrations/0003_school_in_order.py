"""Programs are listed by school, in the order of names."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0004_catalogue_steps'),
        ('schools', '0002_trigram_search'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='school',
            index=models.Index(fields=['name', 'unitid'], name='school_in_order'),
        ),
    ]
