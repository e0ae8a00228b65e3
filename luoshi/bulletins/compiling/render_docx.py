"""Renders a compiled bulletin as docx, laid out as GB/T 9704 lays out an official document."""

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from luoshi.bulletins.compiling.compile import CompiledBulletin
from luoshi.bulletins.compiling.notices import get_notice, get_source
from luoshi.bulletins.compiling.template import BlockKind
from luoshi.errors import UserFault

# GB/T 9704: A4, margins 37/35/28/26 mm; title size 2 (22 pt), body size 3 (16 pt), 22 lines of 28 characters.
_TOP, _BOTTOM, _LEFT, _RIGHT = 37, 35, 28, 26
# The type area is 225 mm (637.8 pt) high: 22 lines of 28.95 pt; 156 mm (442.2 pt) wide: 28 of 15.79 pt.
_LINE = Pt(28.95)
_GRID = {"w:type": "lines", "w:linePitch": "579"}
# 16 pt less a quarter of a point lets 28 characters stand in a line: twentieths of a point.
_TIGHTER = "-5"
# The page number stands outside, one character in from the edge of the type area, 7 mm below it.
_FOOT = Mm(35 - 7 - 5)
_LATIN = "Times New Roman"
# The standard's faces are not on every machine: the font table names what may stand in for each.
_FALLBACKS = {
    "方正小标宋简体": "华文中宋,宋体,Noto Serif CJK SC",
    "黑体": "SimHei,Noto Sans CJK SC",
    "楷体_GB2312": "楷体,KaiTi,Noto Serif CJK SC",
    "仿宋_GB2312": "仿宋,FangSong,Noto Serif CJK SC",
}
_FACES: dict[BlockKind, tuple[str, float]] = {
    "title": ("方正小标宋简体", 22),
    "section": ("黑体", 16),
    "headline": ("楷体_GB2312", 16),
    "paragraph": ("仿宋_GB2312", 16),
}


def write_docx(bulletin: CompiledBulletin, path: str | Path) -> Path:
    """Write the bulletin to `path` and return it; raises UserFault where it cannot be written."""
    path = Path(path)
    document = docx.Document()
    _set_page(document)
    _set_base(document)
    notice = get_notice(bulletin)
    if notice:
        _add_notice(document, notice)
    for block in bulletin.blocks:
        paragraph = document.add_paragraph()
        _lay_out(paragraph, block.kind, bulletin)
        for part in block.parts:
            text = part if isinstance(part, str) else part.text
            run = _add_run(paragraph, text, *_FACES[block.kind])
            if bulletin.language == "en":  # one Latin face for all: weight and slope tell the headings apart
                run.bold, run.italic = block.kind in {"title", "section"}, block.kind == "headline"
    for words in (get_source(bulletin), notice):
        if words:
            _add_small(document, words)
    _number_pages(document)
    _name_fallbacks(document)
    try:
        document.save(str(path))
    except OSError as error:
        raise UserFault("compiling.unwritable", file=path, reason=error.strerror or error) from error
    return path


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.footer_distance = _FOOT
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    for name, value in _GRID.items():
        grid.set(qn(name), value)


def _number_pages(document: Document) -> None:
    """Put —1— at the outer edge: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    sides = ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT))
    for footer, side in sides:
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        layout = paragraph.paragraph_format
        layout.left_indent = layout.right_indent = Pt(14)
        for text, field in (("—", ""), ("", "begin"), ("", "PAGE"), ("", "end"), ("—", "")):
            run = paragraph.add_run(text)
            run.font.name, run.font.size = "宋体", Pt(14)
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
            if field:
                run._element.append(_make_field(field))


def _make_field(part: str) -> BaseOxmlElement:
    if part == "PAGE":
        code = OxmlElement("w:instrText")
        code.text = "PAGE"
        return code
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), part)
    return mark


def _name_fallbacks(document: Document) -> None:
    """Name the stand-ins of each face in the document's font table."""
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            table = parse_xml(part.blob)
            for face, fallbacks in _FALLBACKS.items():
                font = OxmlElement("w:font")
                font.set(qn("w:name"), face)
                names = OxmlElement("w:altName")
                names.set(qn("w:val"), fallbacks)
                font.append(names)
                table.append(font)
            part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_base(document: Document) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = _LATIN, Pt(16)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), _FACES["paragraph"][0])
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), _TIGHTER)
    properties.append(spacing)


def _lay_out(paragraph: Paragraph, kind: BlockKind, bulletin: CompiledBulletin) -> None:
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
    if kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.line_spacing, layout.space_after = Pt(34), Pt(28)
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        layout.first_line_indent = Pt(32) if bulletin.language == "zh" else Pt(0)  # two characters
        layout.space_before = Pt(0) if bulletin.language == "zh" else Pt(12 if kind == "section" else 4)
    layout.keep_with_next = kind in {"section", "headline"}


def _add_run(paragraph: Paragraph, text: str, face: str, size: float) -> Run:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = _LATIN, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    return run


def _add_notice(document: Document, notice: str) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(notice)
    run.font.name, run.font.size, run.font.color.rgb = _LATIN, Pt(12), RGBColor(0x9D, 0x1C, 0x20)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")


def _add_small(document: Document, words: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(6)
    run = paragraph.add_run(words)
    run.font.name, run.font.size = _LATIN, Pt(12)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FACES["paragraph"][0])
