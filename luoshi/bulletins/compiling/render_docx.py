"""Renders a compiled bulletin as docx, laid out as GB/T 9704 lays out an official document."""

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from luoshi.bulletins.compiling.compile import CompiledBulletin
from luoshi.bulletins.compiling.notices import get_notice
from luoshi.bulletins.compiling.template import BlockKind
from luoshi.errors import UserFault

# GB/T 9704: A4, margins 37/35/28/26 mm; title size 2 (22 pt), body size 3 (16 pt), 22 lines a page.
_TOP, _BOTTOM, _LEFT, _RIGHT = 37, 35, 28, 26
_LINE = Pt(28.5)
_LATIN = "Times New Roman"
# 小标宋 is not on every machine: the name is asked for, and Word falls back to a Song face.
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
            _add_run(paragraph, text, *_FACES[block.kind])
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


def _set_base(document: Document) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = _LATIN, Pt(16)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FACES["paragraph"][0])


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
    layout.keep_with_next = kind in {"section", "headline"}


def _add_run(paragraph: Paragraph, text: str, face: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = _LATIN, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _add_notice(document: Document, notice: str) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(notice)
    run.font.name, run.font.size, run.font.color.rgb = _LATIN, Pt(12), RGBColor(0x9D, 0x1C, 0x20)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")
