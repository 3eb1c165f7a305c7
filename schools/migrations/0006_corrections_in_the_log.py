from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("editorial", "0007_history_carried_over"),
        ('schools', '0005_synonyms'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='program',
            name='corrected_fields',
        ),
        migrations.RemoveField(
            model_name='school',
            name='corrected_fields',
        ),
    ]
