"""Reading requests for correction."""

from django.db.models import Count, Max

from luoshi.desk.corrections.models import Correction


def list_answered(figure: str | None = None) -> list[Correction]:
    """Return the answered requests (about one figure), newest first: what the public sees."""
    found = Correction.objects.filter(answered__isnull=False)
    return list(found if figure is None else found.filter(figure=figure))


def list_open() -> list[Correction]:
    """Return the requests without an answer, oldest first: what the desk has to do."""
    return list(Correction.objects.filter(answered__isnull=True).order_by("asked", "pk"))


def count_open(figure: str) -> int:
    """Return how many requests about the figure wait for an answer."""
    return Correction.objects.filter(figure=figure, answered__isnull=True).count()


def get_state() -> str:
    """Return a text that changes whenever a request comes or is answered."""
    seen = Correction.objects.aggregate(all=Count("pk"), done=Count("answered"), last=Max("answered"))
    return f"{seen['all']}-{seen['done']}-{seen['last']}"
