"""`luoshi payments`: a department's own pay list goes in, suspects come back in its columns. No name is printed."""

import time
from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import BookOption, FormatOption
from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.delivery.payments import CheckedList, Request, check_pay_list, validate_out, write_suspects
from luoshi.synthetic import MARK

payments = typer.Typer(help="Payments to people: check a pay list before the money moves.", no_args_is_help=True)


@payments.callback()
def _payments() -> None:
    """Keep `check` a sub-command even while it is the only one."""


@payments.command("check")
def payments_check(
    file: Annotated[Path, typer.Argument(metavar="LIST", help="The list as it is: XLSX, XLS, ET or CSV.")],
    benefit: Annotated[str, typer.Option(help="The benefit's code, for example poor_elder.")],
    month: Annotated[str, typer.Option(help="The month that is paid for, for example 2021-09.")],
    book: BookOption,
    against: Annotated[
        list[str] | None, typer.Option(help="NAME=FILE: another department's list, joined by ID number; repeatable.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="XLSX to write: suspects in the list's own columns.")] = None,
    after_payment: Annotated[
        bool, typer.Option(help="The list's own payments stand in the book: ask only for those beyond it.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Check a list: who is dead, paid twice, excluded, of the wrong age, and who is missing. Nothing is written."""
    begun = time.perf_counter()
    given = [Path(text.partition("=")[2]) for text in against or ()]
    if out is not None:
        validate_out(out, [file, *given])
    checked = check_pay_list(book, Request(file, benefit, month, tuple(against or ()), after_payment), out)
    if out is not None:
        write_suspects(out, checked)
    if form is Format.JSON:
        print_json(_to_json(checked, out))
    elif form is Format.CSV:
        print_rows(_list_reasons(checked), ("row", "code", "zh", "en"), form, right=frozenset())
    else:
        _print_summary(checked, out, time.perf_counter() - begun)


def _list_reasons(checked: CheckedList) -> list[dict[str, object]]:
    return [
        {"row": row, "code": lead.code, "zh": lead.say("zh"), "en": lead.say("en")}
        for row, leads in checked.leads.items()
        for lead in leads
    ]


def _to_json(checked: CheckedList, out: Path | None) -> dict[str, object]:
    reasons: dict[object, list[dict[str, object]]] = {}
    for reason in _list_reasons(checked):
        reasons.setdefault(reason.pop("row"), []).append(reason)
    return {
        "read": checked.read,
        "suspects": len(checked.leads),
        "lines": [{"row": row, "reasons": found} for row, found in reasons.items()],
        "missing": len(checked.missing),
        "by_reason": checked.count_reasons(),
        "not_checked": [
            {"code": lead.code, "zh": lead.say("zh"), "en": lead.say("en")} for lead in checked.not_checked
        ],
        "synthetic": checked.synthetic,
        "out": None if out is None else str(out),
    }


def _print_summary(checked: CheckedList, out: Path | None, seconds: float) -> None:
    mark = f"   {MARK}" if checked.synthetic else ""
    console.print(
        f"Pay list   {checked.benefit.name_zh} {checked.benefit.name_en} · {checked.month}{mark}", highlight=False
    )
    console.print(
        f"Checked    {checked.read:,} lines in {seconds:.1f} s: {len(checked.leads):,} suspects, "
        f"{len(checked.missing):,} paid the month before and missing",
        highlight=False,
    )
    if checked.leads:
        console.print()
        first = {lead.code: lead for leads in checked.leads.values() for lead in leads}
        rows = [
            {
                "reason": code,
                "lines": f"{count:,}",
                "疑点": first[code].say_label("zh"),
                "lead": first[code].say_label("en"),
            }
            for code, count in checked.count_reasons().items()
        ]
        print_rows(rows, ("reason", "lines", "疑点", "lead"), Format.TABLE, right=frozenset({"lines"}))
    if checked.not_checked:
        console.print("\nNot checked 未查", highlight=False)
        for lead in checked.not_checked:
            console.print(f"  {lead.say('zh')}\n  {lead.say('en')}", highlight=False)
    console.print(
        "\n疑点不是结论：逐条核实后再作决定。 A lead is not a verdict: look into each before deciding.", highlight=False
    )
    if out is not None:
        console.print(
            f"Written    {out}: suspects, the missing, notes. It holds names; send it to the department alone.",
            highlight=False,
        )
    elif checked.leads or checked.missing:
        console.print("Next       --out SUSPECTS.xlsx   the suspects in the list's own columns", highlight=False)
