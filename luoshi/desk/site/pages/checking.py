"""The box into which anyone pastes a text or drops a file, and sees each number marked."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from luoshi.bulletins.checking import CheckedClaim, Verdict
from luoshi.desk.shelf import Reading
from luoshi.desk.site.caching import public_page
from luoshi.desk.site.checking import MOST_BYTES, MOST_CHARACTERS, check_sent, mark_text, read_sent
from luoshi.desk.site.pages.answering import get_reading, render
from luoshi.desk.wording import VERDICTS, Term, say_exact
from luoshi.errors import Language, UserFault
from luoshi.office import PUBLIC, allow


@public_page()
def _show_box(request: HttpRequest, language: Language) -> HttpResponse:
    reading = get_reading()
    return render(request, "check", {"reading": reading, "most": MOST_CHARACTERS, "bytes": MOST_BYTES // 2**20})


# Checking stores nothing and reads nothing of the visitor: a forged request would do nothing to anybody, and
# without a token in the form the page can be kept by every cache.
@csrf_exempt
@allow(PUBLIC)
def check(request: HttpRequest, language: Language) -> HttpResponse:
    """Show the box; with a text or file sent to it, the text with each number marked."""
    if request.method != "POST":
        return _show_box(request, language)
    reading = get_reading()
    typed = request.POST.get("text", "")
    context: dict[str, object] = {"reading": reading, "most": MOST_CHARACTERS, "bytes": MOST_BYTES // 2**20}
    try:
        text = read_sent(typed, request.FILES.get("file"))
    except UserFault as fault:
        fields = {"fault": fault.say(language), "typed": typed[:MOST_CHARACTERS]}
        return render(request, "check", context | fields, status=422)
    checked = check_sent(text, reading)
    sums = Counter(one.verdict for one in checked)
    context |= {
        "typed": text,
        "segments": mark_text(text, checked),
        "rows": [_make_row(number, one, reading, language) for number, one in enumerate(checked, start=1)],
        "sums": [(VERDICTS[str(verdict)], sums[verdict]) for verdict in Verdict],
        "count": len(checked),
    }
    return render(request, "check", context)


def _make_row(number: int, one: CheckedClaim, reading: Reading, language: Language) -> dict[str, object]:
    bound = [
        {
            "figure": reading.figures[binding.figure],
            "area": reading.get_area_name(binding.area),
            "period": binding.period,
            "value": say_exact(binding.value, reading.figures[binding.figure].unit, language),
        }
        for binding in one.bindings
    ]
    maybe = [reading.figures[each.figure] for each in one.candidates[:2] if each.figure in reading.figures]
    verdict: Term = VERDICTS[str(one.verdict)]
    return {
        "number": number,
        "text": one.claim.text.replace("\n", ""),
        "bound": bound,
        "maybe": maybe,
        "verdict": verdict,
        "key": str(one.verdict).replace(" ", "-"),
    }
