from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("editorial", "0007_history_carried_over"),
        ('careers', '0010_refused_pages'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='credential',
            name='corrected_fields',
        ),
        migrations.RemoveField(
            model_name='occupation',
            name='corrected_fields',
        ),
        migrations.RemoveField(
            model_name='organization',
            name='corrected_fields',
        ),
    ]
