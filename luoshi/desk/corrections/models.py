"""One request to correct a figure, and its answer."""

from django.db import models


class Correction(models.Model):
    """Somebody doubts a figure of a release. Shown in public once it is answered, without `contact`.

    `contact` is personal data: the desk alone sees it, and it is in no log.
    """

    release = models.CharField(max_length=64)
    figure = models.CharField(max_length=128)
    text = models.TextField(max_length=2000)
    contact = models.EmailField(blank=True)
    asked = models.DateTimeField()
    answer = models.TextField(max_length=4000, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=64, blank=True)

    class Meta:
        """Newest first, as pages list them."""

        ordering = ("-asked", "-pk")
        indexes = (models.Index(fields=("figure", "asked"), name="correction_by_figure"),)

    def __str__(self) -> str:
        return f"{self.pk} {self.figure}"
