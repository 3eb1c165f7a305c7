from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("editorial", "0007_history_carried_over")]

    operations = [migrations.DeleteModel(name="ImportBatch")]
