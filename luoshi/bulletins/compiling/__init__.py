"""Compiling a bulletin from a template in which every number is bound, and rendering it."""

from luoshi.bulletins.compiling.compile import (
    BoundNumber,
    CompiledBlock,
    CompiledBulletin,
    Origin,
    compile_bulletin,
)
from luoshi.bulletins.compiling.printing import Form, find_form, fits_figure, print_number
from luoshi.bulletins.compiling.render_docx import write_docx
from luoshi.bulletins.compiling.render_html import render_html
from luoshi.bulletins.compiling.render_pdf import find_chinese_fonts, write_pdf
from luoshi.bulletins.compiling.template import Block, Slot, read_template

__all__ = [
    "Block",
    "BoundNumber",
    "CompiledBlock",
    "CompiledBulletin",
    "Form",
    "Origin",
    "Slot",
    "compile_bulletin",
    "find_chinese_fonts",
    "find_form",
    "fits_figure",
    "print_number",
    "read_template",
    "render_html",
    "write_docx",
    "write_pdf",
]
