"""The reader of figure claims: every number in a text that says how much of something there is.

What the claims mean to a city's figures is for the binding; here is only what the text says.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from luoshi.bulletins import chinese, english
from luoshi.bulletins.comparators import Comparator, to_interval, to_wide
from luoshi.bulletins.context import Lines, find_change, find_groups, find_roles, find_subject, read_lines
from luoshi.bulletins.normal import CleanText, clean
from luoshi.bulletins.tokens import Token
from luoshi.bulletins.units import add_rate

_HAN = re.compile("[\u4e00-\u9fff]")
_LISTED = re.compile(r"\s?(?:[、和与及][\u4e00-\u9fff]{0,6}|(?:分别)?(?:提高|调整|增加)(?:到|至|为))\s?")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure claim: its place in the original text, and the interval of true values that it allows.

    `start`, `end` and `text` are of the original, comparator and unit within; all other words are clean and
    simplified. `value`, `low` and `high` are in base units; `wide` is the wide reading of a number that ends
    in written zeros. `role` is "from" or "to", `change` "rise" or "fall"; claims of one list share a `group`;
    `offset` is the place of the claim in `clause`, `sentence_offset` in `sentence`.
    """

    start: int
    end: int
    text: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    low_closed: bool
    high_closed: bool
    unit: str
    comparator: Comparator
    subject: str
    unit_text: str = ""
    printed: str = ""
    wide: tuple[Decimal, Decimal] | None = None
    sentence: str = ""
    sentence_offset: int = 0
    clause: str = ""
    offset: int = 0
    paragraph: int = 0
    is_headline: bool = False
    role: str | None = None
    change: str | None = None
    group: int | None = None

    def to_json(self) -> dict[str, object]:
        """Return the eleven keys of the command's JSON: int where whole, else float; null for an open end."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "value": _to_number(self.value),
            "low": _to_number(self.low),
            "high": _to_number(self.high),
            "low_closed": self.low_closed,
            "high_closed": self.high_closed,
            "unit": self.unit,
            "comparator": self.comparator,
            "subject": self.subject,
        }


def _to_number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def find_claims(text: str) -> list[Claim]:
    """Return the figure claims of `text` in order of place; they do not overlap.

    >>> [c.text for c in find_claims("全年新增就业10.7万人，登记失业率2.19%。")]
    ['10.7万人', '2.19%']
    """
    cleaned = clean(text)
    lines = read_lines(cleaned.text)
    tokens = _find_tokens(cleaned.text)
    tokens = _add_rates(lines, tokens)
    roles = find_roles(lines, tokens)
    tokens = _pass_rates_on(lines, tokens, roles)
    groups = find_groups(lines, tokens)
    claims = []
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        claim = _to_claim(text, cleaned, lines, token, find_subject(lines, token, before, after))
        claims.append(replace(claim, role=roles[i], group=groups[i]))
    return claims


def _find_tokens(text: str) -> list[Token]:
    """Return the tokens of all lines, each run of lines read by the grammar of its language."""
    tokens: list[Token] = []
    for start, end, is_english in _find_runs(text):
        found = english.find_tokens(text, start, end) if is_english else chinese.find_tokens(text[start:end])
        if start and not is_english:
            found = [_shift(t, start) for t in found]
        tokens.extend(found)
    return tokens


def _shift(token: Token, by: int) -> Token:
    return replace(
        token,
        start=token.start + by,
        end=token.end + by,
        number_start=token.number_start + by,
        number_end=token.number_end + by,
    )


def _find_runs(text: str) -> list[tuple[int, int, bool]]:
    runs: list[tuple[int, int, bool]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        han, latin = len(_HAN.findall(line)), len(_LATIN.findall(line))
        # A line of figures alone goes with the line before it; five letters fill the room of one character.
        is_english = runs[-1][2] if not han and not latin and runs else latin > 5 * han
        if runs and runs[-1][2] == is_english:
            runs[-1] = (runs[-1][0], at + len(line), is_english)
        else:
            runs.append((at, at + len(line), is_english))
        at += len(line)
    return runs


def _add_rates(lines: Lines, tokens: list[Token]) -> list[Token]:
    result = []
    end = 0
    for token in tokens:
        if token.unit.startswith("yuan"):
            start, _ = lines.find_clause(token.number_start)
            before = lines.text[max(start, end) : token.start]
            token = replace(token, unit=add_rate(token.unit, before[-24:]))
        result.append(token)
        end = token.end
    return result


def _pass_rates_on(lines: Lines, tokens: list[Token], roles: list[str | None]) -> list[Token]:
    """Give the later figures of 由每人每年550元提高至580元 and 每人每月120元、80元 the unit of the first."""
    result = list(tokens)
    for i in range(1, len(result)):
        if result[i].unit != "yuan" or not result[i - 1].unit.startswith("yuan/"):
            continue
        between = lines.text[result[i - 1].end : result[i].start]
        if roles[i] == "to" or _LISTED.fullmatch(between):
            result[i] = replace(result[i], unit=result[i - 1].unit)
    return result


def _to_claim(text: str, cleaned: CleanText, lines: Lines, token: Token, subject: str) -> Claim:
    start, end = cleaned.to_original(token.start, token.end)
    interval = token.interval or to_interval(token.numeral, token.comparator)
    sentence_start, sentence_end = lines.find_sentence(token.number_start)
    clause_start, clause_end = lines.find_clause(token.number_start)
    return Claim(
        start=start,
        end=end,
        text=text[start:end],
        value=token.numeral.value,
        low=interval.low,
        high=interval.high,
        low_closed=interval.low_closed,
        high_closed=interval.high_closed,
        unit=token.unit,
        comparator=token.comparator,
        subject=subject,
        unit_text=token.unit_text,
        printed=lines.text[token.start : token.end],
        wide=to_wide(token.numeral) if token.interval is None and token.comparator == "eq" else None,
        sentence=lines.text[sentence_start:sentence_end],
        sentence_offset=token.start - sentence_start,
        clause=lines.text[clause_start:clause_end],
        offset=token.start - clause_start,
        paragraph=lines.find_line(token.number_start)[0],
        is_headline=lines.is_headline(token.number_start),
        change=find_change(lines, token),
    )
