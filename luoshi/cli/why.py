"""`luoshi why` and `luoshi case`: a decision about one person, in sentences, and as a case without the person."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import BookOption, get_choice
from luoshi.cli.output import Format, console, print_json
from luoshi.errors import UserFault
from luoshi.policy.rules import Finding, ParameterRead, say_finding
from luoshi.runs import Why, answer_why, make_case
from luoshi.synthetic import MARK

PersonArgument = Annotated[int, typer.Argument(help="The person's key, of 19 digits.")]
BenefitOption = Annotated[str, typer.Option("--benefit", help="A benefit of the rules, such as dibao.")]
MonthOption = Annotated[str, typer.Option("--month", help="The month, such as 2021-12.")]


def why(
    person: PersonArgument,
    benefit: BenefitOption,
    month: MonthOption,
    book: BookOption,
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Say why a person has a benefit in a month, or has not: every condition, value, threshold and source."""
    chosen = get_choice(form, ("text", "table", Format.JSON.value), "--format")
    found = answer_why(book, person, benefit, month)
    if chosen == Format.JSON.value:
        print_json(found.to_json())
    else:
        _print_text(found)


def case(
    person: PersonArgument,
    benefit: BenefitOption,
    month: MonthOption,
    book: BookOption,
    out: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
) -> None:
    """Make a case for the tests of the rules from a real decision; keys, place and days are left out of it."""
    text = make_case(book, person, benefit, month)
    if out is None:
        sys.stdout.write(text)
        return
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise UserFault("rules.case_unwritable", path=out, reason=error.strerror) from error
    console.print(f"Written    {out}", highlight=False, soft_wrap=True)


def _print_text(found: Why) -> None:
    told, explanation = found.to_json(), found.explanation
    if found.synthetic:
        _print(MARK, style="dim")
    sentences = told["sentences"]
    if isinstance(sentences, dict):
        _print(f"{sentences['zh']}\n{sentences['en']}\n", style="bold")
    for finding in explanation.findings:
        _print_finding(finding, "")
    if explanation.entitled:
        _print(f"\n金额：{explanation.rule.amount_zh}。\nAmount: {explanation.rule.amount_en}.")
        for step in explanation.steps:
            _print(f"  {step.zh} {step.say('zh')}   {step.en} {step.say('en')}")
        for read in explanation.parameters:
            _print_parameter(read, "  ")
    _print(f"\n依据 Basis: {explanation.rule.basis}")


def _print_finding(finding: Finding, indent: str) -> None:
    sign = "✓" if finding.met else "✗"
    _print(f"{indent}{sign} {finding.zh}\n{indent}  {finding.en}")
    if finding.value is None:
        # Of several ways those that hold; where none does, all of them.
        for part in [part for part in finding.parts if part.met or not finding.met]:
            _print_finding(part, indent + "    ")
        return
    mark = "sourced 有出处" if finding.mark == "sourced" else "assumed 假定"
    _print(f"{indent}  {say_finding(finding, 'zh')}\n{indent}  {say_finding(finding, 'en')}")
    _print(f"{indent}  [{mark}] {finding.source}", style="dim")
    for read in finding.parameters:
        _print_parameter(read, indent + "  ")


def _print_parameter(read: ParameterRead, indent: str) -> None:
    mark = "sourced 有出处" if read.version.mark == "sourced" else "assumed 假定"
    _print(f"{indent}[{mark}] {read.id} from {read.version.in_force}: {read.version.source}", style="dim")


def _print(text: str, *, style: str | None = None) -> None:
    console.print(text, style=style, highlight=False, markup=False, soft_wrap=True)
