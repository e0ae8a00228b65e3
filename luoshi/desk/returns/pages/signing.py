"""What waits for a signature: tick, then sign or send back."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from luoshi.desk.returns.doors import UnitDoor, access_unit_by_code
from luoshi.desk.returns.presenters import present_rows
from luoshi.desk.returns.queries import list_signable
from luoshi.desk.returns.signing import send_back, sign
from luoshi.desk.work.answering import get_actor, render_desk
from luoshi.desk.work.dues import get_sign_due
from luoshi.desk.work.letting_in import SIGN
from luoshi.errors import Conflict, Language, UserFault
from luoshi.office import allow


@allow(SIGN)
def show_signable(request: HttpRequest, language: Language, unit: str) -> HttpResponse:
    """Show the rows that wait for the reader's signature; sign those that were ticked, or send them back."""
    actor = get_actor(request)
    door = access_unit_by_code(actor, unit)
    if request.method != "POST":
        return _render(request, door)
    chosen, reason = request.POST.getlist("sha256"), request.POST.get("reason", "")
    try:
        if request.POST.get("do") == "back":
            done = ("back", send_back(door=door, hashes=chosen, reason=reason, by=actor))
        else:
            done = ("sign", sign(door=door, hashes=chosen, by=actor))
    except (UserFault, Conflict) as fault:
        status = 409 if isinstance(fault, Conflict) else 422
        context: dict[str, object] = {"fault": fault.say(language), "reason": reason, "chosen": chosen}
        return _render(request, door, context, status=status)
    address = reverse(f"{language}:sign", args=(unit,))
    return HttpResponseRedirect(f"{address}?done={done[0]}&count={done[1]}")


def _render(
    request: HttpRequest, door: UnitDoor, context: dict[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    count = request.GET.get("count", "")
    said: dict[str, object] = {
        "door": door,
        "lines": present_rows(list_signable(door), {}, {}),
        "due": get_sign_due(),
        "done": request.GET.get("done") if count.isdecimal() else None,
        "count": count,
        "chosen": None,
        "here": "returns",
    }
    return render_desk(request, "sign", said | (context or {}), status=status)
