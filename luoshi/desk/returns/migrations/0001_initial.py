"""Hand-ins, statements, signatures, and what was sent back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.CharField(max_length=12)),
                ("period", models.CharField(max_length=16)),
                ("number", models.IntegerField()),
                ("file_name", models.CharField(blank=True, max_length=160)),
                ("signed_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("rows", models.JSONField()),
                ("sequence", models.BigIntegerField(blank=True, null=True, unique=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("position", models.BigIntegerField(blank=True, null=True)),
                ("entry", models.CharField(blank=True, max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.CharField(max_length=12)),
                ("period", models.CharField(max_length=16)),
                ("figure", models.CharField(max_length=128)),
                ("department", models.CharField(max_length=80)),
                ("value", models.CharField(max_length=64)),
                ("below", models.CharField(blank=True, max_length=64)),
                ("numerator", models.BigIntegerField(blank=True, null=True)),
                ("denominator", models.BigIntegerField(default=1)),
                ("version", models.IntegerField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("current", models.BooleanField(default=True)),
                (
                    "hand_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="desk_returns.handin"
                    ),
                ),
            ],
            options={
                "ordering": ("unit", "period", "figure", "version"),
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[("unit", "县区签批"), ("department", "部门核签"), ("city", "市级汇总签发")],
                        max_length=16,
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="desk_returns.statement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SentBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[("unit", "县区签批"), ("department", "部门核签"), ("city", "市级汇总签发")],
                        max_length=16,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_backs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_back",
                        to="desk_returns.statement",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="handin",
            constraint=models.UniqueConstraint(fields=("unit", "period", "number"), name="hand_in_once"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("current", True)),
                fields=("unit", "period", "figure"),
                name="statement_current_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                fields=("unit", "period", "figure", "version"), name="statement_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(fields=("statement", "step"), name="signature_once"),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(fields=("statement", "by"), name="signature_by_different_people"),
        ),
    ]
