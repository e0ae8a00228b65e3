"""The entries of the audit log, and the head that the next one is chained to."""

from django.db import models


class AuditHead(models.Model):
    """The number and hash of the last entry. One row: whoever holds its lock writes the next entry."""

    number = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.number} {self.sha256[:8]}"


class AuditEntry(models.Model):
    """One thing done. `actor` is a username, empty for the public; `subject` names what it was done to.

    `content` says what changed and never holds personal data; `previous` is the hash of the entry before.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=128)
    content = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        """Read in the order in which it was written."""

        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"
