"""Renders a compiled bulletin as one self-contained page; each number carries its figure and exact value."""

from html import escape

from luoshi.bulletins.compiling.compile import BoundNumber, CompiledBulletin
from luoshi.bulletins.compiling.notices import get_exact, get_notice

_STYLE = """
:root{--ink:#1b1b1b;--seal:#9d1c20;--link:#1d4f91;--grey:#595959;--line:#d9d9d9}
body{margin:0;background:#fff;color:var(--ink);font:17px/1.6 "PingFang SC","Microsoft YaHei",
"Noto Sans CJK SC",system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:40em;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:1.6rem;line-height:1.35;margin:0 0 1.5rem}
h2{font-size:1.15rem;margin:2.5rem 0 .25rem;padding-top:.75rem;border-top:1px solid var(--line)}
h3{font-size:1rem;font-weight:600;color:var(--seal);margin:.25rem 0 .5rem}
p{margin:.5rem 0}
.notice{border-left:4px solid var(--seal);padding:.4rem .8rem;color:var(--seal);margin:0 0 1.5rem}
data{color:var(--link);text-decoration:underline dotted;text-underline-offset:.2em;cursor:help}
footer{margin-top:3rem;color:var(--grey);font-size:.9rem}
@media print{body{font-size:11pt}data{color:inherit;text-decoration:none}}
"""
_TAGS = {"title": "h1", "section": "h2", "headline": "h3", "paragraph": "p"}
_FOOT = {
    "zh": "带虚线的每个数字都绑定一项指标；将指针停在数字上，可见指标、期间、区划和准确值。",
    "en": "Each dotted number is bound to a figure: rest on it for the figure, period, area and exact value.",
}


def render_html(bulletin: CompiledBulletin) -> str:
    """Return the whole page as text; it loads nothing from elsewhere."""
    lang = "zh-CN" if bulletin.language == "zh" else "en"
    notice = get_notice(bulletin)
    title = next((block.text for block in bulletin.blocks if block.kind == "title"), str(bulletin.period))
    body = [f'<p class="notice" role="note">{escape(notice)}</p>'] if notice else []
    for block in bulletin.blocks:
        words = "".join(
            escape(part) if isinstance(part, str) else _render_number(part, bulletin) for part in block.parts
        )
        body.append(f"<{_TAGS[block.kind]}>{words}</{_TAGS[block.kind]}>")
    body.append(f"<footer>{_FOOT[bulletin.language]}</footer>")
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _render_number(number: BoundNumber, bulletin: CompiledBulletin) -> str:
    exact = get_exact(number)
    title = f"{number.name} ({number.figure}) · {number.period} · {number.area} · {exact} {number.unit}"
    return (
        f'<data value="{escape(exact)}" data-figure="{escape(number.figure)}" '
        f'data-period="{number.period}" data-area="{number.area}" title="{escape(title)}" tabindex="0" '
        f'lang="{bulletin.language}">{escape(number.text)}</data>'
    )
