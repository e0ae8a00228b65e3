"""The outbox and its feeds."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="OutboxRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.BigIntegerField()),
                ("kind", models.CharField(max_length=64)),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("written", models.DateTimeField()),
                ("carried", models.DateTimeField(blank=True, null=True)),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="outbox.feed"
                    ),
                ),
            ],
            options={
                "ordering": ("feed", "sequence"),
                "constraints": [models.UniqueConstraint(fields=("feed", "sequence"), name="outbox_once")],
            },
        ),
    ]
