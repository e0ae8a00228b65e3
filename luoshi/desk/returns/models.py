"""Hand-ins, what they state figure by figure, and the signatures over each statement."""

from django.conf import settings
from django.db import models


class Step(models.TextChoices):
    """Who signs, in this order: the unit's head, the department that owns the figure, the pledge office."""

    UNIT = "unit", "县区签批"
    DEPARTMENT = "department", "部门核签"
    CITY = "city", "市级汇总签发"


class HandIn(models.Model):
    """What a unit handed in at once: the receipt. Never changed, but for where the book has taken it.

    `unit` is a division code; `number` counts a unit's hand-ins of a period from 1. `rows` tells what became
    of every row: row, figure, fate, reason_zh, reason_en. `sha256` is the outbox row's, empty where nothing
    new was stated; `position` and `entry` are the book's, null and empty until it has taken it.
    """

    unit = models.CharField(max_length=12)
    period = models.CharField(max_length=16)
    number = models.IntegerField()
    file_name = models.CharField(max_length=160, blank=True)
    signed_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="hand_ins")
    at = models.DateTimeField()
    rows = models.JSONField()
    sequence = models.BigIntegerField(null=True, blank=True, unique=True)
    sha256 = models.CharField(max_length=64, blank=True)
    position = models.BigIntegerField(null=True, blank=True)
    entry = models.CharField(max_length=64, blank=True)

    class Meta:
        """A unit's hand-ins are numbered once."""

        constraints = (models.UniqueConstraint(fields=("unit", "period", "number"), name="hand_in_once"),)
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.unit} {self.period} {self.number}"


class Statement(models.Model):
    """What a unit states of one figure. One that is not `current` was replaced by a later one, and is kept.

    `numerator` is in the figure's smallest unit, null where the figure is not known. `value` and `below` are
    the cells as written. `sha256` is over all that it says and its `version`: what signatures are given on.
    """

    hand_in = models.ForeignKey(HandIn, on_delete=models.PROTECT, related_name="statements")
    unit = models.CharField(max_length=12)
    period = models.CharField(max_length=16)
    figure = models.CharField(max_length=128)
    department = models.CharField(max_length=80)
    value = models.CharField(max_length=64)
    below = models.CharField(max_length=64, blank=True)
    numerator = models.BigIntegerField(null=True, blank=True)
    denominator = models.BigIntegerField(default=1)
    version = models.IntegerField()
    sha256 = models.CharField(max_length=64, unique=True)
    current = models.BooleanField(default=True)

    class Meta:
        """Of a unit's figure and period, one statement is current."""

        constraints = (
            models.UniqueConstraint(
                fields=("unit", "period", "figure"), condition=models.Q(current=True), name="statement_current_once"
            ),
            models.UniqueConstraint(fields=("unit", "period", "figure", "version"), name="statement_version_once"),
        )
        ordering = ("unit", "period", "figure", "version")

    def __str__(self) -> str:
        return f"{self.unit} {self.period} {self.figure} {self.version}"


class Signature(models.Model):
    """A statement signed at a step. `sha256` is the hash that was signed, kept beside to be compared."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="signatures")
    step = models.CharField(max_length=16, choices=Step.choices)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signatures")
    at = models.DateTimeField()

    class Meta:
        """A statement is signed once a step, and by three different people."""

        constraints = (
            models.UniqueConstraint(fields=("statement", "step"), name="signature_once"),
            models.UniqueConstraint(fields=("statement", "by"), name="signature_by_different_people"),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.sha256[:8]}"


class SentBack(models.Model):
    """A statement sent back at a step: it must be handed in anew, changed or confirmed."""

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="sent_back")
    step = models.CharField(max_length=16, choices=Step.choices)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sent_backs")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.step} {self.statement_id}"
