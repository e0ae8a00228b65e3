"""The bulletin as a page: compiled from a release, each number a link to its figure."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from luoshi.bulletins.compiling import BoundNumber, CompiledBulletin, compile_bulletin
from luoshi.desk.shelf import Reading
from luoshi.desk.site.caching import LASTING, public_page
from luoshi.desk.site.pages.answering import get_reading, render
from luoshi.desk.wording import say_exact
from luoshi.errors import Language, UserFault


@dataclass(frozen=True)
class Part:
    """A piece of a line: words, or a number with its figure's address and exact value."""

    text: str
    address: str = ""
    title: str = ""


@public_page()
def list_bulletins(request: HttpRequest, language: Language) -> HttpResponse:
    """Show the newest release's bulletin."""
    return _show(request, language, get_reading())


@public_page(seconds=LASTING)
def show_bulletin(request: HttpRequest, language: Language, release: str) -> HttpResponse:
    """Show the bulletin of this release."""
    return _show(request, language, get_reading(release))


def _show(request: HttpRequest, language: Language, reading: Reading) -> HttpResponse:
    context: dict[str, object] = {"reading": reading, "release": reading.release}
    try:
        bulletin = compile_reading(reading, language)
    except UserFault as fault:
        return render(request, "bulletin", context | {"fault": fault.say(language), "blocks": []})
    blocks = [(block.kind, [_link(part, reading, language) for part in block.parts]) for block in bulletin.blocks]
    return render(request, "bulletin", context | {"blocks": blocks, "numbers": len(bulletin.numbers)})


def compile_reading(reading: Reading, language: Language) -> CompiledBulletin:
    """Return the city's bulletin with every number from the release; raises UserFault as compiling does."""
    path = reading.city.templates.get(language)
    if path is None:
        raise UserFault("site.no_template")
    return compile_bulletin(
        path.read_text(encoding="utf-8"),
        reading.figures.values(),
        reading.find_result,
        period=reading.period,
        area=reading.city.code,
        language=language,
        synthetic=reading.synthetic,
        name=path.name,
    )


def _link(part: str | BoundNumber, reading: Reading, language: Language) -> Part:
    if isinstance(part, str):
        return Part(part)
    address = reverse(f"{language}:sealed-figure", args=(reading.id, part.figure))
    return Part(part.text, address, f"{part.name} · {part.period} · {say_exact(part.value, part.unit, language)}")
