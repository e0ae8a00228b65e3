"""Renders a compiled bulletin as PDF by typst, in Noto CJK; without a Chinese font it says so."""

from collections.abc import Sequence
from pathlib import Path

import typst

from luoshi.bulletins.compiling.compile import CompiledBulletin
from luoshi.bulletins.compiling.notices import get_notice, get_source
from luoshi.errors import UserFault

_FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "Source Han Sans SC")
_FACES = {
    "title": 'text(font: SONG, size: 22pt, weight: "bold")',
    "section": 'text(font: HEI, size: 16pt, weight: "bold")',
    "headline": 'text(font: HEI, size: 15pt, fill: rgb("#9d1c20"))',
}


def find_chinese_fonts(font_paths: Sequence[Path] = ()) -> tuple[str, ...]:
    """Return the Chinese families that typst finds in the system and in `font_paths`, the best first."""
    families = set(_find_fonts(font_paths).families())
    return tuple(family for family in _FAMILIES if family in families)


def _find_fonts(font_paths: Sequence[Path]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, font_paths=list(font_paths))


def write_pdf(bulletin: CompiledBulletin, path: str | Path, *, font_paths: Sequence[Path] = ()) -> Path:
    """Write the bulletin to `path` and return it.

    Raises UserFault where the file cannot be written, and where the text has Chinese characters and no
    Chinese font is found: boxes are never printed.
    """
    path = Path(path)
    families = find_chinese_fonts(font_paths)
    source = build_typst(bulletin, families)
    if not families and any("\u4e00" <= character <= "\u9fff" for character in source):
        raise UserFault("compiling.no_cjk_font", file=path)
    pdf = typst.compile(source.encode(), format="pdf", font_paths=_find_fonts(font_paths))
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise UserFault("compiling.unwritable", file=path, reason=error.strerror or error) from error
    return path


def build_typst(bulletin: CompiledBulletin, families: Sequence[str]) -> str:
    """Return the typst source; without families it asks for typst's own Latin face."""
    serif = [family for family in families if "Serif" in family] or list(families)
    sans = [family for family in families if "Sans" in family] or list(families)
    lines = [
        (
            '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), footer-descent: 7mm,'
            " footer: context { let n = counter(page).get().first();"
            " align(if calc.odd(n) { right } else { left }, pad(x: 14pt, text(size: 14pt)[—#n—])) })"
        ),
        # A line box of one em and 13.2 pt between gives 28.95 pt a line: 22 lines of 28 characters a page.
        (
            f'#set text(font: {_list(serif)}, size: 15.75pt, lang: "{bulletin.language}", region: "cn",'
            " top-edge: 0.88em, bottom-edge: -0.12em)"
        ),
        "#set par(justify: true, leading: 13.2pt, spacing: 13.2pt)",
        # A line may end in a syllable, but not at a word's own hyphen: who copies the text could not tell them apart.
        '#show regex("[A-Za-z]+(-[A-Za-z]+)+"): box',
    ]
    notice = get_notice(bulletin)
    if notice:
        lines.append(f'#block(text(size: 12pt, fill: rgb("#9d1c20"), {_quote(notice)}))')
    indent = "2em" if bulletin.language == "zh" else "0pt"
    for block in bulletin.blocks:
        face = _FACES.get(block.kind, "text()").replace("SONG", _list(serif)).replace("HEI", _list(sans))
        words = f"{face[:-1]}, {_quote(block.text)})".replace("(, ", "(")
        if block.kind == "title":
            lines.append(f"#align(center, block(below: 28pt, {words}))")
        elif block.kind == "paragraph":
            lines.append(f"#par(first-line-indent: (amount: {indent}, all: true), {words})")
        else:
            lines.append(f"#block(sticky: true, above: 20pt, {words})")
    ends = " ".join(words for words in (get_source(bulletin), notice) if words)
    if ends:
        lines.append(f"#block(above: 28pt, text(size: 12pt, {_quote(ends)}))")
    return "\n".join(lines) + "\n"


def _list(families: Sequence[str]) -> str:
    # A one-entry array needs its comma; Libertinus is the Latin face that typst carries with it.
    return "(" + ", ".join(_quote(family) for family in ("Libertinus Serif", *families)) + ",)"


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
