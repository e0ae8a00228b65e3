"""Compile a city's bulletin from its template and a book or release, and write it as docx, HTML, PDF or text."""

from pathlib import Path

from luoshi.bulletins.compiling import (
    CompiledBulletin,
    Origin,
    compile_bulletin,
    render_html,
    write_docx,
    write_pdf,
)
from luoshi.errors import Language, UserFault
from luoshi.periods import Period
from luoshi.records import Book
from luoshi.runs.checking import open_ground
from luoshi.runs.cityfolder import get_book_city

FORMATS = ("docx", "html", "pdf", "txt")


def compile_book_bulletin(
    book_path: Path,
    language: Language,
    period: Period | None = None,
    template: Path | None = None,
    *,
    release: str | None = None,
) -> CompiledBulletin:
    """Return the city's bulletin (or that of another template) with every number from the book or a release.

    Raises UserFault for a template that is missing or is no UTF-8, and what opening a release raises.
    """
    book = Book.open(book_path)
    city = get_book_city(book)
    path = template or city.templates[language]
    ground = open_ground(book_path, release)
    name = city.name_zh if language == "zh" else city.name_en
    return compile_bulletin(
        _read_template(path),
        ground.figures,
        ground.results,
        period=period or ground.period,
        area=city.code,
        language=language,
        synthetic=book.settings.synthetic,
        origin=Origin(name, release or "", f"{ground.known:%Y-%m-%d}"),
        name=path.name,
    )


def _read_template(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserFault("runs.template_unreadable", file=path, reason=error) from error


def write_bulletin(bulletin: CompiledBulletin, path: Path) -> None:
    """Write the bulletin in the format of the path's ending: docx, html, pdf or txt."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".docx":
        write_docx(bulletin, path)
    elif path.suffix == ".html":
        path.write_text(render_html(bulletin), encoding="utf-8")
    elif path.suffix == ".pdf":
        write_pdf(bulletin, path)
    elif path.suffix == ".txt":
        path.write_text(bulletin.text, encoding="utf-8")
    else:
        raise UserFault("runs.bulletin_format", file=str(path), known=", ".join(FORMATS))
