"""A predicate or measure in words, Chinese and English, with the names that the contracts give."""

from collections.abc import Callable
from datetime import date

from luoshi.errors import Language
from luoshi.query.nodes import (
    Both,
    Compares,
    Distinct,
    Either,
    Everything,
    Happens,
    HasRecord,
    Holds,
    InLastMonth,
    Is,
    IsIn,
    IsKnown,
    Measure,
    Not,
    Predicate,
    Rows,
    Since,
    Timing,
    Total,
    Value,
)
from luoshi.records import Contract

ContractLookup = Callable[[str], Contract]

_OPERATORS = {
    "zh": {"<": "小于", "<=": "不超过", ">": "大于", ">=": "不小于"},
    "en": {"<": "is less than", "<=": "is at most", ">": "is more than", ">=": "is at least"},
}
_DAY_OPERATORS = {
    "zh": {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"},
    "en": {"<": "is before", "<=": "is not after", ">": "is after", ">=": "is not before"},
}


def describe(subject: Predicate | Measure, lookup: ContractLookup, language: Language, kind: str = "") -> str:
    """Return the definition in words; `lookup` gives a kind's contract and raises for an unknown one.

    A predicate alone needs the `kind` of the records that it looks at.
    """
    if isinstance(subject, Rows | Total | Distinct):
        return _say_measure(subject, _Speaker(lookup(subject.kind), lookup, language))
    return _Speaker(lookup(kind), lookup, language).say(subject)


class _Speaker:
    """Says predicates and timings of one kind's records."""

    def __init__(self, contract: Contract, lookup: ContractLookup, language: Language) -> None:
        self.contract = contract
        self.lookup = lookup
        self.zh = language == "zh"
        self.language: Language = language

    def name(self, column: str) -> str:
        found = self.contract.get_column(column)
        return f"“{found.zh}”" if self.zh else f"'{found.en}'"

    def say(self, node: Predicate) -> str:
        match node:
            case Everything():
                return "全部记录" if self.zh else "any record"
            case Is(column, value):
                return f"{self.name(column)}{'为' if self.zh else ' is '}{self.value(value)}"
            case IsIn(column, values):
                return self._say_is_in(column, values)
            case Compares(column, operator, value):
                words = (_DAY_OPERATORS if isinstance(value, date) else _OPERATORS)[self.language][operator]
                return f"{self.name(column)}{self.gap}{words}{self.gap}{self.value(value)}"
            case IsKnown(column):
                return f"{self.name(column)}{'已知' if self.zh else ' is known'}"
            case HasRecord():
                return self._say_has_record(node)
            case Both(parts):
                return self._join(parts, "，且", " and ") or self.say(Everything())
            case Either(parts):
                return self._join(parts, "，或", " or ") or ("无一记录" if self.zh else "no record")
            case Not(part):
                inner = self.say(part)
                return f"不符合（{inner}）" if self.zh else f"not ({inner})"

    @property
    def gap(self) -> str:
        return "" if self.zh else " "

    def value(self, value: Value) -> str:
        if isinstance(value, bool):
            return ("是" if value else "否") if self.zh else ("yes" if value else "no")
        if isinstance(value, date):
            return f"{value.year}年{value.month}月{value.day}日" if self.zh else value.isoformat()
        return str(value)

    def timed(self, timing: Timing) -> str:
        match timing:
            case Happens(column):
                return f"{self.name(column)}在期内" if self.zh else f"{self.name(column)} lies in the period"
            case InLastMonth(column):
                name = self.name(column)
                return f"{name}在期末当月" if self.zh else f"{name} lies in the period's last month"
            case Holds(start, end):
                return self._say_holds(start, end)
            case Since(column, start):
                name, day = self.name(column), self.value(start)
                if self.zh:
                    return f"{name}自{day}起至期末"
                return f"{name} lies between {day} and the period's last day"

    def _say_is_in(self, column: str, values: tuple[Value, ...]) -> str:
        listed = ("、" if self.zh else ", ").join(map(self.value, values))
        name = self.name(column)
        return f"{name}为下列之一：{listed}" if self.zh else f"{name} is one of: {listed}"

    def _say_has_record(self, node: HasRecord) -> str:
        other = _Speaker(self.lookup(node.kind), self.lookup, self.language)
        name, where = self.name(node.key), other.say(node.where)
        if self.zh:
            return f"同一{name}另有{other.contract.zh}记录（{where}）"
        return f"the same {name} has a record of {other.contract.en} ({where})"

    def _say_holds(self, start: str, end: str | None) -> str:
        begun = self.name(start)
        if self.zh:
            return f"{begun}不晚于期末" + (f"，且{self.name(end)}未到" if end else "")
        ended = f" and {self.name(end)} has not come by then" if end else ""
        return f"{begun} is not after the period's last day{ended}"

    def _join(self, parts: tuple[Predicate, ...], zh: str, en: str) -> str:
        pieces = []
        for part in parts:
            said = self.say(part)
            # A list inside a list needs brackets to be read in one way only.
            if isinstance(part, Both | Either):
                said = f"（{said}）" if self.zh else f"({said})"
            pieces.append(said)
        return (zh if self.zh else en).join(pieces)


def _say_measure(measure: Measure, speaker: _Speaker) -> str:
    kind = speaker.contract.zh if speaker.zh else speaker.contract.en
    if isinstance(measure, Rows):
        what = f"{kind}的记录数" if speaker.zh else f"The number of records of {kind}"
    elif isinstance(measure, Total):
        name = speaker.name(measure.column)
        what = f"{kind}中{name}的合计" if speaker.zh else f"The sum of {name} over records of {kind}"
    else:
        name = speaker.name(measure.key)
        what = f"{kind}中不同{name}的个数" if speaker.zh else f"The number of different {name} in {kind}"
    conditions = [speaker.timed(measure.timing)]
    if not isinstance(measure.where, Everything):
        conditions.append(speaker.say(measure.where))
    if speaker.zh:
        return f"{what}：{'；'.join(conditions)}。"
    return f"{what}, where {'; '.join(conditions)}."
