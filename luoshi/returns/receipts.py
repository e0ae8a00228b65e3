"""The receipt of a form: what became of every row, where it lies in the book, and the file's SHA-256."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from luoshi.registry import replace_file
from luoshi.returns.filled import FilledForm
from luoshi.returns.judging import Fate, JudgedRow

FOLDER = "receipts"


@dataclass(frozen=True)
class Receipt:
    """What a unit gets back. `entry` is the hash of the log entry at `position`; `source` the file's SHA-256."""

    form: FilledForm
    rows: Sequence[JudgedRow]
    position: int
    entry: str
    source: str
    sent_back: str | None
    replaced: int

    def count(self, fate: Fate) -> int:
        """Return how many rows met that fate."""
        return sum(row.fate is fate for row in self.rows)

    def to_json(self) -> dict[str, object]:
        """Return the stable JSON form, with every row's fate."""
        return {
            "file": self.form.path.name,
            "sha256": self.source,
            "unit": str(self.form.unit)[:6],
            "name": self.form.unit_name,
            "period": str(self.form.period),
            "position": self.position,
            "entry": self.entry,
            "read": len(self.rows),
            **{fate.name.lower(): self.count(fate) for fate in Fate},
            "replaced": self.replaced,
            "quarantine": self.sent_back,
            "rows": [
                {
                    "row": one.row.number,
                    "figure": one.row.figure,
                    "fate": str(one.fate),
                    "numerator": one.numerator,
                    "denominator": one.denominator,
                    "reason": one.say("en"),
                }
                for one in self.rows
            ],
        }

    def say(self) -> str:
        """Return the one line that accounts for every row."""
        parts = " + ".join(f"{fate} {self.count(fate):,}" for fate in Fate)
        return f"{self.form.path.name}: read {len(self.rows):,} = {parts}"


def write_receipt(book: Path, receipt: Receipt) -> Path:
    """Write the receipt as a text, for people, into the book's folder of receipts and return its path.

    The receipt of the same form handed in before stays as it is: it says what was taken, and when. The form
    again, with nothing new in it, gets that one; with something new, one of its own beside it.
    """
    form = receipt.form
    lines = [
        f"回执 Receipt   {form.unit_name} · {form.period}",
        f"文件 file      {form.path.name}",
        f"SHA-256        {receipt.source}",
        f"台账位置 log    {receipt.position} · {receipt.entry}",
        "",
        *(f"{row.row.number}\t{row.row.figure}\t{_SAID[row.fate]}\t{row.say('zh')}" for row in receipt.rows),
        "",
        receipt.say(),
    ]
    path = book / FOLDER / f"{str(form.unit)[:6]}-{form.period}-{receipt.source[:12]}.txt"
    path.parent.mkdir(exist_ok=True)
    if path.exists():
        if not any(_is_news(row) for row in receipt.rows):
            return path
        path = path.with_stem(f"{path.stem}-{receipt.position}")
    replace_file(path, ("\n".join(lines) + "\n").encode())
    return path


def _is_news(row: JudgedRow) -> bool:
    """Say whether the form, handed in again, changed something or met what another one stated meanwhile."""
    return row.fate in (Fate.STATED, Fate.NOT_KNOWN) or row.reason == "returns.row_other_value"


_SAID = {
    Fate.STATED: "已入账 stated",
    Fate.NOT_KNOWN: "不详 not known",
    Fate.EMPTY: "未填 empty",
    Fate.SENT_BACK: "退回 sent back",
    Fate.SAME: "与台账相同 same",
}
