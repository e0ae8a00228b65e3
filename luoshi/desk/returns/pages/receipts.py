"""The receipt of a hand-in."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from luoshi.desk.returns.doors import access_hand_in_by_number
from luoshi.desk.returns.presenters import FATE_TERMS
from luoshi.desk.work.answering import get_actor, render_desk
from luoshi.desk.work.letting_in import READ_RETURNS
from luoshi.errors import Language
from luoshi.office import allow


@allow(READ_RETURNS)
@require_safe
def show_receipt(request: HttpRequest, language: Language, unit: str, number: int) -> HttpResponse:
    """Show what became of every row, and where the book has taken them."""
    door, made = access_hand_in_by_number(get_actor(request), unit, number)
    counted = Counter(row["fate"] for row in made.rows)
    figures = {figure.id: figure for figure in door.form.figures}
    bad = [
        {"row": row["row"], "figure": figures.get(row["figure"]), "id": row["figure"], "why": row[f"reason_{language}"]}
        for row in made.rows
        if row["fate"] == "sent_back"
    ]
    fates = [(term, counted[fate]) for fate, term in FATE_TERMS.items()]
    context = {"door": door, "made": made, "fates": fates, "bad": bad, "read": len(made.rows), "here": "returns"}
    return render_desk(request, "receipt", context)
