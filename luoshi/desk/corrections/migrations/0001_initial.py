"""Requests for correction."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The first tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("release", models.CharField(max_length=64)),
                ("figure", models.CharField(max_length=128)),
                ("text", models.TextField(max_length=2000)),
                ("contact", models.EmailField(blank=True, max_length=254)),
                ("asked", models.DateTimeField()),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("answered", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ("-asked", "-pk"),
                "indexes": [models.Index(fields=["figure", "asked"], name="correction_by_figure")],
            },
        ),
    ]
