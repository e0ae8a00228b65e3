"""The check of a text as one page to read alone: every number marked where it stands, and its proof below."""

from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape

from luoshi.bulletins.checking import Binding, CheckedClaim, Verdict
from luoshi.cli.check_words import NOTES, WORDS, say_counted
from luoshi.errors import Language
from luoshi.runs import CheckReport

_STYLE = """
:root{--ink:#1b1b1b;--seal:#9d1c20;--link:#1d4f91;--grey:#595959;--line:#d9d9d9;--good:#1d6b3a;--open:#7a5200}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--ink);font:17px/1.6 "PingFang SC","Microsoft YaHei",
"Noto Sans CJK SC",system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:42em;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.4rem;line-height:1.35;margin:0 0 .5rem}h2{font-size:1.1rem;margin:2.5rem 0 .75rem;
padding-top:.75rem;border-top:1px solid var(--line)}
p{margin:.5rem 0}a{color:var(--link)}.grey{color:var(--grey);font-size:.9rem}
.notice{border-left:4px solid var(--seal);padding:.2rem .8rem;color:var(--seal)}
.sums{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;padding:0;margin:1rem 0;list-style:none;font-weight:600}
.agrees{color:var(--good)}.differs{color:var(--seal)}.open{color:var(--open)}
.text a{text-decoration:underline;text-underline-offset:.2em;text-decoration-thickness:1px;font-weight:600}
.text a.agrees{color:var(--good)}.text a.differs{color:var(--seal);text-decoration:underline double;background:#fbeeee}
.text a.open{color:var(--open);text-decoration-style:dotted}
.text a span{font-size:.72em;font-weight:400;margin-left:.15em;white-space:nowrap}
ol{list-style:none;padding:0;margin:0}ol li{border-top:1px solid var(--line);padding:.6rem 0;break-inside:avoid}
li:target,.text a:target{background:#eef3fa}
li h3{font-size:1rem;margin:0;display:flex;flex-wrap:wrap;gap:0 .75rem}li h3 b{margin-left:auto}
dl{display:grid;grid-template-columns:5.5em 1fr;margin:.25rem 0 0;font-size:.95rem}dl+dl{margin-top:.5rem}
dt{color:var(--grey)}dd{margin:0}code{font-size:.85em;color:var(--grey)}
html:lang(en) dl{grid-template-columns:6.5em 1fr}
@media print{@page{size:A4;margin:20mm}body{font-size:10.5pt}main{padding:0;max-width:none}a{color:inherit}}
"""
_SIGNS = {Verdict.AGREES: "✓", Verdict.DIFFERS: "≠", Verdict.NO_EVIDENCE: "?"}
_CLASSES = {Verdict.AGREES: "agrees", Verdict.DIFFERS: "differs", Verdict.NO_EVIDENCE: "open"}


def render_check(report: CheckReport, text: str, language: Language) -> str:
    """Return the whole page; it loads nothing from elsewhere. Claims are numbered in text order, from 1."""
    words = WORDS[language]
    sums = Counter(one.verdict for one in report.claims)
    against = words["release"].format(report.release) if report.release else words["book"].format(report.book)
    said = [f'<li class="{_CLASSES[v]}">{_SIGNS[v]} {words[v]} {sums[v]}</li>' for v in Verdict]
    urgent = [n for n, one in enumerate(report.claims, 1) if one.verdict is not Verdict.AGREES or one.doubts]
    links = "、" if language == "zh" else ", "
    body = [
        f"<h1>{words['title']}</h1>",
        f'<p class="notice">{words["synthetic"]}</p>' if report.synthetic else "",
        f"<p>{escape(against)}<br>{escape(report.summarise().say(language))}</p>",
        f'<ul class="sums">{"".join(said)}</ul>',
        f"<p>{words['look']}{links.join(_link(n, report.claims[n - 1]) for n in urgent)}</p>" if urgent else "",
        f'<h2>{words["text"]}</h2><div class="text">{_mark(report, text, words)}</div>',
        f"<h2>{words['numbers']}</h2><ol>{''.join(_describe(report, text, language))}</ol>",
    ]
    lang = "zh-CN" if language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{words['title']}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(part for part in body if part)
        + "\n</main>\n</body>\n</html>\n"
    )


def _link(number: int, one: CheckedClaim) -> str:
    claim = escape(" ".join(one.claim.text.split()))
    return f'<a class="{_CLASSES[one.verdict]}" href="#n{number}">{_SIGNS[one.verdict]} {claim}</a>'


def _mark(report: CheckReport, text: str, words: Mapping[str, str]) -> str:
    """Return the text, each number a link to its entry that shows sign and word of its verdict."""
    pieces = []
    at = 0
    for number, one in enumerate(report.claims, 1):
        start, end = one.claim.start, one.claim.end
        verdict = f"{_SIGNS[one.verdict]}{words[one.verdict]}"
        pieces.append(escape(text[at:start]))
        pieces.append(
            f'<a id="t{number}" class="{_CLASSES[one.verdict]}" href="#n{number}">'
            f"{escape(' '.join(text[start:end].split()))}<span>{verdict}</span></a>"
        )
        at = end
    lines = "".join([*pieces, escape(text[at:])]).splitlines()
    return "\n".join(f"<p>{line}</p>" for line in lines if line.strip())


def _describe(report: CheckReport, text: str, language: Language) -> Iterator[str]:
    words = WORDS[language]
    leads = {id(lead.checked): lead.say(language) for lead in report.leads}
    for number, one in enumerate(report.claims, 1):
        line = text.count("\n", 0, one.claim.start) + 1
        claim = escape(" ".join(one.claim.text.split()))
        verdict = f'<b class="{_CLASSES[one.verdict]}">{_SIGNS[one.verdict]} {words[one.verdict]}</b>'
        notes = [NOTES[language][doubt] for doubt in one.doubts] + ([leads[id(one)]] if id(one) in leads else [])
        if not one.bindings:
            near = (" / " if language == "en" else "、").join(
                _name(report, c.figure, language) for c in one.candidates[:2]
            )
            notes.append(words["perhaps"].format(near) if near else words["unbound"])
        rows = "".join(_list_binding(report, binding, language) for binding in one.bindings)
        said = "".join(f"<p>{escape(note)}</p>" for note in notes)
        place = f'<a href="#t{number}">{words["line"].format(line)}</a>'
        yield f'<li id="n{number}"><h3><span>{claim}</span> {place} {verdict}</h3>{rows}{said}</li>\n'


def _list_binding(report: CheckReport, binding: Binding, language: Language) -> str:
    words = WORDS[language]
    evidence = words["none"] if binding.result is None else words[str(binding.result.evidence)]
    area = report.areas.get(binding.area, binding.area)
    source = report.release or words["now"].format(report.book)
    pairs = (
        (words["figure"], f"{escape(_name(report, binding.figure, language))} <code>{escape(binding.figure)}</code>"),
        (words["counted"], escape(say_counted(binding.value, report.units.get(binding.figure, ""), language))),
        (words["where"], escape(f"{area} · {binding.period}")),
        (words["evidence"], escape(evidence)),
        (words["from"], escape(source)),
    )
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in pairs) + "</dl>"


def _name(report: CheckReport, figure: str, language: Language) -> str:
    known = report.figures.get(figure)
    if known is None:
        return figure
    return known.name_zh if language == "zh" else known.name_en
