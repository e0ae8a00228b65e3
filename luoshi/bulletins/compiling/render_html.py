"""Renders a compiled bulletin as one self-contained page; each number carries its figure and exact value."""

from html import escape

from luoshi.bulletins.compiling.compile import BoundNumber, CompiledBulletin
from luoshi.bulletins.compiling.notices import get_exact, get_notice, get_proof, get_source

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
data{color:var(--link);text-decoration:underline dotted;text-underline-offset:.2em;cursor:help;white-space:nowrap}
data:focus{outline:2px solid var(--link);outline-offset:2px}
data:focus::after,data:hover::after{content:attr(data-proof);position:fixed;left:0;right:0;bottom:0;
white-space:normal;background:var(--ink);color:#fff;font-size:.9rem;
font-weight:400;padding:.7rem 1.25rem;text-align:center}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.75rem;color:var(--grey);font-size:.9rem}
[lang=en] main{max-width:38em}
@media print{@page{size:A4;margin:25mm}body{font-size:11pt}main{padding:0;max-width:none}
h2,h3{break-after:avoid}data{color:inherit;text-decoration:none}data::after{content:none!important}.screen{display:none}}
"""
_TAGS = {"title": "h1", "section": "h2", "headline": "h3", "paragraph": "p"}
_FOOT = {
    "zh": "带虚线的数字都可查证：点按（或用 Tab 键移到）数字，页脚显示指标、准确值、区划、期间和依据。",
    "en": "Each dotted number can be checked: tap it, or reach it by the Tab key, and the foot of the screen shows "
    "its figure, exact value, area, period and evidence.",
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
    ends = [f"<p>{escape(words)}</p>" for words in (get_source(bulletin), notice) if words]
    body.append(f'<footer>{"".join(ends)}<p class="screen">{_FOOT[bulletin.language]}</p></footer>')
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _render_number(number: BoundNumber, bulletin: CompiledBulletin) -> str:
    exact = get_exact(number)
    proof = escape(get_proof(number, bulletin.language))
    return (
        f'<data value="{escape(exact)}" data-figure="{escape(number.figure)}" data-period="{number.period}" '
        f'data-area="{number.area}" data-evidence="{number.evidence}" data-proof="{proof}" title="{proof}" '
        f'tabindex="0">{escape(number.text)}</data>'
    )
