from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("editorial", "0004_catalogue_steps")]

    operations = [
        migrations.RemoveField(model_name="catalogue", name="recent"),
    ]
