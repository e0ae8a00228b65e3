"""The text of a bulletin's file: txt, docx, HTML or PDF.

Offsets of claims are offsets in the string returned here.
"""

import re
import zipfile
from pathlib import Path

import docx
import lxml.etree
import lxml.html
import pypdfium2
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from luoshi.errors import UserFault

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SILENT = frozenset({"script", "style", "noscript", "template", "head", "svg"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)

_BROKEN = re.compile(r"(\w*)[\ufffe\x02](\w*)")


def read_text(path: str | Path) -> str:
    """Return the text of the file, newlines kept; a txt as it stands, without a byte order mark.

    Raises UserFault for a missing file, an unknown kind, a damaged file and one without text.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if path.is_dir():
        raise UserFault("bulletins.is_folder", file=path)
    if not path.is_file():
        raise UserFault("bulletins.not_found", file=path)
    if path.stat().st_size == 0:
        raise UserFault("bulletins.empty", file=path)
    if suffix in {"", ".txt", ".md", ".text"}:
        text = _decode(path.read_bytes(), path)
    elif suffix == ".docx":
        text = _read_docx(path)
    elif suffix in {".html", ".htm", ".xhtml"}:
        text = _read_html(path)
    elif suffix == ".pdf":
        text = _read_pdf(path)
    else:
        raise UserFault("bulletins.unknown_kind", file=path, suffix=suffix)
    if not text.strip():
        raise UserFault("bulletins.no_text", file=path)
    return text


def _decode(data: bytes, path: Path) -> str:
    # GB18030 after UTF-8: nearly any bytes pass as GB18030, few that are not UTF-8 pass as UTF-8.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:  # a zero byte means that this is no text at all
            return text
    raise UserFault("bulletins.unknown_encoding", file=path)


def _read_docx(path: Path) -> str:
    with path.open("rb") as stream:
        if stream.read(len(_OLE)) == _OLE:  # Word wraps a document with a password in the old container
            raise UserFault("bulletins.encrypted", file=path)
    try:
        document = docx.Document(str(path))
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        lxml.etree.XMLSyntaxError,
    ) as error:
        raise UserFault("bulletins.unreadable", file=path, suffix=".docx") from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        lines.extend(_read_paragraph(block) if isinstance(block, Paragraph) else _read_table(block))
    return "\n".join([*lines, *_read_footnotes(document)])


def _read_paragraph(paragraph: Paragraph) -> list[str]:
    """Return the paragraph's text, and after it that of the text boxes anchored in it."""
    return [paragraph.text, *_read_boxes(paragraph._p)]


def _read_boxes(element: lxml.etree._Element) -> list[str]:
    # Word writes each box twice, the second time for old versions (mc:Fallback).
    return [
        _join_runs(line)
        for box in element.iter(qn("w:txbxContent"))
        if not any(parent.tag == _FALLBACK for parent in box.iterancestors())
        for line in box.iter(qn("w:p"))
    ]


def _join_runs(paragraph: lxml.etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _read_footnotes(document: Document) -> list[str]:
    """Return the text of foot- and endnotes, a line each; the separators that Word keeps among them have none."""
    lines: list[str] = []
    for relation in document.part.rels.values():
        if relation.is_external or relation.reltype.rpartition("/")[2] not in {"footnotes", "endnotes"}:
            continue
        root = lxml.etree.fromstring(relation.target_part.blob, lxml.etree.XMLParser(resolve_entities=False))
        lines.extend(_join_runs(paragraph) for paragraph in root.iter(qn("w:p")))
    return [line for line in lines if line.strip()]


def _read_table(table: Table) -> list[str]:
    # A merged cell is given once for each cell it covers; its text is wanted once.
    lines = []
    for row in table.rows:
        cells = {id(cell._tc): cell for cell in row.cells}
        lines.append("\t".join(cell.text.strip() for cell in cells.values()))
        for cell in cells.values():
            lines.extend(_read_boxes(cell._tc))
            for inner in cell.tables:
                lines.extend(_read_table(inner))
    return lines


def _read_html(path: Path) -> str:
    data = path.read_bytes()
    declared = data[:2048].lower()
    # lxml guesses Latin-1 where nothing is declared, so the bytes are decoded here as a txt would be.
    encoding = "gb18030" if b"charset=gb" in declared or b'charset="gb' in declared else None
    markup = data.decode(encoding, errors="replace") if encoding else _decode(data, path)
    if markup.startswith("<?xml"):  # lxml refuses text that declares an encoding
        markup = markup.partition("?>")[2]
    try:
        root = lxml.html.document_fromstring(markup)
    except (lxml.etree.ParserError, ValueError) as error:
        raise UserFault("bulletins.unreadable", file=path, suffix=".html") from error
    pieces: list[str] = []
    _walk(root, pieces)
    lines = (" ".join(line.split(" ")).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(root: lxml.html.HtmlElement, pieces: list[str]) -> None:
    """Append the visible text under `root`, a newline at each block's edge and a tab between cells."""
    steps: list[tuple[str, lxml.html.HtmlElement]] = [("open", root)]
    while steps:
        step, node = steps.pop()
        if step == "tail":
            pieces.append(" ".join((node.tail or "").splitlines()))
            continue
        edge = "\n" if node.tag in _BLOCKS else "\t" if node.tag in {"td", "th"} else ""
        if step == "close":
            pieces.append(edge)
            continue
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            continue
        pieces.append(edge if edge == "\n" else "")
        pieces.append(" ".join((node.text or "").splitlines()))
        steps.append(("close", node))
        for child in reversed(node):
            steps.extend((("tail", child), ("open", child)))


def _read_pdf(path: Path) -> str:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code = "bulletins.encrypted" if "password" in str(error).lower() else "bulletins.unreadable"
        raise UserFault(code, file=path, suffix=".pdf") from error
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return _join_hyphens("\n".join(pages).replace("\r\n", "\n"))


def _join_hyphens(text: str) -> str:
    """Join words broken at a line's end, where PDFium gives the hyphen as U+FFFE or as U+0002.

    A hyphen of the word's own stays where the text elsewhere has the word with it (nucleic-acid).
    """

    def join(broken: re.Match[str]) -> str:
        whole = f"{broken[1]}-{broken[2]}"
        return whole if whole.lower() in lowered else broken[1] + broken[2]

    lowered = text.lower()
    return _BROKEN.sub(join, text)
