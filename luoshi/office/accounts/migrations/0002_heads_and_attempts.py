"""Who signs, and the sign-ins that failed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column and a table."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(model_name="post", name="signs", field=models.BooleanField(default=False)),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["key", "at"], name="attempt_by_key")]},
        ),
    ]
