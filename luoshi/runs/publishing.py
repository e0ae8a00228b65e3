"""Compile a city's bulletin from its template and a book, and write it as docx, HTML and PDF."""

from pathlib import Path

from luoshi.bulletins.compiling import (
    CompiledBulletin,
    compile_bulletin,
    render_html,
    write_docx,
    write_pdf,
)
from luoshi.errors import Language, UserFault
from luoshi.periods import Period
from luoshi.records import Book
from luoshi.runs.checking import BookResults
from luoshi.runs.cityfolder import get_book_city

FORMATS = ("docx", "html", "pdf", "txt")


def compile_book_bulletin(
    book_path: Path, language: Language, period: Period | None = None, template: Path | None = None
) -> CompiledBulletin:
    """Return the city's bulletin (or that of another template) with every number counted from the book."""
    book = Book.open(book_path)
    city = get_book_city(book)
    path = template or city.templates[language]
    return compile_bulletin(
        path.read_text(encoding="utf-8"),
        city.figures,
        BookResults(city, book),
        period=period or Period.parse(str(book.settings.year)),
        area=city.code,
        language=language,
        synthetic=book.settings.synthetic,
        name=path.name,
    )


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
