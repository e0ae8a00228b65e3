"""Rows on their way into the book, and the counter of each feed."""

from django.db import models


class Feed(models.Model):
    """A source of batches; `sequence` is the last number given out. The book takes each number once."""

    name = models.CharField(max_length=64, primary_key=True)
    sequence = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.sequence}"


class OutboxRow(models.Model):
    """What one action leaves for the book: its number in the feed, content, and the content's hash.

    `carried` is when the book had taken it, null while it waits.
    """

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="rows")
    sequence = models.BigIntegerField()
    kind = models.CharField(max_length=64)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    written = models.DateTimeField()
    carried = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A number is given out once in a feed."""

        constraints = (models.UniqueConstraint(fields=("feed", "sequence"), name="outbox_once"),)
        ordering = ("feed", "sequence")

    def __str__(self) -> str:
        return f"{self.feed_id} {self.sequence} {self.kind}"
