"""Prints docs/reference/figures.md from the city's definitions, each said in words from the query itself."""

from luoshi.errors import Language
from luoshi.figures import Figure, Listed, Rate, SmallestRise, Standard, Stated
from luoshi.query import describe
from luoshi.records import get_contract
from luoshi_linyi import CITY

INTRODUCTION = """# Figures of Linyi

Printed from `luoshi_linyi/programmes/` by `make docs`; the sentence under each name is made from the very query
that is counted. "Evidence" is what the figure rests on where the book has it; without records a figure rests on
returns, and everything that shows it says so.
"""


def print_page() -> str:
    """Return the page, figures in the city's order."""
    parts = [INTRODUCTION]
    section = None
    for figure in CITY.figures:
        if figure.section != section:
            section = figure.section
            parts.append(f"## Section {section}\n")
        parts += _print_figure(figure)
    return "\n".join(parts)


def _print_figure(figure: Figure) -> list[str]:
    facts = {
        "programme": figure.programme,
        "unit": figure.unit,
        "behaviour": str(figure.behaviour),
        "evidence": str(figure.evidence),
        "milestone": figure.milestone,
        "owner": figure.owner,
        "basis": figure.basis,
        "part of": f"`{figure.within}`" if figure.within else "",
        "note": figure.note,
    }
    return [
        f"### {figure.id}\n",
        f"**{figure.name_zh}** · {figure.name_en}\n",
        f"- {say(figure, 'zh')}",
        f"- {say(figure, 'en')}",
        f"- 口径：{figure.scope_zh}",
        f"- Scope: {figure.scope_en}",
        *(f"- {name.capitalize()}: {value}" for name, value in facts.items() if value),
        "",
    ]


def say(figure: Figure, language: Language) -> str:
    """Return the definition in words."""
    zh = language == "zh"
    expression = figure.expression
    match expression:
        case Rate():
            parts = [describe(each, get_contract, language) for each in (expression.numerator, expression.denominator)]
            return f"分子：{parts[0]}分母：{parts[1]}" if zh else f"Numerator: {parts[0]} Denominator: {parts[1]}"
        case Standard():
            before = ("的上一版" if zh else ", the version before") if expression.before else ""
            name = f"`{expression.parameter}`"
            return f"期末执行的政策参数{name}{before}。" if zh else f"The parameter {name} in force{before}."
        case SmallestRise():
            names = ", ".join(f"`{name}`" for name in expression.parameters)
            return f"这些参数由上一版到现行版的最小升幅：{names}。" if zh else f"The smallest rise among {names}."
        case Listed():
            name = f"`{expression.parameter}`"
            return f"本年起执行的{name}条目数。" if zh else f"The number of entries of {name} that began in the year."
        case Stated():
            return "由部门报表给出的总数。" if zh else "A total that a department hands in and signs."
        case _:
            return describe(expression, get_contract, language)
